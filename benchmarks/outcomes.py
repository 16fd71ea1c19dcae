"""What recovery makes of a document: every attempt with its signs, and whether it is right."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.material import Item, document_of, in_parallel
from benchmarks.scoring import f1
from generation.core.errors import NoMatrix
from generation.core.reading import Document
from generation.core.recovery.field_values import without_field_values
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.ranking import Ranked, ranked
from generation.core.recovery.recover import judged, tried

RIGHT = 0.95
"""The F1 from which on a matrix is right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One attempt: what its strategy thinks of it, what it is weighed by, and its F1."""

    strategy: str
    own: float
    signs: dict[str, float]
    agreement: float
    share: float
    f1: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document's attempts, and what the product answers: sure to which degree, and how right."""

    name: str
    source: str
    family: str
    is_guide: bool
    rows: list[Row] = field(default_factory=list)
    strategy: str = ""
    confidence: float = 0.0
    f1: float = 0.0
    has_grave_doubt: bool = False

    @property
    def is_right(self) -> bool:
        return self.f1 >= RIGHT


def outcomes(items: Sequence[Item]) -> list[Outcome]:
    """What becomes of each document with the weights as they are."""
    logging.disable(logging.ERROR)
    return in_parallel(outcome, items)


def outcome(item: Item) -> Outcome:
    """What becomes of one document."""
    document = document_of(item)
    empty = Outcome(item.name, item.source, item.family, item.truth is not None)
    if document is None:
        return empty
    document, _ = without_field_values(document)
    return judged_outcome(item, empty, document, tried(document))


def judged_outcome(
    item: Item, empty: Outcome, document: Document, attempts: Sequence[Attempt]
) -> Outcome:
    """The outcome that attempts which are there already come to."""
    truth = item.answer()
    own = {attempt.strategy: attempt.confidence for attempt in attempts}
    rows = [_row(entry, own, truth) for entry in ranked(document, attempts)]
    try:
        chosen = judged(document, attempts).chosen
    except NoMatrix:
        return Outcome(empty.name, empty.source, empty.family, empty.is_guide, rows)
    best = next(row for row in rows if row.strategy == chosen.strategy)
    return Outcome(
        empty.name,
        empty.source,
        empty.family,
        empty.is_guide,
        rows,
        chosen.strategy,
        chosen.confidence,
        best.f1,
        any(doubt.is_grave for doubt in chosen.doubts),
    )


def _row(entry: Ranked, own: dict[str, float], truth: dict[str, Any] | None) -> Row:
    return Row(
        entry.attempt.strategy,
        own[entry.attempt.strategy],
        asdict(entry.signs),
        entry.agreement,
        entry.share,
        _f1(entry.attempt, truth),
    )


def _f1(attempt: Attempt, truth: dict[str, Any] | None) -> float:
    """A document that is no guide has no right matrix."""
    if truth is None:
        return 0.0
    return f1(truth, {"guides": [matrix.to_json() for matrix in attempt.matrices]})
