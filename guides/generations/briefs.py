"""What a writer is told of a cell, gathered from the guide's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from generation.core.writing import CellBrief
from guides.company.research import company_context
from guides.enums import PENDING
from guides.matrix.store import matrix_of
from guides.models import CellGeneration, GuideCell, LevelingGuide

Place = tuple[int, int]
"""Level and competency, as indices."""


def briefs_for(guide: LevelingGuide, generations: Sequence[CellGeneration]) -> list[CellBrief]:
    """One brief a generation; the matrix, the company and the neighbours' texts are read once."""
    matrix, levels, competencies = matrix_of(guide)
    company = company_context(guide)
    shown = _shown_texts(guide, levels)
    earlier = _earlier_texts(generations)
    briefs = []
    for generation in generations:
        cell = generation.cell
        level = levels[cell.level_id]
        row = sorted(
            (abs(other - level), other, texts)
            for other, texts in shown[cell.competency_id]
            if other != level
        )
        briefs.append(
            CellBrief(
                role_title=guide.role_title,
                matrix=matrix,
                level=level,
                competency=competencies[cell.competency_id],
                company=company,
                note=generation.note,
                siblings=tuple(text for _, _, texts in row for text in texts),
                avoid=tuple(earlier[cell.pk]),
            )
        )
    return briefs


def brief_of(cell: GuideCell) -> CellBrief:
    """What the checks need to know of one cell."""
    guide = cell.guide
    matrix, levels, competencies = matrix_of(guide)
    return CellBrief(
        role_title=guide.role_title,
        matrix=matrix,
        level=levels[cell.level_id],
        competency=competencies[cell.competency_id],
        company=company_context(guide),
    )


def open_places(guide: LevelingGuide) -> set[Place]:
    """The cells, as indices of level and competency, that are still to be written."""
    at = _places(guide)
    open_ones = CellGeneration.objects.filter(guide=guide).pending()
    return {at[pk] for pk in open_ones.values_list("cell_id", flat=True)}


def shown_headlines(guide: LevelingGuide) -> dict[Place, frozenset[str]]:
    """The headlines of the examples that each cell shows."""
    at = _places(guide)
    shown = CellGeneration.objects.filter(guide=guide).shown()
    return {
        at[generation.cell_id]: frozenset(example.headline for example in generation.examples)
        for generation in shown
    }


def shown_texts(guide: LevelingGuide) -> dict[Place, list[str]]:
    """The texts of the examples that each cell shows."""
    at = _places(guide)
    shown = CellGeneration.objects.filter(guide=guide).shown()
    return {
        at[generation.cell_id]: [example.text for example in generation.examples]
        for generation in shown
    }


def _places(guide: LevelingGuide) -> dict[UUID, Place]:
    _, levels, competencies = matrix_of(guide)
    cells = guide.cells.values_list("pk", "level_id", "competency_id")
    return {pk: (levels[level], competencies[row]) for pk, level, row in cells}


def _shown_texts(guide: LevelingGuide, levels: dict) -> dict[Any, list[tuple[int, list[str]]]]:
    texts: dict[Any, list[tuple[int, list[str]]]] = defaultdict(list)
    shown = CellGeneration.objects.filter(guide=guide).shown().select_related("cell")
    for generation in shown:
        own = [example.text for example in generation.examples]
        texts[generation.cell.competency_id].append((levels[generation.cell.level_id], own))
    return texts


def _earlier_texts(generations: Sequence[CellGeneration]) -> dict[Any, list[str]]:
    """The texts of each cell's earlier sets, newest first."""
    texts: dict[Any, list[str]] = defaultdict(list)
    earlier = CellGeneration.objects.filter(
        cell__in=[generation.cell_id for generation in generations]
    ).exclude(status__in=PENDING)
    for generation in earlier:
        texts[generation.cell_id] += [example.text for example in generation.examples]
    return texts
