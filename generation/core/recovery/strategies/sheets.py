"""Printed spreadsheets: columns that went on over further pages, and a sheet for every name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from generation.core.reading import Document, Word
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.tables.above import set_sheet_names
from generation.core.recovery.tables.attempt import attempt_of
from generation.core.recovery.tables.laid import LaidSheet, with_whole_names
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.tables.sheet_pages import laid_sheets
from generation.core.recovery.tables.spaced import paired_tables, spaced_tables
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.tiles import tile_of
from generation.core.recovery.tables.walls import drawn_tables
from generation.core.recovery.tables.weights import current

name = "sheets"

_NO_SHEET = "The pages are not those of a wide sheet."


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no sheet spilled over the side of its pages."""
    body = rows_by_page(document)
    # A page of empty fields is a part of its sheet as well.
    pages = [page for page in document.pages if body[page.number] or page.rules]
    laid = laid_sheets([tile_of(page, body[page.number]) for page in pages])
    sheets = replace(document, pages=tuple(sheet.page for sheet in laid))
    names = {sheet.page.number: sheet.name for sheet in laid}
    is_laid = any(len(sheet.parts) > 1 for sheet in laid)
    paired = paired_tables(sheets)
    if not (is_laid or paired or any(names.values())):
        return Attempt(name, error=_NO_SHEET)
    drawn = [with_whole_names(t, sheet) for sheet in laid for t in drawn_tables(sheet.page)]
    best = _attempt([table for table in drawn if table.column_count > 1], sheets, names)
    kept = current().tiles.paired_kept
    for tables, factor in ((spaced_tables(sheets), 1.0), (paired_tables(sheets), kept)):
        other = _attempt(tables, sheets, names)
        if _held(best) < current().tiles.drawn_holds * _held(other):
            best = replace(other, confidence=factor * other.confidence)
    if not is_laid and not _is_new(best, document):
        return Attempt(name, error=_NO_SHEET)
    matrices = tuple(_printed(matrix, laid) for matrix in best.matrices)
    return replace(best, matrices=matrices)


def _attempt(
    tables: Sequence[Table], sheets: Document, names: Mapping[int, Sequence[Word]]
) -> Attempt:
    return attempt_of(name, tables, sheets, set_above=partial(set_sheet_names, names=names))


def _is_new(attempt: Attempt, document: Document) -> bool:
    """Whether the names of sheets, or pairs of columns, made a matrix that plain tables do not.

    Otherwise this would be another strategy's witness without having looked for itself.
    """
    drawn = [t for page in document.pages for t in drawn_tables(page) if t.column_count > 1]
    plain = [attempt_of(name, tables, document) for tables in (drawn, spaced_tables(document))]
    own = [matrix.to_json() for matrix in attempt.matrices]
    return all(own != [matrix.to_json() for matrix in other.matrices] for other in plain)


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
