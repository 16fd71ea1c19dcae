"""Tables without walls: their columns and rows are told by white space and shaded bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generation.core.reading import Colour, Document, Fill, Page, Word
from generation.core.recovery.lines import drawn_marks
from generation.core.recovery.tables.bands import row_edges
from generation.core.recovery.tables.intervals import middle, slot
from generation.core.recovery.tables.known import region_with
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.rivers import find_regions
from generation.core.recovery.tables.rows import Region, Row, crossings, row_of
from generation.core.recovery.tables.table import CellFound, Table, make_table
from generation.core.recovery.tables.weights import current, using


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


def paired_tables(document: Document) -> list[Table]:
    """Tables of two columns, names and texts, which alone would be too few to tell a table."""
    weights = current()
    rivers = replace(weights.rivers, least_texts=2, least_edges=3)
    with using(replace(weights, rivers=rivers)):
        return spaced_tables(document)


def _regions(rows: Sequence[Row], before: Region | None) -> list[Region]:
    """The tables of a page; the first one keeps to the columns of the table before it."""
    found = find_regions(rows)
    known = region_with(rows, before.edges, before.starts) if before else None
    if known is None:
        return found
    own = [r for r in found if r.first <= known.last and known.first <= r.last]
    if not _is_better(known, own):
        return found
    return sorted([known, *(r for r in found if r not in own)], key=lambda r: r.first)


def _is_better(known: Region, found: Sequence[Region]) -> bool:
    """Whether known columns take in what was found without help, with no more crossing texts."""
    height = sum(region.row_count for region in found)
    crossing = sum(len(region.crossing) for region in found)
    is_whole = known.row_count >= current().known.whole * height
    return is_whole and len(known.crossing) <= crossing


def _header_lines(rows: Sequence[Row], region: Region, table: Table) -> list[str]:
    """The lines of the table's first row, as they may stand again on the next page."""
    end = table.box.top + table.row_heights[0]
    return [rows[n].text for n in range(region.first, region.last + 1) if rows[n].y_mid < end]


def _table(page: Page, rows: Sequence[Row], region: Region, header: Sequence[str]) -> Table:
    columns = region.edges
    edges = row_edges(page, rows, region, header)
    turned = _turned_header(page, region, edges[0])
    if turned:
        edges = _edges_below(turned, edges)
    fields, spans = _dealt(rows, region, edges)
    for word in turned:
        fields.setdefault((0, slot(columns, word.box.x_mid)), []).append(word)
    cells: list[CellFound] = []
    fills = [fill for fill in page.fills if fill.box.height > current().spaced.thinnest_band]
    order = {id(word): number for number, word in enumerate(page.words)}
    for place in range(len(edges) - 1):
        y = middle(edges[place], edges[place + 1])
        for start, end in _merged(spans.get(place, []), region.column_count):
            words = [w for column in range(start, end) for w in fields.get((place, column), [])]
            words.sort(key=lambda word: order[id(word)])
            fill = _fill_at(middle(columns[start], columns[start + 1]), y, fills)
            cells.append((place, start, 1, end - start, words, fill))
    table = make_table(page.number, columns, edges, cells, drawn_marks(page.fills))
    table.is_drawn = False
    return table


def _edges_below(turned: Sequence[Word], edges: list[float]) -> list[float]:
    """The edges with a row of turned words above the first one."""
    top = min(word.box.top for word in turned) - 1
    below = max(word.box.bottom for word in turned) + current().spaced.below_turned
    return [top, max(edges[0], below), *edges[1:]]


_Fields = dict[tuple[int, int], list[Word]]
_Spans = dict[int, list[tuple[int, int]]]


def _dealt(rows: Sequence[Row], region: Region, edges: Sequence[float]) -> tuple[_Fields, _Spans]:
    """The words of every field by row and column, and the texts over several columns by row."""
    fields: _Fields = {}
    spans: _Spans = {}
    for number in range(region.first, region.last + 1):
        row = rows[number]
        place = slot(edges, row.y_mid)
        if number in region.crossing:
            spans.setdefault(place, []).extend(crossings(row, region.edges, region.starts))
        for word in row.words:
            column = slot(region.edges, word.box.x0 + 1)
            fields.setdefault((place, column), []).append(word)
    return fields, spans


def _turned_header(page: Page, region: Region, top: float) -> list[Word]:
    """Turned words right above the table, over its columns."""
    near = [
        word
        for word in page.words
        if word.is_sideways
        and region.edges[0] <= word.box.x_mid <= region.edges[-1]
        and word.box.y_mid < top
    ]
    if not near:
        return []
    gap = top - max(word.box.bottom for word in near)
    if gap > current().spaced.turned_gap * near[0].size:
        return []
    columns = {slot(region.edges, word.box.x_mid) for word in near}
    return near if len(columns) > 1 else []


def _merged(spans: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Columns as spans that do not overlap; a text over most columns takes them all."""
    result: list[tuple[int, int]] = []
    column = 0
    while column < count:
        end = column + 1
        for start, stop in spans:
            if start < end and stop > column:
                end = max(end, stop)
        if column == 0 and end >= current().spaced.whole_row * count:
            end = count
        result.append((column, end))
        column = end
    return result


def _fill_at(x: float, y: float, fills: Sequence[Fill]) -> Colour | None:
    """The colour painted last at a place."""
    for fill in reversed(fills):
        if fill.box.contains(x, y):
            return fill.colour
    return None
