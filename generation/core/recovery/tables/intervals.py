"""Stretches of a line: middles, unions, gaps and differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Interval = tuple[float, float]

FAR = 1e6
"""Points; farther than any page reaches."""


def middle(low: float, high: float) -> float:
    return (low + high) / 2


def slot(edges: Sequence[float], place: float) -> int:
    """The number of the stretch between edges that a place lies in; the outer ones are open."""
    inner = edges[1:-1]
    for number, edge in enumerate(inner):
        if place < edge:
            return number
    return len(inner)


def covered(spans: Iterable[Interval]) -> list[Interval]:
    """The union of the spans, from the left."""
    result: list[Interval] = []
    for low, high in sorted(spans):
        if result and low <= result[-1][1]:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return result


def gaps(spans: Sequence[Interval]) -> list[Interval]:
    """What ordered spans leave free, out to both sides."""
    edges = [-FAR, *(place for span in spans for place in span), FAR]
    return [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high]


def minus(free: Sequence[Interval], spans: Sequence[Interval]) -> list[Interval]:
    """The free stretches without the spans; both are ordered."""
    result: list[Interval] = []
    for low, high in free:
        start = low
        for left, right in spans:
            if right <= start or left >= high:
                continue
            if left > start:
                result.append((start, left))
            start = max(start, right)
        if start < high:
            result.append((start, high))
    return result
