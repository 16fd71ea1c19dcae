"""Tables whose cells are drawn: ruled and filled grids, merged cells, sheets, word processors."""

from __future__ import annotations

from generation.core.document import Document
from generation.core.matrix import Attempt
from generation.core.tables.attempt import attempt_of
from generation.core.tables.joining import is_spilled
from generation.core.tables.table import Table
from generation.core.tables.walls import drawn_tables

name = "ruled"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page holds a drawn table."""
    tables: list[Table] = []
    for page in document.pages:
        tables += [t for t in drawn_tables(page) if t.column_count > 1 or is_spilled(t, tables)]
    return attempt_of(name, tables, document)
