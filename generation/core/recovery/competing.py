"""One more attempt after the others were judged: a language model's, asked when they are unsure."""

from __future__ import annotations

from generation.core.reading import Document
from generation.core.recovery.doubts import doubted
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.places import with_places
from generation.core.recovery.ranking import choice, ranked


def with_attempt(document: Document, recovery: Recovery | None, late: Attempt) -> Recovery | None:
    """The recovery with one more attempt in the competition; None where still nothing is found.

    The late attempt is weighed by the signs that weighed the others, and its agreement with one
    of them makes both surer. It wins only by being surer: between equals the others stand.
    """
    attempts = (recovery.attempts or (recovery.chosen,)) if recovery else ()
    best_first = [entry.attempt for entry in ranked(document, [late], attempts)]
    found = choice(best_first, (*attempts, late))
    return doubted(document, with_places(found, document)) if found else None
