"""The generations that a page or a worker needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from guides.enums import PENDING, Engine, FeedbackValue, GenerationStatus
from guides.querysets.related import related

NOT_SHOWN = (
    GenerationStatus.STARTERS,
    GenerationStatus.NEEDS_REVIEW,
    GenerationStatus.ABSTAINED,
    GenerationStatus.FAILED,
)
"""What a cell without a shown set may have come to."""


class CellGenerationQuerySet(models.QuerySet[Any]):
    def shown(self) -> CellGenerationQuerySet:
        return self.filter(is_shown=True)

    def pending(self) -> CellGenerationQuerySet:
        return self.filter(status__in=PENDING)

    def last_revisions(
        self, cell_ids: Collection[UUID], prompt_name: str, prompt_version: str
    ) -> dict[UUID, int]:
        """The newest revision by cell; cells that the prompt wrote nothing for are absent."""
        written = self.filter(
            cell__in=cell_ids, prompt_name=prompt_name, prompt_version=prompt_version
        )
        rows = written.order_by().values("cell_id").annotate(last=Max("revision"))
        return {row["cell_id"]: row["last"] for row in rows}

    def begun_before(self, moment: datetime) -> CellGenerationQuerySet:
        """By a model, in a job that had started by then, so without what became known later.

        The bank's examples name no facts: written again they would be no different.
        """
        return self.filter(engine=Engine.OPENAI, job__started_at__lt=moment)

    def on_page(self) -> CellGenerationQuerySet:
        """What the matrix may need of a cell: the shown set, and whatever else became of it.

        Newest first; of several others the page uses the first.
        """
        return (
            self.filter(Q(is_shown=True) | Q(status__in=[*PENDING, *NOT_SHOWN]))
            .select_related("checked_by")
            .with_thumbs()
        )

    def with_thumbs(self) -> CellGenerationQuerySet:
        """Newest first, with what readers say: `thumbs_up` and `thumbs_down`, counted."""
        annotated: CellGenerationQuerySet = self.annotate(
            thumbs_up=self._thumbs(FeedbackValue.UP), thumbs_down=self._thumbs(FeedbackValue.DOWN)
        )
        return annotated.order_by("-created_at")

    def _thumbs(self, value: str) -> Coalesce:
        feedback = related(self.model, "feedback")
        given = feedback.filter(generation=OuterRef("pk"), value=value).order_by()
        counted = given.values("generation").annotate(count=Count("pk")).values("count")
        return Coalesce(Subquery(counted), 0)
