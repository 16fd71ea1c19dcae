"""Columns by white space: where no word of any row stands, a column ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generation.core.recovery.tables.ends import headings_between, is_other_table, trimmed
from generation.core.recovery.tables.intervals import Interval, covered, gaps, middle, minus
from generation.core.recovery.tables.rows import (
    Region,
    Row,
    is_banner_like,
    pieces_of,
    region_of,
)
from generation.core.recovery.tables.touching import with_touching, without_slivers
from generation.core.recovery.tables.weights import current


def find_regions(rows: Sequence[Row]) -> list[Region]:
    """The parts of a page that are set in at least three columns, from the top."""
    taken = headings_between(rows)
    regions: list[Region] = []
    while True:
        region = _best_region(rows, taken)
        if region is None:
            return sorted(regions, key=lambda region: region.first)
        regions.append(region)
        taken.update(range(region.first, region.last + 1))


def _best_region(rows: Sequence[Row], taken: set[int]) -> Region | None:
    best: tuple[float, Region] | None = None
    for anchor in _anchors(rows, taken):
        region = _grown(rows, anchor, taken)
        if region is None:
            continue
        weight = (region.column_count - 1) * (region.row_count - len(region.crossing))
        if best is None or weight > best[0]:
            best = (weight, region)
    return best[1] if best is not None else None


def _anchors(rows: Sequence[Row], taken: set[int]) -> list[int]:
    """Rows that may show the columns: the first ones of every number of texts.

    Justified lines fall into more pieces than there are columns, short ones into fewer.
    """
    weights = current().rivers
    by_count: dict[int, list[int]] = {}
    for n, row in enumerate(rows):
        if n not in taken:
            by_count.setdefault(len(pieces_of(row)), []).append(n)
    counts = sorted((count for count in by_count if count >= weights.least_texts), reverse=True)
    turns = range(weights.anchors_each)
    found = [by_count[c][turn] for turn in turns for c in counts if turn < len(by_count[c])]
    return found[: weights.most_anchors]


def _grown(rows: Sequence[Row], anchor: int, taken: set[int]) -> Region | None:
    """The rows above and below an anchor that leave white space between its texts."""
    middles = [middle(*piece) for piece in pieces_of(rows[anchor])]
    free = gaps(rows[anchor].spans)
    kept = {anchor}
    for step in (1, -1):
        free = _follow(rows, anchor, step, taken, (free, middles, kept))
    first, last = trimmed(rows, min(kept), max(kept), kept)
    kept = {n for n in kept if first <= n <= last}
    if len(kept) < current().rivers.least_rows:
        return None
    return _region(rows, first, last, kept)


def _follow(
    rows: Sequence[Row],
    anchor: int,
    step: int,
    taken: set[int],
    growth: tuple[list[Interval], list[float], set[int]],
) -> list[Interval]:
    """Add to the kept rows those in one direction; the white space that all of them leave.

    `growth` is the white space so far, the middles of the anchor's texts and the kept rows.
    """
    weights = current().rivers
    free, middles, kept = growth
    crossing = 0
    n = anchor + step
    while 0 <= n < len(rows) and n not in taken and not is_other_table(rows, n, anchor, kept):
        narrower = minus(free, rows[n].spans)
        if _parts(narrower, middles, weights.river * rows[n].size):
            free, crossing = narrower, 0
            kept.add(n)
        else:
            crossing += 1
            if crossing > weights.most_crossing or not is_banner_like(rows[n]):
                break
        n += step
    return free


def _parts(free: Sequence[Interval], middles: Sequence[float], width: float) -> bool:
    """Whether white space is left between all texts of the anchor row."""
    for left, right in pairwise(middles):
        if not any(min(high, right) - max(low, left) >= width for low, high in free):
            return False
    return True


def _region(rows: Sequence[Row], first: int, last: int, kept: set[int]) -> Region | None:
    """The region of rows with its columns; None where they are too few for a table."""
    inside = [rows[n] for n in range(first, last + 1) if n in kept]
    edges = with_touching(without_slivers(_edges(inside), inside), inside)
    if len(edges) < current().rivers.least_edges:
        return None
    return region_of(rows, first, last, kept, edges)


def _edges(rows: Sequence[Row]) -> list[float]:
    """The edges of the columns that white space through all rows leaves, outer ones included."""
    weights = current().rivers
    text = covered([span for row in rows for span in row.spans])
    size = sorted(row.size for row in rows)[len(rows) // 2]
    edges = [min(row.spans[0][0] for row in rows) - 1]
    for before, after in pairwise(text):
        gap = after[0] - before[1]
        if gap >= weights.river * size:
            edges.append(after[0] - min(weights.edge_back, gap / 2))
    edges.append(max(row.spans[-1][1] for row in rows) + 1)
    return edges
