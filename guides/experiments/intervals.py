"""Shares and means of cells drawn by row, each with its 95 % interval.

The cells of a row resemble each other, so that twenty of them tell less than twenty drawn one by
one. All intervals here count by row. Pure: no Django, no database.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95

LEAST_ROWS: Final = 10
"""Rows below which nothing is said of an interval: a spread between fewer is itself a guess."""

RESAMPLES: Final = 1000
SEED: Final = 20_261
"""The same rows give the same interval, whenever the page is opened."""

_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row came to: `total` over `count` cells, say 4 ready ones of 6."""

    total: float
    count: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share or mean over `count` cells of `rows` rows; `low` and `high` None with too few."""

    value: float
    count: int
    rows: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    value: float
    low: float | None = None
    high: float | None = None


def share(rows: Sequence[Row]) -> Estimate | None:
    """The share of cells for which something holds; None without a cell.

    Wilson's interval with the effective number of cells in the place of their number and the t
    quantile of the rows in the place of the normal one (Dean and Pagano 2015, Journal of Survey
    Statistics and Methodology 3, 484; Korn and Graubard 1998, Survey Methodology 24, 193).
    """
    rows = [row for row in rows if row.count]
    point = _point(rows)
    if point is None or len(rows) < LEAST_ROWS:
        return point
    effective = effective_count(rows)
    low, high = wilson(point.value * effective, effective, t_quantile(len(rows) - 1))
    return replace(point, low=low, high=high)


def mean(rows: Sequence[Row]) -> Estimate | None:
    """The mean over all cells; None without a cell.

    The interval is a bootstrap over whole rows: the expanded percentile interval, as the plain one
    is too narrow for few rows (Hesterberg 2015, The American Statistician 69, 371). With ten rows
    of costs as skewed as they are it holds the truth 93 times of 100.
    """
    rows = [row for row in rows if row.count]
    point = _point(rows)
    if point is None or len(rows) < LEAST_ROWS:
        return point
    means = _resampled_means(rows)
    widened = math.sqrt(len(rows) / (len(rows) - 1)) * t_quantile(len(rows) - 1)
    tail = _NORMAL.cdf(-widened)
    return replace(point, low=_quantile(means, tail), high=_quantile(means, 1 - tail))


def _point(rows: Sequence[Row]) -> Estimate | None:
    """What was seen, without an interval; None without a cell."""
    cells = sum(row.count for row in rows)
    if not cells:
        return None
    return Estimate(sum(row.total for row in rows) / cells, cells, len(rows))


def difference(one: Estimate | None, other: Estimate | None) -> Difference | None:
    """How much `other` is above `one`; None where either was never seen.

    The interval squares and adds the distances to the ends of the two (Newcombe 1998, Statistics
    in Medicine 17, 873; for means Zou and Donner 2008, Statistics in Medicine 27, 1693).
    """
    if one is None or other is None:
        return None
    value = other.value - one.value
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return Difference(value)
    below = math.hypot(other.value - other.low, one.high - one.value)
    above = math.hypot(other.high - other.value, one.value - one.low)
    return Difference(value, value - below, value + above)


def wilson(holds: float, of: float, quantile: float = _Z) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927, Journal of the American Statistical
    Association 22, 209)."""
    share_ = holds / of
    spread = quantile**2 / of
    centre = (share_ + spread / 2) / (1 + spread)
    half = quantile * math.sqrt(share_ * (1 - share_) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)


def effective_count(rows: Sequence[Row]) -> float:
    """How many cells drawn one by one would tell as much: never more than there are.

    The binomial variance over the one between rows, that is cells over the design effect. Where
    all cells are alike the rows show no spread; each row then counts as one cell.
    """
    cells = sum(row.count for row in rows)
    value = sum(row.total for row in rows) / cells
    if value <= 0 or value >= 1:
        return cells**2 / sum(row.count**2 for row in rows)
    squares = sum((row.total - value * row.count) ** 2 for row in rows)
    variance = len(rows) / (len(rows) - 1) * squares / cells**2
    return min(cells, value * (1 - value) / variance) if variance else float(cells)


def t_quantile(degrees: int) -> float:
    """The two-sided 95 % quantile of Student's t, to three digits from five degrees on
    (Abramowitz and Stegun 26.7.5)."""
    first = (_Z**3 + _Z) / 4
    second = (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / 96
    third = (3 * _Z**7 + 19 * _Z**5 + 17 * _Z**3 - 15 * _Z) / 384
    return _Z + first / degrees + second / degrees**2 + third / degrees**3


def _resampled_means(rows: Sequence[Row]) -> list[float]:
    """Means over as many rows again, drawn with putting back; sorted."""
    chance = Random(SEED)  # noqa: S311
    pairs = [(row.total, row.count) for row in rows]
    means = []
    for _ in range(RESAMPLES):
        totals, counts = zip(*chance.choices(pairs, k=len(pairs)), strict=True)
        means.append(sum(totals) / sum(counts))
    return sorted(means)


def _quantile(ordered: Sequence[float], at: float) -> float:
    place = at * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
