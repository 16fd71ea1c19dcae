"""The job that tries a model: it writes one real cell and keeps how that went, nothing else.

The guide is not touched. What is kept stands in the connection's `trial`, for its page.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.model.trials import CONNECTION, Trial, TrialState
from generation.core.errors import GenerationError
from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import (
    HARD,
    CellBrief,
    Check,
    Example,
    get_prompt,
    kept,
    make_delimiter,
)
from generation.stages.row_calls import (
    Client,
    Times,
    Writer,
    ask_for,
    call,
)
from generation.stages.row_state import Cell, Row, Step, enter_examples, enter_repair
from guides.generations.briefs import briefs_for
from guides.generations.unwritten import cell_to_try
from guides.models import CellGeneration
from levelingai.grounding.language import detect_language
from levelingai.jobs import claims
from levelingai.jobs.claims import ClaimLost
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job, JobStatus
from levelingai.llm.accounts import Account, calls_for
from levelingai.llm.asking import listed_models
from levelingai.llm.budget import OVER_BUDGET, is_spend_cap_reached
from levelingai.llm.connections import Connection, being_tried, environment
from levelingai.llm.discovery import context_in_use
from levelingai.llm.models import ModelConnection
from levelingai.llm.setup import trial_client
from levelingai.llm.types import CallFailed, Usage

DEADLINE_S, LOCAL_DEADLINE_S = 120.0, 480.0
"""For all calls about the cell. A machine of one's own may have to load the model first."""
LOOK_S = 0.5
"""How often it is looked whether somebody stopped the trial."""
LOST = "Trying the model was interrupted three times. Try it again."
NOTHING_WRITTEN = "The model wrote no example for this cell."
MOST_REASONS = 2
"""Of what keeps an example from passing: what weighs most comes first."""
NOT_LISTED = frozenset({"key_refused", "unknown_model", "web_page", "bad_request"})
"""Failures after which the server's own list of models says more."""

T = TypeVar("T")


def try_model(claim: Claim) -> None:
    """Write one cell with what is being tried, and keep how it went."""
    with _writing(claim) as row:
        subject = _subject_of(row)
        connection = environment() or being_tried(row)
        trial = Trial.from_json(row.trial or {})
        trial.begin(subject.competency, subject.level, subject.role_title)
        row.trial, row.trial_started_at = trial.to_json(), timezone.now()
    if connection is None:
        raise ClaimLost
    started = time.monotonic()
    with calls_for(Account(claim.workspace_id, CONNECTION, claim.subject_id)):
        try:
            written = _try(claim, connection, subject)
        except (CallFailed, GenerationError) as error:
            _keep_failure(trial, connection, error)
        else:
            _keep(trial, connection, subject, written)
    trial.seconds = round(time.monotonic() - started, 2)
    with _writing(claim) as row:
        row.trial = trial.to_json()
        failed = trial.state == TrialState.FAILED
        claims.finish(claim, JobStatus.FAILED if failed else JobStatus.DONE, error_code=trial.code)


def is_wanted(job: Job) -> bool:
    return ModelConnection.objects.filter(pk=job.subject_id).exists()


def give_up(job: Job) -> None:
    """The trial's workers were lost too often: the page says so."""
    row = ModelConnection.objects.select_for_update().filter(pk=job.subject_id).first()
    if row is None:
        return
    trial = Trial.from_json(row.trial or {})
    trial.fail("worker_lost", "worker_lost", LOST)
    row.trial = trial.to_json()
    row.save(update_fields=["trial", "updated_at"])


