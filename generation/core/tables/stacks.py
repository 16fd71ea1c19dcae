"""Tables of one row each ("Communication" above, the levels side by side) as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from generation.core.levels import levels_likelihood, name_key
from generation.core.lines import box_of
from generation.core.tables.table import Cell, Part, Table
from generation.core.text import Vocabulary

MOST_ROWS = 2
"""A table of one row of definitions has no more rows than this, header included."""
LEAST_SIGNS = 0.45
"""From this likelihood on, the names in the header or above the tables are those of levels."""
LABEL_WIDTH = 100.0


def stacked(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """The tables, with those that hold one row of the same columns put under each other."""
    result: list[Table] = []
    for key, group in groupby(tables, key=lambda table: _key(table, vocabulary)):
        members = list(group)
        for run in _runs(members) if key else []:
            if len(run) > 1 and _names_levels(run, vocabulary):
                result.append(_stack(run))
            else:
                result.extend(run)
        if not key:
            result.extend(members)
    return result


def _key(table: Table, vocabulary: Vocabulary) -> str:
    """What the header of a table of one row says; "" for any other table."""
    if table.row_count != MOST_ROWS or not table.heading_words:
        return ""
    names = [name_key(cell.name(vocabulary)) if cell else "" for cell in table.row(0)]
    return "|".join(names) if all(names) and len(set(names)) == len(names) else ""


def _runs(tables: Sequence[Table]) -> list[list[Table]]:
    """The tables parted where a heading stands for the second time: another guide begins."""
    runs: list[list[Table]] = []
    seen: set[str] = set()
    for table in tables:
        heading = name_key(table.heading)
        if not runs or heading in seen:
            runs.append([])
            seen = set()
        seen.add(heading)
        runs[-1].append(table)
    return runs


def _names_levels(tables: Sequence[Table], vocabulary: Vocabulary) -> bool:
    header = [cell.name(vocabulary) for cell in tables[0].cells_in_row(0)]
    headings = [table.heading for table in tables]
    return max(levels_likelihood(header), levels_likelihood(headings)) >= LEAST_SIGNS


def _stack(tables: Sequence[Table]) -> Table:
    first, last = tables[0], tables[-1]
    cells = [replace(cell, column=cell.column + 1) for cell in first.cells if cell.row == 0]
    for number, table in enumerate(tables, start=1):
        box = box_of(table.heading_words)
        label = Part(table.first_page, box, list(table.heading_words), box)
        cells.append(Cell(number, 0, parts=[label]))
        cells += [
            replace(cell, row=number, column=cell.column + 1) for cell in table.cells if cell.row
        ]
    is_own = name_key(first.title) == name_key(first.heading)
    return replace(
        first,
        columns=[first.columns[0] - LABEL_WIDTH, *first.columns],
        row_heights=[first.row_heights[0], *(table.row_heights[1] for table in tables)],
        cells=cells,
        heading="",
        heading_words=[],
        title="" if is_own else first.title,
        last_page=last.last_page,
        bottom=last.bottom,
        _grid={},
    )
