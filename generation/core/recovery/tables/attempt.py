"""The attempt that a strategy makes of the tables it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from generation.core.reading import Document
from generation.core.recovery.matrix import Attempt, Doubt
from generation.core.recovery.tables.above import set_headings
from generation.core.recovery.tables.assembly import matrices_of
from generation.core.recovery.tables.forms import left_out_remarks
from generation.core.recovery.tables.reshape import mirrored
from generation.core.recovery.tables.sheet import Sheet
from generation.core.recovery.tables.table import Part, Table
from generation.core.recovery.tables.weights import current

_NAMELESS = "A column of text has no name above it, so names may stand over the wrong columns."


def attempt_of(
    name: str,
    tables: Sequence[Table],
    document: Document,
    *,
    set_above: Callable[[Sequence[Table], Document], None] = set_headings,
) -> Attempt:
    """The guides in these tables; without any the attempt says why.

    `set_above` notes the headings above the tables.
    """
    if not tables:
        return Attempt(name, error="No page holds a table of this kind.")
    set_above(tables, document)
    if _is_rtl(document):
        tables = [mirrored(table) for table in tables]
    found = matrices_of(tables, document)
    if not found:
        return Attempt(name, error="No table names levels and competencies.")
    sureness = min(max(sheet.likelihood, sheet.sureness) for _, sheet in found)
    broken = max(_broken(sheet) for _, sheet in found)
    reasons = [_what_was_found(len(tables), sureness)]
    if broken:
        reasons.append("Some cells show gaps like those between rows.")
    for _, sheet in found:
        reasons += [r for r in left_out_remarks(sheet.table) if r not in reasons]
    confidence = _confidence(sureness, broken)
    doubts = tuple(
        Doubt(_NAMELESS, page=sheet.nameless, guide=guide, is_grave=True)
        for guide, (_, sheet) in enumerate(found)
        if sheet.nameless is not None
    )
    if doubts:
        reasons.append("There are more columns of text than names above them.")
        confidence *= current().attempt.nameless_kept
    if any(sheet.table.is_uneven for _, sheet in found):
        reasons.append("Only some of the small tables hold several rows: a name may be missing.")
        confidence *= current().attempt.parts_kept
    if _are_parts([sheet for _, sheet in found]):
        reasons.append("Several tables name the same competencies, each with other levels.")
        confidence *= current().attempt.parts_kept
    matrices = tuple(matrix for matrix, _ in found)
    return Attempt(name, matrices, confidence, tuple(reasons), doubts=doubts)


def _are_parts(sheets: Sequence[Sheet]) -> bool:
    """Whether guides look like parts of one: they share competencies, and no level."""
    if len(sheets) <= 1:
        return False
    rows = [set(sheet.row_keys) for sheet in sheets]
    shared = set.intersection(*rows)
    levels = [key for sheet in sheets for key in set(sheet.level_keys)]
    is_shared = 2 * len(shared) >= min(map(len, rows))
    return is_shared and bool(shared) and len(set(levels)) == len(levels)


def _confidence(sureness: float, broken: float) -> float:
    """How sure tables are to be guides, 0 to 1; `broken` is the share of cells with gaps."""
    weights = current().attempt
    named = weights.found + weights.named * min(1.0, weights.named_gain * sureness)
    whole = max(weights.broken_least, 1 - weights.broken_loss * broken)
    return weights.best * named * whole


def _what_was_found(tables: int, sureness: float) -> str:
    found = "One table was found" if tables == 1 else f"{tables} tables were found"
    if sureness >= current().attempt.clear:
        return f"{found}; its levels are named as levels usually are."
    return f"{found}; whether its headings name levels is less clear ({sureness:.0%})."


def _broken(sheet: Sheet) -> float:
    """The share of cells with a gap inside that is wider than between paragraphs."""
    steps = [_steps(part) for row in sheet.rows for own in row.cells.values() for part in own]
    usual = sorted(step for cell in steps for step in cell if step > 1)
    if not usual:
        return 0.0
    # The lower third: most steps lead to the next line, the others to the next paragraph.
    widest = current().attempt.wide_step * usual[len(usual) // 3]
    return sum(any(step > widest for step in cell) for cell in steps) / len(steps)


def _steps(part: Part) -> list[float]:
    """The distances from line to line, in points."""
    return [below.box.y_mid - above.box.y_mid for above, below in pairwise(part.lines())]


def _is_rtl(document: Document) -> bool:
    """Whether most letters belong to scripts that are read from right to left."""
    letters = rtl = 0
    for page in document.pages:
        for word in page.words:
            if word.text[0].isalpha():
                letters += 1
                rtl += "\u0590" <= word.text[0] <= "\u08ff"
    return rtl > current().attempt.rtl * letters
