"""Which rows of a table are its title and its header."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from generation.core.recovery.level_names import levels_likelihood
from generation.core.recovery.tables.cell_names import filled, is_banner, split_name
from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

_SENTENCE_ENDS = (".", ";", "。")


class HeaderReader:
    """Reads the header of one table; texts are made once."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self.vocabulary = vocabulary
        self._texts: dict[int, str] = {}

    def text(self, cell: Cell | None) -> str:
        """The text of a cell in one line."""
        if cell is None or cell.is_empty:
            return ""
        if id(cell) not in self._texts:
            self._texts[id(cell)] = cell.name(self.vocabulary)
        return self._texts[id(cell)]

    def title_rows(self) -> int:
        """Rows above the header that hold one cell over all columns."""
        most = current().headers.most_title_rows
        last = self.table.row_count - 1
        row = 0
        while row < most and row + 1 < last and is_banner(self.table, row):
            row += 1
        return row

    def header_rows(self, start: int) -> int:
        """How many rows from `start` on hold names: at least one, where they are names at all."""
        if not self.is_names_row(start):
            return 0
        most = current().headers.most_rows
        corner = self.table.at(start, 0)
        rows = 1
        if corner is not None and corner.column_span < self.table.column_count:
            rows = max(rows, min(corner.row_span, most))
        while (
            rows < most
            and start + rows + 1 < self.table.row_count
            and self._is_second_header(start + rows, start)
        ):
            rows += 1
        return rows

    def is_names_row(self, row: int) -> bool:
        """Whether the texts beside the first column are short as names are."""
        weights = current().names
        cells = filled(self.table.row(row)[1:])
        names = [split_name(cell, self.vocabulary)[0] for cell in cells if self.text(cell)]
        if not names:
            return False
        lengths = [len(name) for name in names]
        if median(lengths) > weights.most_letters or max(lengths) > weights.most_letters_ever:
            return False
        sentences = sum(
            name.rstrip().endswith(_SENTENCE_ENDS) and len(name) > weights.sentence
            for name in names
        )
        return sentences <= weights.sentence_share * len(names)

    def below(self, row: int) -> list[Cell]:
        """The cells with text in the next rows, beside the first column, row by row."""
        end = min(row + 1 + current().headers.rows_below, self.table.row_count)
        return [cell for r in range(row + 1, end) for cell in filled(self.table.row(r)[1:])]

    def _is_second_header(self, row: int, first: int) -> bool:
        """Whether a row goes on with the names of the row above it."""
        above, own = self.table.row(first), self.table.row(row)
        if any(label is not above[0] for label in filled(own[:1])):
            return False
        if any(cell in above for cell in filled(own[1:])):
            return True
        if not self.is_names_row(row) or is_banner(self.table, row):
            return False
        return self._is_short(row) and self._stands_out(row)

    def _stands_out(self, row: int) -> bool:
        """Whether the texts of a row are all bold, or look like names of levels."""
        cells = filled(self.table.row(row)[1:])
        if all(cell.is_bold for cell in cells):
            return True
        texts = [text for cell in cells if (text := self.text(cell))]
        return levels_likelihood(texts) >= current().headers.likely_levels

    def _is_short(self, row: int) -> bool:
        """Whether the texts of a row fill most columns and are shorter than those below."""
        weights = current().headers
        texts = [self.text(cell) for cell in self.table.row(row)[1:]]
        if sum(map(bool, texts)) < weights.filled * len(texts):
            return False
        long = [len(self.text(cell)) for cell in self.below(row)]
        return bool(long) and median(map(len, texts)) < weights.shorter * median(long)


def header_signs(table: Table, row: int, vocabulary: Vocabulary) -> float:
    """How much a row looks like a header by its own looks: 0 to 1."""
    reader = HeaderReader(table, vocabulary)
    if row + 1 >= table.row_count or not reader.is_names_row(row):
        return 0.0
    own, below = filled(table.row(row)[1:]), reader.below(row)
    if not own:
        return 0.0
    weights = current().headers
    signs = _looks(own, below)
    signs += weights.levels * levels_likelihood([reader.text(cell) for cell in own])
    lengths = [len(reader.text(cell)) for cell in below]
    usual = median(len(reader.text(cell)) for cell in own)
    if lengths and usual > weights.nearly * median(lengths):
        signs -= weights.long
    return max(0.0, min(1.0, signs))


def _looks(own: Sequence[Cell], below: Sequence[Cell]) -> float:
    """Signs of a header in the type and the colour of a row, against the cells below it."""
    weights = current().headers
    if not below:
        return 0.0
    signs = 0.0
    if all(cell.is_bold for cell in own) and not all(cell.is_bold for cell in below):
        signs += weights.bold
    if own[0].fill is not None and all(cell.fill != own[0].fill for cell in below):
        signs += weights.filled_colour
    return signs
