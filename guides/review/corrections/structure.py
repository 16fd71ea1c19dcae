"""Corrections of levels and competencies: both are parts of the matrix and are treated alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db.models import Q

from guides.keys import split_name, unique_key
from guides.matrix.reapply import part_as_read
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.review.corrections.base import (
    Correction,
    CorrectionRefused,
    Part,
    correcting,
    refresh_outdated,
)

MAX_LEVELS = 20
MAX_COMPETENCIES = 100
MAX_TITLE = 200


def rename_part(guide: LevelingGuide, person: Any, part: Part, **fields: str) -> Part:
    """Give a level (code, title, description) or competency (name, category, description) words.

    Its key stays: addresses that people keep go on working.
    """
    with correcting(guide, person) as change:
        for name, value in fields.items():
            setattr(part, name, value)
        part.save(update_fields=[*fields, "updated_at"])
        change.mark(_cells(part))
    return part


def add_level(
    guide: LevelingGuide, person: Any, *, code: str = "", title: str = "", description: str = ""
) -> Level:
    with correcting(guide, person) as change:
        return _new_level(change, code=code, title=title, description=description)


def add_competency(
    guide: LevelingGuide, person: Any, *, name: str, category: str = "", description: str = ""
) -> Competency:
    with correcting(guide, person) as change:
        return _new_competency(change, name=name, category=category, description=description)


def move_part(guide: LevelingGuide, person: Any, part: Part, *, step: int) -> None:
    """Move a part by `step` places (-1: towards the first). Beyond the ends nothing happens."""
    with correcting(guide, person) as change:
        parts = list(_siblings(part))
        at = parts.index(part)
        to = max(0, min(len(parts) - 1, at + step))
        parts.insert(to, parts.pop(at))
        _number(parts)
        change.mark(_cells(part))


def remove_part(guide: LevelingGuide, person: Any, part: Part) -> int:
    """Remove a part with its cells and their examples; returns how many cells went."""
    with correcting(guide, person) as change:
        removed: int = _cells(part).count()
        change.remember_removed(part_as_read(part))
        siblings = [other for other in _siblings(part) if other != part]
        part.delete()
        _number(siblings)
    return removed


def merge_parts(guide: LevelingGuide, person: Any, part: Part, *, into: Part) -> None:
    """Make one part of two. Where both have text, it is joined in the order of the guide."""
    if part == into or type(part) is not type(into):
        raise CorrectionRefused("Choose another one to merge with.")
    with correcting(guide, person) as change:
        across = f"{_across(part)}_id"
        targets = {getattr(cell, across): cell for cell in _cells(into)}
        for cell in _cells(part):
            target = targets.get(getattr(cell, across))
            if target is None:
                setattr(cell, _field(part), into)
                cell.changed_in = change.version
                cell.is_outdated = cell.generations.shown().exists()
                cell.save()
            else:
                _join(change, cell, target, is_first=part.position < into.position)
        change.remember_removed({**part_as_read(part), "into": into.key})
        siblings = [other for other in _siblings(part) if other != part]
        part.delete()
        _number(siblings)


def split_part(guide: LevelingGuide, person: Any, part: Part, *, copy: bool, **fields: str) -> Part:
    """Put a second part right behind one that was read as one; `copy` repeats its definitions."""
    with correcting(guide, person) as change:
        make = _new_level if isinstance(part, Level) else _new_competency
        second: Part = make(change, **fields)
        order = [other for other in _siblings(part) if other != second]
        order.insert(order.index(part) + 1, second)
        _number(order)
        if copy:
            for cell in _cells(part):
                setattr(cell, _field(part), second)
                cell.pk, cell._state.adding = uuid4(), True
                cell.changed_in, cell.is_outdated = change.version, False
                cell.save(force_insert=True)
    return second


def transpose(guide: LevelingGuide, person: Any) -> None:
    """Swap rows and columns: levels were read as competencies. Cells keep ids and examples."""
    with correcting(guide, person) as change:
        levels = list(change.guide.levels.all())
        competencies = list(change.guide.competencies.all())
        _check_as_levels(competencies)
        cells = list(change.guide.cells.all())
        rows = {level.pk: _level_as_competency(level) for level in levels}
        columns = {row.pk: _competency_as_level(row) for row in competencies}
        Competency.objects.bulk_create(rows.values())
        Level.objects.bulk_create(columns.values())
        for cell in cells:
            old = (cell.level_id, cell.competency_id)
            cell.competency, cell.level = rows[old[0]], columns[old[1]]
            cell.changed_in = change.version
        GuideCell.objects.bulk_update(cells, ["competency", "level", "changed_in"])
        Level.objects.filter(pk__in=[level.pk for level in levels]).delete()
        Competency.objects.filter(pk__in=[row.pk for row in competencies]).delete()
        _outdate_examples(cells)
        change.guide.doubts = [
            {**doubt, "level": doubt["competency"], "competency": doubt["level"]}
            for doubt in change.guide.doubts
        ]
        change.guide.is_transposed = not change.guide.is_transposed
        change.guide.removed_parts = [_transposed(part) for part in change.guide.removed_parts]
        change.guide.save(update_fields=["doubts", "is_transposed", "removed_parts", "updated_at"])


# Parts --------------------------------------------------------------------------------------------


def _field(part: Part) -> str:
    return "level" if isinstance(part, Level) else "competency"


def _across(part: Part) -> str:
    return "competency" if isinstance(part, Level) else "level"


def _cells(part: Part) -> Any:
    return GuideCell.objects.filter(Q(**{_field(part): part})).order_by("created_at")


def _siblings(part: Part) -> Any:
    return type(part).objects.filter(guide_id=part.guide_id).order_by("position", "created_at")


def _number(parts: Iterable[Part]) -> None:
    """Write the order of the parts as their positions, from 0."""
    parts = list(parts)
    for position, part in enumerate(parts):
        part.position = position
    if parts:
        type(parts[0]).objects.bulk_update(parts, ["position"])  # type: ignore[arg-type]


def _new_level(
    change: Correction, *, code: str = "", title: str = "", description: str = ""
) -> Level:
    taken = list(change.guide.levels.values_list("key", flat=True))
    if len(taken) >= MAX_LEVELS:
        raise CorrectionRefused(f"A matrix has at most {MAX_LEVELS} levels.")
    return Level.objects.create(
        guide=change.guide,
        key=unique_key(code or title, taken, fallback=f"level-{len(taken) + 1}"),
        code=code,
        title=title,
        description=description,
        position=len(taken),
    )


def _new_competency(
    change: Correction, *, name: str, category: str = "", description: str = ""
) -> Competency:
    taken = list(change.guide.competencies.values_list("key", flat=True))
    if len(taken) >= MAX_COMPETENCIES:
        raise CorrectionRefused(f"A matrix has at most {MAX_COMPETENCIES} competencies.")
    return Competency.objects.create(
        guide=change.guide,
        key=unique_key(name, taken, fallback=f"competency-{len(taken) + 1}"),
        name=name,
        category=category,
        description=description,
        position=len(taken),
    )


# Merging ------------------------------------------------------------------------------------------


def _join(change: Correction, cell: GuideCell, target: GuideCell, *, is_first: bool) -> None:
    first, second = (cell, target) if is_first else (target, cell)
    definition = f"{first.definition_text}\n{second.definition_text}"
    recovered = "\n".join(filter(None, (first.recovered_text, second.recovered_text)))
    source = [*first.source, *second.source]
    target.definition_text, target.recovered_text, target.source = definition, recovered, source
    if cell.is_edited and not target.is_edited:
        target.edited_by, target.edited_at = cell.edited_by, cell.edited_at
    target.changed_in = change.version
    target.save()
    refresh_outdated(target)


# Swapping rows and columns ------------------------------------------------------------------------


def _check_as_levels(competencies: list[Competency]) -> None:
    if len(competencies) > MAX_LEVELS:
        raise CorrectionRefused(
            f"There are {len(competencies)} competencies; a matrix has at most {MAX_LEVELS} levels."
        )
    longest = max((len(row.name) for row in competencies), default=0)
    if longest > MAX_TITLE:
        raise CorrectionRefused(
            f"A competency's name has {longest} characters; a level's has at most {MAX_TITLE}. "
            "Shorten it first."
        )


def _level_as_competency(level: Level) -> Competency:
    return Competency(
        guide_id=level.guide_id,
        key=level.key,
        name=level.name,
        description=level.description,
        recovered_name=" ".join(filter(None, (level.recovered_code, level.recovered_title))),
        position=level.position,
    )


def _competency_as_level(competency: Competency) -> Level:
    code, title = split_name(competency.name)
    recovered_code, recovered_title = split_name(competency.recovered_name)
    return Level(
        guide_id=competency.guide_id,
        key=competency.key,
        code=code,
        title=title,
        description=competency.description,
        recovered_code=recovered_code,
        recovered_title=recovered_title[:MAX_TITLE],
        position=competency.position,
    )


def _outdate_examples(cells: list[GuideCell]) -> None:
    with_examples = [cell.pk for cell in cells if cell.generations.shown().exists()]
    GuideCell.objects.filter(pk__in=with_examples).update(is_outdated=True)


def _transposed(part: dict[str, Any]) -> dict[str, Any]:
    """What was removed, told for the matrix the other way round."""
    into = {"into": part["into"]} if "into" in part else {}
    if part["kind"] == "level":
        name = " ".join(filter(None, (part["code"], part["title"])))
        return {"kind": "competency", "name": name, "category": "", **into}
    if part["kind"] == "competency":
        code, title = split_name(part["name"])
        return {"kind": "level", "code": code, "title": title, **into}
    return {
        "kind": "cell",
        "competency": _transposed(part["level"]),
        "level": _transposed(part["competency"]),
    }
