"""Rows of a table by white space and by drawn bands, where no grid tells them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from generation.core.reading import Page
from generation.core.recovery.tables.band import Band
from generation.core.recovery.tables.drawn import drawn_edges
from generation.core.recovery.tables.intervals import middle
from generation.core.recovery.tables.rows import Region, Row, pieces_of, words_in
from generation.core.recovery.tables.weights import current


def row_edges(
    page: Page, rows: Sequence[Row], region: Region, header: Sequence[str] = ()
) -> list[float]:
    """The edges of the table's rows, from its top to its bottom.

    `header` are the lines of a header that may stand again at the top of the region.
    """
    numbers = range(region.first, region.last + 1)
    inside = [rows[n] for n in numbers]
    top = min(row.top for row in inside) - 1
    bottom = max(row.bottom for row in inside) + 1
    slack = current().bands.end_slack
    edges = [y for y in drawn_edges(page, region, inside) if top + slack < y < bottom - slack]
    edges += _after_header(inside, header)
    pitch = _pitch(rows, region)
    column = Band(rows, numbers, region, pitch).name_column()
    result = [top]
    for low, high in pairwise([top, *sorted(edges), bottom]):
        own = [n for n in numbers if low <= rows[n].y_mid < high]
        if own:
            result.extend(Band(rows, own, region, pitch, column).starts())
            result.append(high)
    return _with_header_end(result, _header_end(inside, region))


def _with_header_end(edges: list[float], end: float | None) -> list[float]:
    """The edges, but inside the header only its end."""
    if end is None:
        return edges
    return sorted({edges[0], end, *(y for y in edges if y > end + 1)})


def _after_header(rows: Sequence[Row], header: Sequence[str]) -> list[float]:
    """The edge below a repeated header, where the rows begin with one."""
    count = len(header)
    if not count or len(rows) <= count or [row.text for row in rows[:count]] != list(header):
        return []
    return [middle(rows[count - 1].bottom, rows[count].top)]


def _header_end(rows: Sequence[Row], region: Region) -> float | None:
    """Where bold names over text that is not bold end, wrapped ones included; None: no such."""
    count = _bold_lines(rows)
    if not 0 < count < len(rows) or not _names_columns(rows[:count], region):
        return None
    below = [word for row in rows[count:] for word in row.words if word.box.x0 > region.edges[1]]
    if sum(word.bold for word in below) > current().bands.most_bold * len(below):
        return None
    return middle(rows[count - 1].bottom, rows[count].top)


def _bold_lines(rows: Sequence[Row]) -> int:
    """How many of the first rows are bold and close to each other."""
    count = 0
    while count < len(rows) and all(word.bold for word in rows[count].words):
        gap = rows[count].top - rows[count - 1].bottom if count else 0.0
        if gap > current().bands.header_gap * rows[count].size:
            break
        count += 1
    return count


def _names_columns(header: Sequence[Row], region: Region) -> bool:
    """Whether a header's first line names most columns, and the others go on in the same ones."""
    first = _columns(header[0], region)
    if any(_crosses(low, high, region) for low, high in pieces_of(header[0])):
        return False
    if len(first - {0}) < current().bands.header_filled * (region.column_count - 1):
        return False
    return all(_columns(row, region) <= first for row in header[1:])


def _columns(row: Row, region: Region) -> set[int]:
    """The columns in which words of a row begin."""
    return {c for c in range(region.column_count) if words_in(row, region, c)}


def _crosses(low: float, high: float, region: Region) -> bool:
    return any(low + 1 < edge < high - 1 for edge in region.edges[1:-1])


def _pitch(rows: Sequence[Row], region: Region) -> float:
    """The usual distance from line to line inside a text, in points."""
    weights = current().bands
    steps = sorted(
        step for column in range(region.column_count) for step in _steps(rows, region, column)
    )
    if not steps:
        return 0.0
    size = median(rows[n].size for n in range(region.first, region.last + 1))
    usual = steps[int(weights.low_steps * len(steps))]
    return usual if usual <= weights.widest_pitch * size else weights.usual_pitch * size


def _steps(rows: Sequence[Row], region: Region, column: int) -> list[float]:
    """The distances from line to line down a column, in points."""
    steps: list[float] = []
    last: float | None = None
    for number in range(region.first, region.last + 1):
        words = words_in(rows[number], region, column)
        if words:
            height = rows[number].words[words[0]].box.y_mid
            if last is not None and height > last + 1:
                steps.append(height - last)
            last = height
    return steps
