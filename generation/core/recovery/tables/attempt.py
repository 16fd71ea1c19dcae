"""The attempt that a strategy makes of the tables it found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.tables.above import set_headings
from generation.core.recovery.tables.assembly import matrices_of
from generation.core.recovery.tables.sheet import Sheet
from generation.core.recovery.tables.table import Table, mirrored

CLEAR_LEVELS = 0.6
"""From here on headings look like those of levels; below, a reader should look."""


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
    sureness = min(max(sheet.likelihood, sheet.sureness) for _, sheet in found)
    broken = max(_broken(sheet) for _, sheet in found)
    reasons = [_what_was_found(len(tables), sureness)]
    if broken:
        reasons.append(f"{broken:.0%} of the cells show gaps like those between rows.")
    confidence = 0.98 * (0.8 + 0.2 * min(1.0, 2 * sureness)) * max(0.1, 1 - 2 * broken)
    return Attempt(name, tuple(matrix for matrix, _ in found), confidence, tuple(reasons))


def _what_was_found(tables: int, sureness: float) -> str:
    found = "One table was found" if tables == 1 else f"{tables} tables were found"
    if sureness >= CLEAR_LEVELS:
        return f"{found}; its levels are named as levels usually are."
    return f"{found}; whether its headings name levels is less clear ({sureness:.0%})."


def _broken(sheet: Sheet) -> float:
    """The share of cells with a gap inside that is wider than between paragraphs."""
    steps: list[list[float]] = []
    for row in sheet.rows:
        for parts in row.cells.values():
            for part in parts:
                lines = part.lines()
                steps.append([b.box.y_mid - a.box.y_mid for a, b in pairwise(lines)])
    usual = sorted(step for cell in steps for step in cell if step > 1)
    if not usual:
        return 0.0
    widest = 2.6 * usual[len(usual) // 3]
    return sum(any(step > widest for step in cell) for cell in steps) / len(steps)


def _is_rtl(document: Document) -> bool:
    """Whether most letters belong to scripts that are read from right to left."""
    letters = rtl = 0
    for page in document.pages:
        for word in page.words:
            if word.text[0].isalpha():
                letters += 1
                rtl += "\u0590" <= word.text[0] <= "\u08ff"
    return 2 * rtl > letters
