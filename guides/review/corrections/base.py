"""What all corrections share: the lock, the version, and the memory of what was removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guides.models import Competency, GuideCell, Level, LevelingGuide
from levelingai.models import still_there

Part = Level | Competency
"""A column or a row of the matrix."""


class CorrectionRefused(Exception):
    """The correction cannot be made now; the message is a sentence for the manager."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction under way: its guide (locked), who makes it and the version it leads to."""

    guide: LevelingGuide
    person: Any
    version: int

    def mark(self, cells: QuerySet[GuideCell]) -> None:
        """Have the next poll fetch these cells anew."""
        cells.update(changed_in=self.version, updated_at=timezone.now())

    def remember_removed(self, part: dict[str, Any]) -> None:
        if part not in self.guide.removed_parts:
            self.guide.removed_parts = [*self.guide.removed_parts, part]
            self.guide.save(update_fields=["removed_parts", "updated_at"])

    def forget_removed(self, part: dict[str, Any]) -> None:
        left = [known for known in self.guide.removed_parts if known != part]
        if left != self.guide.removed_parts:
            self.guide.removed_parts = left
            self.guide.save(update_fields=["removed_parts", "updated_at"])


@contextmanager
def correcting(guide: LevelingGuide, person: Any) -> Iterator[Correction]:
    """Lock the guide for one correction. Raises `CorrectionRefused` while work is under way."""
    with transaction.atomic():
        locked = still_there(LevelingGuide.objects.select_for_update(), guide.pk)
        if not locked.is_correctable:
            raise CorrectionRefused(
                "This guide is being worked on right now. Wait until it is done, or stop it, "
                "and correct it then. Nothing was changed."
            )
        version = LevelingGuide.objects.touch(locked.pk)
        yield Correction(locked, person, version)


def refresh_outdated(cell: GuideCell) -> None:
    """Mark a cell whose shown examples were written for other words than it has now."""
    generations: Any = cell.generations
    is_outdated = generations.shown().exclude(definition_text=cell.definition_text).exists()
    if is_outdated != cell.is_outdated:
        cell.is_outdated = is_outdated
        cell.save(update_fields=["is_outdated", "updated_at"])


def part_as_read(part: Part) -> dict[str, Any]:
    """How a new parse will name this part: as it was read, or as it is called now."""
    if isinstance(part, Level):
        if part.is_added:
            return {"kind": "level", "code": part.code, "title": part.title}
        return {"kind": "level", "code": part.recovered_code, "title": part.recovered_title}
    if part.is_added:
        return {"kind": "competency", "name": part.name, "category": part.category}
    return {
        "kind": "competency",
        "name": part.recovered_name,
        "category": part.recovered_category,
    }


def place_as_read(competency: Competency, level: Level) -> dict[str, Any]:
    return {
        "kind": "cell",
        "competency": part_as_read(competency),
        "level": part_as_read(level),
    }
