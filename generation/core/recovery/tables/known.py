"""The part of a page that keeps to columns known from the page before."""

from __future__ import annotations

from collections.abc import Sequence

from generation.core.recovery.tables.ends import is_other_table, trimmed
from generation.core.recovery.tables.intervals import Interval
from generation.core.recovery.tables.rows import (
    Region,
    Row,
    begins_at,
    columns_of,
    is_banner_like,
    pieces_of,
    region_of,
)
from generation.core.recovery.tables.weights import current


def region_with(
    rows: Sequence[Row], edges: Sequence[float], starts: Sequence[int] = ()
) -> Region | None:
    """The part of a page that keeps to columns known from another page, from the top.

    Its texts begin at `starts` as those of the other page do, where few rows tell the columns.
    """
    fits = [_keeps_to(row, edges) for row in rows]
    first = next((n for n, row in enumerate(rows) if fits[n] and _begins(row, edges, starts)), None)
    if first is None:
        return None
    kept = _kept_from(rows, first, fits)
    if not _is_sure(rows, kept, edges, starts):
        return None
    last = max(kept)
    if len(kept) >= current().rivers.least_rows:
        first, last = trimmed(rows, first, last, kept)
    return region_of(rows, first, last, kept, edges)


def _keeps_to(row: Row, edges: Sequence[float]) -> bool:
    """Whether a row leaves the edges free and lies between the outer ones."""
    weights = current().known
    half = weights.edge_half
    rivers: list[Interval] = [(edge - half, edge + half) for edge in edges[1:-1]]
    is_crossing = any(
        low < river[1] and high > river[0] for river in rivers for low, high in row.spans
    )
    return (
        not is_crossing
        and row.spans[0][0] >= edges[0] - weights.left_slack
        and row.spans[-1][1] <= edges[-1] + weights.right_slack
    )


def _begins(row: Row, edges: Sequence[float], starts: Sequence[int]) -> bool:
    """Whether the table may begin with a row: it has several columns, or lies in a further one."""
    columns = columns_of(row, edges)
    return len(columns) > 1 or (bool(columns) and min(columns) > 0 and _is_aligned(row, starts))


def _kept_from(rows: Sequence[Row], first: int, fits: Sequence[bool]) -> set[int]:
    """The rows from `first` on that keep to the columns, up to the end of the table."""
    kept = {first}
    crossing = 0
    for n in range(first + 1, len(rows)):
        if is_other_table(rows, n, first, kept):
            break
        if fits[n]:
            crossing = 0
            kept.add(n)
            continue
        crossing += 1
        if crossing > current().rivers.most_crossing or not is_banner_like(rows[n]):
            break
    return kept


def _is_sure(
    rows: Sequence[Row], kept: set[int], edges: Sequence[float], starts: Sequence[int]
) -> bool:
    """Whether several rows show the columns, or all texts begin where the columns' texts do."""
    if sum(len(columns_of(rows[n], edges)) > 1 for n in kept) > 1:
        return True
    return all(_is_aligned(rows[n], starts) for n in kept)


def _is_aligned(row: Row, starts: Sequence[int]) -> bool:
    return all(begins_at(low, starts) for low, _ in pieces_of(row))
