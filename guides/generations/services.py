"""What a person asks of the writer: write again, stop here, show another set, write by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from generation.core.writing import (
    EXAMPLES_PER_CELL,
    NOT_COMPARED,
    READ_BLIND,
    WAIT_FOR_A_PERSON,
    CellBrief,
    Example,
    check_examples,
    kept,
    starter_for,
    why_nothing,
)
from guides import work
from guides.enums import WRITTEN, ErrorCode, GenerationStatus, GuideStatus, PromptName
from guides.generations import planning
from guides.generations.briefs import brief_of, briefs_for
from guides.generations.by_hand import MANUAL_VERSION, by_hand, checked
from guides.generations.writers import choose_writer
from guides.models import CellGeneration, GuideCell, LevelingGuide
from levelingai.jobs.models import JobStatus
from levelingai.models import still_there

STOPPED = "The writing was stopped here."
MAY_WRITE = (GuideStatus.COMPLETE, GuideStatus.FAILED_GENERATION, GuideStatus.GENERATING_EXAMPLES)


@transaction.atomic
def regenerate(  # noqa: PLR0913 - what a person may ask for, named at the call
    guide: LevelingGuide,
    cells: Iterable[GuideCell],
    *,
    person,
    note: str = "",
    prompt_version: str = "",
    model: str = "",
) -> int:
    """Write new examples for these cells; what they show stays until the new ones are ready.

    `note` is what should be different; `prompt_version` and `model` name a writer, and leave it to
    no experiment. Returns for how many; 0 where the guide is not at that point or all of them are
    open already. Raises `UnknownWriter`.
    """
    writer = None
    if prompt_version or model:
        writer = choose_writer(guide.workspace_id, prompt_version, model)
    locked = still_there(LevelingGuide.objects.locked(), guide.pk)
    if locked.status not in MAY_WRITE:
        return 0
    if locked.status != GuideStatus.GENERATING_EXAMPLES:
        LevelingGuide.objects.restart(locked.pk, GuideStatus.GENERATING_EXAMPLES)
        locked.refresh_from_db()
    count = planning.plan(locked, cells, writer=writer, person=person, note=note)
    planning.settle(locked)
    return count


def retry_failed(guide: LevelingGuide, *, person) -> int:
    """Write again only the cells that nothing settled."""
    return regenerate(guide, planning.missing_cells(guide), person=person)


def write_others(guide: LevelingGuide, *, person) -> int:
    """Write the cells that have a starter in place of examples."""
    return regenerate(guide, guide.cells.with_starters(), person=person)


@transaction.atomic
def stop_writing(guide: LevelingGuide) -> bool:
    """End the round where it is and keep what was written; the guide is complete with that.

    What is shown stays. Examples that were not compared with the cells around them wait for a
    person's look; where nothing was written yet a starter stands. Workers notice: their jobs are
    closed, and the round is over. False where nothing is being written any more.
    """
    locked = still_there(LevelingGuide.objects.locked(), guide.pk)
    if locked.status != GuideStatus.GENERATING_EXAMPLES:
        return False
    jobs = work.jobs_of(locked).open().filter(name=work.GENERATE, round__lte=locked.round)
    jobs.close(JobStatus.CANCELLED, error_code=ErrorCode.CANCELLED)
    open_ones = CellGeneration.objects.filter(guide=locked).pending().select_related("cell")
    generations = list(open_ones)
    for generation, brief in zip(generations, briefs_for(locked, generations), strict=True):
        _stop(generation, brief)
        generation.save()
    LevelingGuide.objects.restart(locked.pk, GuideStatus.COMPLETE)
    planning.mark_changed(locked, [generation.cell_id for generation in generations])
    return True


def _stop(generation: CellGeneration, brief: CellBrief) -> None:
    """Settle an open generation with what it has. `cancelled` tells that no writer ended it so."""
    generation.error_code, generation.error_message = ErrorCode.CANCELLED, ""
    if generation.content_json:
        generation.status, generation.reason = GenerationStatus.NEEDS_REVIEW, NOT_COMPARED
        return
    generation.definition_text = brief.definition
    nothing, starter = why_nothing(brief), starter_for(brief)
    if nothing is None and starter is not None:
        generation.status, generation.reason = GenerationStatus.STARTERS, STOPPED
        generation.starter_json = starter.to_json()
        return
    generation.status = GenerationStatus.ABSTAINED
    generation.reason = nothing.sentence if nothing else STOPPED


@transaction.atomic
def show_generation(generation: CellGeneration, person) -> bool:
    """Make an earlier set, or one that needed a look, the one that is shown.

    `person` answers for examples that a model wrote, here or in a chat.
    """
    still_there(LevelingGuide.objects.locked(), generation.guide_id)
    generation.refresh_from_db()
    if generation.status not in WRITTEN:
        return False
    CellGeneration.objects.filter(cell_id=generation.cell_id).shown().update(is_shown=False)
    generation.is_shown = True
    if generation.checked_at is None and _needs_a_look(generation):
        _answer_for(generation, person)
    generation.save()
    GuideCell.objects.filter(pk=generation.cell_id).update(is_outdated=_is_outdated(generation))
    planning.mark_changed(generation.guide, [generation.cell_id])
    return True


def _answer_for(generation: CellGeneration, person) -> None:
    """Whoever shows what a model wrote has looked at it: check it again with that known."""
    brief = replace(brief_of(generation.cell), is_checked=True)
    checks = check_examples(generation.examples, brief)
    generation.checked_by, generation.checked_at = person, timezone.now()
    generation.checks = [check.to_json() for check in checks]
    if len(kept(generation.examples, checks)) == len(generation.examples):
        generation.status = GenerationStatus.READY
        generation.reason = "" if generation.reason in WAIT_FOR_A_PERSON else generation.reason


def _needs_a_look(generation: CellGeneration) -> bool:
    return any(example.origin in READ_BLIND for example in generation.examples)


@transaction.atomic
def save_manual(cell: GuideCell, person, examples: Sequence[Example]) -> CellGeneration:
    """Keep one to three examples written by a person, and show them."""
    if not 1 <= len(examples) <= EXAMPLES_PER_CELL:
        raise ValueError(f"A cell has 1 to {EXAMPLES_PER_CELL} examples, not {len(examples)}.")
    guide = still_there(LevelingGuide.objects.locked(), cell.guide_id)
    revisions = CellGeneration.objects.last_revisions([cell.pk], PromptName.MANUAL, MANUAL_VERSION)
    CellGeneration.objects.filter(cell=cell).shown().update(is_shown=False)
    generation = checked(
        by_hand(cell, examples, person=person, revision=revisions.get(cell.pk, 0) + 1),
        brief_of(cell),
    )
    generation.save()
    GuideCell.objects.filter(pk=cell.pk).update(is_outdated=False)
    planning.mark_changed(guide, [cell.pk])
    planning.settle(guide)
    return generation


def _is_outdated(generation: CellGeneration) -> bool:
    written_for = generation.definition_text
    return bool(written_for) and written_for != generation.cell.definition_text
