"""Jobs from their first message to their end: who may work on one, for how long, and how often.

The queue delivers at least once, and never counts a worker that was killed. So a worker first takes
the job's row (token, lease, attempt), renews the lease while it works, and writes only while the
token is still its own. A subject's rows are always locked before the job's.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from levelingai.jobs import queue
from levelingai.jobs.kinds import Claim, kind_named
from levelingai.jobs.models import MAX_ATTEMPTS, Job, JobStatus

logger = logging.getLogger(__name__)

RESEND_MARGIN_S = 0.2
"""A message that comes too early is sent again for this long after the job is free."""


class ClaimLost(Exception):
    """Someone else holds the job, or its subject went on without it: nothing may be written."""


def add_job(  # noqa: PLR0913 - what a job is, named at the call
    name: str,
    *,
    workspace_id: uuid.UUID,
    subject_kind: str,
    subject_id: uuid.UUID,
    round_: int = 1,
    chunk: int = 0,
    due_at: datetime | None = None,
) -> Job:
    """Write a job together with its message, in the caller's transaction.

    A job of the same name, subject, round and chunk that is there already is returned as it is.
    """
    with transaction.atomic():
        job, created = Job.objects.get_or_create(
            name=name,
            subject_kind=subject_kind,
            subject_id=subject_id,
            round=round_,
            chunk=chunk,
            defaults={"workspace_id": workspace_id, "due_at": due_at},
        )
        if created:
            send(job)
    return job


def next_chunk(name: str, subject_kind: str, subject_id: uuid.UUID, round_: int = 1) -> int:
    """The first chunk number that is free, with the subject locked by the caller."""
    jobs = Job.objects.about(subject_kind, subject_id).filter(name=name, round=round_)
    last = jobs.order_by("-chunk").values_list("chunk", flat=True).first()
    return 0 if last is None else last + 1


def start_again(job: Job) -> None:
    """Queue a job anew, whatever became of it, with all its attempts before it."""
    job.status, job.attempt, job.due_at = JobStatus.QUEUED, 0, None
    job.finished_at = job.lease_until = job.claim_token = None
    job.error_code = job.note = ""
    job.save()
    send(job)


def make_due(job: Job) -> None:
    """Have a job that waits for its moment start now."""
    job.due_at = None
    job.save(update_fields=["due_at", "updated_at"])
    send(job)


def send(job: Job, *, at: datetime | None = None) -> None:
    """Write the message that has a worker take this job, at once or when it is due."""
    now = timezone.now()
    at = at or job.due_at
    Job.objects.filter(pk=job.pk).update(sent_at=now)
    delay_s = max(0.0, (at - now).total_seconds() + RESEND_MARGIN_S) if at else 0.0
    queue.enqueue(kind_named(job.name).queue, run_job, job.pk, delay_s=delay_s)


def run_job(job_id: str | uuid.UUID) -> None:
    """What every message has a worker do: take the job and run its kind."""
    with working_on(job_id) as claim:
        if claim is not None:
            kind_named(claim.name).run(claim)


@contextmanager
def working_on(job_id: str | uuid.UUID) -> Iterator[Claim | None]:
    """Take a job for the duration of the block and keep its lease alive.

    Yields None where there is nothing to do: the job is gone or not wanted any more, or it is
    held, done or worn out. A `ClaimLost` raised inside ends the block quietly: whoever holds the
    job now does the work.
    """
    claim = _take(job_id)
    if claim is None:
        yield None
        return
    heartbeat = _Heartbeat(claim)
    heartbeat.start()
    try:
        yield claim
    except ClaimLost:
        logger.info("Job %s: %s was taken over", claim.job_id, claim.name)
    finally:
        heartbeat.stop()


def hold(claim: Claim) -> None:
    """Make sure, inside a transaction, that the claim stands until its end; renews the lease.

    Raises `ClaimLost`. The subject's rows are locked before this is called.
    """
    if not Job.objects.renew(claim.job_id, token=claim.token, until=timezone.now() + lease()):
        raise ClaimLost


def note(claim: Claim, text: str) -> None:
    """Have the job say what it is doing. Raises `ClaimLost`."""
    if not Job.objects.filter(pk=claim.job_id, claim_token=claim.token).open().update(note=text):
        raise ClaimLost


def finish(
    claim: Claim, status: JobStatus = JobStatus.DONE, *, error_code: str = "", note: str = ""
) -> None:
    """Close the job, in the transaction that writes its results. Raises `ClaimLost`."""
    finished = Job.objects.finish(
        claim.job_id, token=claim.token, status=status, error_code=error_code, note=note[:300]
    )
    if not finished:
        raise ClaimLost


def lease() -> timedelta:
    """How long a job stays held without a sign of life."""
    return timedelta(seconds=settings.LEASE_SECONDS)


def _take(job_id: str | uuid.UUID) -> Claim | None:
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        return None
    if not kind_named(job.name).is_wanted(job):
        Job.objects.filter(pk=job.pk).open().close(JobStatus.CANCELLED)
        return None
    token = uuid.uuid4()
    if not Job.objects.claim(job.pk, token=token, now=timezone.now(), lease=lease()):
        _come_back(job)
        return None
    job.refresh_from_db()
    return Claim(
        job_id=job.pk,
        token=token,
        name=job.name,
        workspace_id=job.workspace_id,
        subject_kind=job.subject_kind,
        subject_id=job.subject_id,
        round=job.round,
        chunk=job.chunk,
        attempt=job.attempt,
    )


def _come_back(job: Job) -> None:
    """A message came for a job that cannot be taken: let another come when it is free.

    The message of a killed worker may reappear just before the lease of its job ends; acknowledged
    now, it would leave the job to the sweep. What is worn out is the sweep's anyway.
    """
    job.refresh_from_db()
    is_running = job.status == JobStatus.RUNNING
    if job.attempt >= MAX_ATTEMPTS or not (is_running or job.status == JobStatus.QUEUED):
        return
    send(job, at=job.lease_until if is_running else job.due_at)


class _Heartbeat:
    """Renews a claim's lease every third of it, in a thread with a connection of its own."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease-heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _beat(self) -> None:
        claim, held = self.claim, True
        try:
            while held and not self._stop.wait(lease().total_seconds() / 3):
                held = Job.objects.renew(
                    claim.job_id, token=claim.token, until=timezone.now() + lease()
                )
        except Exception:
            # Without renewal the lease ends and another worker takes over: safe, but worth a line.
            logger.exception("The lease of job %s can no longer be renewed", claim.job_id)
        finally:
            connection.close()
