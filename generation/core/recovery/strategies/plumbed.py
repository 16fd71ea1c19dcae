"""Tables as pdfplumber finds them: a second reader of drawn cells that shares no geometry with us.

pdfplumber reads no file here: its table finder gets the words, lines and fills of our document,
from which hidden text is dropped already. What it finds alike speaks for the places of the cells,
never for what they mean: names and roles are read from its cells as from ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, cast

from generation.core.reading import Box, Colour, Document, Page
from generation.core.recovery.cuts import chains_of
from generation.core.recovery.lines import box_of, drawn_marks, rows_of
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.tables.attempt import attempt_of
from generation.core.recovery.tables.cell_fills import is_cell_like
from generation.core.recovery.tables.grid import CellPlace, Grid
from generation.core.recovery.tables.joining import is_spilled
from generation.core.recovery.tables.reshape import compact
from generation.core.recovery.tables.table import CellFound, Table, make_table

name = "plumbed"

MOST_CROSSINGS = 2500
"""Of drawn lines on a page: the finder looks at every two of them, and a matrix has hundreds."""
LEAST_LINES = 2
"""In each direction that is to be drawn: fewer enclose nothing."""
LEAST_WALLS = 3
"""That end at one height where an open row is closed: two are the sides of any box."""

_Object = dict[str, Any]


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page holds lines that enclose a table."""
    tables: list[Table] = []
    for page in document.pages:
        tables += [t for t in _tables(page) if t.column_count > 1 or is_spilled(t, tables)]
    return attempt_of(name, tables, document)


def _tables(page: Page) -> list[Table]:
    edges = [*_edges(page)]
    edges += _ends([edge for edge in edges if edge["orientation"] == "v"])
    across = {round(edge["top"]) for edge in edges if edge["orientation"] == "h"}
    down = {round(edge["x0"]) for edge in edges if edge["orientation"] == "v"}
    if not page.words or len(across) < LEAST_LINES or len(across) * len(down) > MOST_CROSSINGS:
        return []
    found = [
        _table(page, boxes) for boxes in _found(page, edges, has_walls=len(down) >= LEAST_WALLS)
    ]
    return [table for table in found if table is not None]


def _found(page: Page, edges: Sequence[_Object], *, has_walls: bool) -> Iterator[list[Box]]:
    """The cells of every table that the finder sees."""
    # Imported late: most files have no lines, and workers start without it.
    from pdfplumber.table import TableFinder, words_to_edges_v  # noqa: TID251 - it gets no file

    settings: dict[str, Any] = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
    if not has_walls:
        # Columns without walls are told by where the words begin.
        columns = {edge["x0"] for edge in words_to_edges_v(_runs(page))}
        if len(columns) < LEAST_LINES:
            return
        settings |= {"vertical_strategy": "explicit", "explicit_vertical_lines": sorted(columns)}
    finder = TableFinder(cast("Any", _Seen(page, edges)), settings)
    for table in finder.tables:
        yield [Box(*map(float, cell)) for cell in table.cells]


def _runs(page: Page) -> list[_Object]:
    """Runs of words without a wide gap: what begins a column is the first word of a run."""
    words = [word for word in page.words if word.turn == 0]
    runs = (run for row in rows_of(words) for run in chains_of(row))
    return [_object(box_of(run), "char") for run in runs]


class _Seen:
    """A page as pdfplumber's finder asks for it."""

    def __init__(self, page: Page, edges: Sequence[_Object]) -> None:
        self.edges = edges
        self.bbox = (0.0, 0.0, page.width, page.height)


def _edges(page: Page) -> Iterator[_Object]:
    """Lines, and the sides of fills that look like cells."""
    for rule in page.rules:
        box = rule.box
        if rule.is_horizontal:
            yield _edge(Box(box.x0, box.y_mid, box.x1, box.y_mid), "h")
        else:
            yield _edge(Box(box.x_mid, box.top, box.x_mid, box.bottom), "v")
    for fill in page.fills:
        if is_cell_like(fill, page):
            box = fill.box
            yield _edge(Box(box.x0, box.top, box.x1, box.top), "h")
            yield _edge(Box(box.x0, box.bottom, box.x1, box.bottom), "h")
            yield _edge(Box(box.x0, box.top, box.x0, box.bottom), "v")
            yield _edge(Box(box.x1, box.top, box.x1, box.bottom), "v")


def _ends(walls: Sequence[_Object]) -> Iterator[_Object]:
    """Lines between the ends of walls that end together: a page ends in a row, drawn or not."""
    for side in ("top", "bottom"):
        levels: dict[int, list[_Object]] = {}
        for wall in walls:
            levels.setdefault(round(wall[side]), []).append(wall)
        for level in levels.values():
            if len(level) >= LEAST_WALLS:
                y, xs = level[0][side], [wall["x0"] for wall in level]
                yield _edge(Box(min(xs), y, max(xs), y), "h")


def _edge(box: Box, orientation: str) -> _Object:
    return {**_object(box, "line"), "orientation": orientation}


def _object(box: Box, kind: str) -> _Object:
    return {
        "object_type": kind,
        "x0": box.x0,
        "x1": box.x1,
        "top": box.top,
        "bottom": box.bottom,
        "doctop": box.top,
        "width": box.width,
        "height": box.height,
    }


def _table(page: Page, boxes: Sequence[Box]) -> Table | None:
    """The found cells with their words; None where they hold none."""
    columns = sorted({x for box in boxes for x in (box.x0, box.x1)})
    rows = sorted({y for box in boxes for y in (box.top, box.bottom)})
    frame = Box(columns[0], rows[0], columns[-1], rows[-1])
    words = [word for word in page.words if frame.contains(word.box.x_mid, word.box.y_mid)]
    if not words:
        return None
    grid = Grid(columns, rows, _covering(boxes, columns, rows))
    dealt = zip(grid.cells, grid.dealt(words), strict=True)
    cells: list[CellFound] = [
        (*place, own, _colour_behind(page, grid.box(place))) for place, own in dealt
    ]
    table = make_table(page.number, columns, rows, cells, drawn_marks(page.fills))
    # A column alone shows by its rows, empty ones too, which table it belongs to.
    return table if table.column_count == 1 else compact(table)


def _covering(
    boxes: Sequence[Box], columns: Sequence[float], rows: Sequence[float]
) -> list[CellPlace]:
    """The places of the cells, and of the fields between them that no line encloses."""
    taken: set[tuple[int, int]] = set()
    places: list[CellPlace] = []
    fields = (
        (row, column, 1, 1) for row in range(len(rows) - 1) for column in range(len(columns) - 1)
    )
    for place in (*(_place(box, columns, rows) for box in boxes), *fields):
        row, column, row_span, column_span = place
        own = set(product(range(row, row + row_span), range(column, column + column_span)))
        if taken.isdisjoint(own):
            taken |= own
            places.append(place)
    return sorted(places)


def _place(box: Box, columns: Sequence[float], rows: Sequence[float]) -> CellPlace:
    row, column = rows.index(box.top), columns.index(box.x0)
    return row, column, rows.index(box.bottom) - row, columns.index(box.x1) - column


def _colour_behind(page: Page, box: Box) -> Colour | None:
    """The colour painted last behind the middle of a cell."""
    behind = (
        fill.colour for fill in reversed(page.fills) if fill.box.contains(box.x_mid, box.y_mid)
    )
    return next(behind, None)
