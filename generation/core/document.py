"""A PDF as the strategies see it: words, lines and fills with their places on each page.

All coordinates are PDF points (1/72 inch) on the page *as a reader sees it* (after /Rotate),
with the origin in the top left corner and y growing downwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

Colour = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""


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
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

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
    turn: Literal[0, 90, 180, 270] = 0
    spaced: bool = True
    confidence: float = 1.0


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
    """One page. `number` counts from 1. `read_by` tells a text layer from OCR."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    read_by: Literal["text", "ocr"] = "text"


@dataclass(frozen=True, slots=True)
class Quality:
    """What the reader had to put up with; shown to managers and used by the confidence.

    `hidden` counts dropped characters by reason (`white`, `tiny`, `off_page`, `invisible`).
    `unmapped` counts characters that the PDF gives no Unicode value. `ocr_pages` are page numbers,
    `ocr_confidence` is the mean over their words (1.0 without OCR).
    """

    hidden: Mapping[str, int] = field(default_factory=dict)
    unmapped: int = 0
    ocr_pages: tuple[int, ...] = ()
    ocr_confidence: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole PDF, in page order."""

    pages: tuple[Page, ...]
    quality: Quality = field(default_factory=Quality)
    title: str = ""

    @property
    def has_text(self) -> bool:
        return any(page.words for page in self.pages)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            pages=tuple(_page(page) for page in data["pages"]),
            quality=_quality(data.get("quality", {})),
            title=data.get("title", ""),
        )


def _box(data: Mapping[str, float]) -> Box:
    return Box(data["x0"], data["top"], data["x1"], data["bottom"])


def _page(data: Mapping[str, Any]) -> Page:
    return Page(
        number=data["number"],
        width=data["width"],
        height=data["height"],
        words=tuple(
            Word(**{**word, "box": _box(word["box"]), "colour": tuple(word["colour"])})
            for word in data["words"]
        ),
        rules=tuple(Rule(_box(rule["box"]), rule["is_horizontal"]) for rule in data["rules"]),
        fills=tuple(Fill(_box(fill["box"]), tuple(fill["colour"])) for fill in data["fills"]),
        read_by=data["read_by"],
    )


def _quality(data: Mapping[str, Any]) -> Quality:
    return Quality(
        **{
            **data,
            "ocr_pages": tuple(data.get("ocr_pages", ())),
            "notes": tuple(data.get("notes", ())),
        }
    )
