"""Printed spreadsheets: columns that went on over further pages, and a sheet for every name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.tables.above import set_sheet_names
from generation.core.recovery.tables.attempt import attempt_of
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.spaced import paired_tables, spaced_tables
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.tiles import LaidSheet, laid_sheets, tile_of
from generation.core.recovery.tables.walls import drawn_tables
from generation.core.recovery.tables.weights import current

name = "sheets"


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no sheet spilled over the side of its pages."""
    body = rows_by_page(document)
    pages = [page for page in document.pages if body[page.number]]
    laid = laid_sheets([tile_of(page, body[page.number]) for page in pages])
    sheets = replace(document, pages=tuple(sheet.page for sheet in laid))
    drawn = [table for page in sheets.pages for table in drawn_tables(page)]
    best = _attempt([table for table in drawn if table.column_count > 1], sheets)
    for tables in (spaced_tables(sheets), paired_tables(sheets)):
        other = _attempt(tables, sheets)
        if _held(best) < current().tiles.drawn_holds * _held(other):
            best = other
    matrices = tuple(_printed(matrix, laid) for matrix in best.matrices)
    return replace(best, matrices=matrices)


def _attempt(tables: Sequence[Table], sheets: Document) -> Attempt:
    return attempt_of(name, tables, sheets, set_above=set_sheet_names)


def _held(attempt: Attempt) -> int:
    """How much text the matrices of an attempt hold, in characters."""
    return sum(len(cell.definition) for matrix in attempt.matrices for cell in matrix.cells)


def _printed(matrix: Matrix, laid: Sequence[LaidSheet]) -> Matrix:
    """The matrix with the places of its definitions on the real pages."""
    at = {sheet.page.number: sheet for sheet in laid}
    cells = []
    for cell in matrix.cells:
        sources = tuple(part for source in cell.sources for part in at[source.page].printed(source))
        cells.append(replace(cell, sources=sources))
    return replace(matrix, cells=tuple(cells))
