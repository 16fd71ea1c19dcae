"""Picks up jobs whose worker died, and ends those that died too often. Runs every minute.

A row and its message are written together, so a job that only waits has its message and is left
alone: sending it again would multiply the queue. Only a lease that ended without an end of its job
says that a worker is gone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from levelingai.jobs import claims, queue
from levelingai.jobs.kinds import kind_named, kinds
from levelingai.jobs.models import MAX_ATTEMPTS, Job, JobStatus

logger = logging.getLogger(__name__)

WORKER_LOST = "worker_lost"
"""The error code of a job that no worker brought to its end (spec, section 6)."""

EMPTIED_AFTER = timedelta(minutes=2)
"""A job that has waited this long past its moment beside an empty queue has lost its message."""


def sweep() -> int:
    """Look after every job that nobody works on any more; returns how many were touched."""
    now = timezone.now()
    worn_out = Job.objects.open().filter(attempt__gte=MAX_ATTEMPTS).exclude(lease_until__gte=now)
    ended = sum(_give_up(pk, now) for pk in _ids(worn_out))
    lost = Job.objects.lost(now).filter(sent_at__lt=now - claims.lease())
    return ended + sum(_send_again(pk, now) for pk in [*_ids(lost), *_without_message(now)])


def _ids(jobs: Iterable[Job]) -> list[UUID]:
    return [job.pk for job in jobs]


def _without_message(now: datetime) -> list[UUID]:
    """Waiting jobs of queues that hold no message at all: somebody emptied the queue."""
    backlog = queue.backlog()
    names = [kind.name for kind in kinds() if not backlog.get(kind.queue)]
    overdue = now - EMPTIED_AFTER
    waiting = Job.objects.filter(
        Q(due_at__isnull=True) | Q(due_at__lt=overdue),
        status=JobStatus.QUEUED,
        name__in=names,
        sent_at__lt=overdue,
    )
    return _ids(waiting)


@transaction.atomic
def _send_again(pk: UUID, now: datetime) -> int:
    job = Job.objects.select_for_update(no_key=True).open().filter(pk=pk).first()
    if job is None or (job.lease_until and job.lease_until >= now):
        return 0
    claims.send(job)
    return 1


@transaction.atomic
def _give_up(pk: UUID, now: datetime) -> int:
    """End a worn-out job; its kind tells the subject, which it locks before the job is closed."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        return 0
    kind = kind_named(job.name)
    if kind.is_wanted(job):
        kind.give_up(job)
    still = Job.objects.filter(pk=pk).open().exclude(lease_until__gte=now)
    if not still.close(JobStatus.FAILED, error_code=WORKER_LOST):
        transaction.set_rollback(True)
        return 0
    logger.error("Job %s: %s failed after %s attempts", pk, job.name, job.attempt)
    return 1
