"""Works off one chunk of a guide's examples."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings
from django.dispatch import Signal
from django.utils import timezone

from generation.core import offline
from generation.core.brief import CellBrief
from generation.core.errors import GenerationError
from generation.core.prompts import get_prompt, make_delimiter
from generation.core.rubric import check_examples, meets_bar
from generation.enums import Engine, GenerationStatus
from generation.models import CellGeneration
from generation.writer import Outcome, Row, write_cells
from guides.enums import ErrorCode
from guides.models import LevelingGuide

from . import claims, generating, keeping, model
from .briefs import briefs_for
from .claims import Claim

CHUNK_SECONDS = 90.0
"""After this long a chunk hands what it has not begun to a new one."""

OFFLINE_BATCH_SECONDS = 0.25

cells_saved = Signal()
"""Sent after a batch was kept, with `guide_id` and `count`: progress for the command line."""

Results = Generator[list[tuple[int, Outcome]]]


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
    return Chunk(guide, generations, briefs_for(guide, generations))


def write_chunk(claim: Claim, chunk: Chunk) -> None:
    """Write every cell of the chunk, save in batches, and close the run."""
    put_off: list[keeping.Result] = []
    # Closed at once when the claim is lost: no further cell is begun then.
    with model.calls_for(chunk.guide), closing(_results(chunk)) as batches:
        for batch in batches:
            results = [(chunk.generations[i], chunk.briefs[i], outcome) for i, outcome in batch]
            put_off += [result for result in results if keeping.is_put_off(result[2])]
            done = [result for result in results if not keeping.is_put_off(result[2])]
            count = keeping.save(claim, done)
            model.store_calls()
            cells_saved.send(sender=None, guide_id=claim.guide_id, count=count)
    keeping.close(claim, put_off)


def _results(chunk: Chunk) -> Results:
    """The outcomes by their place in the chunk, as they come, one writer after the other."""
    until = time.monotonic() + CHUNK_SECONDS
    by_writer: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, generation in enumerate(chunk.generations):
        writer = (generation.engine, generation.prompt_version, generation.model)
        by_writer[writer].append(index)
    for (engine, version, model_name), indices in by_writer.items():
        briefs = [chunk.briefs[index] for index in indices]
        if engine == Engine.OFFLINE:
            written = _written_offline(briefs)
        else:
            written = _written_by_model(chunk.guide, briefs, version, model_name, until)
        with closing(written) as batches:
            for batch in batches:
                yield [(indices[place], outcome) for place, outcome in batch]


def _written_by_model(
    guide: LevelingGuide, briefs: Sequence[CellBrief], version: str, model_name: str, until: float
) -> Results:
    if not model.has_model():
        yield [(index, _no_model()) for index in range(len(briefs))]
    elif model.is_spend_cap_reached(guide.workspace_id):
        yield [(index, _over_budget()) for index in range(len(briefs))]
    else:
        yield from write_cells(
            briefs,
            model.get_client(model_name),
            get_prompt(version),
            delimiter=make_delimiter(str(guide.pk), settings.SECRET_KEY),
            concurrency=settings.LLM_MAX_CONCURRENCY,
            deadline_s=max(0.0, until - time.monotonic()),
        )


def _written_offline(briefs: Sequence[CellBrief]) -> Results:
    """The built-in writer's outcomes, handed on several times a second."""
    batch: list[tuple[int, Outcome]] = []
    row = Row()
    started = time.monotonic()
    for index, brief in enumerate(briefs):
        outcome = _write_offline(row.beside(brief))
        if outcome.examples:
            row.keep(outcome.examples, brief)
        batch.append((index, outcome))
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


def _no_model() -> Outcome:
    message = (
        "No language model is set up any more. Set one up, or write these examples again with "
        "the built-in writer."
    )
    return Outcome("failed", error=GenerationError("llm_unavailable", message, permanent=True))


def _over_budget() -> Outcome:
    message = (
        "This workspace has used up its budget for today. Writing can go on tomorrow, or after "
        "the limit is raised."
    )
    return Outcome("failed", error=GenerationError("llm_quota", message, permanent=True))


def fail_open_generations(run_id, code: ErrorCode, message: str) -> None:
    """Close what a run left open, after its worker was lost too often or its guide cancelled."""
    CellGeneration.objects.filter(stage_run_id=run_id).pending().update(
        status=GenerationStatus.FAILED,
        error_code=code,
        error_message=message,
        updated_at=timezone.now(),
    )
