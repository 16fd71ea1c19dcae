"""The attempt that a strategy makes of the tables it found."""

from __future__ import annotations

from collections.abc import Sequence

from generation.core.document import Document
from generation.core.matrix import Attempt
from generation.core.tables.above import set_headings
from generation.core.tables.assembly import matrices_of
from generation.core.tables.table import Table, mirrored


def attempt_of(name: str, tables: Sequence[Table], document: Document) -> Attempt:
    """The guides in these tables; without any the attempt says why."""
    if not tables:
        return Attempt(name, error="No page holds a table of this kind.")
    set_headings(tables, document)
    if _is_rtl(document):
        tables = [mirrored(table) for table in tables]
    found = matrices_of(tables, document)
    if not found:
        return Attempt(name, error="No table names levels and competencies.")
    sureness = min(0.5 * sheet.likelihood + 0.5 * sheet.sureness for _, sheet in found)
    reasons = (f"{len(tables)} tables found; levels recognised at {sureness:.2f}.",)
    return Attempt(name, tuple(matrix for matrix, _ in found), 0.5 + 0.4 * sureness, reasons)


def _is_rtl(document: Document) -> bool:
    """Whether most letters belong to scripts that are read from right to left."""
    letters = rtl = 0
    for page in document.pages:
        for word in page.words:
            if word.text[0].isalpha():
                letters += 1
                rtl += "\u0590" <= word.text[0] <= "\u08ff"
    return 2 * rtl > letters
