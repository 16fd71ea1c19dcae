"""Printed spreadsheets: columns that went on over further pages, put together again."""

from __future__ import annotations

from dataclasses import replace

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.tables.attempt import attempt_of
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.spaced import spaced_tables
from generation.core.recovery.tables.tiles import LaidSheet, laid_sheet, laying_of, tile_of
from generation.core.recovery.tables.walls import drawn_tables
from generation.core.recovery.tables.weights import current

name = "sheets"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no sheet spilled over the side of its pages."""
    body = rows_by_page(document)
    pages = [page for page in document.pages if body[page.number]]
    tiles = [tile_of(page, body[page.number]) for page in pages]
    laying = laying_of(tiles)
    if laying is None:
        return Attempt(name, error="The pages are not those of a wide sheet.")
    laid = laid_sheet(laying)
    sheet = replace(document, pages=(laid.page,))
    tables = [table for table in drawn_tables(laid.page) if table.column_count > 1]
    best, other = attempt_of(name, tables, sheet), attempt_of(name, spaced_tables(sheet), sheet)
    if _held(best) < current().tiles.drawn_holds * _held(other):
        best = other
    matrices = tuple(_printed(matrix, laid) for matrix in best.matrices)
    return replace(best, matrices=matrices)


def _held(attempt: Attempt) -> int:
    """How much text the matrices of an attempt hold, in characters."""
    return sum(len(cell.definition) for matrix in attempt.matrices for cell in matrix.cells)


def _printed(matrix: Matrix, laid: LaidSheet) -> Matrix:
    """The matrix with the places of its definitions on the real pages."""
    cells = []
    for cell in matrix.cells:
        sources = tuple(part for source in cell.sources for part in laid.printed(source))
        cells.append(replace(cell, sources=sources))
    return replace(matrix, cells=tuple(cells))
