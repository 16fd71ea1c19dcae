"""Tables that list one definition a row ("Competency | Level | Expectation") as a grid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from generation.core.recovery.level_names import levels_first, name_key
from generation.core.recovery.tables.cell_names import filled
from generation.core.recovery.tables.table import Cell, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

SIDE = 100.0
"""Points of a column or row of the grid, which no page holds; any size would do."""


@dataclass(slots=True)
class _Keys:
    """The names in a column, row by row; an empty field goes on with the name above it."""

    column: int
    cells: list[Cell]
    names: list[str]

    @property
    def order(self) -> list[str]:
        """The distinct keys in an order that keeps to that of every run of rows."""
        merged: list[str] = []
        place = 0
        for key in map(name_key, self.names):
            known = merged.index(key) if key in merged else None
            if known is None:
                merged.insert(place, key)
                known = place
            place = known + 1
        return merged

    def first(self, key: str) -> Cell:
        return next(c for c, n in zip(self.cells, self.names, strict=True) if name_key(n) == key)


def unlisted(table: Table, vocabulary: Vocabulary) -> Table:
    """The table with a column a level, where it has a row for every definition; else as it is."""
    weights = current().lists
    if table.column_count < weights.least_columns or table.row_count < weights.least_rows:
        return table
    texts = _text_columns(table, vocabulary)
    if len(texts) != 1:
        return table
    pairs = _crossed_pairs(table, texts[0], vocabulary)
    if len(pairs) != 1:
        return table
    return _grid(table, texts[0], *pairs[0])


def _crossed_pairs(table: Table, text: int, vocabulary: Vocabulary) -> list[tuple[_Keys, _Keys]]:
    """Every two columns beside that of definitions whose names cross."""
    rest = [column for column in range(table.column_count) if column != text]
    keys = [found for column in rest if (found := _keys(table, column, vocabulary))]
    return [
        (one, other)
        for number, one in enumerate(keys)
        for other in keys[number + 1 :]
        if _is_crossed(one, other)
    ]


def _text_columns(table: Table, vocabulary: Vocabulary) -> list[int]:
    """The columns that hold definitions rather than names."""
    weights = current().lists
    least_distinct = weights.distinct * (table.row_count - 1)
    found = []
    for column in range(table.column_count):
        cells = table.cells_in_column(column, 1)
        lengths = [len(cell.name(vocabulary)) for cell in cells]
        distinct = len({name_key(cell.name(vocabulary)) for cell in cells})
        if distinct > least_distinct and median(lengths) > weights.least_letters:
            found.append(column)
    return found


def _keys(table: Table, column: int, vocabulary: Vocabulary) -> _Keys | None:
    """The names that a column repeats; None where it holds something else."""
    cells: list[Cell] = []
    for row in range(1, table.row_count):
        cell = table.at(row, column)
        if cell is not None and not cell.is_empty and cell.column_span == 1:
            cells.append(cell)
        elif cells:
            cells.append(cells[-1])
        else:
            return None
    names = [cell.name(vocabulary) for cell in cells]
    if max(map(len, names)) > current().lists.most_key_letters:
        return None
    return _Keys(column, cells, names)


def _is_crossed(one: _Keys, other: _Keys) -> bool:
    """Whether every row stands for another pair of both columns' names, and most pairs exist."""
    weights = current().lists
    pairs = list(zip(map(name_key, one.names), map(name_key, other.names), strict=True))
    first, second = len(one.order), len(other.order)
    rows = len(pairs)
    return (
        min(first, second) > 1
        and len(set(pairs)) == rows
        and rows >= weights.least_filled * first * second
        and rows >= weights.least_repeats * max(first, second)
    )


def _grid(table: Table, text: int, one: _Keys, other: _Keys) -> Table:
    """The definitions in `text` as a grid whose header names the levels."""
    titles = [[_title(keys, key) for key in keys.order] for keys in (one, other)]
    across, down = (one, other) if levels_first(titles[0], titles[1]) >= 0 else (other, one)
    columns, rows = across.order, down.order
    cells = [_at(across.first(key), 0, n + 1) for n, key in enumerate(columns)]
    cells += [_at(down.first(key), n + 1, 0) for n, key in enumerate(rows)]
    cells += [_at(corner, 0, 0) for corner in filled([table.at(0, down.column)])]
    names = zip(down.names, across.names, strict=True)
    for row, (competency, level) in enumerate(names, start=1):
        place = rows.index(name_key(competency)), columns.index(name_key(level))
        cells += [_at(cell, place[0] + 1, place[1] + 1) for cell in filled([table.at(row, text)])]
    heights = [SIDE] * (len(rows) + 1)
    edges = [table.columns[0] + SIDE * number for number in range(len(columns) + 1)]
    return replace(table, columns=[*edges, edges[-1] + SIDE], row_heights=heights, cells=cells)


def _title(keys: _Keys, key: str) -> str:
    return next(name for name in keys.names if name_key(name) == key)


def _at(cell: Cell, row: int, column: int) -> Cell:
    return replace(cell, row=row, column=column, row_span=1, column_span=1)
