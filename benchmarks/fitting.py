"""A logistic fit whose coefficients keep their sign and stay near what was believed before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_STEPS = 4000
_STILL = 1e-7


def fit(
    doubts: Numbers, is_right: Numbers, weights: Numbers, prior: Numbers, pull: Numbers
) -> Numbers:
    """Coefficients, all at least 0: of a trust by itself, and of the cost of each doubt.

    The first column of `doubts` is −1 (trust raises), the others are what lowers. Each coefficient
    is pulled to its prior by its own strength, so that signs that the material hardly holds keep
    what they were given by hand.
    """
    at = prior.copy()
    look = at.copy()
    moved = 1.0
    step = 1.0 / _steepness(doubts, weights, pull)
    for _ in range(_STEPS):
        chances = chance(doubts @ look)
        slope = doubts.T @ (weights * (is_right - chances)) + pull * (look - prior)
        after = np.maximum(0.0, look - step * slope)
        next_moved = (1 + np.sqrt(1 + 4 * moved * moved)) / 2
        look = after + (moved - 1) / next_moved * (after - at)
        is_still = np.abs(after - at).max() < _STILL
        at, moved = after, next_moved
        if is_still:
            break
    return at


def chance(doubt: Numbers) -> Numbers:
    """What is left of certainty by so much doubt."""
    return 1 / (1 + np.exp(np.clip(doubt, -60, 60)))


def _steepness(doubts: Numbers, weights: Numbers, pull: Numbers) -> float:
    curve = (doubts * weights[:, None]).T @ doubts / 4
    return float(np.linalg.eigvalsh(curve)[-1] + pull.max())


def folds(families: Sequence[str], count: int, seed: int = 1) -> list[Numbers]:
    """Which rows are left out, for each fold; a family is never in two."""
    every = sorted(set(families))
    np.random.default_rng(seed).shuffle(every)
    place = {family: number % count for number, family in enumerate(every)}
    own = np.array([place[family] for family in families])
    return [own == number for number in range(count)]


def area(scores: Numbers, is_right: Numbers) -> float:
    """The chance that a right one scores higher than a wrong one (AUC)."""
    right, wrong = scores[is_right == 1], scores[is_right == 0]
    if not len(right) or not len(wrong):
        return float("nan")
    higher = (right[:, None] > wrong[None, :]).mean()
    return float(higher + (right[:, None] == wrong[None, :]).mean() / 2)
