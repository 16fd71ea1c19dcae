"""Works off one chunk of a guide's examples and keeps the results as they come."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.dispatch import Signal
from django.utils import timezone

from generation.core import offline
from generation.core.brief import CellBrief
from generation.core.errors import GenerationError
from generation.core.prompts import get_prompt, make_delimiter
from generation.core.rubric import check_examples, meets_bar
from generation.enums import PENDING, Engine, GenerationStatus
from generation.models import CellGeneration
from generation.writer import Outcome, write_cells
from guides.enums import ErrorCode
from guides.models import GuideCell, LevelingGuide

from . import claims, generating, model
from .claims import Claim
from .company import company_context
from .matrix_store import matrix_of

logger = logging.getLogger(__name__)

CHUNK_SECONDS = 90.0
"""After this long a chunk hands what it has not begun to a new one."""

OFFLINE_BATCH_SECONDS = 0.25
MAX_TRIES = 6
"""How often a cell lets itself be put off by a provider that serves no one."""

MAX_WAIT_SECONDS = 300.0

cells_saved = Signal()
"""Sent after a batch was kept, with `guide_id` and `count`: progress for the command line."""

Results = Iterator[list[tuple[int, Outcome]]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The open generations of a claimed run, with what each writer needs to know."""

    guide: LevelingGuide
    generations: Sequence[CellGeneration]
    briefs: Sequence[CellBrief]


def begin_chunk(claim: Claim) -> Chunk:
    """Mark the run's open generations as being written and gather their briefs."""
    with claims.writing(claim):
        open_ones = CellGeneration.objects.filter(stage_run_id=claim.run_id).pending()
        cell_ids = list(open_ones.values_list("cell_id", flat=True))
        open_ones.update(status=GenerationStatus.WRITING, updated_at=timezone.now())
        guide = LevelingGuide.objects.select_related("company", "workspace").get(pk=claim.guide_id)
        generating.mark_changed(guide, cell_ids)
    generations = list(
        CellGeneration.objects.filter(stage_run_id=claim.run_id)
        .pending()
        .select_related("cell", "cell__level", "cell__competency")
        .order_by("cell__competency__position", "cell__level__position")
    )
    return Chunk(guide, generations, _briefs(guide, generations))


def write_chunk(claim: Claim, chunk: Chunk) -> None:
    """Write every cell of the chunk, save in batches, and close the run."""
    put_off: list[tuple[CellGeneration, GenerationError]] = []
    for batch in _results(chunk):
        pairs = [(chunk.generations[index], outcome) for index, outcome in batch]
        put_off += [
            (generation, outcome.error)
            for generation, outcome in pairs
            if outcome.status == "waiting" and outcome.error
        ]
        _save(claim, [pair for pair in pairs if pair[1].status != "waiting"])
    _close(claim, put_off)


def _results(chunk: Chunk) -> Results:
    if not chunk.generations:
        return
    if chunk.generations[0].engine == Engine.OFFLINE:
        yield from _written_offline(chunk.briefs)
    elif model.is_spend_cap_reached(chunk.guide.workspace_id):
        yield [(index, _over_budget()) for index in range(len(chunk.briefs))]
    else:
        yield from write_cells(
            chunk.briefs,
            model.get_client(),
            get_prompt(chunk.generations[0].prompt_version),
            delimiter=make_delimiter(str(chunk.guide.pk), settings.SECRET_KEY),
            concurrency=settings.LLM_MAX_CONCURRENCY,
            deadline_s=CHUNK_SECONDS,
        )


def _written_offline(briefs: Sequence[CellBrief]) -> Results:
    """The built-in writer's outcomes, handed on several times a second."""
    batch: list[tuple[int, Outcome]] = []
    started = time.monotonic()
    for index, brief in enumerate(briefs):
        batch.append((index, _write_offline(brief)))
        if time.monotonic() - started > OFFLINE_BATCH_SECONDS:
            yield batch
            batch, started = [], time.monotonic()
    if batch:
        yield batch


