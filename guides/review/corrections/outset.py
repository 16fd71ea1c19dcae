"""A matrix entered by hand, where none could be recovered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from guides.enums import GuideStatus
from guides.generations.planning import begin_generation
from guides.keys import unique_key
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.review.corrections.base import CorrectionRefused, correcting


@dataclass(frozen=True, slots=True)
class TypedMatrix:
    """A matrix as a person gave it: (code, title) of levels, (name, category) of competencies, and
    definitions by (index of the competency, index of the level)."""

    levels: tuple[tuple[str, str], ...]
    competencies: tuple[tuple[str, str], ...]
    definitions: Mapping[tuple[int, int], str] = field(default_factory=dict)


def begin_matrix(guide: LevelingGuide, person: Any, typed: TypedMatrix) -> None:
    """Write a typed matrix into a guide that has none."""
    with correcting(guide, person) as change:
        if change.guide.levels.exists() or change.guide.competencies.exists():
            raise CorrectionRefused("This guide has levels and competencies already.")
        levels = Level.objects.bulk_create(_levels(change.guide, typed))
        competencies = Competency.objects.bulk_create(_competencies(change.guide, typed))
        now = timezone.now()
        GuideCell.objects.bulk_create(
            GuideCell(
                guide=change.guide,
                competency=competencies[row],
                level=levels[column],
                definition_text=text,
                edited_by=person,
                edited_at=now,
                changed_in=change.version,
            )
            for (row, column), text in typed.definitions.items()
        )


def discard_matrix(guide: LevelingGuide, person: Any) -> None:
    """Start over: only before examples were written, so that none are lost."""
    with correcting(guide, person) as change:
        if change.guide.status != GuideStatus.FAILED_PARSE:
            raise CorrectionRefused("This guide has a matrix in use. Remove its parts one by one.")
        change.guide.levels.all().delete()
        change.guide.competencies.all().delete()


@transaction.atomic
def continue_by_hand(guide: LevelingGuide, person: Any) -> bool:
    """The matrix entered by hand is complete: examples may be written."""
    if not guide.cells.exists():
        raise CorrectionRefused("Write at least one definition before you continue.")
    moved = LevelingGuide.objects.move(
        guide.pk,
        GuideStatus.MATRIX_PARSED,
        review_required=True,
        confirmed_at=timezone.now(),
        confirmed_by=person,
    )
    if moved:
        begin_generation(guide)
    return moved


def _levels(guide: LevelingGuide, typed: TypedMatrix) -> list[Level]:
    keys: list[str] = []
    for number, (code, title) in enumerate(typed.levels, start=1):
        keys.append(unique_key(code or title, keys, fallback=f"level-{number}"))
    return [
        Level(guide=guide, key=key, code=code, title=title, position=position)
        for position, (key, (code, title)) in enumerate(zip(keys, typed.levels, strict=True))
    ]


def _competencies(guide: LevelingGuide, typed: TypedMatrix) -> list[Competency]:
    keys: list[str] = []
    for number, (name, _) in enumerate(typed.competencies, start=1):
        keys.append(unique_key(name, keys, fallback=f"competency-{number}"))
    return [
        Competency(guide=guide, key=key, name=name, category=category, position=position)
        for position, (key, (name, category)) in enumerate(
            zip(keys, typed.competencies, strict=True)
        )
    ]
