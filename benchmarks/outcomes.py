"""What recovery makes of a document: every attempt with its signs, and whether it is right."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.material import (
    READING,
    RECOVERY,
    Item,
    document_of,
    file_key,
    in_parallel,
    keep,
    kept,
)
from benchmarks.scoring import f1
from generation.core.errors import NoMatrix
from generation.core.reading import Document
from generation.core.recovery.confidence import is_part_of
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
    fuller: list[str] = field(default_factory=list)
    """Strategies whose attempt holds all of this one and more."""


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
    """What becomes of one document; kept by the file and by the code that recovers."""
    place = kept("outcomes", READING, RECOVERY) / f"{item.source}-{file_key(item)}.json"
    if place.exists():
        return outcome_from(json.loads(place.read_text("utf-8")))
    found = _outcome(item)
    keep(place, json.dumps(asdict(found)).encode())
    return found


def outcome_from(entry: dict[str, Any]) -> Outcome:
    """An outcome that was kept as JSON."""
    return Outcome(**{**entry, "rows": [Row(**row) for row in entry["rows"]]})


def _outcome(item: Item) -> Outcome:
    document = document_of(item)
    empty = Outcome(item.name, item.source, item.family, item.truth is not None)
    return judged_outcome(item, empty, document, tried(document)) if document else empty


def judged_outcome(
    item: Item, empty: Outcome, document: Document, attempts: Sequence[Attempt]
) -> Outcome:
    """The outcome that attempts which are there already come to."""
    truth = item.answer()
    own = {attempt.strategy: attempt.confidence for attempt in attempts}
    entries = ranked(document, attempts)
    rows = [_row(entry, own, truth, entries) for entry in entries]
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


def _row(
    entry: Ranked, own: dict[str, float], truth: dict[str, Any] | None, entries: Sequence[Ranked]
) -> Row:
    fuller = (other.attempt for other in entries if is_part_of(entry.attempt, other.attempt))
    return Row(
        entry.attempt.strategy,
        own[entry.attempt.strategy],
        asdict(entry.signs),
        entry.agreement,
        entry.share,
        _f1(entry.attempt, truth),
        [attempt.strategy for attempt in fuller],
    )


def _f1(attempt: Attempt, truth: dict[str, Any] | None) -> float:
    """A document that is no guide has no right matrix."""
    if truth is None:
        return 0.0
    return f1(truth, {"guides": [matrix.to_json() for matrix in attempt.matrices]})
