"""Intervals against known values, and against what 500 made experiments would have shown."""

from __future__ import annotations

import math
from random import Random

import pytest

from guides.experiments.intervals import (
    LEAST_ROWS,
    Difference,
    Estimate,
    Row,
    difference,
    effective_count,
    mean,
    share,
    t_quantile,
    wilson,
)

pytestmark = pytest.mark.core
RUNS = 500
NOMINAL = (0.92, 0.98)
"""Between these shares of runs a 95 % interval has to hold the truth."""

LIKENESS = 0.3
"""How much the cells of a simulated row resemble each other (intra-class correlation)."""


@pytest.mark.parametrize(
    ("holds", "of", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366)],
)
def test_wilson_gives_the_published_values(holds, of, low, high):
    """The last is Newcombe's own example (1998)."""
    assert [round(end, 3) for end in wilson(holds, of)] == [low, high]


@pytest.mark.parametrize(("degrees", "value"), [(9, 2.262), (19, 2.093), (60, 2.000)])
def test_t_quantile_is_that_of_the_tables(degrees, value):
    assert round(t_quantile(degrees), 3) == value


def test_difference_of_single_cells_is_newcombes():
    """Method 10 for 56 of 70 less 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II)."""
    one, other = (Estimate(k / n, n, n, *wilson(k, n)) for k, n in ((48, 80), (56, 70)))
    found = difference(one, other)
    assert [round(value, 4) for value in (found.value, found.low, found.high)] == [
        0.2,
        0.0524,
        0.3339,
    ]


def test_cells_of_one_kind_in_a_row_count_as_one():
    alike = [Row(4, 4)] * 10 + [Row(0, 4)] * 10
    assert effective_count(alike) == pytest.approx(19)  # rows, less the one of the mean
    mixed = [Row(2, 4)] * 20
    assert effective_count(mixed) == 80
    assert effective_count([Row(4, 4)] * 20) == 20
    assert share(alike).high - share(alike).low > 1.8 * (share(mixed).high - share(mixed).low)


def test_too_few_rows_have_no_interval():
    few = [Row(3, 4)] * (LEAST_ROWS - 1)
    assert share(few) == mean(few) == Estimate(0.75, 36, 9)
    assert share([*few, Row(0, 0)]).low is None
    enough = share([*few, Row(3, 4)])
    assert enough.low < 0.75 < enough.high
    assert difference(share(few), enough) == Difference(0.0)
    assert share([]) is mean([]) is difference(None, enough) is None


def test_mean_is_over_cells_and_the_same_each_time():
    rows = [Row(10.0 * at, at) for at in range(1, 13)]
    rows[0] = Row(100.0, 1)
    assert mean(rows) == mean(rows)
    assert mean(rows).value == pytest.approx((100 + 10 * 77) / 78)


def _shares(chance: Random, truth: float, rows: int) -> list[Row]:
    """Rows of three to six cells, each row with a rate of its own around the truth."""
    spread = (1 - LIKENESS) / LIKENESS
    made = []
    for _ in range(rows):
        rate = chance.betavariate(truth * spread, (1 - truth) * spread)
        cells = chance.randint(3, 6)
        made.append(Row(sum(chance.random() < rate for _ in range(cells)), cells))
    return made


def _costs(chance: Random, rows: int) -> list[Row]:
    """Skewed as costs are, a part of it shared by the row; the mean is `_MEAN_COST`."""
    made = []
    for _ in range(rows):
        of_row = chance.lognormvariate(0, 0.3)
        cells = chance.randint(3, 6)
        made.append(Row(sum(of_row * chance.lognormvariate(0, 0.3) for _ in range(cells)), cells))
    return made


_MEAN_COST = math.exp((0.3**2 + 0.3**2) / 2)


def _is_nominal(held: int) -> bool:
    return NOMINAL[0] <= held / RUNS <= NOMINAL[1]


@pytest.mark.parametrize(("truth", "rows"), [(0.7, 12), (0.85, 30), (0.5, 60)])
def test_interval_of_a_share_holds_the_truth_as_often_as_it_says(truth, rows):
    chance = Random(7)
    held = plain = both = 0
    for _ in range(RUNS):
        made = _shares(chance, truth, rows)
        found = share(made)
        held += found.low <= truth <= found.high
        low, high = wilson(sum(row.total for row in made), found.count)
        plain += low <= truth <= high
        apart = difference(found, share(_shares(chance, truth - 0.1, rows)))
        both += apart.low <= -0.1 <= apart.high
    assert _is_nominal(held)
    assert _is_nominal(both)
    assert not _is_nominal(plain)  # Wilson over cells is too narrow: what counting by row is for


@pytest.mark.parametrize("rows", [20, 40])
def test_interval_of_a_mean_holds_the_truth_as_often_as_it_says(rows):
    chance = Random(11)
    found = [mean(_costs(chance, rows)) for _ in range(RUNS)]
    assert _is_nominal(sum(one.low <= _MEAN_COST <= one.high for one in found))
    apart = [difference(one, other) for one, other in zip(found[::2], found[1::2], strict=True)]
    assert sum(one.low <= 0 <= one.high for one in apart) / len(apart) >= NOMINAL[0]
