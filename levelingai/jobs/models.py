"""Jobs: pieces of background work, and the claims on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from levelingai.models import BaseModel

MAX_ATTEMPTS = 3


class JobStatus(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)


class JobQuerySet(models.QuerySet[Any]):
    def open(self) -> JobQuerySet:
        return self.filter(status__in=OPEN)

    def about(self, kind: str, *ids: UUID) -> JobQuerySet:
        """Those whose subject is one of these."""
        return self.filter(subject_kind=kind, subject_id__in=ids)

    def lost(self, now: datetime) -> JobQuerySet:
        """Running by their row, but nobody renews the lease."""
        return self.filter(status=JobStatus.RUNNING, lease_until__lt=now)

    def claim(self, pk: UUID, *, token: UUID, now: datetime, lease: timedelta) -> bool:
        """Take a job; False means that it is held, not due, done or worn out."""
        free = Q(status=JobStatus.QUEUED) | Q(status=JobStatus.RUNNING, lease_until__lt=now)
        due = Q(due_at__isnull=True) | Q(due_at__lte=now)
        return bool(
            self.filter(free, due, pk=pk, attempt__lt=MAX_ATTEMPTS).update(
                status=JobStatus.RUNNING,
                claim_token=token,
                lease_until=now + lease,
                attempt=F("attempt") + 1,
                started_at=now,
            )
        )

    def renew(self, pk: UUID, *, token: UUID, until: datetime) -> bool:
        """Prolong a held lease; False means that someone else holds the job now."""
        return bool(
            self.filter(pk=pk, claim_token=token, status=JobStatus.RUNNING).update(
                lease_until=until
            )
        )

    def finish(self, pk: UUID, *, token: UUID, status: JobStatus, **fields: Any) -> bool:
        """Close a held job; False means that the claim was lost and nothing may be written."""
        return bool(self.filter(pk=pk, claim_token=token).open().close(status, **fields))

    def close(self, status: JobStatus, **fields: Any) -> int:
        """End these jobs, whoever holds them; returns how many."""
        return self.update(
            status=status,
            finished_at=timezone.now(),
            lease_until=None,
            claim_token=None,
            **fields,
        )


class Job(BaseModel):
    """One piece of background work and the claim on it.

    Delivery is at least once and a killed worker is never counted by the queue, so this row holds
    the token, the lease and the attempts, and is the truth; a message is only a hint to look at it.
    Only the holder of `claim_token` may write results. `due_at` is the earliest moment to start,
    `sent_at` when its latest message was written. `round` and `chunk` tell jobs of one name about
    one subject apart: a pass through its way, and a part of that pass. `note` says what it
    is doing while it runs, and how it ended afterwards.
    """

    workspace = models.ForeignKey(
        "accounts.Workspace", on_delete=models.CASCADE, related_name="jobs"
    )
    name = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    round = models.PositiveIntegerField(default=1)
    chunk = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.QUEUED)
    claim_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    attempt = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "subject_kind", "subject_id", "round", "chunk"],
                name="one_job_per_subject_round_chunk",
            ),
            models.CheckConstraint(
                condition=Q(status__in=JobStatus.values), name="job_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.RUNNING)
                | Q(claim_token__isnull=False, lease_until__isnull=False),
                name="running_means_claimed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "lease_until"],
                name="open_jobs",
                condition=Q(status__in=OPEN),
            ),
            models.Index(fields=["subject_kind", "subject_id", "name"], name="jobs_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.round}.{self.chunk} of {self.subject_kind} {self.subject_id}"
