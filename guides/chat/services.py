"""Asking for a row, keeping what was pasted, and showing what a person has read of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from generation.core.writing import (
    EXAMPLES_PER_CELL,
    ROW_PROMPT,
    CellAnswer,
    CellBrief,
    Check,
    Example,
    beside,
    check_examples,
    make_delimiter,
    refused_examples,
    row_request,
)
from guides.chat.rows import ChatRow, Part, newest_pasted
from guides.enums import Engine, GenerationStatus
from guides.generations import planning
from guides.generations.briefs import briefs_for
from guides.models import CellGeneration, GuideCell, LevelingGuide
from levelingai.models import still_there

READ_FIRST = "Pasted from a chat: read it before it is shown."
PROMPT_NAME, PROMPT_VERSION = ROW_PROMPT
MAX_REASON = 300

Chosen = Mapping[UUID, Collection[int]]
"""The examples that a person wants to use: places by generation."""


def briefs_of(guide: LevelingGuide, parts: Sequence[Part]) -> list[CellBrief]:
    """What a writer is told of each cell, in order."""
    cells = [CellGeneration(guide=guide, cell=part.cell, revision=1) for part in parts]
    return briefs_for(guide, cells)


def request_for(guide: LevelingGuide, row: ChatRow) -> str:
    """The text to copy: for the row's open cells, or for all where none is open."""
    briefs = briefs_of(guide, row.open or row.parts)
    return row_request(briefs, make_delimiter(str(guide.pk), settings.SECRET_KEY))


# What was pasted ----------------------------------------------------------------------------------


@transaction.atomic
def keep_pasted(
    guide: LevelingGuide,
    person: Any,
    parts: Sequence[Part],
    briefs: Sequence[CellBrief],
    answers: Sequence[CellAnswer],
) -> int:
    """Keep an answer's cells until somebody reads them. Returns how many were new.

    What stands there already, word for word, is not kept twice.
    """
    locked = still_there(LevelingGuide.objects.locked(), guide.pk)
    cells = [part.cell.pk for part in parts]
    newest = newest_pasted(CellGeneration.objects.filter(cell__in=cells))
    revisions = CellGeneration.objects.last_revisions(cells, PROMPT_NAME, PROMPT_VERSION)
    still = set(GuideCell.objects.filter(pk__in=cells).values_list("pk", flat=True))
    new = [
        _pasted(locked, part.cell, person, brief, answer, revisions.get(part.cell.pk, 0) + 1)
        for part, brief, answer in zip(parts, briefs, answers, strict=True)
        if part.cell.pk in still
        and not answer.is_missing
        and not _is_same(newest.get(part.cell.pk), answer)
    ]
    CellGeneration.objects.bulk_create(new)
    if new:
        planning.mark_changed(locked, [generation.cell_id for generation in new])
        planning.settle(locked)
    return len(new)


def _pasted(  # noqa: PLR0913, PLR0917 - a row's columns
    guide: LevelingGuide,
    cell: GuideCell,
    person: Any,
    brief: CellBrief,
    answer: CellAnswer,
    revision: int,
) -> CellGeneration:
    status = GenerationStatus.NEEDS_REVIEW if answer.examples else GenerationStatus.ABSTAINED
    checks = check_examples(answer.examples, brief) if answer.examples else ()
    return CellGeneration(
        guide=guide,
        cell=cell,
        prompt_name=PROMPT_NAME,
        prompt_version=PROMPT_VERSION,
        revision=revision,
        status=status,
        engine=Engine.MANUAL,
        content_json=[example.to_json() for example in answer.examples],
        checks=[check.to_json() for check in checks],
        reason=_reason(answer),
        definition_text=brief.definition,
        created_by=person,
    )


def _reason(answer: CellAnswer) -> str:
    if not answer.examples:
        return answer.reason[:MAX_REASON]
    if not answer.problem:
        return READ_FIRST
    return f"{READ_FIRST} {answer.problem[:1].upper()}{answer.problem[1:]}."[:MAX_REASON]


def _is_same(pasted: CellGeneration | None, answer: CellAnswer) -> bool:
    if pasted is None:
        return False
    if not answer.examples:
        return pasted.status == GenerationStatus.ABSTAINED
    return pasted.examples == answer.examples


