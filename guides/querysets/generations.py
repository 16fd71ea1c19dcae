"""The generations that a page or a worker needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from guides.enums import PENDING, Engine, FeedbackValue, GenerationStatus
from guides.querysets.related import related

_BESIDE_THE_SHOWN = (
    GenerationStatus.STARTERS,
    GenerationStatus.NEEDS_REVIEW,
    GenerationStatus.ABSTAINED,
    GenerationStatus.FAILED,
)
"""Statuses of a newest generation that a cell tells of, beside the one that it shows."""


class CellGenerationQuerySet(models.QuerySet[Any]):
    def shown(self) -> CellGenerationQuerySet:
        return self.filter(is_shown=True)

    def pending(self) -> CellGenerationQuerySet:
        return self.filter(status__in=PENDING)

    def begun_before(self, moment: datetime) -> CellGenerationQuerySet:
        """Written by a job that had started by then, so without what became known later."""
        return self.exclude(engine=Engine.MANUAL).filter(job__started_at__lt=moment)

    def on_page(self) -> CellGenerationQuerySet:
        """What the matrix may need of a cell: the shown set, whatever is open, and what came
        without anything that may be shown.

        Newest first; of several of the last kind the page uses the first.
        """
        return self.filter(
            Q(is_shown=True) | Q(status__in=[*PENDING, *_BESIDE_THE_SHOWN])
        ).with_thumbs()

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
