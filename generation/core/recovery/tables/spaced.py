"""Tables without walls: their columns and rows are told by white space and shaded bands."""

from __future__ import annotations

from collections.abc import Sequence

from generation.core.reading import Colour, Document, Fill, Page, Word
from generation.core.recovery.lines import drawn_marks
from generation.core.recovery.tables.bands import row_edges, row_text
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.rivers import (
    Region,
    Row,
    crossings,
    find_regions,
    region_with,
    row_of,
    slot,
)
from generation.core.recovery.tables.table import Table, make_table


def spaced_tables(document: Document) -> list[Table]:
    """The tables of all pages, in reading order."""
    body = rows_by_page(document)
    tables: list[Table] = []
    header: list[str] = []
    before: Region | None = None
    for page in document.pages:
        rows = [row_of(words) for words in body[page.number]]
        for region in _regions(rows, before):
            table = _table(page, rows, region, header)
            tables.append(table)
            before = region
            header = _header_lines(rows, region, table)
    return tables


def _regions(rows: Sequence[Row], before: Region | None) -> list[Region]:
    """The tables of a page; the first one keeps to the columns of the table before it."""
    found = find_regions(rows)
    known = region_with(rows, before.edges, before.starts) if before else None
    if known is None:
        return found
    own = [r for r in found if r.first <= known.last and known.first <= r.last]
    rest = [r for r in found if r not in own]
    height = sum(r.last - r.first + 1 for r in own)
    is_whole = known.last - known.first + 1 >= 0.9 * height
    is_clean = len(known.crossing) <= sum(len(r.crossing) for r in own)
    return sorted([known, *rest], key=lambda r: r.first) if is_whole and is_clean else found


def _header_lines(rows: Sequence[Row], region: Region, table: Table) -> list[str]:
    """The lines of the table's first row, as they may stand again on the next page."""
    end = table.box.top + table.row_heights[0]
    return [row_text(rows[n]) for n in range(region.first, region.last + 1) if rows[n].y_mid < end]


def _table(page: Page, rows: Sequence[Row], region: Region, header: Sequence[str]) -> Table:
    columns = list(region.edges)
    edges = row_edges(page, rows, region, header)
    turned = _turned_header(page, region, edges[0])
    if turned:
        edges.insert(0, min(word.box.top for word in turned) - 1)
        edges[1] = max(edges[1], max(word.box.bottom for word in turned) + 0.5)
    fields: dict[tuple[int, int], list[Word]] = {}
    spans: dict[int, list[tuple[int, int]]] = {}
    for number in range(region.first, region.last + 1):
        row = rows[number]
        place = slot(edges, row.y_mid)
        if number in region.crossing:
            spans.setdefault(place, []).extend(crossings(row, columns, region.starts))
        for word in row.words:
            fields.setdefault((place, slot(columns, word.box.x0 + 1)), []).append(word)
    for word in turned:
        fields.setdefault((0, slot(columns, word.box.x_mid)), []).append(word)
    cells = []
    fills = [fill for fill in page.fills if fill.box.height > 4]
    for place in range(len(edges) - 1):
        for start, end in _merged(spans.get(place, []), len(columns) - 1):
            words = [
                word for column in range(start, end) for word in fields.get((place, column), [])
            ]
            ordered = _in_page_order(words, page)
            fill = _fill_at(
                (columns[start] + columns[start + 1]) / 2, edges[place : place + 2], fills
            )
            cells.append((place, start, 1, end - start, ordered, fill))
    table = make_table(page.number, columns, edges, cells, drawn_marks(page.fills))
    table.is_drawn = False
    return table


def _turned_header(page: Page, region: Region, top: float) -> list[Word]:
    """Turned words right above the table, over its columns."""
    near = [
        word
        for word in page.words
        if word.turn in (90, 270)
        and region.edges[0] <= word.box.x_mid <= region.edges[-1]
        and word.box.y_mid < top
    ]
    if not near or top - max(word.box.bottom for word in near) > 4 * near[0].size:
        return []
    columns = {slot(region.edges, word.box.x_mid) for word in near}
    return near if len(columns) >= 2 else []


def _in_page_order(words: list[Word], page: Page) -> list[Word]:
    order = {id(word): number for number, word in enumerate(page.words)}
    return sorted(words, key=lambda word: order[id(word)])


def _merged(spans: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Columns as spans that do not overlap; a text over most columns takes them all."""
    result: list[tuple[int, int]] = []
    column = 0
    while column < count:
        end = column + 1
        for start, stop in spans:
            if start < end and stop > column:
                end = max(end, stop)
        if column == 0 and end >= 0.6 * count:
            end = count
        result.append((column, end))
        column = end
    return result


def _fill_at(x: float, edges: Sequence[float], fills: Sequence[Fill]) -> Colour | None:
    y = (edges[0] + edges[1]) / 2
    for fill in reversed(fills):
        if fill.box.contains(x, y):
            return fill.colour
    return None
