"""A table on one page or over several: cells in rows and columns, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from generation.core.reading import SIDEWAYS, UPWARDS, Box, Colour, Word
from generation.core.recovery.lines import Line
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary, definition_text, lines_of

CellFound = tuple[int, int, int, int, list[Word], Colour | None]
"""Row, column, row span, column span, words and fill of a cell, as a finder of tables tells it."""


@dataclass(slots=True)
class Part:
    """What one page holds of a cell. `area` is the column that its lines flow in."""

    page: int
    box: Box
    words: list[Word]
    area: Box
    marks: Sequence[Box] = ()
    _lines: list[Line] | None = None

    def lines(self) -> list[Line]:
        """The lines of the words; words and area are not changed after the first call."""
        if self._lines is None:
            self._lines = lines_of(self.words, self.page, self.area, self.marks)
        return self._lines


@dataclass(slots=True)
class Cell:
    """A cell over `row_span` × `column_span` fields; `fill` is its colour where it has one."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    parts: list[Part] = field(default_factory=list)
    fill: Colour | None = None
    is_turned: bool = False

    @property
    def words(self) -> list[Word]:
        return [word for part in self.parts for word in part.words]

    @property
    def is_empty(self) -> bool:
        return not any(part.words for part in self.parts)

    @property
    def is_bold(self) -> bool:
        """Whether most of the text is bold."""
        bold = sum(len(word.text) for word in self.words if word.bold)
        return bold > current().cells.mostly * sum(len(word.text) for word in self.words)

    @property
    def size(self) -> float:
        """The type size in points; 0 for an empty cell."""
        return median([word.size for word in self.words]) if not self.is_empty else 0.0

    def flow_between(self, x0: float, x1: float) -> None:
        """Say between which places the lines of the cell flow."""
        for part in self.parts:
            part.area = Box(x0, part.box.top, x1, part.box.bottom)

    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines()]

    def text(self, vocabulary: Vocabulary) -> str:
        return definition_text(self.lines(), vocabulary)

    def name(self, vocabulary: Vocabulary) -> str:
        """The text in one line, as a name stands in a header."""
        return " ".join(self.text(vocabulary).split())


@dataclass(slots=True)
class Table:
    """Rows and columns of cells; `columns` are the edges on the first page.

    `first_page` and `last_page` count from 1; `bottom` is its end on the last page. A table whose
    cells move to other rows or columns is made anew (`dataclasses.replace`).
    """

    first_page: int
    box: Box
    columns: list[float]
    row_heights: list[float]
    cells: list[Cell]
    last_page: int = 0
    bottom: float = 0.0
    heading: str = ""
    heading_words: list[Word] = field(default_factory=list)
    heading_size: float = 0.0
    title: str = ""
    title_size: float = 0.0
    is_first_on_page: bool = True
    is_drawn: bool = True
    left_out: tuple[tuple[str, str, str], ...] = ()
    """Fields to be filled in that were taken out: "column" or "row", the name, all its text."""
    is_uneven: bool = False
    """Whether it was made of small tables of which only some hold several rows."""
    _grid: dict[tuple[int, int], Cell] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.first_page
        self.bottom = self.bottom or self.box.bottom
        self._grid = {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @property
    def column_count(self) -> int:
        return len(self.columns) - 1

    @property
    def row_count(self) -> int:
        return len(self.row_heights)

    def at(self, row: int, column: int) -> Cell | None:
        return self._grid.get((row, column))

    def row(self, row: int) -> list[Cell | None]:
        return [self.at(row, column) for column in range(self.column_count)]

    def cells_in_row(self, row: int) -> list[Cell]:
        """The cells that hold text in a row, each once, from the left."""
        return _distinct(self.row(row))

    def cells_in_column(self, column: int, start: int = 0) -> list[Cell]:
        """The cells that hold text in a column from a row on, each once, from the top."""
        return _distinct(self.at(row, column) for row in range(start, self.row_count))


def _distinct(cells: Iterable[Cell | None]) -> list[Cell]:
    found: dict[int, Cell] = {}
    for cell in cells:
        if cell is not None and not cell.is_empty:
            found.setdefault(id(cell), cell)
    return list(found.values())


def make_table(
    page: int,
    columns: Sequence[float],
    rows: Sequence[float],
    cells: Iterable[CellFound],
    marks: Sequence[Box] = (),
) -> Table:
    """A table from edges and cells; turned text is made upright."""
    made = []
    for row, column, row_span, column_span, words, fill in cells:
        box = Box(columns[column], rows[row], columns[column + column_span], rows[row + row_span])
        sideways = sum(word.is_sideways for word in words)
        is_turned = sideways > current().cells.mostly * len(words)
        shown = upright_words(words) if is_turned else [w for w in words if w.turn == 0]
        part = Part(page, box, shown, box, () if is_turned else marks)
        made.append(Cell(row, column, row_span, column_span, [part], fill, is_turned))
    heights = [low - high for high, low in pairwise(rows)]
    box = Box(columns[0], rows[0], columns[-1], rows[-1])
    table = Table(page, box, list(columns), heights, made)
    _narrow_areas(table)
    return table


def upright_words(words: Sequence[Word]) -> list[Word]:
    """Turned words as they read upright, in a frame of their own."""
    turn = max(SIDEWAYS, key=lambda turn: sum(word.turn == turn for word in words))
    turned = [word for word in words if word.turn == turn]
    bottom = max(word.box.bottom for word in turned)
    top = min(word.box.top for word in turned)
    left = min(word.box.x0 for word in turned)
    right = max(word.box.x1 for word in turned)

    def place(box: Box) -> Box:
        if turn == UPWARDS:
            return Box(
                left + bottom - box.bottom,
                top + box.x0 - left,
                left + bottom - box.top,
                top + box.x1 - left,
            )
        return Box(
            left + box.top - top,
            top + right - box.x1,
            left + box.bottom - top,
            top + right - box.x0,
        )

    return [replace(word, box=place(word.box), turn=0) for word in turned]


def _narrow_areas(table: Table) -> None:
    """Set the area that lines flow in to where the text of each column really ends."""
    alike: dict[tuple[int, int, bool], list[Cell]] = {}
    for cell in table.cells:
        if not cell.is_empty and not cell.is_turned:
            alike.setdefault((cell.column, cell.column_span, cell.is_bold), []).append(cell)
    for cells in alike.values():
        words = [word for cell in cells for word in cell.words]
        x0 = min(word.box.x0 for word in words)
        x1 = max(word.box.x1 for word in words)
        for cell in cells:
            cell.flow_between(x0, x1)
