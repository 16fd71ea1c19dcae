"""A guide's background work: its jobs, and the transaction in which a worker may write for it.

Locks are taken in one order everywhere: company, guides by id, job.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from generation.core.errors import CoreError
from guides.enums import ErrorCode, GuideStatus
from guides.models import LevelingGuide
from levelingai.jobs import claims
from levelingai.jobs.claims import ClaimLost
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job, JobQuerySet, JobStatus
from levelingai.llm.accounts import Account

logger = logging.getLogger(__name__)

GUIDE = "guide"
LOST_MESSAGE = (
    "Working on this guide was interrupted three times. Nothing was lost; you can start this "
    "step again."
)
EXTRACT, PARSE, GENERATE = "extract", "parse", "generate"
"""Names of the jobs of a guide's way; `generation.stages` registers them."""


def add_job(
    guide: LevelingGuide, name: str, *, chunk: int = 0, due_at: datetime | None = None
) -> Job:
    """A job of the guide's present round, with its message, in the caller's transaction."""
    return claims.add_job(
        name,
        workspace_id=guide.workspace_id,
        subject_kind=GUIDE,
        subject_id=guide.pk,
        round_=guide.round,
        chunk=chunk,
        due_at=due_at,
    )


def jobs_of(guide: LevelingGuide) -> JobQuerySet:
    return Job.objects.about(GUIDE, guide.pk)


def is_wanted(job: Job) -> bool:
    """Whether the guide is still in the round that the job belongs to."""
    return LevelingGuide.objects.filter(pk=job.subject_id, round=job.round).exists()


@contextmanager
def writing(claim: Claim, *, in_any_round: bool = False) -> Iterator[LevelingGuide]:
    """A transaction in which the claim stands: guide and job are locked, the lease is renewed.

    Raises `ClaimLost` when someone else holds the job, or when the guide is gone or in another
    round; `in_any_round` is for work that outlives rounds.
    """
    with transaction.atomic():
        guides = LevelingGuide.objects.filter(pk=claim.subject_id)
        if not in_any_round:
            guides = guides.filter(round=claim.round)
        guide = guides.locked().first()
        if guide is None:
            raise ClaimLost
        claims.hold(claim)
        yield guide


def advance(claim: Claim, to: GuideStatus, **fields: Any) -> None:
    """Move the guide on, inside `writing`. Raises `ClaimLost` where its status forbids it."""
    if not LevelingGuide.objects.filter(round=claim.round).move(claim.subject_id, to, **fields):
        raise ClaimLost


def say(claim: Claim, doing: str) -> None:
    """Have the guide's open pages show what is being done. Raises `ClaimLost`."""
    with writing(claim) as guide:
        LevelingGuide.objects.touch(guide.pk)
        claims.note(claim, doing)


def doing_now(guide: LevelingGuide, name: str) -> str:
    """What the guide's running job of this name says that it is doing, if anything."""
    running = jobs_of(guide).filter(name=name, status=JobStatus.RUNNING)
    return str(running.values_list("note", flat=True).first() or "")


def begin_stage(claim: Claim, to: GuideStatus) -> LevelingGuide:
    """Move the guide into the claim's stage and return it."""
    with writing(claim):
        advance(claim, to)
    guides = LevelingGuide.objects.select_related("company", "workspace")
    guide: LevelingGuide = guides.get(pk=claim.subject_id)
    return guide


def fail_guide(claim: Claim, status: GuideStatus, error: CoreError) -> None:
    """End the guide's way in a failed state, with a code and a sentence for the manager."""
    logger.info("Guide %s: %s (%s)", claim.subject_id, error.code, getattr(error, "detail", ""))
    with writing(claim):
        advance(claim, status, error_code=error.code, error_message=error.message)
        claims.finish(claim, JobStatus.FAILED, error_code=error.code)


def lose_guide(job: Job, status: GuideStatus) -> None:
    """End a guide's way because no worker brought its stage to an end."""
    LevelingGuide.objects.move(
        job.subject_id, status, error_code=ErrorCode.WORKER_LOST, error_message=LOST_MESSAGE
    )


def account_of(guide: LevelingGuide) -> Account:
    """On whose account a model is asked about the guide."""
    return Account(guide.workspace_id, GUIDE, guide.pk)
