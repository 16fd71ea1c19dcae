"""What a file without pages says, laid out as pages on which nothing wraps.

Every paragraph is one line, every column as wide as its longest line, every cell drawn: so the
strategies that read printed pages see the same structure, and the words stay as they were.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generation.core.reading import Box, Colour, Fill, Page, Rule, Word

BODY_PT: Final = 10.0
HEADINGS_PT: Final = (24.0, 18.0, 15.0, 13.0, 12.0, 11.0)
"""Type sizes of headings by their rank, the first one the largest."""
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
MARK: Final = "•"
"""What stands before list items, as the reader of PDFs writes it for drawn bullets."""

_LETTER_EM = 0.55
_WIDE_EM = 1.0
_SPACE_EM = 0.28
_LINE_EM = 1.4
"""Height of a line; its letters stand in the middle."""
_GAP_EM = 0.9
"""Room between paragraphs of running text."""
_ABOVE_HEADING_EM = 1.2
_AROUND_GRID_PT = 8.0
_PADDING_PT = 6.0
_SPARE_PT = 24.0
"""Room at the end of the longest line of a column."""
_LEAST_COLUMN_PT = 30.0
_MARGIN_PT = 40.0
_INDENT_PT = 14.0
_SLIDE_RATIO = 4 / 3
_WHITEST = 0.98
"""From this much of every colour on, a fill is the paper."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = BODY_PT
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line. `indent` counts steps of a list."""

    runs: tuple[Run, ...]
    is_item: bool = False
    indent: int = 0
    is_heading: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def size(self) -> float:
        return max((run.size for run in self.runs), default=BODY_PT)


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a grid."""

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    column_span: int = 1
    fill: Colour | None = None

    @property
    def is_empty(self) -> bool:
        return all(paragraph.is_empty for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `labels` name its rows as the file does ("row 12"); rows without one go unnamed."""

    fields: tuple[Field, ...]
    labels: Mapping[int, str] = field(default_factory=dict)


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Leaf:
    """What becomes one page: a sheet, a slide, a document up to a page break."""

    label: str
    blocks: tuple[Block, ...]
    is_slide: bool = False


@dataclass(slots=True)
class LaidOut:
    """A page, and the places of its grids' fields: one mapping a grid, by row and column."""

    page: Page
    places: list[dict[tuple[int, int], Box]]


def heading_size(rank: int) -> float:
    """The size of a heading of a rank from 1."""
    return HEADINGS_PT[min(max(rank, 1), len(HEADINGS_PT)) - 1]


def heading(text: str, rank: int, label: str = "") -> Paragraph:
    run = Run(text, bold=True, size=heading_size(rank))
    return Paragraph((run,), is_heading=True, label=label)


def plain(text: str, *, bold: bool = False, size: float = BODY_PT) -> tuple[Paragraph, ...]:
    """A text as paragraphs, one a line."""
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(Paragraph((Run(line, bold, size=size),)) for line in lines)


def lay_out(leaf: Leaf, number: int) -> LaidOut:
    """The page `number` that shows a leaf."""
    return _Page(leaf, number).laid_out()


class _Page:
    """A page under way: `y` is where the next block begins."""

    def __init__(self, leaf: Leaf, number: int) -> None:
        self.leaf = leaf
        self.number = number
        self.words: list[Word] = []
        self.rules: list[Rule] = []
        self.fills: list[Fill] = []
        self.marks: list[tuple[float, str]] = []
        self.places: list[dict[tuple[int, int], Box]] = []
        self.y = _MARGIN_PT
        self.right = 0.0

    def laid_out(self) -> LaidOut:
        for block in self.leaf.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            elif not block.is_empty:
                self._paragraph(block)
        width, height = self.right + _MARGIN_PT, self.y + _MARGIN_PT
        if self.leaf.is_slide:
            width = max(width, _SLIDE_RATIO * height)
        else:
            height = max(height, width)
        page = Page(
            self.number,
            width,
            height,
            tuple(self.words),
            tuple(self.rules),
            tuple(self.fills),
            label=self.leaf.label,
            marks=tuple(self.marks),
        )
        return LaidOut(page, self.places)

    def _paragraph(self, paragraph: Paragraph) -> None:
        self.y += (_ABOVE_HEADING_EM if paragraph.is_heading else 0.0) * paragraph.size
        if paragraph.label:
            self.marks.append((self.y, paragraph.label))
        x = _MARGIN_PT + _INDENT_PT * paragraph.indent
        self.right = max(self.right, self._line(paragraph, x, self.y) + _SPARE_PT)
        self.y += (_LINE_EM + _GAP_EM) * paragraph.size

    def _line(self, paragraph: Paragraph, x: float, y: float) -> float:
        """Set a paragraph's words on one line; returns where it ends."""
        words, end = line_words(paragraph, x, y)
        self.words += words
        return end

    def _grid(self, grid: Grid) -> None:
        columns = _edges(_MARGIN_PT, _column_widths(grid.fields))
        rows = _edges(self.y + _AROUND_GRID_PT, _row_heights(grid.fields))
        places: dict[tuple[int, int], Box] = {}
        for one in grid.fields:
            box = Box(
                columns[one.column],
                rows[one.row],
                columns[one.column + one.column_span],
                rows[one.row + one.row_span],
            )
            places[one.row, one.column] = box
            self.rules += _frame(box)
            y = box.top + _PADDING_PT
            for paragraph in one.paragraphs:
                if not paragraph.is_empty:
                    x = box.x0 + _PADDING_PT + _INDENT_PT * paragraph.indent
                    self._line(paragraph, x, y)
                    y += _LINE_EM * paragraph.size
        self.fills += _fills(grid.fields, places)
        self.marks += [(rows[row], label) for row, label in sorted(grid.labels.items())]
        self.places.append(places)
        self.right = max(self.right, columns[-1])
        self.y = rows[-1] + 2 * _AROUND_GRID_PT


def line_words(paragraph: Paragraph, x: float, y: float) -> tuple[list[Word], float]:
    """The words of one line from a place on, and where it ends."""
    words: list[Word] = []
    if paragraph.is_item:
        words.append(_word(MARK, x, y, paragraph.runs[0]))
        x = words[-1].box.x1 + _SPACE_EM * paragraph.runs[0].size
    is_spaced = True
    for run in paragraph.runs:
        parts = run.text.split()
        is_spaced = is_spaced or run.text[:1].isspace()
        for number, part in enumerate(parts):
            if number or is_spaced or not words:
                x += _SPACE_EM * run.size if words else 0.0
                words.append(_word(part, x, y, run))
            else:
                words[-1] = _longer(words[-1], part)
            x = words[-1].box.x1
        is_spaced = run.text[-1:].isspace() or (is_spaced and not parts)
    return words, x


def _longer(word: Word, text: str) -> Word:
    """A word that goes on in the next run: programs part runs anywhere."""
    box = word.box
    wider = Box(box.x0, box.top, box.x1 + width_of(text, word.size), box.bottom)
    return replace(word, text=word.text + text, box=wider)


def _word(text: str, x: float, y: float, run: Run) -> Word:
    top = y + (_LINE_EM - 1) / 2 * run.size
    return Word(
        text,
        Box(x, top, x + width_of(text, run.size), top + run.size),
        run.size,
        font="Italic" if run.italic else "",
        bold=run.bold,
        colour=run.colour,
    )


def width_of(text: str, size: float) -> float:
    if text.isascii():
        return _LETTER_EM * size * len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return size * (_WIDE_EM * wide + _LETTER_EM * (len(text) - wide))


def _column_widths(fields: Sequence[Field]) -> list[float]:
    """As wide as the longest line; what spans several columns widens the last of them."""
    count = max(one.column + one.column_span for one in fields)
    widths = [_LEAST_COLUMN_PT] * count
    for one in sorted(fields, key=lambda one: one.column_span):
        own = range(one.column, one.column + one.column_span)
        needed = max((_line_width(line) for line in one.paragraphs), default=0.0)
        lacking = needed + 2 * _PADDING_PT + _SPARE_PT - sum(widths[column] for column in own)
        if needed and lacking > 0:
            widths[own[-1]] += lacking
    return widths


def _line_width(paragraph: Paragraph) -> float:
    return line_words(paragraph, 0.0, 0.0)[1] + _INDENT_PT * paragraph.indent


def _row_heights(fields: Sequence[Field]) -> list[float]:
    count = max(one.row + one.row_span for one in fields)
    heights = [_LINE_EM * BODY_PT + 2 * _PADDING_PT] * count
    for one in sorted(fields, key=lambda one: one.row_span):
        own = range(one.row, one.row + one.row_span)
        lines = sum(_LINE_EM * line.size for line in one.paragraphs if not line.is_empty)
        lacking = lines + 2 * _PADDING_PT - sum(heights[row] for row in own)
        if lacking > 0:
            heights[own[-1]] += lacking
    return heights


def _edges(start: float, sizes: Iterable[float]) -> list[float]:
    edges = [start]
    for size in sizes:
        edges.append(edges[-1] + size)
    return edges


def _frame(box: Box) -> list[Rule]:
    return [
        Rule(Box(box.x0, box.top, box.x1, box.top), True),
        Rule(Box(box.x0, box.bottom, box.x1, box.bottom), True),
        Rule(Box(box.x0, box.top, box.x0, box.bottom), False),
        Rule(Box(box.x1, box.top, box.x1, box.bottom), False),
    ]


def _fills(fields: Iterable[Field], places: Mapping[tuple[int, int], Box]) -> list[Fill]:
    """The coloured areas, those side by side in one colour as one."""
    fills: list[Fill] = []
    for one in sorted(fields, key=lambda one: (one.row, one.column)):
        if one.fill is None or min(one.fill) >= _WHITEST:
            continue
        box = places[one.row, one.column]
        last = fills[-1] if fills else None
        if last and last.colour == one.fill and _are_beside(last.box, box):
            fills[-1] = Fill(last.box.union(box), one.fill)
        else:
            fills.append(Fill(box, one.fill))
    return fills


def _are_beside(one: Box, other: Box) -> bool:
    return (one.top, one.bottom, one.x1) == (other.top, other.bottom, other.x0)
