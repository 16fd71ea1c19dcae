"""Corrections of single definitions. `recovered_text` always keeps what was read."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone

from guides.matrix.reapply import place_as_read
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.review.corrections.base import (
    Correction,
    CorrectionRefused,
    correcting,
    refresh_outdated,
)

_CONTENT = ("recovered_text", "definition_text", "source", "source_artifact_id")
"""What moves when two definitions change places; generations stay with the place."""


def edit_definition(  # noqa: PLR0913 - a place, a text and who saw what
    guide: LevelingGuide,
    person: Any,
    *,
    competency: Competency,
    level: Level,
    text: str,
    seen: str | None = None,
) -> GuideCell:
    """Write a definition, in an empty cell too. The text as read is kept beside it.

    `seen` is the `mark_of` what the person had in front of them: words that somebody else saved
    meanwhile are not overwritten unseen.
    """
    text = tidy(text)
    if not text:
        raise CorrectionRefused("Write the definition, or clear the cell if the guide has none.")
    with correcting(guide, person) as change:
        cell, is_new = GuideCell.objects.get_or_create(
            guide=change.guide,
            competency=competency,
            level=level,
            defaults={"definition_text": text},
        )
        if not is_new and cell.definition_text == text:
            return cell
        if seen is not None and seen != ("" if is_new else mark_of(cell.definition_text)):
            raise CorrectionRefused(
                "Somebody else changed this definition in the meantime. Your words are still in "
                "the form: compare them with the table before you save again."
            )
        cell.definition_text = text
        _save_edited(change, cell)
        change.forget_removed(place_as_read(competency, level))
    return cell


def restore_definition(guide: LevelingGuide, person: Any, cell: GuideCell) -> GuideCell:
    """Undo a manager's edit: show the words as they were read."""
    if not cell.recovered_text:
        raise CorrectionRefused(
            "This definition was typed by hand: there is nothing to go back to."
        )
    with correcting(guide, person) as change:
        cell.definition_text = cell.recovered_text
        cell.edited_by, cell.edited_at = None, None
        cell.changed_in = change.version
        cell.save()
        refresh_outdated(cell)
    return cell


def clear_cell(guide: LevelingGuide, person: Any, cell: GuideCell) -> None:
    """Remove a definition and its examples: the guide says nothing there."""
    with correcting(guide, person) as change:
        change.remember_removed(place_as_read(cell.competency, cell.level))
        cell.delete()


def move_definition(
    guide: LevelingGuide, person: Any, cell: GuideCell, *, competency: Competency, level: Level
) -> GuideCell:
    """Put a definition where it belongs; one that stands there already takes its place.

    Examples were written for a level: they stay with their place and are marked as outdated.
    """
    if (cell.competency_id, cell.level_id) == (competency.pk, level.pk):
        return cell
    with correcting(guide, person) as change:
        other: GuideCell | None = GuideCell.objects.filter(
            competency=competency, level=level
        ).first()
        if other is None:
            left = place_as_read(cell.competency, cell.level)
            cell.competency, cell.level = competency, level
            _save_edited(change, cell)
            _mark_outdated(cell)
            change.remember_removed(left)
            change.forget_removed(place_as_read(competency, level))
            return cell
        for name in _CONTENT:
            ours, theirs = getattr(cell, name), getattr(other, name)
            setattr(cell, name, theirs)
            setattr(other, name, ours)
        for exchanged in (cell, other):
            _save_edited(change, exchanged)
    return other


def mark_of(text: str) -> str:
    """A short mark that tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def tidy(text: str) -> str:
    """Plain line ends, no blanks at line ends, no empty lines around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _save_edited(change: Correction, cell: GuideCell) -> None:
    cell.edited_by, cell.edited_at = change.person, timezone.now()
    cell.changed_in = change.version
    cell.save()
    refresh_outdated(cell)


def _mark_outdated(cell: GuideCell) -> None:
    generations: Any = cell.generations
    if generations.shown().exists():
        GuideCell.objects.filter(pk=cell.pk).update(is_outdated=True)
