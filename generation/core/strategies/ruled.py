"""Tables whose cells are drawn: ruled and filled grids, merged cells, sheets, word processors."""

from __future__ import annotations

from generation.core.document import Document
from generation.core.matrix import Attempt
from generation.core.tables.attempt import attempt_of
from generation.core.tables.walls import drawn_tables

name = "ruled"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no page holds a drawn table."""
    tables = [table for page in document.pages for table in drawn_tables(page)]
    return attempt_of(name, tables, document)
