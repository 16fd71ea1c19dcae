"""Tables whose cells are drawn: by lines, by frames or by fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from generation.core.reading import Box, Colour, Fill, Page
from generation.core.recovery.lines import drawn_marks
from generation.core.recovery.tables.cell_fills import is_cell_like
from generation.core.recovery.tables.components import components
from generation.core.recovery.tables.grid import Line, grid_of
from generation.core.recovery.tables.reshape import compact
from generation.core.recovery.tables.table import CellFound, Table, make_table
from generation.core.recovery.tables.weights import current


def drawn_tables(page: Page) -> list[Table]:
    """The tables of a page that are drawn with walls on all sides, from the top."""
    lines = _lines(page)
    tables = []
    for group in _groups(lines):
        table = _table(page, group)
        if table is not None:
            tables.append(table)
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    return [table for table in tables if not _is_inside_another(table, tables)]


def _is_inside_another(table: Table, tables: Sequence[Table]) -> bool:
    """Whether a larger table holds this one inside a cell."""
    box = table.box
    least = current().walls.outer_area * box.width * box.height
    return any(
        other is not table
        and other.box.width * other.box.height > least
        and other.box.contains(box.x_mid, box.y_mid)
        and other.box.contains(box.x0 + 1, box.top + 1)
        for other in tables
    )


def _lines(page: Page) -> list[Line]:
    lines = []
    for rule in page.rules:
        box = rule.box
        if rule.is_horizontal:
            lines.append(Line(box.y_mid, box.x0, box.x1, True))
        else:
            lines.append(Line(box.x_mid, box.top, box.bottom, False))
    for fill in page.fills:
        if is_cell_like(fill, page):
            box = fill.box
            lines.append(Line(box.top, box.x0, box.x1, True))
            lines.append(Line(box.bottom, box.x0, box.x1, True))
            lines.append(Line(box.x0, box.top, box.bottom, False))
            lines.append(Line(box.x1, box.top, box.bottom, False))
    return lines


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines that meet, directly or through others."""
    groups = components(range(len(lines)), _meetings(lines))
    least = current().walls.least_lines
    return [[lines[number] for number in group] for group in groups if len(group) >= least]


def _meetings(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """The numbers of every two lines that meet."""
    near = current().walls.near
    order = sorted(range(len(lines)), key=lambda number: lines[number].box.x0)
    active: list[int] = []
    for number in order:
        box = lines[number].box
        active = [other for other in active if lines[other].box.x1 >= box.x0 - near]
        for other in active:
            above = lines[other].box
            if above.top <= box.bottom + near and box.top <= above.bottom + near:
                yield other, number
        active.append(number)


def _table(page: Page, lines: list[Line]) -> Table | None:
    """The table that lines make which meet; None where they enclose no cells with text."""
    frame = reduce(Box.union, (line.box for line in lines))
    inside = [word for word in page.words if frame.contains(word.box.x_mid, word.box.y_mid)]
    grid = grid_of(lines, frame, inside)
    if grid is None:
        return None
    fills = _large_fills(page)
    cells: list[CellFound] = [
        (*cell, own, _fill_of(grid.box(cell), fills))
        for cell, own in zip(grid.cells, grid.dealt(inside), strict=True)
    ]
    marks = drawn_marks(page.fills)
    table = make_table(page.number, grid.columns, grid.rows, cells, marks)
    # A column alone shows by its rows, empty ones too, which table it belongs to.
    return table if table.column_count == 1 else compact(table)


def _large_fills(page: Page) -> list[Fill]:
    """The fills that are large enough to colour a cell."""
    least = current().walls.least_area
    return [fill for fill in page.fills if fill.box.width * fill.box.height > least]


def _fill_of(box: Box, fills: Sequence[Fill]) -> Colour | None:
    """The colour painted last behind the middle of a cell."""
    least = current().walls.cell_share * box.height
    for fill in reversed(fills):
        if fill.box.contains(box.x_mid, box.y_mid) and fill.box.height > least:
            return fill.colour
    return None
