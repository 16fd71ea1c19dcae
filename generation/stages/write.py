"""The stage that writes examples: one chunk of a guide's cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.dispatch import Signal
from django.utils import timezone

from generation.core.errors import GenerationError
from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import (
    CellBrief,
    Example,
    check_examples,
    get_prompt,
    make_delimiter,
    offline,
    starter_for,
    why_nothing,
)
from generation.core.writing.offline import CellText
from generation.stages import write_results
from generation.stages.row_calls import Times, Writer
from generation.stages.row_state import (
    Cell,
    Outcome,
    Row,
    enter_examples,
    leave_out_failed,
)
from generation.stages.write_with_model import write_rows
from guides import work
from guides.enums import Engine, ErrorCode, GenerationStatus
from guides.generations.briefs import briefs_for, open_places, shown_headlines, shown_texts
from guides.generations.planning import fail_open_generations, mark_changed, settle
from guides.models import CellGeneration, LevelingGuide
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job
from levelingai.llm.accounts import calls_for, store_calls
from levelingai.llm.budget import OVER_BUDGET, is_spend_cap_reached
from levelingai.llm.setup import get_client, preload_model, small_model
from levelingai.llm.types import CallFailed

if TYPE_CHECKING:
    from levelingai.llm.client import ChatClient

LOST_CELL_MESSAGE = "Writing was interrupted three times. Nothing is lost."

CHUNK_SECONDS = 90.0
"""After this long a chunk hands what it has not begun to a new one."""

CHARS_PER_TOKEN = 3
"""Fewer than the four of English prose: the languages that take most tokens must fit too."""
MOST_ANSWERED = 1500
"""Tokens that the answer of a cell may take; what a model reads holds request and answer."""

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


def preload() -> None:
    """Load what the first guide would wait for: the client, word lists, the language model.

    An example of no guide is checked for that.
    """
    preload_model()
    matrix = Matrix(
        (MatrixLevel("L1"),), (MatrixCompetency("Craft"),), (MatrixCell(0, 0, "Plans the work."),)
    )
    text = "Writes the plan of the week and posts it, so that everybody knows what comes next."
    example = Example("Writes the plan", text, "The plan", "Plans the work")
    brief = CellBrief("", matrix, 0, 0)
    why_nothing(brief)
    check_examples([example], brief)


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
    times = Times.within(CHUNK_SECONDS, settings.LLM_CALL_DEADLINE_SECONDS)
    by_writer: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, generation in enumerate(chunk.generations):
        writer = (generation.engine, generation.prompt_version, generation.model)
        by_writer[writer].append(index)
    for (engine, version, model_name), indices in by_writer.items():
        part = Chunk(
            chunk.guide,
            [chunk.generations[index] for index in indices],
            [chunk.briefs[index] for index in indices],
        )
        if engine == Engine.OFFLINE:
            written = _written_offline(part)
        else:
            written = _written_by_model(part, version, model_name, times)
        with closing(written) as batches:
            for batch in batches:
                yield [(indices[place], outcome) for place, outcome in batch]


def _written_by_model(part: Chunk, version: str, model_name: str, times: Times) -> Results:
    reasons = {index: why_nothing(brief) for index, brief in enumerate(part.briefs)}
    yield [
        (index, Outcome("abstained", reason=reason.sentence))
        for index, reason in reasons.items()
        if reason is not None
    ]
    asked = [index for index, reason in reasons.items() if reason is None]
    workspace_id = part.guide.workspace_id
    try:
        client = get_client(workspace_id, model_name)
        sorter = get_client(workspace_id, small_model(workspace_id))
    except CallFailed as error:
        yield [(index, Outcome("failed", error=error)) for index in asked]
        return
    if is_spend_cap_reached(workspace_id):
        yield [(index, _over_budget()) for index in asked]
    else:
        delimiter = make_delimiter(str(part.guide.pk), settings.SECRET_KEY)
        writer = Writer(client, sorter, get_prompt(version), delimiter)
        room = _room(client)
        rows = rows_of(part, asked, has_plan=writer.prompt.plan is not None, room=room)
        yield from write_rows(rows, writer, slots=lambda: client.pace.limit, times=times)


def _room(client: ChatClient) -> int | None:
    """Characters that a request may have where it is known how much the model reads."""
    if client.context_tokens is None:
        return None
    tokens = client.context_tokens - min(client.settings.max_output_tokens, MOST_ANSWERED)
    return max(0, tokens) * CHARS_PER_TOKEN


def rows_of(
    part: Chunk, indices: Sequence[int], *, has_plan: bool, room: int | None = None
) -> list[Row]:
    """The rows of the chunk's cells, each cell as far as it was written before."""
    shown = shown_texts(part.guide)
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for index in indices:
        brief = replace(part.briefs[index], room=room)
        cell = write_results.taken_up(index, part.generations[index], brief)
        cells[cell.brief.competency][cell.brief.level] = cell
    rows = [
        Row(position, cells[competency], shown, has_plan=has_plan)
        for position, competency in enumerate(sorted(cells))
    ]
    for row in rows:
        for cell in row.open_cells():
            if cell.examples:
                row.check(cell)
    return rows


def _written_offline(part: Chunk) -> Results:
    """The built-in writer's outcomes, all at once: which cell gets what is one decision."""
    places = {(brief.level, brief.competency) for brief in part.briefs}
    texts = offline.write_guide(
        part.briefs[0].matrix,
        part.guide.role_title,
        places=places | open_places(part.guide),
        shown=shown_headlines(part.guide),
    )
    rows: dict[int, Row] = {}
    outcomes = []
    for index, brief in enumerate(part.briefs):
        row = rows.setdefault(brief.competency, Row(brief.competency, {}))
        row.cells[brief.level] = cell = Cell(index, brief)
        outcomes.append((index, _offline_outcome(texts[brief.level, brief.competency], row, cell)))
    yield outcomes


def _offline_outcome(text: CellText, row: Row, cell: Cell) -> Outcome:
    """What was written, checked beside its row and with all that is known of the company."""
    if text.status != "ready":
        return Outcome(text.status, starter=text.starter, reason=text.reason)
    enter_examples(row, cell, text.examples)
    if len(cell.failed) == len(text.examples):
        return Outcome("starters", starter=starter_for(cell.brief))
    reason = leave_out_failed(row, cell) or text.reason
    return Outcome("ready", cell.examples, cell.checks, reason=reason)


def _over_budget() -> Outcome:
    return Outcome("failed", error=GenerationError("llm_quota", OVER_BUDGET, permanent=True))
