"""Tables of one competency each, its name above and the levels side by side, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean

from generation.core.recovery.level_names import level_signal, levels_likelihood, name_key
from generation.core.recovery.level_words import LEVEL_NOUNS
from generation.core.recovery.lines import box_of
from generation.core.recovery.tables.header_words import COMPETENCY_NOUNS
from generation.core.recovery.tables.reshape import select, transposed
from generation.core.recovery.tables.table import Cell, Part, Table
from generation.core.recovery.tables.weights import current
from generation.core.recovery.text import Vocabulary

LABEL_WIDTH = 100.0
"""Points of a column or row that no page holds; any size tells it from an empty one."""


def stacked(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """The tables, with those that hold one row of the same columns put under each other."""
    result: list[Table] = []
    pairs = [(_upright(table, vocabulary), table) for table in tables]
    for key, group in groupby(pairs, key=lambda pair: _key(pair[0], vocabulary)):
        for run in _runs(list(group)):
            upright = [table for table, _ in run]
            if key and len(run) > 1 and _names_levels(upright, vocabulary):
                result.append(_stack(upright))
            else:
                result.extend(table for _, table in run)
    return result


def _upright(table: Table, vocabulary: Vocabulary) -> Table:
    """A table with a level and its definition in every row, with the levels side by side."""
    if table.column_count != 2 or table.row_count < current().stacks.least_rows:
        return table
    first = [table.at(row, 0) for row in range(table.row_count)]
    names = [cell.name(vocabulary) if cell else "" for cell in first]
    start = int(names[0].casefold() in LEVEL_NOUNS or not names[0])
    if not all(names[start:]) or levels_likelihood(names[start:]) < current().stacks.least_names:
        return table
    levels = select(table, range(start, table.row_count), range(table.column_count), table.columns)
    return replace(
        transposed(levels),
        heading=table.heading,
        heading_words=table.heading_words,
        columns=[table.columns[0] + LABEL_WIDTH * n for n in range(levels.row_count + 1)],
        row_heights=[LABEL_WIDTH, LABEL_WIDTH],
    )


def _key(table: Table, vocabulary: Vocabulary) -> str:
    """What the header of a table without names for its rows says; "" for any other table."""
    rows_below = table.row_count - 1
    if rows_below < 1 or not table.heading_words:
        return ""
    names = [cell.name(vocabulary) if cell else "" for cell in table.row(0)]
    if names[0].casefold() in COMPETENCY_NOUNS:
        return ""
    if rows_below > 1 and not _is_unlabelled(table, names, vocabulary):
        return ""
    keys = [name_key(name) for name in names]
    return "|".join(keys) if all(keys) and len(set(keys)) == len(keys) else ""


def _is_unlabelled(table: Table, names: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the first column holds definitions of a level as all others do."""
    weights = current().stacks
    if min(levels_likelihood(names), level_signal(names[0])) < weights.least_signs:
        return False
    first = [cell.name(vocabulary) for cell in table.cells_in_column(0, 1)]
    if names[0].casefold() in LEVEL_NOUNS or levels_likelihood(first) >= weights.least_signs:
        return False
    lengths = [
        sum(len(cell.name(vocabulary)) for cell in table.cells_in_column(column, 1))
        for column in range(table.column_count)
    ]
    return lengths[0] > weights.as_long * fmean(lengths)


def _runs(pairs: Sequence[tuple[Table, Table]]) -> list[list[tuple[Table, Table]]]:
    """The tables parted where a heading stands for the second time: another guide begins."""
    runs: list[list[tuple[Table, Table]]] = []
    seen: set[str] = set()
    for pair in pairs:
        heading = name_key(pair[1].heading)
        if not runs or heading in seen:
            runs.append([])
            seen = set()
        seen.add(heading)
        runs[-1].append(pair)
    return runs


def _names_levels(tables: Sequence[Table], vocabulary: Vocabulary) -> bool:
    header = [cell.name(vocabulary) for cell in tables[0].cells_in_row(0)]
    headings = [table.heading for table in tables]
    return (
        max(levels_likelihood(header), levels_likelihood(headings)) >= current().stacks.least_signs
    )


def _stack(tables: Sequence[Table]) -> Table:
    first, last = tables[0], tables[-1]
    heights = [table.row_count for table in tables]
    cells = [replace(cell, column=cell.column + 1) for cell in first.cells if cell.row == 0]
    for number, table in enumerate(tables, start=1):
        box = box_of(table.heading_words)
        label = Part(table.first_page, box, list(table.heading_words), box)
        cells.append(Cell(number, 0, parts=[label]))
        cells += _one_row(table, number)
    is_own = name_key(first.title) == name_key(first.heading)
    return replace(
        first,
        columns=[first.columns[0] - LABEL_WIDTH, *first.columns],
        row_heights=[first.row_heights[0], *(sum(table.row_heights[1:]) for table in tables)],
        cells=cells,
        heading="",
        heading_words=[],
        title="" if is_own else first.title,
        is_uneven=2 == min(heights) < max(heights),
        last_page=last.last_page,
        bottom=last.bottom,
    )


def _one_row(table: Table, number: int) -> list[Cell]:
    """All that stands below the header of a table, as row `number` of the stack."""
    cells = []
    for column in range(table.column_count):
        parts = [part for cell in table.cells_in_column(column, 1) for part in cell.parts]
        cells.append(Cell(number, column + 1, parts=parts))
    return cells
