"""The rows of text of a document's pages, made once for all who look at the same document."""

from __future__ import annotations

from generation.core.reading import Document, Word
from generation.core.recovery.furniture import body_rows

Rows = dict[int, list[list[Word]]]

_latest: list[tuple[Document, Rows]] = []


def rows_by_page(document: Document) -> Rows:
    """Rows of upright words by page number, without running headers, footers and contents."""
    for known, rows in _latest:
        if known is document:
            return rows
    rows = body_rows(document)
    _latest[:] = [(document, rows)]
    return rows
