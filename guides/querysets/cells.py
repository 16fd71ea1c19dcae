"""Who may work on a cell, and which ones wait to be written by a person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from guides.enums import PENDING, WRITTEN, GenerationStatus
from guides.querysets.generations import NOT_SHOWN
from guides.querysets.related import related

BARE = (GenerationStatus.STARTERS, GenerationStatus.ABSTAINED)
"""How a cell ends that has no examples and needs none."""


class GuideCellQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> GuideCellQuerySet:
        guides = related(self.model, "guide").editable_by(user)  # type: ignore[attr-defined]
        return self.filter(guide__in=guides)

    def with_starters(self) -> GuideCellQuerySet:
        """Cells for which there is a starter to complete, and no examples."""
        written = related(self.model, "generations").filter(cell=OuterRef("pk"))
        in_its_place = Q(is_shown=True) | Q(status__in=PENDING)
        latest = written.filter(status__in=NOT_SHOWN).order_by("-created_at").values("status")[:1]
        unwritten = self.filter(~Exists(written.filter(in_its_place)))
        found: GuideCellQuerySet = unwritten.alias(latest_status=Subquery(latest)).filter(
            latest_status=GenerationStatus.STARTERS
        )
        return found

    def without_examples(self) -> GuideCellQuerySet:
        """Cells that show no examples, but for those that need none at their present words.

        There it was said already that none is to be had: a starter stands, or nothing is asked.
        """
        written = related(self.model, "generations").filter(cell=OuterRef("pk"))
        settled = written.filter(status__in=BARE, definition_text=OuterRef("definition_text"))
        return self.filter(~Exists(written.filter(is_shown=True)), ~Exists(settled))

    def unwritten(self) -> GuideCellQuerySet:
        """Cells without examples, shown or to be looked at, that ask for some and wait for none."""
        written = related(self.model, "generations").filter(cell=OuterRef("pk"))
        has_any = Q(is_shown=True) | Q(status__in=[*PENDING, *WRITTEN])
        asks_for_none = Q(
            status=GenerationStatus.ABSTAINED, definition_text=OuterRef("definition_text")
        )
        return self.filter(~Exists(written.filter(has_any | asks_for_none)))

    def reworded(self) -> GuideCellQuerySet:
        """Cells whose words changed since their starter was made, or since they asked for none."""
        return self.without_examples().filter(generations__status__in=BARE)