# What a person has read ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """A pasted cell beside its definition as it stands: what may be used, and what the checks say.

    `refused` are examples that fail a hard criterion, by place, each with what is wrong.
    """

    part: Part
    brief: CellBrief
    examples: tuple[Example, ...] = ()
    checks: tuple[Check, ...] = ()
    refused: Mapping[int, str] = field(default_factory=dict)

    @property
    def usable(self) -> list[int]:
        return [at for at in range(len(self.examples)) if at not in self.refused]


def judge(guide: LevelingGuide, parts: Sequence[Part]) -> list[Judged]:
    """The parts of one row that wait to be read, checked again: definition and facts may change."""
    unread = [part for part in parts if part.is_unread]
    if not unread:
        return []
    texts = {part.cell.pk: _texts(part) for part in unread}
    judged = []
    for part, plain in zip(unread, briefs_of(guide, unread), strict=True):
        others = [text for pk, own in texts.items() if pk != part.cell.pk for text in own]
        judged.append(_judged(part, beside(plain, others)))
    return judged


def _judged(part: Part, brief: CellBrief) -> Judged:
    examples = part.pasted.examples if part.pasted else ()
    refused = refused_examples(examples, brief)
    usable = [example for at, example in enumerate(examples) if at not in refused]
    checks = check_examples(usable, brief) if usable else ()
    return Judged(part, brief, examples, checks, refused)


def _texts(part: Part) -> list[str]:
    return [example.text for example in part.pasted.examples] if part.pasted else []


@transaction.atomic
def show_read(guide: LevelingGuide, person: Any, parts: Sequence[Part], chosen: Chosen) -> int:
    """Show the chosen examples of a row as read by this person. Returns for how many cells.

    What was shown, pasted again or corrected meanwhile so that it fails the checks is left alone.
    """
    locked = still_there(LevelingGuide.objects.locked(), guide.pk)
    cells = {part.cell.pk: part.cell for part in parts}
    newest = newest_pasted(CellGeneration.objects.filter(cell__in=cells))
    now_there = GuideCell.objects.filter(pk__in=cells).select_related("competency", "level")
    current = [Part(cell, newest.get(cell.pk)) for cell in now_there]
    done = [
        judged.part.cell.pk
        for judged in judge(locked, current)
        if _show(judged, person, _places(judged, chosen))
    ]
    if done:
        planning.mark_changed(locked, done)
        planning.settle(locked)
    return len(done)


def _places(judged: Judged, chosen: Chosen) -> list[int]:
    wanted = chosen.get(judged.part.pasted.pk, ()) if judged.part.pasted else ()
    return [at for at in judged.usable if at in wanted]


def _show(judged: Judged, person: Any, places: Sequence[int]) -> bool:
    """Show these examples: the pasted set itself, or where some are left out, a further one."""
    pasted, cell = judged.part.pasted, judged.part.cell
    if pasted is None or not places:
        return False
    examples = [judged.examples[at] for at in places]
    checks = check_examples(examples, replace(judged.brief, is_checked=True))
    generation = pasted if len(places) == len(judged.examples) else _further(pasted)
    generation.status = GenerationStatus.READY
    generation.is_shown = True
    generation.content_json = [example.to_json() for example in examples]
    generation.checks = [check.to_json() for check in checks]
    generation.reason = _why_fewer(len(examples))
    generation.definition_text = judged.brief.definition
    generation.checked_by, generation.checked_at = person, timezone.now()
    CellGeneration.objects.filter(cell=cell).shown().update(is_shown=False)
    generation.save()
    GuideCell.objects.filter(pk=cell.pk).update(is_outdated=False)
    return True


def _why_fewer(count: int) -> str:
    if count >= EXAMPLES_PER_CELL:
        return ""
    came = "1 example was" if count == 1 else f"{count} examples were"
    return f"{came} chosen of what was pasted."


def _further(pasted: CellGeneration) -> CellGeneration:
    """The next revision: what was pasted stays as it came."""
    revisions = CellGeneration.objects.last_revisions([pasted.cell_id], PROMPT_NAME, PROMPT_VERSION)
    return CellGeneration(
        guide_id=pasted.guide_id,
        cell_id=pasted.cell_id,
        prompt_name=PROMPT_NAME,
        prompt_version=PROMPT_VERSION,
        revision=revisions[pasted.cell_id] + 1,
        engine=Engine.MANUAL,
        created_by=pasted.created_by,
    )
