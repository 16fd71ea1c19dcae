"""Columns of a form beside the levels: empty ones to fill in, scores, ticks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate
from statistics import median

from generation.core.recovery.level_names import level_signal, name_key
from generation.core.recovery.tables.cell_names import filled
from generation.core.recovery.tables.reshape import select
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary


def without_marks(table: Table, vocabulary: Vocabulary) -> Table:
    """The table without columns in which scores stand, or nothing, beside those of definitions."""
    if table.column_count < current().marks.least_columns:
        return table
    header = _header_row(table)
    names = [_name(table, header, column, vocabulary) for column in range(table.column_count)]
    count = Counter(name_key(name) for name in names)
    usual = _usual_width(table, header, vocabulary)
    dropped = [
        column
        for column in range(1, table.column_count)
        if _holds_marks(table, header, column, vocabulary)
        and (
            not names[column]
            or count[name_key(names[column])] > 1
            or _width(table, column) < current().marks.narrow * usual
        )
    ]
    if not any(cell.column_span == 1 for cell in table.cells_in_column(0)):
        dropped.insert(0, 0)
    kept = [column for column in range(table.column_count) if column not in dropped]
    if not dropped or len(kept) <= 1:
        return table
    widths = [_width(table, column) for column in kept]
    edges = list(accumulate(widths, initial=table.columns[0]))
    left = select(table, range(table.row_count), kept, edges)
    noted = (("column", names[column], _text(table, column, vocabulary)) for column in dropped)
    return replace(left, left_out=(*table.left_out, *noted))


def _text(table: Table, column: int, vocabulary: Vocabulary) -> str:
    cells = [cell for cell in table.cells_in_column(column) if cell.column_span == 1]
    return " ".join(cell.name(vocabulary) for cell in cells)


def _header_row(table: Table) -> int:
    """The first row with texts in several columns."""
    rows = range(table.row_count)
    return next((row for row in rows if len(table.cells_in_row(row)) > 1), 0)


def _name(table: Table, header: int, column: int, vocabulary: Vocabulary) -> str:
    cell = table.at(header, column)
    return cell.name(vocabulary) if cell is not None and cell.column_span == 1 else ""


def _width(table: Table, column: int) -> float:
    return table.columns[column + 1] - table.columns[column]


def _usual_width(table: Table, header: int, vocabulary: Vocabulary) -> float:
    """The width of the columns that hold more than marks, in points."""
    columns = range(1, table.column_count)
    wide = [_width(table, c) for c in columns if not _holds_marks(table, header, c, vocabulary)]
    return median(wide) if wide else 0.0


def _holds_marks(table: Table, header: int, column: int, vocabulary: Vocabulary) -> bool:
    """Whether a column holds nothing below its header, or scores and ticks alone."""
    weights = current().marks
    own = [table.at(row, column) for row in range(header + 1, table.row_count)]
    texts = [c.name(vocabulary) for c in filled(own) if c.column_span == 1]
    if level_signal(_name(table, header, column, vocabulary)) >= weights.level and not texts:
        return False
    return all(len(text) <= weights.most_letters for text in texts)
