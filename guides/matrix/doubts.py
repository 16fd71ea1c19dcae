"""Doubts about a guide's matrix: kept by the keys of its parts, dropped when a person settles them.

What only the file can tell is stored with the parse. What the words tell is said anew from the
matrix as it stands, so that a correction ends a doubt, or raises one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from generation.core.recovery import (
    NOT_A_GUIDE,
    Doubt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    doubts_in,
    is_a_guide,
)
from guides.matrix.reapply import transposed
from guides.matrix.store import competency_names, level_names, matched
from guides.models import Competency, GuideCell, Level, LevelingGuide


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A doubt that nobody has settled, with the part of the guide that it is about.

    `mark` tells this place with these words from all others: whoever says that it is right sends
    it back.
    """

    why: str
    level: Level | None
    competency: Competency | None
    page: int | None
    is_grave: bool
    mark: str

    @property
    def place(self) -> str:
        """Where to look, in words."""
        parts = [part.name for part in (self.competency, self.level) if part]
        if self.page is not None:
            parts.append(f"page {self.page}")
        return ", ".join(parts) or "The whole matrix"


# Keeping ------------------------------------------------------------------------------------------


def doubts_to_stored(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    return [asdict(doubt) for doubt in doubts]


def keep_doubts(guide: LevelingGuide, matrix: Matrix, index: int, stored: Sequence[Any]) -> None:
    """Keep what reading left in doubt about `matrix`, number `index` of the file.

    Called once the matrix is stored: the rows have their keys then, whatever they are called later.
    """
    doubts = [Doubt(**fields) for fields in stored]
    said_anew = set(doubts_in(matrix, index))
    own = [doubt for doubt in doubts if _is_about(doubt, index) and doubt not in said_anew]
    if guide.is_transposed:
        matrix = transposed(matrix)
        own = [replace(doubt, level=doubt.competency, competency=doubt.level) for doubt in own]
    levels = _keys(matched(guide.levels.all(), *level_names(matrix.levels)))
    rows = _keys(matched(guide.competencies.all(), *competency_names(matrix.competencies)))
    kept = [_keyed(doubt, levels, rows) for doubt in own]
    guide.doubts = [doubt for doubt in kept if doubt is not None]
    LevelingGuide.objects.filter(pk=guide.pk).update(doubts=guide.doubts)


def _is_about(doubt: Doubt, index: int) -> bool:
    """Pages and the question what the file is concern each guide in it."""
    is_placed = doubt.level is not None or doubt.competency is not None
    is_of_file = not is_placed and (doubt.page is not None or doubt.why == NOT_A_GUIDE)
    return doubt.guide == index or is_of_file


def _keys(rows: Iterable[Level | Competency | None]) -> list[str | None]:
    return [row.key if row else None for row in rows]


def _keyed(
    doubt: Doubt, levels: Sequence[str | None], rows: Sequence[str | None]
) -> dict[str, Any] | None:
    """The doubt by keys; None where a person removed what it is about."""
    level = levels[doubt.level] if doubt.level is not None else ""
    row = rows[doubt.competency] if doubt.competency is not None else ""
    if level is None or row is None:
        return None
    return {
        "why": doubt.why,
        "level": level,
        "competency": row,
        "page": doubt.page,
        "is_grave": doubt.is_grave,
    }


# Showing ------------------------------------------------------------------------------------------


def open_doubts(
    guide: LevelingGuide,
    levels: Sequence[Level],
    competencies: Sequence[Competency],
    cells: Iterable[GuideCell],
) -> list[OpenDoubt]:
    """What is still to be looked at, gravest first, then in the order of the matrix."""
    at = {(cell.competency_id, cell.level_id): cell for cell in cells}
    matrix = _matrix(levels, competencies, at)
    told = [
        *_from_file(guide, levels, competencies, matrix),
        *_from_words(levels, competencies, matrix),
    ]
    found: dict[tuple[str, str], OpenDoubt] = {}
    for why, level, row, page, is_grave in told:
        cell = at.get((row.pk, level.pk)) if level and row else None
        if _is_corrected(level, row, page, cell, levels):
            continue
        mark = _mark(why, level, row, page, cell)
        if mark not in guide.settled_doubts:
            found.setdefault((mark, why), OpenDoubt(why, level, row, page, is_grave, mark))
    return sorted(found.values(), key=_order)


def doubts_about(guide: LevelingGuide) -> list[OpenDoubt]:
    """The open doubts of a guide, its rows looked up."""
    return open_doubts(
        guide, list(guide.levels.all()), list(guide.competencies.all()), guide.cells.all()
    )


_Told = tuple[str, Level | None, Competency | None, int | None, bool]


def _from_file(
    guide: LevelingGuide,
    levels: Iterable[Level],
    competencies: Iterable[Competency],
    matrix: Matrix,
) -> list[_Told]:
    """What was stored, of parts that are still there."""
    columns = {level.key: level for level in levels}
    rows = {row.key: row for row in competencies}
    told: list[_Told] = []
    for doubt in guide.doubts:
        level, row = doubt["level"], doubt["competency"]
        is_gone = (level and level not in columns) or (row and row not in rows)
        if is_gone or (doubt["why"] == NOT_A_GUIDE and is_a_guide(matrix)):
            continue
        told.append(
            (doubt["why"], columns.get(level), rows.get(row), doubt["page"], doubt["is_grave"])
        )
    return told


def _from_words(
    levels: Sequence[Level], competencies: Sequence[Competency], matrix: Matrix
) -> list[_Told]:
    """What the matrix shows as it stands."""
    if not matrix.cells:
        return []
    return [
        (
            doubt.why,
            None if doubt.level is None else levels[doubt.level],
            None if doubt.competency is None else competencies[doubt.competency],
            doubt.page,
            doubt.is_grave,
        )
        for doubt in doubts_in(matrix)
    ]


def _matrix(
    levels: Sequence[Level],
    competencies: Sequence[Competency],
    cells: Mapping[tuple[Any, Any], GuideCell],
) -> Matrix:
    return Matrix(
        tuple(MatrixLevel(level.code, level.title) for level in levels),
        tuple(MatrixCompetency(row.name, row.category) for row in competencies),
        tuple(
            MatrixCell(x, y, cells[row.pk, level.pk].definition_text)
            for y, row in enumerate(competencies)
            for x, level in enumerate(levels)
            if (row.pk, level.pk) in cells
        ),
    )


def _is_corrected(
    level: Level | None,
    row: Competency | None,
    page: int | None,
    cell: GuideCell | None,
    levels: Sequence[Level],
) -> bool:
    """Whether a person has written what the doubt is about."""
    if cell is not None:
        return cell.is_edited
    if level is None and row is None:
        # A page stays unread, whoever typed the matrix.
        return page is None and all(known.is_added for known in levels)
    if level is not None and row is not None:
        return False
    part = level or row
    return part is not None and (part.is_edited or part.is_added)


def _mark(
    why: str,
    level: Level | None,
    row: Competency | None,
    page: int | None,
    cell: GuideCell | None,
) -> str:
    """Of the place and its words, the same when rows and columns are swapped."""
    keys = sorted(part.key for part in (level, row) if part)
    if cell is not None:
        words = cell.definition_text
    elif level is not None or row is not None:
        words = "" if level and row else str(level or row)
    else:
        words = f"page {page}" if page is not None else why
    return hashlib.sha256("\n".join([*keys, "", words]).encode()).hexdigest()[:16]


def _order(doubt: OpenDoubt) -> tuple[bool, bool, int, int, int]:
    """Grave ones, the whole and its pages, names, then cells row by row."""
    row, level = doubt.competency, doubt.level
    return (
        not doubt.is_grave,
        row is not None and level is not None,
        row.position if row else -1,
        level.position if level else -1,
        doubt.page or 0,
    )
