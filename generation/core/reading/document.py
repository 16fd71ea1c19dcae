"""A PDF as the strategies see it: words, lines and fills with their places on each page.

All coordinates are PDF points (1/72 inch) on the page *as a reader sees it* (after /Rotate),
with the origin in the top left corner and y growing downwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Self

Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""
Turn = Literal[0, 90, 180, 270]
"""A direction on the page in degrees clockwise from upright."""
DOWNWARDS: Final = 90
UPSIDE_DOWN: Final = 180
UPWARDS: Final = 270
QUARTER_TURN = 90
FULL_TURN = 360
SIDEWAYS: tuple[Turn, ...] = (DOWNWARDS, UPWARDS)
"""The directions of text that is read with the head to one side."""

POINTS_PER_INCH = 72
POINT_DIGITS = 2
"""Kept of places in JSON: a hundredth of a point is far below what anyone sees."""
CONFIDENCE_DIGITS = 3
"""Kept of confidences in JSON; tesseract tells percents."""


def middle(low: float, high: float) -> float:
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; `x0 <= x1`, `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        return middle(self.x0, self.x1)

    @property
    def y_mid(self) -> float:
        return middle(self.top, self.bottom)

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space.

    `turn` is the direction in which the text runs, in degrees clockwise from left-to-right:
    0 for ordinary text, 90 for text read from top to bottom, 270 for text read from bottom to top.
    `spaced` is false where no space separates the word from the one before it in the same line
    (a change of font inside a word, or a script that writes no spaces). `confidence` is 1.0 for
    text from the PDF itself and 0 to 1 for text read by OCR.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    colour: Colour = (0.0, 0.0, 0.0)
    turn: Turn = 0
    spaced: bool = True
    confidence: float = 1.0

    @property
    def is_sideways(self) -> bool:
        return self.turn in SIDEWAYS


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin drawn line, from a stroke or from a rectangle too thin to be a fill."""

    box: Box
    is_horizontal: bool


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area that differs from the page, such as a header band or a zebra row."""

    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` counts from 1. `read_by` tells a text layer from OCR.

    A page whose text runs sideways, or that was scanned askew, is turned so that it reads
    upright: `turned` is by how many degrees clockwise, `skew` the rest by which a scan was
    straightened. A picture of the page shows the same places when it is turned alike
    (`reading.render_page` does so).

    A file without pages is laid out as some: `label` names what the page shows ("Sheet “Sales”"),
    and each of `marks` what begins at a height ("row 12"), from the top.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    read_by: Literal["text", "ocr"] = "text"
    turned: Turn = 0
    skew: float = 0.0
    label: str = ""
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """What the reader had to put up with; shown to managers and used by the confidence.

    `hidden` counts dropped characters by reason (`white`, `tiny`, `off_page`, `invisible`,
    `covered`, `clipped`, or `layer` for a layer that is switched off; in other files than PDFs
    `hidden_rows`, `hidden_columns`, `hidden_sheets`, `hidden_slides`, `hidden_text`, `comments`,
    `deleted` or `notes`).
    `unmapped` counts characters that the PDF gives no Unicode value. `suspect` are words as they
    were read that hold a sign where letters belong ("ques2on"): their character map is broken.
    `ocr_pages` are page numbers,
    `ocr_confidence` is the mean over their words (1.0 without OCR). `broken_pages` were read from
    damaged data and may lack text; `unread_pages` were not read at all. Both make a guide wait.
    """

    hidden: Mapping[str, int] = field(default_factory=dict)
    unmapped: int = 0
    suspect: tuple[str, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    ocr_confidence: float = 1.0
    broken_pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole PDF, in page order; or another file, laid out as pages on which no line `wraps`.

    `stated` are the guides of a file that says itself what its matrix is, as matrices are stored.
    """

    pages: tuple[Page, ...]
    quality: Quality = field(default_factory=Quality)
    title: str = ""
    wraps: bool = True
    stated: tuple[Mapping[str, Any], ...] = ()

    @property
    def has_text(self) -> bool:
        return any(page.words for page in self.pages)

    def to_json(self) -> dict[str, Any]:
        """A compact form for the child's reply and for artifacts; `from_json` reads it back."""
        return {
            "title": self.title,
            "wraps": self.wraps,
            "stated": [dict(guide) for guide in self.stated],
            "quality": {
                "hidden": dict(self.quality.hidden),
                "unmapped": self.quality.unmapped,
                "suspect": list(self.quality.suspect),
                "ocr_pages": list(self.quality.ocr_pages),
                "ocr_confidence": self.quality.ocr_confidence,
                "broken_pages": list(self.quality.broken_pages),
                "unread_pages": list(self.quality.unread_pages),
                "notes": list(self.quality.notes),
            },
            "pages": [_page_to_json(page) for page in self.pages],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        quality = data.get("quality", {})
        return cls(
            pages=tuple(_page_from_json(page) for page in data["pages"]),
            quality=Quality(**{**quality, **_tuples(quality)}),
            title=data.get("title", ""),
            wraps=data.get("wraps", True),
            stated=tuple(data.get("stated", ())),
        )


def _tuples(quality: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    names = ("suspect", "ocr_pages", "broken_pages", "unread_pages", "notes")
    return {name: tuple(quality.get(name, ())) for name in names}


def _numbers(box: Box) -> list[float]:
    return [round(place, POINT_DIGITS) for place in (box.x0, box.top, box.x1, box.bottom)]


def _page_to_json(page: Page) -> dict[str, Any]:
    looks: dict[tuple[Any, ...], int] = {}
    words = []
    for word in page.words:
        look = (word.font, round(word.size, POINT_DIGITS), word.bold, word.colour, word.turn)
        words.append(
            [
                word.text,
                *_numbers(word.box),
                looks.setdefault(look, len(looks)),
                int(word.spaced),
                round(word.confidence, CONFIDENCE_DIGITS),
            ]
        )
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "read_by": page.read_by,
        "turned": page.turned,
        "skew": page.skew,
        "label": page.label,
        "marks": [[round(top, POINT_DIGITS), text] for top, text in page.marks],
        "looks": [list(look) for look in looks],
        "words": words,
        "rules": [[*_numbers(rule.box), int(rule.is_horizontal)] for rule in page.rules],
        "fills": [[*_numbers(fill.box), *fill.colour] for fill in page.fills],
    }


def _page_from_json(data: Mapping[str, Any]) -> Page:
    looks = [
        {"font": font, "size": size, "bold": bold, "colour": tuple(colour), "turn": turn}
        for font, size, bold, colour, turn in data["looks"]
    ]
    return Page(
        number=data["number"],
        width=data["width"],
        height=data["height"],
        words=tuple(
            Word(
                text,
                Box(x0, top, x1, bottom),
                spaced=bool(spaced),
                confidence=confidence,
                **looks[look],
            )
            for text, x0, top, x1, bottom, look, spaced, confidence in data["words"]
        ),
        rules=tuple(
            Rule(Box(x0, top, x1, bottom), bool(is_horizontal))
            for x0, top, x1, bottom, is_horizontal in data["rules"]
        ),
        fills=tuple(
            Fill(Box(x0, top, x1, bottom), (red, green, blue))
            for x0, top, x1, bottom, red, green, blue in data["fills"]
        ),
        read_by=data["read_by"],
        turned=data["turned"],
        skew=data["skew"],
        label=data.get("label", ""),
        marks=tuple((top, text) for top, text in data.get("marks", ())),
    )
