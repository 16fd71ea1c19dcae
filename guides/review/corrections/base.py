"""What all corrections share: the lock, the version, and the memory of what was removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guides.enums import GuideStatus
from guides.generations.planning import settle
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
    """Lock the guide for one correction. Raises `CorrectionRefused` while work is under way.

    A guide that lacked examples is complete where the correction took the last cell without them.
    """
    with transaction.atomic():
        locked = still_there(LevelingGuide.objects.locked(), guide.pk)
        if not locked.is_correctable:
            raise CorrectionRefused(
                "This guide is being worked on right now. Wait until it is done, or stop it, "
                "and correct it then. Nothing was changed."
            )
        version = LevelingGuide.objects.touch(locked.pk)
        yield Correction(locked, person, version)
        if locked.status == GuideStatus.FAILED_GENERATION:
            settle(locked)


def refresh_outdated(cell: GuideCell) -> None:
    """Mark a cell whose shown examples were written for other words than it has now."""
    generations: Any = cell.generations
    is_outdated = generations.shown().exclude(definition_text=cell.definition_text).exists()
    if is_outdated != cell.is_outdated:
        cell.is_outdated = is_outdated
        cell.save(update_fields=["is_outdated", "updated_at"])
