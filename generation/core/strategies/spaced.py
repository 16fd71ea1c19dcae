"""Tables without a grid: borderless, shaded row by row, or ruled in one direction only."""

from __future__ import annotations

from generation.core.document import Document
from generation.core.matrix import Attempt
from generation.core.tables.attempt import attempt_of
from generation.core.tables.spaced import spaced_tables

name = "spaced"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page is set in columns."""
    return attempt_of(name, spaced_tables(document), document)
