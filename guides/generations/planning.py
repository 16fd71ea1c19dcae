"""Which cells get new examples, in which chunks, and how a guide stands when all are done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from generation.core.writing import UNSORTED
from guides import work
from guides.company.research import visits_to
from guides.enums import PENDING, SETTLED, Engine, ErrorCode, GenerationStatus, GuideStatus
from guides.generations.by_hand import keep_sample_examples
from guides.generations.drawing import Drawn, draw, last_revisions
from guides.generations.writers import BUILT_IN, Writer, choose_writer
from guides.models import CellGeneration, GuideCell, LevelingGuide
from levelingai.jobs.claims import next_chunk
from levelingai.jobs.models import Job, JobQuerySet

OFFLINE_CHUNK = 400
"""Cells that one job of the built-in writer takes: a few milliseconds each."""


def begin_generation(guide: LevelingGuide) -> bool:
    """Move a guide whose matrix stands to writing, and plan every cell that nothing settled yet.

    Inside the caller's transaction or in one of its own; false if the guide is not at that point.
    """
    if guide.is_next_version:  # nothing is written before it is accepted
        return False
    with transaction.atomic():
        if not LevelingGuide.objects.move(guide.pk, GuideStatus.GENERATING_EXAMPLES):
            return False
        guide.refresh_from_db()
        if guide.is_sample:
            keep_sample_examples(guide)
        cells = guide.cells.exclude(generations__status__in=[*SETTLED, *PENDING])
        writer = BUILT_IN if guide.is_sample else None
        plan(guide, cells, writer=writer, due_at=_research_deadline(guide))
        settle(guide)
        return True


def plan(  # noqa: PLR0913 - what a person may ask for, named at the call
    guide: LevelingGuide,
    cells: Iterable[GuideCell],
    *,
    writer: Writer | None = None,
    person: Any = None,
    note: str = "",
    due_at: datetime | None = None,
) -> int:
    """Add a waiting generation to each cell that has none open, chunk them and send the chunks.

    In the caller's transaction, with the guide locked. Returns how many were added. Only where no
    `writer` is named does a running experiment draw.
    """
    usual = writer or choose_writer(guide.workspace_id)
    cells = _without_open_ones(cells)
    hands = [Drawn(writer)] * len(cells) if writer else draw(guide, cells, usual)
    revisions = last_revisions(cells, hands)
    generations = [
        CellGeneration(
            guide=guide,
            cell=cell,
            experiment=hand.experiment,
            arm=hand.arm,
            prompt_name=hand.writer.prompt_name,
            prompt_version=hand.writer.prompt_version,
            revision=revisions.get(cell.pk, 0) + 1,
            engine=hand.writer.engine,
            model=hand.writer.model,
            note=note,
            created_by=person,
        )
        for cell, hand in zip(cells, hands, strict=True)
    ]
    is_offline = usual.engine == Engine.OFFLINE
    size = OFFLINE_CHUNK if is_offline else settings.LLM_MAX_CONCURRENCY
    for part in _whole_rows(generations, size):
        job = add_chunk(guide, due_at=due_at)
        for generation in part:
            generation.job = job
        CellGeneration.objects.bulk_create(part)
    mark_changed(guide, [cell.pk for cell in cells])
    return len(generations)


def _whole_rows(generations: Sequence[CellGeneration], size: int) -> Iterator[list[CellGeneration]]:
    """Parts of about `size` cells that cut no row in two: it is planned and sorted as a whole."""
    rows: dict[UUID, list[CellGeneration]] = defaultdict(list)
    for generation in generations:
        rows[generation.cell.competency_id].append(generation)
    part: list[CellGeneration] = []
    for row in rows.values():
        if part and len(part) + len(row) > size:
            yield part
            part = []
        part = part + row
    if part:
        yield part


def add_chunk(guide: LevelingGuide, *, due_at: datetime | None = None) -> Job:
    """A further chunk of writing for the guide's round, with its message."""
    chunk = next_chunk(work.GENERATE, work.GUIDE, guide.pk, guide.round)
    return work.add_job(guide, work.GENERATE, chunk=chunk, due_at=due_at)


def fail_open_generations(jobs: JobQuerySet, code: str, message: str) -> list[UUID]:
    """Close what jobs left open, after a worker was lost too often or the guide was stopped.

    What was written and not sorted stays, for a person to look at. Returns the cells concerned.
    """
    open_ones = CellGeneration.objects.filter(job__in=jobs).pending()
    cells = list(open_ones.values_list("cell_id", flat=True))
    open_ones.exclude(content_json=[]).update(
        status=GenerationStatus.NEEDS_REVIEW, reason=UNSORTED, updated_at=timezone.now()
    )
    open_ones.update(
        status=GenerationStatus.FAILED,
        error_code=code,
        error_message=message,
        updated_at=timezone.now(),
    )
    return cells


def mark_changed(guide: LevelingGuide, cell_ids: Sequence[Any]) -> None:
    """Raise the guide's version and note in which one these cells changed, for pollers."""
    version = LevelingGuide.objects.touch(guide.pk)
    GuideCell.objects.filter(pk__in=cell_ids).update(changed_in=version)


def missing_cells(guide: LevelingGuide) -> QuerySet[GuideCell]:
    """The cells that nothing settled yet, those being written included."""
    return guide.cells.exclude(generations__status__in=SETTLED)


def settle(guide: LevelingGuide) -> None:
    """Once nothing is open any more, say how it ended. In a transaction, with the guide locked."""
    if CellGeneration.objects.filter(guide=guide).pending().exists():
        return
    missing = missing_cells(guide)
    count = missing.count()
    if not count:
        LevelingGuide.objects.move(guide.pk, GuideStatus.COMPLETE)
        return
    failed = CellGeneration.objects.filter(
        cell__in=missing, status=GenerationStatus.FAILED
    ).order_by("created_at")
    latest = {failure.cell_id: failure for failure in failed}
    code, message = _main_failure(latest.values())
    total = guide.cells.count()
    LevelingGuide.objects.move(
        guide.pk,
        GuideStatus.FAILED_GENERATION,
        error_code=code,
        error_message=f"{count} of {total} cells have no examples yet. {message}",
    )


def _main_failure(failures: Iterable[CellGeneration]) -> tuple[str, str]:
    """The most frequent reason among the cells that failed last."""
    reasons = Counter((failure.error_code, failure.error_message) for failure in failures)
    if not reasons:
        return ErrorCode.WORKER_LOST, "Writing was interrupted."
    return reasons.most_common(1)[0][0]


def _without_open_ones(cells: Iterable[GuideCell]) -> list[GuideCell]:
    cells = list(cells)
    open_ids = set(
        CellGeneration.objects.filter(cell__in=cells).pending().values_list("cell_id", flat=True)
    )
    return [cell for cell in cells if cell.pk not in open_ids]


def _research_deadline(guide: LevelingGuide) -> datetime | None:
    """Until when writing waits for the company's facts; None when there is nothing to wait for."""
    if not settings.RESEARCH_WAIT_SECONDS or not visits_to(guide.company).exists():
        return None
    return timezone.now() + timedelta(seconds=settings.RESEARCH_WAIT_SECONDS)