def _write_offline(brief: CellBrief) -> Outcome:
    try:
        examples = offline.write_examples(brief)
    except GenerationError as error:
        return Outcome("failed", error=error)
    checks = check_examples(examples, brief)
    return Outcome("ready" if meets_bar(checks) else "needs_review", examples, checks)


def _save(claim: Claim, pairs: Sequence[tuple[CellGeneration, Outcome]]) -> None:
    """Keep a batch in one transaction. A set that is open no more was written by someone else."""
    if not pairs:
        return
    with claims.writing(claim) as guide:
        ids = [generation.pk for generation, _ in pairs]
        still_open = set(
            CellGeneration.objects.filter(pk__in=ids).pending().values_list("pk", flat=True)
        )
        pairs = [pair for pair in pairs if pair[0].pk in still_open]
        _show_ready(pairs)
        for generation, outcome in pairs:
            _fill(generation, outcome)
        CellGeneration.objects.bulk_update([generation for generation, _ in pairs], _WRITTEN_FIELDS)
        generating.mark_changed(guide, [generation.cell_id for generation, _ in pairs])
        model.store_calls(guide)
    cells_saved.send(sender=None, guide_id=claim.guide_id, count=len(pairs))


def _show_ready(pairs: Sequence[tuple[CellGeneration, Outcome]]) -> None:
    """Decide which of the new sets become the shown ones: ready, and no manual set in the way."""
    ready = [generation for generation, outcome in pairs if outcome.status == "ready"]
    shown = CellGeneration.objects.shown().filter(cell__in=[g.cell_id for g in ready])
    by_hand = set(shown.filter(engine=Engine.MANUAL).values_list("cell_id", flat=True))
    taking_over = [generation for generation in ready if generation.cell_id not in by_hand]
    for generation in taking_over:
        generation.is_shown = True
    cell_ids = [generation.cell_id for generation in taking_over]
    shown.filter(cell__in=cell_ids).update(is_shown=False)
    GuideCell.objects.filter(pk__in=cell_ids).update(is_outdated=False)


_WRITTEN_FIELDS = (
    "status",
    "is_shown",
    "content_json",
    "checks",
    "definition_text",
    "model",
    "trace_id",
    "tokens_in",
    "tokens_cached",
    "tokens_out",
    "cost",
    "duration",
    "error_code",
    "error_message",
    "updated_at",
)


def _fill(generation: CellGeneration, outcome: Outcome) -> None:
    generation.status = {
        "ready": GenerationStatus.READY,
        "needs_review": GenerationStatus.NEEDS_REVIEW,
        "failed": GenerationStatus.FAILED,
    }[outcome.status]
    generation.content_json = [example.to_json() for example in outcome.examples or ()]
    generation.checks = [check.to_json() for check in outcome.checks]
    generation.definition_text = generation.cell.definition_text
    generation.model = outcome.model[:120] or generation.model
    generation.trace_id = outcome.request_id[:120]
    usage = outcome.usage
    generation.tokens_in += usage.tokens_in
    generation.tokens_cached += usage.tokens_cached
    generation.tokens_out += usage.tokens_out
    if usage.cost is not None:
        generation.cost = (generation.cost or 0) + usage.cost
    generation.duration = timedelta(seconds=usage.duration_s)
    generation.error_code = outcome.error.code if outcome.error else ""
    generation.error_message = outcome.error.message if outcome.error else ""
    generation.updated_at = timezone.now()


def _close(claim: Claim, put_off: Sequence[tuple[CellGeneration, GenerationError]]) -> None:
    """End the run: what was put off goes to a later chunk, or fails after too many tries."""
    with claims.writing(claim) as guide:
        again = [
            (generation, error)
            for generation, error in put_off
            if _may_try_again(generation, error)
        ]
        given_up = [
            (generation, Outcome("failed", error=error))
            for generation, error in put_off
            if not _may_try_again(generation, error)
        ]
        for generation, outcome in given_up:
            _fill(generation, outcome)
            generation.save()
        if again:
            _hand_on(guide, again)
        generating.mark_changed(guide, [generation.cell_id for generation, _ in put_off])
        model.store_calls(guide)
        claims.finish(claim)
        generating.settle(guide)


