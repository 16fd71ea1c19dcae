"""Tables made of tables: other rows and columns, the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.tables.weights import current


def mirrored(table: Table) -> Table:
    """The table of a right-to-left page with its first column on the left."""
    count = table.column_count
    cells = [replace(cell, column=count - cell.column - cell.column_span) for cell in table.cells]
    edges = [-edge for edge in reversed(table.columns)]
    return replace(table, columns=edges, cells=cells)


def transposed(table: Table) -> Table:
    """The table with its rows as columns."""
    cells = [
        replace(
            cell,
            row=cell.column,
            column=cell.row,
            row_span=cell.column_span,
            column_span=cell.row_span,
        )
        for cell in table.cells
    ]
    edges = [0.0]
    for height in table.row_heights:
        edges.append(edges[-1] + height)
    widths = [high - low for low, high in pairwise(table.columns)]
    return replace(table, columns=edges, row_heights=widths, cells=cells)


def compact(table: Table) -> Table:
    """The table without empty rows and without empty columns too thin for text."""
    columns = [column for column in range(table.column_count) if _is_used(table, column)]
    rows = [row for row in range(table.row_count) if table.cells_in_row(row)]
    if len(columns) == table.column_count and len(rows) == table.row_count:
        return table
    edges = [table.columns[column] for column in columns]
    if columns:
        edges.append(table.columns[columns[-1] + 1])
    return select(table, rows, columns, edges)


def _is_used(table: Table, column: int) -> bool:
    """Whether a column holds text of its own or is wide enough for some."""
    if any(cell.column_span == 1 for cell in table.cells_in_column(column)):
        return True
    return table.columns[column + 1] - table.columns[column] >= current().cells.thinnest


def select(
    table: Table, rows: Sequence[int], columns: Sequence[int], edges: Sequence[float]
) -> Table:
    """The table with these rows and columns only; spans shrink to what is left of them."""
    row_at = {row: number for number, row in enumerate(rows)}
    column_at = {column: number for number, column in enumerate(columns)}
    cells: list[Cell] = []
    for cell in table.cells:
        own_rows = _left(row_at, cell.row, cell.row_span)
        own_columns = _left(column_at, cell.column, cell.column_span)
        if own_rows and own_columns:
            cells.append(
                replace(
                    cell,
                    row=own_rows[0],
                    column=own_columns[0],
                    row_span=len(own_rows),
                    column_span=len(own_columns),
                )
            )
    heights = [table.row_heights[row] for row in rows]
    return replace(table, columns=list(edges), row_heights=heights, cells=cells)


def _left(places: dict[int, int], start: int, span: int) -> list[int]:
    """The new numbers of those rows or columns of a cell that are left."""
    return [places[number] for number in range(start, start + span) if number in places]
