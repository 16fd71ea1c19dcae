"""Keeps what was written of a chunk: results as they come, and what a later chunk must take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from generation.core.writing import UNSORTED, CellBrief, CellPlan, Landing
from generation.stages.row_state import Cell, Outcome
from guides import work
from guides.enums import Engine, ErrorCode, GenerationStatus
from guides.generations.planning import add_chunk, mark_changed, settle
from guides.models import CellGeneration, GuideCell, LevelingGuide
from levelingai.jobs import claims
from levelingai.jobs.kinds import Claim

MAX_TRIES = 6
"""How often a cell lets itself be put off by a provider that serves no one."""

FIRST_WAIT_SECONDS = 10.0
"""Until the next try where the provider names no time; it doubles with every further one."""

MAX_WAIT_SECONDS = 300.0

_MAX_REASON = CellGeneration._meta.get_field("reason").max_length

Result = tuple[CellGeneration, CellBrief, Outcome]

_RESULT_FIELDS = (
    "status",
    "is_shown",
    "content_json",
    "starter_json",
    "steps_json",
    "reason",
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
    "tries",
    "job",
    "updated_at",
)


def taken_up(index: int, generation: CellGeneration, brief: CellBrief) -> Cell:
    """The cell as far as its generation was written, so that no finished call is repeated.

    What was written for another definition counts for nothing.
    """
    if generation.definition_text != brief.definition:
        return Cell(index, brief)
    steps = generation.steps_json
    plan = CellPlan.from_json(steps["plan"]) if steps.get("plan") else None
    landings = {text: Landing(*landing) for text, landing in steps.get("landings", {}).items()}
    return Cell(
        index,
        replace(brief, plan=plan, landings=landings),
        examples=generation.examples,
        repaired=tuple(steps.get("repaired", ())),
        model=generation.model,
        request_id=generation.trace_id,
    )


def is_put_off(outcome: Outcome) -> bool:
    """Whether the provider stood in the way, not the cell: the same request may succeed later."""
    error = outcome.error
    if error is None:
        return False
    is_outage = error.code == ErrorCode.LLM_UNAVAILABLE and not error.permanent
    return outcome.status == "waiting" or is_outage


def save(claim: Claim, results: Sequence[Result]) -> int:
    """Keep results in one transaction and show those that may be shown. Returns how many are done.

    A set that is open no more was written by someone else, or its cell is gone: it is left out.
    """
    if not results:
        return 0
    with work.writing(claim) as guide:
        results = _still_open(results)
        _keep(guide, results)
    return sum(outcome.status != "writing" for _, _, outcome in results)


def close(claim: Claim, put_off: Sequence[Result]) -> None:
    """End the run: what was put off goes to a later chunk, or fails after too many tries."""
    with work.writing(claim) as guide:
        put_off = _still_open(put_off)
        again = [result for result in put_off if _may_try_again(result)]
        given_up = [result for result in put_off if not _may_try_again(result)]
        _keep(guide, [_given_up(result) for result in given_up])
        if again:
            _hand_on(guide, again)
        claims.finish(claim)
        settle(guide)


def _given_up(result: Result) -> Result:
    """What was written stays, for a person to look at, though nobody could sort it."""
    generation, brief, outcome = result
    if outcome.examples:
        outcome = replace(outcome, status="needs_review", error=None, reason=UNSORTED)
    return generation, brief, outcome


def _still_open(results: Sequence[Result]) -> list[Result]:
    ids = [generation.pk for generation, _, _ in results]
    still = CellGeneration.objects.filter(pk__in=ids).pending().select_for_update(no_key=True)
    open_ids = set(still.values_list("pk", flat=True))
    return [result for result in results if result[0].pk in open_ids]


def _keep(guide: LevelingGuide, results: Sequence[Result]) -> None:
    if not results:
        return
    _show_ready(results)
    for generation, brief, outcome in results:
        _fill(generation, brief, outcome)
    _update(guide, [generation for generation, _, _ in results])


def _update(guide: LevelingGuide, generations: Sequence[CellGeneration]) -> None:
    # The rows are there and locked. An upsert takes a tenth of the time of `bulk_update`.
    CellGeneration.objects.bulk_create(
        generations, update_conflicts=True, unique_fields=["id"], update_fields=_RESULT_FIELDS
    )
    mark_changed(guide, [generation.cell_id for generation in generations])


def _show_ready(results: Sequence[Result]) -> None:
    """Decide which new sets become the shown ones: ready, and no manual set in the way."""
    ready = {g.cell_id: (g, brief) for g, brief, outcome in results if outcome.status == "ready"}
    shown = CellGeneration.objects.shown().filter(cell__in=ready)
    for cell_id in shown.filter(engine=Engine.MANUAL).values_list("cell_id", flat=True):
        del ready[cell_id]
    shown.filter(cell__in=ready).update(is_shown=False)
    for generation, _ in ready.values():
        generation.is_shown = True
    # The guide may have been edited while its examples were being written.
    cells = GuideCell.objects.filter(pk__in=ready).values_list("pk", "definition_text")
    outdated = {pk for pk, definition in cells if definition != ready[pk][1].definition}
    GuideCell.objects.filter(pk__in=outdated).update(is_outdated=True)
    GuideCell.objects.filter(pk__in=ready.keys() - outdated).update(is_outdated=False)


_STATUS = {
    "ready": GenerationStatus.READY,
    "starters": GenerationStatus.STARTERS,
    "abstained": GenerationStatus.ABSTAINED,
    "needs_review": GenerationStatus.NEEDS_REVIEW,
    "failed": GenerationStatus.FAILED,
    "waiting": GenerationStatus.FAILED,  # given up
    "writing": GenerationStatus.WRITING,
}


def _fill(generation: CellGeneration, brief: CellBrief, outcome: Outcome) -> None:
    generation.status = _STATUS[outcome.status]
    generation.content_json = [example.to_json() for example in outcome.examples]
    generation.starter_json = outcome.starter.to_json() if outcome.starter else None
    generation.steps_json = _steps(outcome)
    generation.reason = outcome.reason[:_MAX_REASON]
    generation.checks = [check.to_json() for check in outcome.checks]
    generation.definition_text = brief.definition
    generation.model = outcome.model[:120] or generation.model
    generation.trace_id = outcome.request_id[:120]
    _add_usage(generation, outcome)
    _say_why(generation, outcome)


def _steps(outcome: Outcome) -> dict[str, Any]:
    """The steps towards the examples, as JSON; empty where no model took any."""
    if not (outcome.plan or outcome.repaired or outcome.landings):
        return {}
    return {
        "plan": outcome.plan.to_json() if outcome.plan else None,
        "repaired": list(outcome.repaired),
        "landings": {
            text: [landing.is_own, landing.cell] for text, landing in outcome.landings.items()
        },
    }


def _add_usage(generation: CellGeneration, outcome: Outcome) -> None:
    usage = outcome.usage
    generation.tokens_in += usage.tokens_in
    generation.tokens_cached += usage.tokens_cached
    generation.tokens_out += usage.tokens_out
    if usage.cost is not None:
        generation.cost = (generation.cost or 0) + usage.cost
    spent = generation.duration or timedelta()
    generation.duration = spent + timedelta(seconds=usage.duration_s)


def _say_why(generation: CellGeneration, outcome: Outcome) -> None:
    generation.error_code = outcome.error.code if outcome.error else ""
    generation.error_message = outcome.error.message if outcome.error else ""
    generation.updated_at = timezone.now()


def _counts_as_try(outcome: Outcome) -> bool:
    """Having had no time to begin is nobody's fault; being turned away is counted."""
    return getattr(outcome.error, "reason", "") != "queue"


def _may_try_again(result: Result) -> bool:
    generation, _, outcome = result
    return not _counts_as_try(outcome) or generation.tries + 1 < MAX_TRIES


def _hand_on(guide: LevelingGuide, again: Sequence[Result]) -> None:
    """Give cells to a new chunk, due when the provider said or after a wait that doubles."""
    wait_s = min(MAX_WAIT_SECONDS, max(_wait_s(result) for result in again))
    due_at = timezone.now() + timedelta(seconds=wait_s) if wait_s else None
    job = add_chunk(guide, due_at=due_at)
    for generation, _, outcome in again:
        generation.job = job
        generation.status = GenerationStatus.WAITING
        generation.tries += _counts_as_try(outcome)
        _add_usage(generation, outcome)
        _say_why(generation, outcome)
    _update(guide, [generation for generation, _, _ in again])


def _wait_s(result: Result) -> float:
    generation, _, outcome = result
    if outcome.error is None or not _counts_as_try(outcome):
        return 0.0
    return outcome.error.retry_after_s or FIRST_WAIT_SECONDS * 2**generation.tries