@dataclass(frozen=True, slots=True)
class Subject:
    """The cell that is written, with its names."""

    brief: CellBrief
    competency: str
    level: str
    role_title: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Examples with their checks."""

    examples: tuple[Example, ...]
    checks: tuple[Check, ...]

    @property
    def passed(self) -> tuple[int, ...]:
        return kept(self.examples, self.checks)


@dataclass(frozen=True, slots=True)
class Written:
    """What the model made of the cell: at first, and after a repair, if it took one."""

    first: Draft
    best: Draft
    usage: Usage
    first_token_s: float | None = None


@contextmanager
def _writing(claim: Claim) -> Iterator[ModelConnection]:
    """A transaction in which the claim stands; the row is saved. Raises `ClaimLost`."""
    with transaction.atomic():
        row = ModelConnection.objects.select_for_update().filter(pk=claim.subject_id).first()
        if row is None:
            raise ClaimLost
        claims.hold(claim)
        yield row
        row.save(update_fields=["trial", "trial_started_at", "updated_at"])


def _subject_of(row: ModelConnection) -> Subject:
    cell = cell_to_try(row.workspace_id)
    if cell is None:
        return _built_in(row)
    brief = briefs_for(cell.guide, [CellGeneration(guide=cell.guide, cell=cell)])[0]
    return Subject(
        brief,
        cell.competency.name,
        cell.level.short_name,
        cell.guide.role_title,
        make_delimiter(str(cell.guide_id), settings.SECRET_KEY),
    )


def _try(claim: Claim, connection: Connection, subject: Subject) -> Written:
    if is_spend_cap_reached(claim.workspace_id):
        raise GenerationError("llm_quota", OVER_BUDGET, permanent=True)
    deadline_s = LOCAL_DEADLINE_S if connection.is_local else DEADLINE_S
    client = trial_client(
        connection,
        timeout_s=deadline_s,
        call_deadline_s=deadline_s,
        max_retries=0,
    )
    try:
        return _watched(
            claim, lambda: _write_one(subject.brief, client, subject.delimiter, deadline_s)
        )
    finally:
        client.close()  # where it was stopped, the server is told so by this


def _write_one(brief: CellBrief, client: Client, delimiter: str, deadline_s: float) -> Written:
    """Write the cell as a guide's cells are written, but for the row around it: no plan, no sort.

    Raises `CallFailed` or `GenerationError`.
    """
    writer = Writer(client, client, get_prompt(), delimiter)
    times = Times.within(deadline_s, 0.0)
    cell = Cell(0, brief)
    row = Row(0, {brief.level: cell}, has_plan=False)
    answer = call(ask_for(Step("write", row, brief.level), writer), times)
    if answer.error is not None:
        raise answer.error
    if not answer.read.examples:
        raise GenerationError("llm_bad_output", NOTHING_WRITTEN, permanent=False)
    enter_examples(row, cell, answer.read.examples)
    first, usage = Draft(cell.examples, cell.checks), answer.usage
    if cell.repair == "checks" and times.may_begin:
        repair = call(ask_for(Step("repair", row, brief.level), writer), times)
        usage += repair.usage
        if repair.error is None and repair.read.examples:
            enter_repair(row, cell, repair.read.examples)
    return Written(first, Draft(cell.examples, cell.checks), usage, answer.first_token_s)


def _watched(claim: Claim, work: Callable[[], T]) -> T:
    """What `work` returns or raises, in a thread that is left to itself once the job is not ours.

    Raises `ClaimLost` then: nobody waits for a call that somebody stopped.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:  # it is raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=copy_context().run, args=(run,), name="try-model", daemon=True)
    thread.start()
    held = Job.objects.filter(pk=claim.job_id, claim_token=claim.token)
    while thread.is_alive():
        thread.join(LOOK_S)
        if thread.is_alive() and not held.exists():
            raise ClaimLost
    if failed:
        raise failed[0]
    return done[0]


def _keep(trial: Trial, connection: Connection, subject: Subject, written: Written) -> None:
    """How it went, into the trial."""
    usage, best = written.usage, written.best
    texts = " ".join(f"{one.headline}. {one.text}" for one in best.examples)
    whole = " ".join(cell.definition for cell in subject.brief.matrix.cells)
    trial.finish(
        examples=[
            {
                "headline": one.headline,
                "text": one.text,
                "evidence": one.evidence,
                "passed": index in best.passed,
                "why": _why(index, best.checks) if index not in best.passed else "",
            }
            for index, one in enumerate(best.examples)
        ],
        passed_at_once=len(written.first.passed),
        calls=usage.requests,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        call_seconds=round(usage.duration_s, 2),
        cost=str(usage.cost) if usage.cost is not None else None,
        first_token_s=written.first_token_s,
        language=detect_language(texts),
        guide_language=detect_language(subject.brief.definition, whole),
        context_tokens=context_in_use(connection.server, connection.base_url, connection.model),
    )


def _why(index: int, checks: Sequence[Check]) -> str:
    """What keeps an example from passing, without its number: it stands below the example."""
    failed = [check for check in checks if index in check.failed]
    failed.sort(key=lambda check: check.criterion not in HARD)
    reasons = " ".join(check.reason for check in failed[:MOST_REASONS])
    parts = f" {reasons}".split(f" Example {index + 1} ")[1:]
    said = [part.partition(" Example ")[0] for part in parts]
    return " ".join(dict.fromkeys(f"{text[:1].upper()}{text[1:]}" for text in said))


def _keep_failure(
    trial: Trial, connection: Connection, error: CallFailed | GenerationError
) -> None:
    """Why it failed, into the trial, with what the server itself says of its models."""
    reason = str(getattr(error, "reason", "")) or error.code
    status, names = 0, list[str]()
    if reason in NOT_LISTED and not connection.problem:
        status, names = listed_models(
            connection.base_url, connection.key, is_guarded=connection.is_guarded
        )
    trial.fail(error.code, connection.problem or reason, error.message, status, names)


_LEVELS = (("L1", "Engineer"), ("L2", "Senior Engineer"), ("L3", "Staff Engineer"))
_ROWS: Mapping[str, tuple[str, str, str]] = {
    "Delivery": (
        "Completes tasks of their own within a week and asks early when something is unclear.",
        "Plans and delivers a feature with two or three colleagues and says early when it slips.",
        "Leads a project of several teams from its plan to its release.",
    ),
    "Communication": (
        "Writes down what was decided about their own tasks.",
        "Explains decisions about a feature so that other teams can act on them.",
        "Aligns several teams on one direction in writing.",
    ),
}
"""What is written where a workspace has no guide yet."""


def _built_in(row: ModelConnection) -> Subject:
    matrix = Matrix(
        levels=tuple(MatrixLevel(code, title) for code, title in _LEVELS),
        competencies=tuple(MatrixCompetency(name) for name in _ROWS),
        cells=tuple(
            MatrixCell(level, competency, text)
            for competency, texts in enumerate(_ROWS.values())
            for level, text in enumerate(texts)
        ),
        title="Software Engineer",
    )
    brief = CellBrief(role_title="Software Engineer", matrix=matrix, level=1, competency=0)
    delimiter = make_delimiter(str(row.pk), settings.SECRET_KEY)
    return Subject(brief, "Delivery", "L2", "", delimiter)
