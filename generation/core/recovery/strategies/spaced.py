"""Tables without a grid: borderless, shaded row by row, or ruled in one direction only."""

from __future__ import annotations

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.tables.attempt import attempt_of
from generation.core.recovery.tables.spaced import spaced_tables

name = "spaced"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page is set in columns."""
    return attempt_of(name, spaced_tables(document), document)
