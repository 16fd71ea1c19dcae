"""The stage that writes examples: which cells, in which chunks, and how their results are kept."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from generation.core.prompts import LATEST, PROMPTS
from generation.enums import (
    PENDING,
    WRITTEN,
    Engine,
    GenerationStatus,
    PromptName,
    Stage,
)
from generation.models import CellGeneration, StageRun
from guides.enums import ErrorCode, GuideStatus
from guides.models import GuideCell, LevelingGuide

from . import claims, model

logger = logging.getLogger(__name__)

OFFLINE_VERSION = "v1"
OFFLINE_CHUNK = 400
"""Cells that one task of the built-in writer takes: a few milliseconds each."""


class UnknownWriter(ValueError):
    """No such prompt version or model here; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a generation: the engine, its prompt, and the model where one is asked."""

    engine: Engine
    prompt_name: PromptName
    prompt_version: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class WriterChoices:
    """The prompt versions and models that a person may choose from, the usual ones first."""

    versions: tuple[str, ...]
    models: tuple[str, ...] = ()


def writer_choices() -> WriterChoices:
    if not model.has_model():
        return WriterChoices((OFFLINE_VERSION,))
    others = (version for version in reversed(list(PROMPTS)) if version != LATEST)
    return WriterChoices((LATEST, *others), model.known_models())


def choose_writer(prompt_version: str = "", model_name: str = "") -> Writer:
    """The installation's writer, with another prompt version or model where one is named.

    Raises `UnknownWriter`.
    """
    choices = writer_choices()
    if prompt_version and prompt_version not in choices.versions:
        known = ", ".join(choices.versions)
        raise UnknownWriter(f"There is no such prompt version; known: {known}.")
    if model_name and model_name not in choices.models:
        known = ", ".join(choices.models) or "none"
        raise UnknownWriter(f"This model is not set up here; known: {known}.")
    version = prompt_version or choices.versions[0]
    if not choices.models:
        return Writer(Engine.OFFLINE, PromptName.OFFLINE, version)
    writer = Writer(Engine.OPENAI, PromptName.GENERATE_EXAMPLES, version)
    return replace(writer, model=model_name or choices.models[0])


def begin_generation(guide: LevelingGuide) -> bool:
    """Move a guide whose matrix stands to writing, and plan every cell that has no examples yet.

    Inside the caller's transaction or in one of its own; false if the guide is not at that point.
    """
    with transaction.atomic():
        if not LevelingGuide.objects.move(guide.pk, GuideStatus.GENERATING_EXAMPLES):
            return False
        guide.refresh_from_db()
        cells = guide.cells.exclude(generations__status__in=[*WRITTEN, *PENDING])
        plan(guide, cells, due_at=_research_deadline(guide))
        settle(guide)
        return True


def plan(  # noqa: PLR0913 - what a person may ask for, named at the call
    guide: LevelingGuide,
    cells: Iterable[GuideCell],
    *,
    writer: Writer | None = None,
    person=None,
    note: str = "",
    due_at=None,
) -> int:
    """Add a waiting generation to each cell that has none open, chunk them and send the chunks.

    In the caller's transaction, with the guide locked. Returns how many were added.
    """
    writer = writer or choose_writer()
    cells = _without_open_ones(cells)
    revisions = _last_revisions(cells, writer)
    generations = [
        CellGeneration(
            guide=guide,
            cell=cell,
            prompt_name=writer.prompt_name,
            prompt_version=writer.prompt_version,
            revision=revisions.get(cell.pk, 0) + 1,
            engine=writer.engine,
            model=writer.model,
            note=note,
            created_by=person,
        )
        for cell in cells
    ]
    is_offline = writer.engine == Engine.OFFLINE
    size = OFFLINE_CHUNK if is_offline else settings.LLM_MAX_CONCURRENCY
    for start in range(0, len(generations), size):
        part = generations[start : start + size]
        run = add_chunk(guide, due_at=due_at)
        for generation in part:
            generation.stage_run = run
        CellGeneration.objects.bulk_create(part)
    mark_changed(guide, [cell.pk for cell in cells])
    return len(generations)


def add_chunk(guide: LevelingGuide, *, due_at=None) -> StageRun:
    """A further chunk of writing for the guide's round, with its message."""
    runs = StageRun.objects.filter(guide=guide, stage=Stage.GENERATE, round=guide.round)
    last = runs.aggregate(last=Max("chunk"))["last"]
    run = StageRun.objects.create(
        guide=guide,
        stage=Stage.GENERATE,
        round=guide.round,
        chunk=0 if last is None else last + 1,
        due_at=due_at,
    )
    delay = (due_at - timezone.now()).total_seconds() + 0.05 if due_at else 0
    claims.send(run, delay_s=max(0, delay))
    return run


def mark_changed(guide: LevelingGuide, cell_ids: Sequence[Any]) -> None:
    """Raise the guide's version and note in which one these cells changed, for pollers."""
    version = LevelingGuide.objects.touch(guide.pk)
    GuideCell.objects.filter(pk__in=cell_ids).update(changed_in=version)


def settle(guide: LevelingGuide) -> None:
    """Once nothing is open any more, say how it ended. In a transaction, with the guide locked."""
    if CellGeneration.objects.filter(guide=guide).pending().exists():
        return
    missing = guide.cells.exclude(generations__status__in=WRITTEN)
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


def _last_revisions(cells: Sequence[GuideCell], writer: Writer) -> dict[Any, int]:
    rows = (
        CellGeneration.objects.filter(
            cell__in=cells, prompt_name=writer.prompt_name, prompt_version=writer.prompt_version
        )
        .order_by()
        .values("cell_id")
        .annotate(last=Max("revision"))
    )
    return {row["cell_id"]: row["last"] for row in rows}


def _research_deadline(guide: LevelingGuide):
    """Until when writing waits for the company's facts; None when there is nothing to wait for."""
    visits = StageRun.objects.open().filter(stage=Stage.RESEARCH)
    if (
        not settings.RESEARCH_WAIT_SECONDS
        or not visits.filter(guide__company=guide.company_id).exists()
    ):
        return None
    return timezone.now() + timedelta(seconds=settings.RESEARCH_WAIT_SECONDS)
