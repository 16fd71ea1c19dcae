"""How sure a matrix is, by its signs and by what other strategies found."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from generation.core.recovery.level_names import name_key
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.matrix_signs import Signs
from generation.core.recovery.weights import current

_LEAST = 1e-6
"""Certainty has no log-odds at 0 and 1."""
_MOST_ODDS_AGAINST = -50.0

_UNFITTED = frozenset({"quoted"})
"""Strategies that no material could be fitted on: alone, none is surer than it says."""

_HEADED = frozenset({"prose", "cards", "slides"})
"""Strategies that share the order in which they read: their agreement proves nothing about it."""


def confidence_of(attempt: Attempt, signs: Signs, agreement: float, share: float = 1.0) -> float:
    """0 to 1; `agreement` is the share of cells that another strategy found alike, or -1.

    `share` is how much of the document the attempt holds beside the one that holds most.
    """
    doubts = doubts_of(attempt.confidence, signs, agreement, share)
    sure = _certainty(-doubt_in_all(doubts))
    if attempt.strategy in _UNFITTED:
        said = attempt.confidence
        sure = min(sure, said if doubts["alone"] else confirmed(said, signs))
    return _capped(sure, signs)


def confirmed(confidence: float, signs: Signs) -> float:
    """The confidence of a matrix that another strategy found as well."""
    sure = min(max(confidence, _LEAST), 1 - _LEAST)
    odds = math.log(sure / (1 - sure)) + current().confidence.alone_cost
    return max(confidence, _capped(_certainty(odds), signs))


def doubts_of(layout: float, signs: Signs, agreement: float, share: float) -> dict[str, float]:
    """Each doubt from 0 (none) to 1, by the name of its cost in the weights.

    A certain layout, agreement and fullness lower a doubt; nothing else does.
    """
    weights = current().confidence
    leaning = _clipped(weights.leaning_even + weights.leaning_gain * signs.leaning)
    return {
        "layout": 1 - _clipped(layout),
        "lost": _beyond(signs.lost, weights.lost_free),
        "empty": 1 - min(1.0, signs.filled / weights.filled_enough),
        "odd_names": signs.odd_names,
        "odd_cells": _beyond(signs.odd_cells, weights.odd_cells_free),
        "leaning": 1 - leaning,
        "unreadable": 1 - min(1.0, signs.readable / weights.readable_enough),
        "elsewhere": _beyond(signs.elsewhere, weights.elsewhere_free),
        "printed_over": _beyond(signs.printed_over, weights.printed_over_free),
        "less": _beyond(1 - share, weights.less_free),
        "meaning": 1 - _clipped(signs.is_guide),
        "alone": float(agreement < weights.alike),
    }


def doubt_in_all(doubts: Mapping[str, float]) -> float:
    """All doubts in log-odds, less what is trusted."""
    weights = current().confidence
    total: float = sum(getattr(weights, f"{name}_cost") * doubt for name, doubt in doubts.items())
    return total - weights.trust


def _capped(value: float, signs: Signs) -> float:
    """Agreement proves where things stand, never what they are about: that has the last word."""
    return max(0.0, min(current().confidence.most, value, signs.is_guide))


def _certainty(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > _MOST_ODDS_AGAINST else 0.0


def _beyond(share: float, free: float) -> float:
    return max(0.0, share - free)


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


def is_part_of(one: Attempt, other: Attempt) -> bool:
    """Whether `other` holds all that `one` does, word for word in its places, and more."""
    if len(one.matrices) != len(other.matrices):
        return False
    pairs = [
        (_by_names(a), _by_names(b)) for a, b in zip(one.matrices, other.matrices, strict=True)
    ]
    is_held = all(own.items() <= foreign.items() for own, foreign in pairs)
    return is_held and any(len(own) < len(foreign) for own, foreign in pairs)


def _by_names(matrix: Matrix) -> dict[tuple[str, str], str]:
    levels = [name_key(level.name) for level in matrix.levels]
    rows = [name_key(row.name) for row in matrix.competencies]
    return {
        (levels[cell.level], rows[cell.competency]): re.sub(r"\W+", "", cell.definition)
        for cell in matrix.cells
    }
