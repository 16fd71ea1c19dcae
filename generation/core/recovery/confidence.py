"""How sure a matrix is, by its signs and by what other strategies found."""

from __future__ import annotations

import re

from generation.core.recovery.level_names import name_key
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.matrix_signs import Signs
from generation.core.recovery.weights import current, kept_at_least

_HEADED = frozenset({"prose", "cards", "slides"})
"""Strategies that share the order in which they read: their agreement proves nothing about it."""


def confidence_of(attempt: Attempt, signs: Signs, agreement: float) -> float:
    """0 to 1; `agreement` is the share of cells that another strategy found alike, or -1."""
    weights = current().confidence
    least = weights.least_kept
    filled = min(1.0, signs.filled / weights.filled_enough)
    value = attempt.confidence
    value *= _without(signs.lost, weights.lost_free, weights.lost_cost)
    value *= kept_at_least(weights.empty_kept, filled)
    value *= max(least, _without(signs.odd_names, 0.0, weights.odd_names_cost))
    value *= max(least, _without(signs.odd_cells, weights.odd_cells_free, weights.odd_cells_cost))
    value *= _without(signs.elsewhere, weights.elsewhere_free, weights.elsewhere_cost)
    value *= _clipped(weights.readable_base + weights.readable_gain * signs.readable)
    if agreement >= weights.alike:
        value = agreed(value)
    value *= max(
        least, _without(signs.printed_over, weights.printed_over_free, weights.printed_over_cost)
    )
    return max(0.0, min(weights.most, value * meaning_of(signs)))


def meaning_of(signs: Signs) -> float:
    """What is left by what names and texts mean: readers that agree prove nothing about it."""
    weights = current().confidence
    leaning = _clipped(weights.leaning_even + weights.leaning_gain * signs.leaning)
    return kept_at_least(weights.leaning_kept, leaning) * signs.is_guide


def agreed(confidence: float) -> float:
    """The confidence of a matrix that another strategy found as well."""
    return 1 - current().confidence.agreed_doubt * (1 - confidence)


def _without(share: float, free: float, cost: float) -> float:
    """What is left when each unit of a share beyond the free one costs so much."""
    return max(0.0, 1 - cost * max(0.0, share - free))


def _clipped(value: float) -> float:
    return max(0.0, min(1.0, value))


def agreement_of(one: Attempt, other: Attempt) -> float:
    """The share of cells that both attempts hold alike; 0 where they have other names.

    Strategies that read in the same order make the same mistakes: no witnesses for each other.
    """
    if {one.strategy, other.strategy} <= _HEADED:
        return 0.0
    if len(one.matrices) != len(other.matrices):
        return 0.0
    same = total = 0
    for mine, theirs in zip(one.matrices, other.matrices, strict=True):
        own, foreign = _by_names(mine), _by_names(theirs)
        total += max(len(own), len(foreign))
        same += sum(foreign.get(place) == text for place, text in own.items())
    return same / max(1, total)


def _by_names(matrix: Matrix) -> dict[tuple[str, str], str]:
    levels = [name_key(level.name) for level in matrix.levels]
    rows = [name_key(row.name) for row in matrix.competencies]
    return {
        (levels[cell.level], rows[cell.competency]): re.sub(r"\W+", "", cell.definition)
        for cell in matrix.cells
    }
