"""Rows of a table by white space and by drawn bands, where no grid tells them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from generation.core.document import Page
from generation.core.tables.intervals import covered
from generation.core.tables.rivers import Region, Row

BESIDE = 0.6
"""A band or rule runs across a table where it covers this share of its width."""


def row_edges(page: Page, rows: Sequence[Row], region: Region) -> list[float]:
    """The edges of the table's rows, from its top to its bottom."""
    inside = [rows[n] for n in range(region.first, region.last + 1)]
    top = min(row.top for row in inside) - 1
    bottom = max(row.bottom for row in inside) + 1
    edges = [y for y in _drawn(page, region) if top + 2 < y < bottom - 2]
    edges = [y for y in edges if not _cuts(y, inside)]
    bounds = [top, *edges, bottom]
    result = [top]
    for low, high in zip(bounds, bounds[1:], strict=False):
        own = [n for n in range(region.first, region.last + 1) if low <= rows[n].y_mid < high]
        if own:
            result.extend(_starts(rows, own, region))
            result.append(high)
    return result


def _cuts(y: float, rows: Sequence[Row]) -> bool:
    return any(row.top + 0.25 * row.size < y < row.bottom - 0.25 * row.size for row in rows)


def _drawn(page: Page, region: Region) -> list[float]:
    """Heights of rules and of edges of fills that run across the table."""
    x0, x1 = region.edges[0], region.edges[-1]
    spans: dict[float, list[tuple[float, float]]] = {}
    for rule in page.rules:
        if rule.is_horizontal:
            spans.setdefault(round(rule.box.y_mid), []).append((rule.box.x0, rule.box.x1))
    for fill in page.fills:
        if fill.box.height > 4 and fill.box.width > 10:
            for y in (fill.box.top, fill.box.bottom):
                spans.setdefault(round(y), []).append((fill.box.x0, fill.box.x1))
    heights = []
    for y, parts in spans.items():
        inside = covered(
            (max(low, x0), min(high, x1)) for low, high in parts if high > x0 and low < x1
        )
        if sum(high - low for low, high in inside) >= BESIDE * (x1 - x0):
            heights.append(float(y))
    heights.sort()
    return [y for number, y in enumerate(heights) if not number or y - heights[number - 1] > 2.5]


def _starts(rows: Sequence[Row], own: Sequence[int], region: Region) -> list[float]:
    """Where rows begin inside one band, but for the first of them."""
    column = _name_column(rows, own, region)
    strips = _strips(rows, own)
    blocks = _blocks(rows, own, region, column, strips)
    if not blocks:
        return []
    usual = _usual_strip(strips)
    begun = [block[0] for block in blocks if block[0] != own[0]]
    aligned = [number for number in begun if strips[number] > 1.25 * usual + 0.3]
    if len(aligned) >= 0.7 * len(begun):
        return [_edge_above(rows, number) for number in begun]
    return [
        _edge_above(rows, _widest(strips, before[-1], after[0]))
        for before, after in zip(blocks, blocks[1:], strict=False)
    ]


def _edge_above(rows: Sequence[Row], number: int) -> float:
    return (rows[number - 1].bottom + rows[number].top) / 2


def _strips(rows: Sequence[Row], own: Sequence[int]) -> dict[int, float]:
    """The height of the white strip above every row but the first."""
    strips = {}
    bottom = rows[own[0]].bottom
    for number in own[1:]:
        strips[number] = rows[number].top - bottom
        bottom = max(bottom, rows[number].bottom)
    return strips


def _usual_strip(strips: dict[int, float]) -> float:
    """The strip between lines of one text: among the smaller ones."""
    heights = sorted(max(0.0, height) for height in strips.values())
    return heights[len(heights) // 3] if heights else 0.0


def _widest(strips: dict[int, float], last: int, first: int) -> int:
    """The row above which the widest strip lies, after row `last` up to row `first`."""
    return max(range(last + 1, first + 1), key=lambda number: strips.get(number, 0.0))


def _in_column(row: Row, region: Region, column: int) -> list[int]:
    low, high = region.edges[column], region.edges[column + 1]
    return [n for n, word in enumerate(row.words) if low <= word.box.x_mid < high]


def _name_column(rows: Sequence[Row], own: Sequence[int], region: Region) -> int:
    """The column whose texts begin the rows: the first, or the second where that has more."""
    if region.column_count < 4:
        return 0
    first = [n for n in own if _in_column(rows[n], region, 0)]
    second = [n for n in own if _in_column(rows[n], region, 1)]
    letters = [
        sum(len(rows[n].words[w].text) for w in _in_column(rows[n], region, 1)) for n in second
    ]
    widths = [high - low for low, high in zip(region.edges, region.edges[1:], strict=False)]
    is_short = bool(letters) and median(letters) < 22 and widths[1] < 0.75 * median(widths[2:])
    return 1 if is_short and len(second) > len(first) else 0


def _blocks(
    rows: Sequence[Row],
    own: Sequence[int],
    region: Region,
    column: int,
    strips: dict[int, float],
) -> list[list[int]]:
    """The lines of every name in the name column; rows over all columns stand alone."""
    usual = _usual_strip(strips)
    blocks: list[list[int]] = []
    is_alone = False
    for number in own:
        if number in region.crossing:
            blocks.append([number])
            is_alone = True
            continue
        words = _in_column(rows[number], region, column)
        if not words:
            continue
        if (
            blocks
            and not is_alone
            and _goes_on(rows, blocks[-1][-1], number, usual, region, column)
        ):
            blocks[-1].append(number)
        else:
            blocks.append([number])
        is_alone = False
    return blocks


def _goes_on(
    rows: Sequence[Row], before: int, number: int, usual: float, region: Region, column: int
) -> bool:
    """Whether a line of a name wraps from the one before it."""
    one = [rows[before].words[n] for n in _in_column(rows[before], region, column)]
    other = [rows[number].words[n] for n in _in_column(rows[number], region, column)]
    gap = min(w.box.top for w in other) - max(w.box.bottom for w in one)
    if one[0].bold != other[0].bold or abs(one[0].size - other[0].size) > 0.6:
        return False
    return gap <= max(1.25 * usual + 0.3, 0.25 * other[0].size)
