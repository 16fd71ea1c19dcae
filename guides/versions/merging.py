"""Takes an accepted version over into its guide: rows stay where they are the same, with all that
people and writers made of them.

Everything here runs in the transaction of `guides.versions.services.accept_version`, with both
guides locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from guides.enums import ArtifactType
from guides.keys import unique_key
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.versions.comparing import CellKind, CellPair, Comparison, PartPair, Row

_OF_LEVEL = ("code", "title", "recovered_code", "recovered_title")
_OF_COMPETENCY = ("name", "category", "recovered_name", "recovered_category")
_FOR_NEW_WORDS = (CellKind.CHANGED, CellKind.NEW)


def merge_matrix(
    guide: LevelingGuide, version: LevelingGuide, comparison: Comparison, *, number: int
) -> list[UUID]:
    """Make the guide's rows those of its version; `number` is the guide's own `version` after it.

    Returns the cells whose examples are to be written, now or again: never those that show what a
    person wrote.
    """
    artifact_of = _take_artifacts(guide, version)
    levels = _take_parts(guide, comparison.levels, "level")
    competencies = _take_parts(guide, comparison.competencies, "competency")
    GuideCell.objects.filter(
        pk__in=[pair.old.pk for pair in comparison.of(CellKind.GONE) if pair.old]
    ).delete()
    relocated = [pair.old for pair in comparison.of(CellKind.MOVED) if pair.old]
    parked = _park(guide, relocated)
    to_write = []
    for pair in comparison.cells:
        if pair.new is None:
            continue
        cell = _take_cell(guide, pair, number)
        cell.level = levels[pair.new.level_id]
        cell.competency = competencies[pair.new.competency_id]
        cell.source_artifact_id = artifact_of.get(pair.new.source_artifact_id)
        cell.save()
        has_new_words = pair.kind in _FOR_NEW_WORDS or pair.is_other_level
        if has_new_words and not pair.is_shown_own:
            to_write.append(cell.pk)
    Competency.objects.filter(pk__in=[row.pk for row in parked]).delete()
    _remove_parts(comparison)
    return to_write


def _take_cell(guide: LevelingGuide, pair: CellPair, number: int) -> GuideCell:
    """The guide's cell with the new side's words and place in the file; unsaved."""
    new = pair.new
    assert new is not None  # noqa: S101 - the caller's loop
    cell = pair.old
    if cell is None:
        cell = GuideCell(guide=guide)
    if pair.kind in _FOR_NEW_WORDS or (pair.kind is CellKind.MOVED and new.is_edited):
        cell.definition_text = new.definition_text
        cell.edited_by_id, cell.edited_at = new.edited_by_id, new.edited_at
    if pair.kind is not CellKind.NEW and (pair.kind is CellKind.CHANGED or pair.is_other_level):
        cell.is_outdated = cell.generations.filter(is_shown=True).exists()
    if pair.kind is not CellKind.SAME:
        cell.changed_in = number
    cell.recovered_text, cell.source = new.recovered_text, new.source
    return cell


def _take_parts(guide: LevelingGuide, pairs: Sequence[PartPair[Row]], word: str) -> dict[UUID, Row]:
    """Save the parts in their new order; by the id of the new side's row, the guide's."""
    taken = {pair.old.key for pair in pairs if pair.old is not None}
    found: dict[UUID, Row] = {}
    for position, pair in enumerate(pairs):
        old, new = pair.old, pair.new
        if new is None:
            if old is not None:
                old.position = position
                old.save(update_fields=["position", "updated_at"])
            continue
        row = old or _new_part(guide, new, taken, f"{word}-{position + 1}")
        _rename(row, new, is_new=old is None)
        row.position = position
        row.save()
        taken.add(row.key)
        found[new.pk] = row
    return found


def _new_part(guide: LevelingGuide, new: Row, taken: Iterable[str], fallback: str) -> Row:
    name = (new.code or new.title) if isinstance(new, Level) else new.name
    key = unique_key(name, set(taken), fallback=fallback)
    return type(new)(guide=guide, key=key, description=new.description)


def _rename(row: Row, new: Row, *, is_new: bool) -> None:
    """The new side's names, unless the file says what it said and a manager called it otherwise."""
    fields = _OF_LEVEL if isinstance(row, Level) else _OF_COMPETENCY
    shown, read = fields[:2], fields[2:]
    is_read_alike = all(getattr(row, name) == getattr(new, name) for name in read)
    if is_new or new.is_edited or not is_read_alike:
        for name in shown:
            setattr(row, name, getattr(new, name))
    for name in read:
        setattr(row, name, getattr(new, name))
    row.description = row.description or new.description


def _park(guide: LevelingGuide, cells: Sequence[GuideCell]) -> list[Competency]:
    """Take cells out of their places, each into a row of its own, so that two may change places."""
    rows = Competency.objects.bulk_create(
        Competency(guide=guide, key=f"moving-{cell.pk.hex}", name="–", position=0) for cell in cells
    )
    for cell, row in zip(cells, rows, strict=True):
        GuideCell.objects.filter(pk=cell.pk).update(competency=row)
    return rows


def _remove_parts(comparison: Comparison) -> None:
    for pair in comparison.parts:
        if pair.new is None and pair.old is not None and not pair.old.is_added:
            pair.old.delete()


def _take_artifacts(guide: LevelingGuide, version: LevelingGuide) -> dict[UUID | None, UUID | None]:
    """Move what was read of the new file to the guide; by old id, the id that it has there."""
    found: dict[UUID | None, UUID | None] = {}
    for artifact in version.artifacts.exclude(type=ArtifactType.EXPORT).order_by("updated_at"):
        same = guide.artifacts.filter(type=artifact.type, sha256=artifact.sha256).first()
        kept = same or artifact
        kept.guide = guide
        kept.updated_at = timezone.now()
        kept.save()
        found[artifact.pk] = kept.pk
    return found
