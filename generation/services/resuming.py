"""Finds work whose worker died or whose message got lost, and picks it up or ends it."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from generation.enums import RunStatus, Stage
from generation.models import CellGeneration, StageRun
from generation.querysets import MAX_ATTEMPTS
from guides.enums import ErrorCode, GuideStatus
from guides.models import LevelingGuide
from levelingai.queue import enqueue

from . import claims, generating, writing

logger = logging.getLogger(__name__)

LOST_MESSAGE = (
    "Working on this guide was interrupted three times. Nothing was lost; you can start this "
    "step again."
)
LOST_CELL_MESSAGE = "Writing was interrupted three times. Nothing is lost."
FAILED_STATE = {
    Stage.EXTRACT: GuideStatus.FAILED_BAD_PDF,
    Stage.PARSE: GuideStatus.FAILED_PARSE,
}


def resume_guides() -> int:
    """Look after every open run and every guide that stands still; returns how many it touched.

    Guides that wait for their manager are left alone.
    """
    now = timezone.now()
    stalled = now - timedelta(seconds=settings.STALL_SECONDS)
    runs = StageRun.objects.open().filter(
        Q(status=RunStatus.RUNNING, lease_until__lt=now)
        | Q(status=RunStatus.QUEUED, updated_at__lt=stalled, due_at__isnull=True)
        | Q(status=RunStatus.QUEUED, due_at__lt=stalled)
        | Q(status=RunStatus.QUEUED, attempt__gte=MAX_ATTEMPTS)
    )
    touched = sum(_resume_run(run.pk) for run in runs)
    return touched + sum(_restart_guide(guide) for guide in _standing_still(stalled))


@transaction.atomic
def _resume_run(run_id) -> int:
    run = StageRun.objects.filter(pk=run_id).select_related("guide").first()
    if run is None:
        return 0
    guide = LevelingGuide.objects.select_for_update().get(pk=run.guide_id)
    run = StageRun.objects.select_for_update().open().filter(pk=run_id).first()
    if run is None or (run.lease_until and run.lease_until > timezone.now()):
        return 0
    if run.round != guide.round and run.stage not in claims.OUTLIVES_ROUND:
        _end(run, RunStatus.CANCELLED)
    elif run.attempt >= MAX_ATTEMPTS:
        logger.error("Guide %s: %s failed after %s attempts", guide.pk, run.stage, run.attempt)
        _give_up(run, guide)
    else:
        run.save(update_fields=["updated_at"])
        claims.send(run)
    return 1


def _give_up(run: StageRun, guide: LevelingGuide) -> None:
    _end(run, RunStatus.FAILED, ErrorCode.WORKER_LOST)
    if run.stage in FAILED_STATE:
        LevelingGuide.objects.move(
            guide.pk,
            FAILED_STATE[Stage(run.stage)],
            error_code=ErrorCode.WORKER_LOST,
            error_message=LOST_MESSAGE,
        )
    elif run.stage == Stage.GENERATE:
        cells = list(
            CellGeneration.objects.filter(stage_run=run).pending().values_list("cell_id", flat=True)
        )
        writing.fail_open_generations(run.pk, ErrorCode.WORKER_LOST, LOST_CELL_MESSAGE)
        generating.mark_changed(guide, cells)
        generating.settle(guide)


def _end(run: StageRun, status: RunStatus, code: str = "") -> None:
    run.status, run.error_code = status, code
    run.finished_at, run.lease_until, run.claim_token = timezone.now(), None, None
    run.save()


def _standing_still(stalled) -> list[LevelingGuide]:
    """Guides that should be moving but have no open run and saw no change for a while."""
    running = LevelingGuide.objects.filter(
        Q(
            status__in=[
                GuideStatus.QUEUED,
                GuideStatus.EXTRACTING_TEXT,
                GuideStatus.TEXT_EXTRACTED,
                GuideStatus.PARSING_MATRIX,
                GuideStatus.GENERATING_EXAMPLES,
            ]
        )
        | Q(status=GuideStatus.MATRIX_PARSED, review_required=False)
        | Q(status=GuideStatus.MATRIX_PARSED, confirmed_at__isnull=False),
        updated_at__lt=stalled,
    )
    open_runs = StageRun.objects.open().exclude(stage__in=[Stage.RESEARCH, Stage.EXPORT])
    return list(running.exclude(stage_runs__in=open_runs))


def _restart_guide(guide: LevelingGuide) -> int:
    status = GuideStatus(guide.status)
    if status in {GuideStatus.QUEUED, GuideStatus.EXTRACTING_TEXT}:
        enqueue("extract", claims.TASKS[Stage.EXTRACT], guide.pk, guide.round)
    elif status in {GuideStatus.TEXT_EXTRACTED, GuideStatus.PARSING_MATRIX}:
        enqueue("parse", claims.TASKS[Stage.PARSE], guide.pk, guide.round)
    elif status == GuideStatus.MATRIX_PARSED:
        enqueue("generate", "generation.tasks.start_generation", guide.pk, guide.round)
    else:
        _settle_or_replan(guide)
    return 1


@transaction.atomic
def _settle_or_replan(guide: LevelingGuide) -> None:
    locked = LevelingGuide.objects.select_for_update().get(pk=guide.pk)
    orphans = CellGeneration.objects.filter(guide=locked).pending()
    if orphans.exists():
        run = generating.add_chunk(locked)
        orphans.update(stage_run=run)
    generating.settle(locked)


@transaction.atomic
def close_cancelled(guide_id) -> None:
    """End the open work of rounds that a guide has left behind."""
    guide = LevelingGuide.objects.select_for_update().filter(pk=guide_id).first()
    if guide is None:
        return
    left = StageRun.objects.open().filter(guide=guide, round__lt=guide.round)
    cells: list = []
    for run in left.exclude(stage=Stage.RESEARCH):
        pending = CellGeneration.objects.filter(stage_run=run).pending()
        cells += pending.values_list("cell_id", flat=True)
        writing.fail_open_generations(run.pk, ErrorCode.CANCELLED, "You stopped the writing.")
        _end(run, RunStatus.CANCELLED, ErrorCode.CANCELLED)
    if cells:
        generating.mark_changed(guide, cells)
        if guide.status == GuideStatus.GENERATING_EXAMPLES:  # begun anew, counting on these cells
            generating.settle(guide)
