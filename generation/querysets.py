"""Claims on stage runs, and the generations that a page or a worker needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from guides.enums import FeedbackValue

from .enums import PENDING, Engine, GenerationStatus, RunStatus

MAX_ATTEMPTS = 3


class StageRunQuerySet(models.QuerySet[Any]):
    def open(self) -> StageRunQuerySet:
        return self.filter(status__in=[RunStatus.QUEUED, RunStatus.RUNNING])

    def claim(self, pk, *, token: UUID, now: datetime, lease: timedelta) -> bool:
        """Take a stage run; False means it is held, not due, done or worn out."""
        lost = Q(status=RunStatus.RUNNING, lease_until__lt=now)
        free = Q(status=RunStatus.QUEUED) | lost
        due = Q(due_at__isnull=True) | Q(due_at__lte=now)
        return bool(
            self.filter(free, due, pk=pk, attempt__lt=MAX_ATTEMPTS).update(
                status=RunStatus.RUNNING,
                claim_token=token,
                lease_until=now + lease,
                attempt=F("attempt") + 1,
                started_at=now,
            )
        )

    def renew(self, pk, *, token: UUID, until: datetime) -> bool:
        """Prolong a held lease; False means that someone else holds the run now."""
        return bool(
            self.filter(pk=pk, claim_token=token, status=RunStatus.RUNNING).update(
                lease_until=until
            )
        )

    def finish(self, pk, *, token: UUID, status: RunStatus, **fields: Any) -> bool:
        """Close a held run; False means that the claim was lost and nothing may be written."""
        return bool(
            self.filter(pk=pk, claim_token=token, status=RunStatus.RUNNING).update(
                status=status, finished_at=timezone.now(), lease_until=None, **fields
            )
        )

    def abandoned(self, now: datetime) -> StageRunQuerySet:
        """Running by their row, but nobody renews the lease."""
        return self.filter(status=RunStatus.RUNNING, lease_until__lt=now)


class CellGenerationQuerySet(models.QuerySet[Any]):
    def shown(self) -> CellGenerationQuerySet:
        return self.filter(is_shown=True)

    def pending(self) -> CellGenerationQuerySet:
        return self.filter(status__in=PENDING)

    def begun_before(self, moment: datetime) -> CellGenerationQuerySet:
        """Written by a run that had started by then, so without what became known later."""
        return self.exclude(engine=Engine.MANUAL).filter(stage_run__started_at__lt=moment)

    def on_page(self) -> CellGenerationQuerySet:
        """What the matrix may need of a cell: the shown set, and whatever is open or went wrong.

        Newest first; of several that went wrong the page uses the first.
        """
        return self.filter(
            Q(is_shown=True)
            | Q(status__in=[*PENDING, GenerationStatus.NEEDS_REVIEW, GenerationStatus.FAILED])
        ).with_thumbs()

    def with_thumbs(self) -> CellGenerationQuerySet:
        """Newest first, with what readers say: `thumbs_up` and `thumbs_down`, counted."""
        return self.annotate(
            thumbs_up=_thumbs(FeedbackValue.UP), thumbs_down=_thumbs(FeedbackValue.DOWN)
        ).order_by("-created_at")


def _thumbs(value: str) -> Coalesce:
    feedback = apps.get_model("guides", "ExampleFeedback")._default_manager
    given = feedback.filter(generation=OuterRef("pk"), value=value).order_by()
    counted = given.values("generation").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