def _counts_as_try(error: GenerationError) -> bool:
    """Having had no time to begin is nobody's fault; being turned away is counted."""
    return getattr(error, "reason", "") != "queue"


def _may_try_again(generation: CellGeneration, error: GenerationError) -> bool:
    return not _counts_as_try(error) or generation.tries + 1 < MAX_TRIES


def _hand_on(guide: LevelingGuide, again: Sequence[tuple[CellGeneration, GenerationError]]) -> None:
    """Give cells to a new chunk, due when the provider said or after a wait that doubles."""
    waits = []
    for generation, error in again:
        if _counts_as_try(error):
            generation.tries += 1
            waits.append(error.retry_after_s or 5.0 * 2**generation.tries)
    wait_s = min(MAX_WAIT_SECONDS, max(waits, default=0.0))
    due_at = timezone.now() + timedelta(seconds=wait_s) if wait_s else None
    run = generating.add_chunk(guide, due_at=due_at)
    for generation, _ in again:
        generation.stage_run = run
        generation.status = GenerationStatus.WAITING
        generation.save(update_fields=["stage_run", "status", "tries", "updated_at"])


def _over_budget() -> Outcome:
    return Outcome(
        "failed",
        error=GenerationError(
            "llm_quota",
            "This workspace has used up its budget for today. Writing can go on tomorrow, or "
            "after the limit is raised.",
            permanent=True,
        ),
    )


def _briefs(guide: LevelingGuide, generations: Sequence[CellGeneration]) -> list[CellBrief]:
    """One brief a generation; the matrix, the company and the neighbours' texts are read once."""
    matrix, levels, competencies = matrix_of(guide)
    company = company_context(guide)
    shown = _shown_texts(guide, levels)
    earlier = _earlier_texts(generations)
    briefs = []
    for generation in generations:
        cell = generation.cell
        level = levels[cell.level_id]
        row = sorted(
            (abs(other - level), other, texts)
            for other, texts in shown[cell.competency_id]
            if other != level
        )
        briefs.append(
            CellBrief(
                role_title=guide.role_title,
                matrix=matrix,
                level=level,
                competency=competencies[cell.competency_id],
                company=company,
                note=generation.note,
                siblings=tuple(text for _, _, texts in row for text in texts),
                avoid=tuple(earlier[cell.pk]),
                seed=generation.revision - 1,
            )
        )
    return briefs


def _shown_texts(guide: LevelingGuide, levels: dict) -> dict[Any, list[tuple[int, list[str]]]]:
    texts: dict[Any, list[tuple[int, list[str]]]] = defaultdict(list)
    shown = CellGeneration.objects.filter(guide=guide).shown().select_related("cell")
    for generation in shown:
        own = [example.text for example in generation.examples]
        texts[generation.cell.competency_id].append((levels[generation.cell.level_id], own))
    return texts


def _earlier_texts(generations: Sequence[CellGeneration]) -> dict[Any, list[str]]:
    texts: dict[Any, list[str]] = defaultdict(list)
    earlier = CellGeneration.objects.filter(
        cell__in=[generation.cell_id for generation in generations]
    ).exclude(status__in=PENDING)
    for generation in earlier:
        texts[generation.cell_id] += [example.text for example in generation.examples]
    return texts


def fail_open_generations(run_id, code: ErrorCode, message: str) -> None:
    """Close what a run left open, after its worker was lost too often or its guide cancelled."""
    CellGeneration.objects.filter(stage_run_id=run_id).pending().update(
        status=GenerationStatus.FAILED,
        error_code=code,
        error_message=message,
        updated_at=timezone.now(),
    )
