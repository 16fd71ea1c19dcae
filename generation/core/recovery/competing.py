"""One more attempt after the others were judged: a language model's, asked when they are unsure."""

from __future__ import annotations

from dataclasses import replace

from generation.core.reading import Document
from generation.core.recovery.confidence import ALIKE, Judge, agreement_of, confidence_of
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.recover import LEAST


def with_attempt(document: Document, recovery: Recovery | None, late: Attempt) -> Recovery | None:
    """The recovery with one more attempt in the competition; None where still nothing is found.

    The late attempt is weighed by the signs that weighed the others, and its agreement with one
    of them makes both surer. It wins only by being surer: between equals the others stand.
    """
    attempts = list(recovery.attempts or (recovery.chosen,)) if recovery else []
    if late.matrices:
        attempts = _judged(document, attempts, late)
    else:
        attempts.append(late)
    found = sorted(
        (attempt for attempt in attempts if attempt.matrices),
        key=lambda attempt: -round(attempt.confidence, 3),
    )
    if not found or found[0].confidence < LEAST:
        return None
    rest = [attempt for attempt in attempts if not attempt.matrices]
    return Recovery(found[0], (*found, *rest))


def _judged(document: Document, attempts: list[Attempt], late: Attempt) -> list[Attempt]:
    """All attempts, with the late one's confidence and that of those which it confirms."""
    judge = Judge(document)
    signs = judge.signs(late)
    shares = {
        number: agreement_of(attempt, late)
        for number, attempt in enumerate(attempts)
        if attempt.matrices
    }
    held = [judge.signs(attempts[number]).held for number in shares]
    confidence = confidence_of(late, signs, max(shares.values(), default=-1.0))
    share = signs.held / max((*held, signs.held)) if signs.held else 0.0
    confidence *= min(1.0, 0.1 + share) ** 2
    confirmed = [
        _confirmed(attempt) if shares.get(number, 0.0) >= ALIKE else attempt
        for number, attempt in enumerate(attempts)
    ]
    return [*confirmed, replace(late, confidence=confidence)]


def _confirmed(attempt: Attempt) -> Attempt:
    return replace(
        attempt,
        confidence=min(0.99, 1 - 0.6 * (1 - attempt.confidence)),
        reasons=(*attempt.reasons, "The language model found the same matrix."),
    )
