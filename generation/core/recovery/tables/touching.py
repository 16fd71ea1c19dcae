"""Columns that rivers alone miss or make up: touching ones, and words in line by chance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generation.core.reading import Word
from generation.core.recovery.tables.rows import Row, pieces_of, words_between
from generation.core.recovery.tables.weights import current


def with_touching(edges: list[float], rows: Sequence[Row]) -> list[float]:
    """The edges, and those between columns whose longest lines reach up to each other.

    Such a column has a name in the header, and all its lines begin in the same place.
    """
    weights = current().touch
    header = rows[: weights.header_lines]
    result = edges[:1]
    for low, high in pairwise(edges):
        least = low + weights.narrowest
        starts = {x for row in header for x, _ in pieces_of(row) if least < x < high}
        result += [
            x - weights.edge_back for x in sorted(starts) if _begins_column(rows, low, x, high)
        ]
        result.append(high)
    return result


def _begins_column(rows: Sequence[Row], low: float, x: float, high: float) -> bool:
    """Whether a column begins at `x` between the edges `low` and `high`."""
    weights = current().touch
    begun = wide = beyond = 0
    for row in rows:
        left, right = _halves(row, low, x, high)
        if any(word.box.x1 > x + 1 for word in left):
            return False
        if right:
            is_begun = abs(right[0].box.x0 - x) <= 1
            beyond += 1
            begun += is_begun
            wide += bool(
                is_begun and left and x - left[-1].box.x1 >= current().rows.wide * row.size
            )
    least_wide = max(weights.least_wide, weights.wide_share * beyond)
    return begun >= weights.aligned * beyond and wide >= least_wide


def _halves(row: Row, low: float, x: float, high: float) -> tuple[list[Word], list[Word]]:
    """The words between two edges that begin before `x`, and those that begin there or after."""
    words = words_between(row, low, high)
    left = [word for word in words if word.box.x0 < x - 1]
    return left, words[len(left) :]


def without_slivers(edges: list[float], rows: Sequence[Row]) -> list[float]:
    """No column of its own for words that stand in line only by chance.

    A true column begins where something begins: at its left edge stands text that follows wide
    white space, in most of the rows that have text there.
    """
    result = edges[:1]
    for edge, end in pairwise(edges[1:]):
        begun = [is_wide for row in rows if (is_wide := _follows_wide(row, edge, end)) is not None]
        if begun and sum(begun) >= current().touch.begins * len(begun):
            result.append(edge)
    return [*result, edges[-1]]


def _follows_wide(row: Row, edge: float, end: float) -> bool | None:
    """Whether the row's first text of a column follows wide white space; None where it has none."""
    for number, (low, high) in enumerate(row.spans):
        if edge <= low and high <= end + 1:
            before = row.spans[number - 1][1] if number else float("-inf")
            return low - before >= current().rows.wide * row.size
    return None
