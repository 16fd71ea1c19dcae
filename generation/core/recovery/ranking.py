"""Attempts over one document beside each other: their comparable confidences, and the choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generation.core.reading import Document
from generation.core.recovery.confidence import (
    agreement_of,
    confidence_of,
    confirmed,
    is_part_of,
)
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.matrix_signs import SignReader, Signs
from generation.core.recovery.weights import current

_CONFIRMED = "The language model found the same matrix."
"""Said of an attempt weighed before: only a language model's comes later."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An attempt with its comparable confidence, and what it was weighed by.

    `agreement` is the greatest share of cells that an attempt beside it holds alike, or -1;
    `share` how much of the document's words it holds beside the attempt that holds most.
    """

    attempt: Attempt
    signs: Signs
    agreement: float
    share: float
    is_new: bool


def ranked(
    document: Document, newcomers: Sequence[Attempt], weighed: Sequence[Attempt] = ()
) -> list[Ranked]:
    """The attempts that hold matrices, best first.

    Newcomers come with the confidence of their strategy. Those weighed before keep theirs, unless
    a newcomer confirms them. Between equally sure ones those weighed before stand first, then
    those that hold more of the document, then the earlier ones.
    """
    old, new = _with_matrices(weighed), _with_matrices(newcomers)
    if not old and not new:
        return []
    reader = SignReader(document)
    signs = {id(attempt): reader.signs(attempt) for attempt in (*old, *new)}
    most = max(sign.held for sign in signs.values())

    def entry(attempt: Attempt, others: Sequence[Attempt], *, is_new: bool) -> Ranked:
        sign = signs[id(attempt)]
        share = sign.held / most if most else 1.0
        return Ranked(attempt, sign, _agreement(attempt, others), share, is_new)

    # Those weighed before have been compared with each other.
    confirmed = [_confirmed(entry(attempt, new, is_new=False)) for attempt in old]
    fresh = [_weighed(entry(attempt, (*old, *new), is_new=True)) for attempt in new]
    return _fullest_first(sorted([*confirmed, *fresh], key=_place))


def _fullest_first(entries: list[Ranked]) -> list[Ranked]:
    """The best first, unless one that is hardly less sure holds all of it and more.

    Columns on pages of their own are left out by those who do not see that they belong there.
    """
    best = entries[0].attempt
    least = best.confidence - current().ranking.fuller_doubt
    for entry in entries[1:]:
        if entry.attempt.confidence >= least and is_part_of(best, entry.attempt):
            return [entry, *(other for other in entries if other is not entry)]
    return entries


def _with_matrices(attempts: Sequence[Attempt]) -> list[Attempt]:
    return [attempt for attempt in attempts if attempt.matrices]


def _agreement(attempt: Attempt, others: Sequence[Attempt]) -> float:
    """The greatest share of cells that another attempt holds alike; -1 where there is none."""
    shares = (agreement_of(attempt, other) for other in others if other is not attempt)
    return max(shares, default=-1.0)


def _weighed(entry: Ranked) -> Ranked:
    """A newcomer with the confidence that its signs leave it."""
    confidence = confidence_of(entry.attempt, entry.signs, entry.agreement, entry.share)
    return replace(entry, attempt=replace(entry.attempt, confidence=confidence))


def _confirmed(entry: Ranked) -> Ranked:
    """An attempt weighed before; surer where a newcomer is its witness."""
    if entry.agreement < current().confidence.alike:
        return entry
    attempt = entry.attempt
    confidence = confirmed(attempt.confidence, entry.signs)
    reasons = (*attempt.reasons, _CONFIRMED)
    return replace(entry, attempt=replace(attempt, confidence=confidence, reasons=reasons))


def _place(entry: Ranked) -> tuple[float, bool, float]:
    weights = current().ranking
    confidence = round(entry.attempt.confidence, weights.confidence_digits)
    return -confidence, entry.is_new, -round(entry.signs.held, weights.held_digits)


def choice(best_first: Sequence[Attempt], attempts: Iterable[Attempt]) -> Recovery | None:
    """The best attempt, with all that competed; None where it is no better than none.

    `attempts` may hold the ones without matrices as well; they are kept behind the others.
    """
    if not best_first or best_first[0].confidence < current().ranking.least:
        return None
    rest = (attempt for attempt in attempts if not attempt.matrices)
    return Recovery(best_first[0], (*best_first, *rest))
