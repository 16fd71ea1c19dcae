"""Let all strategies compete for the document's matrix, and say how sure the best one is."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from generation.core.errors import NoMatrix
from generation.core.reading import Document
from generation.core.recovery.confidence import Judge, Signs, agreement_of, confidence_of
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.strategies import Strategy, strategies

logger = logging.getLogger(__name__)

LEAST = 0.15
"""Below this confidence a matrix is no better than none."""


def recover_matrix(document: Document) -> Recovery:
    """The guide's matrix as the best strategy sees it. Raises `NoMatrix`."""
    attempts = [_attempt(strategy, document) for strategy in strategies()]
    found = [attempt for attempt in attempts if attempt.matrices]
    judged = _judged(found, Judge(document)) if found else []
    if not judged or judged[0].confidence < LEAST:
        raise NoMatrix(_why_not(document, attempts))
    rest = [attempt for attempt in attempts if not attempt.matrices]
    return Recovery(judged[0], (*judged, *rest))


def _attempt(strategy: Strategy, document: Document) -> Attempt:
    start = perf_counter()
    try:
        attempt = strategy.recover(document)
    except Exception:
        # A page that one strategy stumbles over may be easy for another.
        logger.exception("strategy %s failed", strategy.name)
        attempt = Attempt(strategy.name, error="This way of reading failed.")
    return replace(attempt, strategy=strategy.name, seconds=perf_counter() - start)


def _judged(attempts: Sequence[Attempt], judge: Judge) -> list[Attempt]:
    """The attempts with comparable confidences, best first; of equals the one that holds more."""
    signs = [judge.signs(attempt) for attempt in attempts]
    most = max(sign.held for sign in signs)
    ranked = []
    for number, attempt in enumerate(attempts):
        others = [agreement_of(attempt, other) for other in attempts if other is not attempt]
        agreement = max(others, default=-1.0)
        confidence = confidence_of(attempt, signs[number], agreement)
        share = signs[number].held / most if most else 1.0
        confidence *= min(1.0, 0.1 + share) ** 2
        reasons = (*attempt.reasons, *_reasons(signs[number], agreement, share))
        judged = replace(attempt, confidence=confidence, reasons=reasons)
        ranked.append((-round(confidence, 3), -round(signs[number].held, 1), number, judged))
    return [judged for *_, judged in sorted(ranked, key=lambda rank: rank[:3])]


def _reasons(signs: Signs, agreement: float, share: float) -> list[str]:
    remarks = (
        (signs.lost > 0.01, f"{signs.lost:.0%} of the words in the matrix's area are left out."),
        (signs.odd_names > 0, f"{signs.odd_names:.0%} of the names look cut or joined."),
        (signs.odd_cells > 0.03, f"{signs.odd_cells:.0%} of the definitions look cut or joined."),
        (
            signs.elsewhere > 0.25,
            "Later pages name the same competencies, but nothing was taken from them.",
        ),
        (signs.leaning < 0.2, "The names hardly show which ones are the levels."),
        (signs.is_guide < 1, "Neither the names nor other words are those of a guide."),
        (signs.printed_over > 0.01, "Text is printed over other text."),
        (signs.readable < 0.95, "Parts of the text were hard to read."),
        (share < 0.95, "Another way of reading holds more of the text."),
        (agreement >= 0.97, "Another way of reading gives the same matrix."),
    )
    filled = f"{signs.filled:.0%} of the fields hold a definition."
    return [filled, *(text for is_so, text in remarks if is_so)]


def _why_not(document: Document, attempts: Sequence[Attempt]) -> str:
    words = sum(len(page.words) for page in document.pages)
    looked = "levels named in a header row, in a first column or in headings"
    if words < 60:
        return f"We looked for {looked}, but the PDF holds only {words} words."
    tried = sorted({attempt.error for attempt in attempts if attempt.error})
    why = f" {tried[0]}" if tried else ""
    return (
        f"We looked for {looked}, with definitions for several competencies, and found none.{why}"
    )
