"""Lines of prose: words on one baseline of one column, with the style that a reader sees."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generation.core.reading import Box, Fill, Page, Word
from generation.core.recovery.weights import current

MARKS = frozenset("•◦‣⁃▪▫●○■□◆◇➢➤►▶✓✔❖∙·➔→▸▹")
"""Characters that mark a list item wherever they begin a line."""
DASH_MARKS = frozenset("-–—*+o>")
"""Characters that mark a list item when they stand alone before it."""
_RTL = re.compile("[\u0590-\u08ff]")
_LEADERS = re.compile(r"(?:\s*\.){4,}\s*|…{2,}|_{4,}")


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a line. `kind` tells what stands apart by place: a label, a run-in name."""

    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: tuple[int, int, int] = (0, 0, 0)
    kind: str = "line"

    @property
    def rank(self) -> float:
        """How high a heading of this style stands; larger type above bolder, above coloured."""
        weights = current().lines
        places = {
            "line": 0.0,
            "label": -weights.rank_label,
            "run-in": -weights.rank_run_in,
            "plain": -weights.rank_plain,
        }
        accent = (
            weights.rank_capitals * self.capitals
            + weights.rank_colour * (self.colour != (0, 0, 0))
            - weights.rank_italic * self.italic
        )
        return places[self.kind] + weights.rank_size * self.size + self.bold + accent


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `column` is the area that it flows in; `is_item` says that a list item begins.

    `text` and `words` come without the mark of a list item; `box` includes a typed one.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    box: Box
    column: Box
    style: Style
    is_item: bool = False
    is_label: bool = False

    @property
    def size(self) -> float:
        return self.style.size


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped by baseline from the top; each row in the order in which it is read."""
    indexed = sorted(enumerate(words), key=lambda item: item[1].box.y_mid)
    rows: list[list[tuple[int, Word]]] = []
    tallest: Box | None = None
    for index, word in indexed:
        if tallest is not None and _on_baseline(tallest, word.box):
            rows[-1].append((index, word))
            if word.box.height > tallest.height:
                tallest = word.box
        else:
            rows.append([(index, word)])
            tallest = word.box
    return [_in_reading_order(row) for row in rows]


def upright_rows(page: Page) -> list[list[Word]]:
    """The rows of a page, without text that runs up, down or upside down."""
    return rows_of(word for word in page.words if word.turn == 0)


def _on_baseline(tallest: Box, box: Box) -> bool:
    low = min(tallest.bottom, box.bottom)
    high = max(tallest.top, box.top)
    return low - high > current().lines.baseline_share * min(tallest.height, box.height)


def _in_reading_order(row: list[tuple[int, Word]]) -> list[Word]:
    """From the left; in a right-to-left script, as the words came: the reader knows their order."""
    if any(not word.text.isascii() and _RTL.search(word.text) for _, word in row):
        return [word for _, word in sorted(row, key=lambda item: item[0])]
    return [word for _, word in sorted(row, key=lambda item: item[1].box.x0)]


def box_of(words: Iterable[Word]) -> Box:
    """The smallest box around the words."""
    boxes = [word.box for word in words]
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def text_of(words: Sequence[Word]) -> str:
    """The words with the spaces that the page shows between them."""
    return "".join(
        (" " if word.spaced and number else "") + word.text for number, word in enumerate(words)
    )


def is_mark(words: Sequence[Word]) -> bool:
    """Whether the first word of a line is the mark of a list item."""
    if not words:
        return False
    first = words[0].text
    if all(char in MARKS for char in first):
        return True
    if len(first) == 1 and first in DASH_MARKS and len(words) > 1 and words[1].spaced:
        gap = abs(words[1].box.x0 - words[0].box.x1)
        return first != "o" or gap > current().lines.letter_mark_gap_em * words[1].size
    return False


def line_of(
    words: Sequence[Word],
    page: int,
    column: Box,
    marks: Sequence[Box] = (),
    *,
    is_label: bool = False,
) -> Line:
    """A line from the words of one row; `marks` are drawn list marks of the page.

    A dash before a line of a label is a part of the name, whatever it looks like.
    """
    box = box_of(words)
    if is_label:
        shown_as = style_of(words)
        return Line(page, tuple(words), text_of(words), box, column, shown_as, is_label=True)
    is_item = is_mark(words)
    shown = list(words)
    if is_item and len(words) > 1:
        shown = shown[1:]
    elif words[0].text[0] in MARKS and len(words[0].text) > 1:
        is_item = True
        shown[0] = replace(words[0], text=words[0].text.lstrip("".join(MARKS)))
    elif not is_item:
        is_item = any(_is_drawn_mark(mark, box, words[0].size) for mark in marks)
    return Line(page, tuple(shown), text_of(shown), box, column, style_of(shown), is_item)


def _is_drawn_mark(mark: Box, line: Box, size: float) -> bool:
    reach = current().lines.drawn_mark_reach_em * size
    before = 0 <= line.x0 - mark.x1 <= reach or 0 <= mark.x0 - line.x1 <= reach
    return before and line.top < mark.y_mid < line.bottom


def drawn_marks(fills: Iterable[Fill]) -> list[Box]:
    """Fills that are as small and as square as the drawn mark of a list item."""
    weights = current().lines
    least, most = weights.drawn_mark_least_pt, weights.drawn_mark_most_pt
    narrowest, widest = weights.drawn_mark_narrowest, weights.drawn_mark_widest
    return [
        fill.box
        for fill in fills
        if least <= fill.box.width <= most
        and least <= fill.box.height <= most
        and narrowest <= fill.box.width / fill.box.height <= widest
    ]


def style_of(words: Sequence[Word], kind: str = "line") -> Style:
    """The style of most characters."""
    weights = current().lines
    sizes: Counter[float] = Counter()
    colours: Counter[tuple[int, int, int]] = Counter()
    bold = italic = total = 0
    for word in words:
        letters = len(word.text)
        total += letters
        sizes[_stepped(word.size)] += letters
        colours[_colour(word)] += letters
        bold += letters * word.bold
        italic += letters * bool(re.search(r"italic|oblique", word.font, re.IGNORECASE))
    cased = [[char for char in word.text if char.isalpha()] for word in words]
    longest = max(map(len, cased), default=0)
    return Style(
        size=sizes.most_common(1)[0][0],
        bold=bold > weights.bold_share * total,
        italic=italic > weights.italic_share * total,
        capitals=longest > weights.capitals_letters
        and all(_is_capital(char) for letters in cased for char in letters),
        colour=colours.most_common(1)[0][0],
        kind=kind,
    )


def _is_capital(char: str) -> bool:
    return unicodedata.category(char) == "Lu"


def _colour(word: Word) -> tuple[int, int, int]:
    """The colour in coarse steps; near-black is black."""
    steps = current().lines.colour_steps
    red, green, blue = (round(part * steps) for part in word.colour)
    return (0, 0, 0) if max(red, green, blue) <= 1 else (red, green, blue)


def usual_size(words: Iterable[Word]) -> float:
    """The size of most text, in points; a common one where there is none."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[_stepped(word.size)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else current().lines.unknown_size_pt


def _stepped(size: float) -> float:
    step = current().lines.size_step_pt
    return round(size / step) * step


def is_contents_entry(text: str) -> bool:
    """Whether a line belongs to a table of contents: dot leaders and a page number."""
    return bool(_LEADERS.search(text)) and text.rstrip()[-1:].isdigit()
