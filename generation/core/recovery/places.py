"""Where definitions stand in a file without pages, in the words of that file."""

from __future__ import annotations

from dataclasses import replace

from generation.core.reading import Document, Page
from generation.core.recovery.matrix import Attempt, Matrix, Recovery, Source

_NEAR_PT = 2.0
"""What begins within this above a mark begins there."""


def with_places(recovery: Recovery, document: Document) -> Recovery:
    """The recovery with places in words; as it is where the document is a PDF."""
    pages = {page.number: page for page in document.pages if page.label}
    if not pages:
        return recovery
    attempts = tuple(_placed(attempt, pages) for attempt in recovery.attempts)
    at = recovery.attempts.index(recovery.chosen)
    return Recovery(attempts[at], attempts)


def _placed(attempt: Attempt, pages: dict[int, Page]) -> Attempt:
    return replace(attempt, matrices=tuple(_matrix(one, pages) for one in attempt.matrices))


def _matrix(matrix: Matrix, pages: dict[int, Page]) -> Matrix:
    cells = tuple(
        replace(cell, sources=tuple(_source(source, pages) for source in cell.sources))
        for cell in matrix.cells
    )
    return replace(matrix, cells=cells)


def _source(source: Source, pages: dict[int, Page]) -> Source:
    page = pages.get(source.page)
    return replace(source, place=_words(page, source.box.top)) if page else source


def _words(page: Page, top: float) -> str:
    above = [text for at, text in page.marks if at <= top + _NEAR_PT]
    return ", ".join(filter(None, [page.label, above[-1] if above else ""]))
