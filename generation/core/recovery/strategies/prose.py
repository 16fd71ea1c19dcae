"""Prose: a heading for every level with the competencies below it, or the other way round."""

from __future__ import annotations

from generation.core.reading import Document
from generation.core.recovery.flow import lines_of
from generation.core.recovery.headings import attempt_from
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.outline import pieces_of

name = "prose"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no headings return below other headings."""
    return attempt_from(name, pieces_of(lines_of(document)), document)
