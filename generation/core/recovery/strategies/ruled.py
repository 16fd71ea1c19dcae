"""Tables whose cells are drawn: ruled and filled grids, merged cells, sheets, word processors."""

from __future__ import annotations

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.tables.attempt import attempt_of
from generation.core.recovery.tables.joining import is_spilled
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.walls import drawn_tables

name = "ruled"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page holds a drawn table."""
    tables: list[Table] = []
    for page in document.pages:
        tables += [t for t in drawn_tables(page) if t.column_count > 1 or is_spilled(t, tables)]
    return attempt_of(name, tables, document)
