"""A matrix that its file states itself: taken as it is, with nothing to compete."""

from __future__ import annotations

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.places import with_places
from generation.core.recovery.stored_matrix import matrix_from_stored

NAME = "stated"


def stated_matrix(document: Document) -> Recovery | None:
    """The guides of a file of our own; None for any other."""
    if not document.stated:
        return None
    attempt = Attempt(
        NAME,
        tuple(map(matrix_from_stored, document.stated)),
        confidence=1.0,
        reasons=("The file states its levels, competencies and definitions itself.",),
    )
    return with_places(Recovery(attempt, (attempt,)), document)
