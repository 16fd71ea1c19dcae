"""The stage that writes examples: one chunk of a guide's cells."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings
from django.dispatch import Signal
from django.utils import timezone

from generation.core.errors import GenerationError
from generation.core.writing import (
    CellBrief,
    get_prompt,
    kept,
    make_delimiter,
    offline,
    starter_for,
    why_left_out,
)
from generation.core.writing.offline import CellText
from generation.stages import write_results
from generation.stages.write_with_model import Outcome, Row, write_cells
from guides import work
from guides.enums import Engine, ErrorCode, GenerationStatus
from guides.generations.briefs import briefs_for, open_places, shown_headlines
from guides.generations.planning import fail_open_generations, mark_changed, settle
from guides.models import CellGeneration, LevelingGuide
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job
from levelingai.llm.accounts import calls_for, store_calls
from levelingai.llm.budget import OVER_BUDGET, is_spend_cap_reached
from levelingai.llm.setup import get_client
from levelingai.llm.types import CallFailed

LOST_CELL_MESSAGE = "Writing was interrupted three times. Nothing is lost."

CHUNK_SECONDS = 90.0
"""After this long a chunk hands what it has not begun to a new one."""

cells_saved = Signal()
"""Sent after a batch was kept, with `guide_id` and `count`: progress for the command line."""

Results = Generator[list[tuple[int, Outcome]]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The open generations of a claimed run, with what each writer needs to know."""

    guide: LevelingGuide
    generations: Sequence[CellGeneration]
    briefs: Sequence[CellBrief]


def write(claim: Claim) -> None:
    """Write the examples of one chunk of cells."""
    write_chunk(claim, begin_chunk(claim))


def give_up(job: Job) -> None:
    """The chunk's workers were lost too often: its open cells say so, the others stand."""
    guide = LevelingGuide.objects.locked().get(pk=job.subject_id)
    jobs = Job.objects.filter(pk=job.pk)
    mark_changed(guide, fail_open_generations(jobs, ErrorCode.WORKER_LOST, LOST_CELL_MESSAGE))
    settle(guide)


def begin_chunk(claim: Claim) -> Chunk:
    """Mark the run's open generations as being written and gather their briefs."""
    with work.writing(claim):
        open_ones = CellGeneration.objects.filter(job_id=claim.job_id).pending()
        cell_ids = list(open_ones.values_list("cell_id", flat=True))
        open_ones.update(status=GenerationStatus.WRITING, updated_at=timezone.now())
        guide = LevelingGuide.objects.select_related("company", "workspace").get(
            pk=claim.subject_id
        )
        mark_changed(guide, cell_ids)
    generations = list(
        CellGeneration.objects.filter(job_id=claim.job_id)
        .pending()
        .select_related("cell", "cell__level", "cell__competency")
        .order_by("cell__competency__position", "cell__level__position")
    )
    return Chunk(guide, generations, briefs_for(guide, generations))


def write_chunk(claim: Claim, chunk: Chunk) -> None:
    """Write every cell of the chunk, save in batches, and close the run."""
    put_off: list[write_results.Result] = []
    # Closed at once when the claim is lost: no further cell is begun then.
    with calls_for(work.account_of(chunk.guide)), closing(_results(chunk)) as batches:
        for batch in batches:
            results = [(chunk.generations[i], chunk.briefs[i], outcome) for i, outcome in batch]
            put_off += [result for result in results if write_results.is_put_off(result[2])]
            done = [result for result in results if not write_results.is_put_off(result[2])]
            count = write_results.save(claim, done)
            store_calls()
            cells_saved.send(sender=None, guide_id=claim.subject_id, count=count)
    write_results.close(claim, put_off)


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
            written = _written_offline(chunk.guide, briefs)
        else:
            written = _written_by_model(chunk.guide, briefs, version, model_name, until)
        with closing(written) as batches:
            for batch in batches:
                yield [(indices[place], outcome) for place, outcome in batch]


def _written_by_model(
    guide: LevelingGuide, briefs: Sequence[CellBrief], version: str, model_name: str, until: float
) -> Results:
    try:
        client = get_client(guide.workspace_id, model_name)
    except CallFailed as error:
        yield [(index, Outcome("failed", error=error)) for index in range(len(briefs))]
        return
    if is_spend_cap_reached(guide.workspace_id):
        yield [(index, _over_budget()) for index in range(len(briefs))]
    else:
        yield from write_cells(
            briefs,
            client,
            get_prompt(version),
            delimiter=make_delimiter(str(guide.pk), settings.SECRET_KEY),
            concurrency=client.settings.max_concurrency,
            deadline_s=max(0.0, until - time.monotonic()),
        )


def _written_offline(guide: LevelingGuide, briefs: Sequence[CellBrief]) -> Results:
    """The built-in writer's outcomes, all at once: which cell gets what is one decision."""
    places = {(brief.level, brief.competency) for brief in briefs}
    texts = offline.write_guide(
        briefs[0].matrix,
        guide.role_title,
        places=places | open_places(guide),
        shown=shown_headlines(guide),
    )
    row = Row()
    yield [
        (index, _offline_outcome(texts[brief.level, brief.competency], brief, row))
        for index, brief in enumerate(briefs)
    ]


def _offline_outcome(text: CellText, brief: CellBrief, row: Row) -> Outcome:
    """What was written, checked beside its row and with all that is known of the company."""
    if text.status != "ready":
        return Outcome(text.status, starter=text.starter, reason=text.reason)
    checks = row.check(text.examples, brief)
    staying = kept(text.examples, checks)
    if len(staying) == len(text.examples):
        return Outcome("ready", text.examples, checks, reason=text.reason)
    if not staying:
        return Outcome("starters", starter=starter_for(brief))
    examples = tuple(text.examples[index] for index in staying)
    reason = why_left_out(text.examples, checks)
    return Outcome("ready", examples, row.check(examples, brief), reason=reason)


def _over_budget() -> Outcome:
    return Outcome("failed", error=GenerationError("llm_quota", OVER_BUDGET, permanent=True))
