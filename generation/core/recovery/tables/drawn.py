"""Edges of rows that rules and fills draw across a table without walls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generation.core.reading import Page
from generation.core.recovery.tables.intervals import Interval, covered
from generation.core.recovery.tables.rows import Region, Row
from generation.core.recovery.tables.weights import current


def drawn_edges(page: Page, region: Region, rows: Sequence[Row]) -> list[float]:
    """Heights of rules and of edges of fills that run across the table between its rows."""
    x0, x1 = region.edges[0], region.edges[-1]
    weights = current().bands
    spans: dict[float, list[Interval]] = {}
    for y, span in _strokes(page):
        spans.setdefault(round(y), []).append(span)
    heights = sorted(
        float(y)
        for y, parts in spans.items()
        if _covered_length(parts, x0, x1) >= weights.beside * (x1 - x0)
    )
    apart = [
        y
        for number, y in enumerate(heights)
        if not number or y - heights[number - 1] > weights.same_edge
    ]
    return [y for y in apart if not _cuts(y, rows)]


def _strokes(page: Page) -> Iterator[tuple[float, Interval]]:
    """Height and extent of every horizontal rule, and of both horizontal edges of every fill."""
    weights = current().bands
    for rule in page.rules:
        if rule.is_horizontal:
            yield rule.box.y_mid, (rule.box.x0, rule.box.x1)
    for fill in page.fills:
        box = fill.box
        if box.height > weights.thinnest_band and box.width > weights.narrowest_band:
            yield box.top, (box.x0, box.x1)
            yield box.bottom, (box.x0, box.x1)


def _covered_length(parts: Sequence[Interval], x0: float, x1: float) -> float:
    """How much of the stretch from `x0` to `x1` the parts cover, in points."""
    inside = covered((max(low, x0), min(high, x1)) for low, high in parts if high > x0 and low < x1)
    return sum(high - low for low, high in inside)


def _cuts(y: float, rows: Sequence[Row]) -> bool:
    """Whether a height lies inside a row of text."""
    share = current().bands.inside_row
    return any(row.top + share * row.size < y < row.bottom - share * row.size for row in rows)
