"""Claims on stage runs: who may work on a piece of a guide, for how long, and how often.

The queue delivers at least once, and never counts a worker that was killed. So every task first
takes its stage run (token, lease, attempt), renews the lease while it works, and writes only while
the token is still its own. Locks are always taken in the order guide, then stage run.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from generation.enums import RunStatus, Stage
from generation.models import StageRun
from generation.querysets import MAX_ATTEMPTS
from guides.enums import GuideStatus
from guides.models import LevelingGuide
from guides.querysets import LevelingGuideQuerySet
from levelingai.queue import enqueue, lease

logger = logging.getLogger(__name__)

TASKS = {
    Stage.EXTRACT: "generation.tasks.extract_guide",
    Stage.PARSE: "generation.tasks.parse_guide",
    Stage.RESEARCH: "generation.tasks.research_company",
    Stage.GENERATE: "generation.tasks.write_examples",
    Stage.EXPORT: "generation.exporting.print_export",
}
CHUNKED = frozenset({Stage.RESEARCH, Stage.GENERATE, Stage.EXPORT})
"""Stages that a round may see several runs of: their messages name the chunk."""

OUTLIVES_ROUND = frozenset({Stage.RESEARCH, Stage.EXPORT})
"""Stages about the company behind a guide, or about what is published of it: a new round of the
guide does not end them."""


class ClaimLost(Exception):
    """Someone else holds the run, or the guide went on without it: nothing may be written."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A held stage run."""

    run_id: uuid.UUID
    token: uuid.UUID
    guide_id: uuid.UUID
    stage: Stage
    round: int
    chunk: int
    attempt: int


@contextmanager
def working_on(
    guide_id: str | uuid.UUID, stage: Stage, round_: int, chunk: int = 0
) -> Iterator[Claim | None]:
    """Take a stage run for the duration of the block and keep its lease alive.

    Yields None where there is nothing to do: the guide is gone or in another round, or the run is
    held, done or worn out. A `ClaimLost` raised inside ends the block quietly: whoever holds the
    run now does the work.
    """
    claim = _take(guide_id, stage, round_, chunk)
    if claim is None:
        yield None
        return
    heartbeat = _Heartbeat(claim)
    heartbeat.start()
    try:
        yield claim
    except ClaimLost:
        logger.info("Guide %s: %s was taken over", guide_id, stage)
    finally:
        heartbeat.stop()


@contextmanager
def writing(claim: Claim) -> Iterator[LevelingGuide]:
    """A transaction in which the claim stands: guide and run are locked, the lease is renewed.

    Raises `ClaimLost` when someone else holds the run or the guide is in another round.
    """
    with transaction.atomic():
        guides = _guides(claim.guide_id, claim.stage, claim.round)
        guide = guides.select_for_update().first()
        if guide is None or not StageRun.objects.renew(
            claim.run_id, token=claim.token, until=timezone.now() + lease()
        ):
            raise ClaimLost
        yield guide


def advance(claim: Claim, to: GuideStatus, **fields: Any) -> None:
    """Move the guide on, inside `writing`. Raises `ClaimLost` where its status forbids it."""
    if not LevelingGuide.objects.filter(round=claim.round).move(claim.guide_id, to, **fields):
        raise ClaimLost


def finish(
    claim: Claim, status: RunStatus = RunStatus.DONE, *, error_code: str = "", note: str = ""
) -> None:
    """Close the run, inside `writing`."""
    finished = StageRun.objects.finish(
        claim.run_id, token=claim.token, status=status, error_code=error_code, note=note
    )
    if not finished:
        raise ClaimLost


def send(run: StageRun, *, delay_s: float = 0) -> None:
    """Write the message that has a worker take this run."""
    stage = Stage(run.stage)
    args: tuple[Any, ...] = (run.guide_id, run.round)
    if stage in CHUNKED:
        args = (*args, run.chunk)
    enqueue(stage.value, TASKS[stage], *args, delay_s=delay_s)


def _guides(guide_id: str | uuid.UUID, stage: Stage, round_: int) -> LevelingGuideQuerySet:
    """The guide, as long as it is in a round that the stage may still work for."""
    guides = LevelingGuide.objects.filter(pk=guide_id)
    return guides if stage in OUTLIVES_ROUND else guides.filter(round=round_)


def _take(guide_id: str | uuid.UUID, stage: Stage, round_: int, chunk: int) -> Claim | None:
    if not _guides(guide_id, stage, round_).exists():
        return None
    run, _ = StageRun.objects.get_or_create(
        guide_id=uuid.UUID(str(guide_id)), stage=stage, round=round_, chunk=chunk
    )
    token = uuid.uuid4()
    if not StageRun.objects.claim(run.pk, token=token, now=timezone.now(), lease=lease()):
        _look_after(run)
        return None
    run.refresh_from_db()
    return Claim(run.pk, token, run.guide_id, stage, round_, chunk, run.attempt)


def _look_after(run: StageRun) -> None:
    """A message came for a run that cannot be taken. Make sure that somebody comes back for it.

    The message of a killed worker may reappear just before the lease of its run ends; acknowledged
    now, it would leave the run to the sweeper.
    """
    run.refresh_from_db()
    if run.status not in {RunStatus.QUEUED, RunStatus.RUNNING}:
        return
    if run.attempt >= MAX_ATTEMPTS:
        enqueue("main", "generation.tasks.resume_guides")
        return
    free_at = run.lease_until if run.status == RunStatus.RUNNING else run.due_at
    wait_s = (free_at - timezone.now()).total_seconds() if free_at else 0.0
    send(run, delay_s=max(0.0, wait_s) + 0.2)


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
                held = StageRun.objects.renew(
                    claim.run_id, token=claim.token, until=timezone.now() + lease()
                )
        except Exception:
            # Without renewal the lease ends and another worker takes over: safe, but worth a line.
            logger.exception("The lease of guide %s can no longer be renewed", claim.guide_id)
        finally:
            connection.close()
