"""Let all strategies compete for the document's matrix, and say how sure the best one is."""

from __future__ import annotations

from time import perf_counter

from generation.core.document import Document
from generation.core.errors import NoMatrix
from generation.core.matrix import Attempt, Recovery
from generation.core.strategies import Strategy, strategies


def recover_matrix(document: Document) -> Recovery:
    """The guide's matrix as the best strategy sees it. Raises `NoMatrix`."""
    attempts = [_attempt(strategy, document) for strategy in strategies()]
    attempts.sort(key=lambda attempt: -attempt.confidence if attempt.matrices else 1.0)
    if not attempts or not attempts[0].matrices:
        raise NoMatrix("No levels and competencies were found in this PDF.")
    return Recovery(attempts[0], tuple(attempts))


def _attempt(strategy: Strategy, document: Document) -> Attempt:
    start = perf_counter()
    attempt = strategy.recover(document)
    return Attempt(
        strategy=strategy.name,
        matrices=attempt.matrices,
        confidence=attempt.confidence,
        reasons=attempt.reasons,
        error=attempt.error,
        seconds=perf_counter() - start,
    )
