"""Writes a recovered matrix over a guide's rows, keeping everything that people made of them.

A new parse matches levels, competencies and cells by the names as they were read; ids, corrections
and generations stay. What it cannot match is kept, and named, so that the manager decides.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from generation.core.recovery import Matrix, MatrixCompetency, MatrixLevel, sources_to_stored
from guides.keys import unique_key
from guides.matrix.reapply import with_corrections
from guides.models import Competency, GuideArtifact, GuideCell, Level, LevelingGuide

Row = TypeVar("Row", Level, Competency)
MAX_NAME = 300
MAX_TITLE = 200
MAX_CODE = 40


@dataclass(slots=True)
class Stored:
    """What came of storing: sentences for the manager where a decision is needed."""

    questions: list[str] = field(default_factory=list)
    changed: int = 0


def store_matrix(
    guide: LevelingGuide, matrix: Matrix, artifact: GuideArtifact, *, version: int
) -> Stored:
    """Write `matrix` as the guide's, in the caller's transaction.

    `version` is the guide's version after it: cells that look different carry it.
    """
    stored = Stored()
    matrix = with_corrections(guide, matrix)
    levels = _merge_levels(guide, matrix.levels, stored)
    competencies = _merge_competencies(guide, matrix.competencies, stored)
    _merge_cells(guide, matrix, levels, competencies, artifact, version, stored)
    return stored


def _merge_levels(
    guide: LevelingGuide, found: Sequence[MatrixLevel], stored: Stored
) -> list[Level]:
    existing = list(guide.levels.all())
    names, name_of = level_names(found)
    known = matched(existing, names, name_of)
    taken = {row.key for row in existing}
    rows: list[Level] = []
    for position, (level, (code, title)) in enumerate(zip(found, names, strict=True)):
        row = known[position]
        if row is None:
            key = unique_key(code or title, taken, fallback=f"level-{position + 1}")
            taken.add(key)
            row = Level(guide=guide, key=key, code=code, title=title)
        row.recovered_code, row.recovered_title = code, title
        row.description = row.description or level.description
        row.position = position
        rows.append(row)
    return _save(Level, existing, rows, "level", stored)


def _merge_competencies(
    guide: LevelingGuide, found: Sequence[MatrixCompetency], stored: Stored
) -> list[Competency]:
    existing = list(guide.competencies.all())
    names, name_of = competency_names(found)
    known = matched(existing, names, name_of)
    taken = {row.key for row in existing}
    rows: list[Competency] = []
    for position, (competency, (name, category)) in enumerate(zip(found, names, strict=True)):
        row = known[position]
        if row is None:
            key = unique_key(name, taken, fallback=f"competency-{position + 1}")
            taken.add(key)
            row = Competency(guide=guide, key=key, name=name, category=category)
        row.recovered_name, row.recovered_category = name, category
        row.description = row.description or competency.description
        row.position = position
        rows.append(row)
    return _save(Competency, existing, rows, "competency", stored)


Names = list[tuple[str, str]]


def level_names(found: Sequence[MatrixLevel]) -> tuple[Names, Callable[[Level], Hashable]]:
    """What stored levels are matched by: the names that were read, and those that rows keep."""
    names = [(level.code[:MAX_CODE], level.title[:MAX_TITLE]) for level in found]
    return names, lambda row: (row.recovered_code or row.code, row.recovered_title or row.title)


def competency_names(
    found: Sequence[MatrixCompetency],
) -> tuple[Names, Callable[[Competency], Hashable]]:
    """What stored competencies are matched by."""
    names = [(row.name[:MAX_NAME], row.category[:MAX_TITLE]) for row in found]
    return names, lambda row: (
        row.recovered_name or row.name,
        row.recovered_category or row.category,
    )


def matched(
    existing: Iterable[Row], names: Sequence[Hashable], name_of: Callable[[Row], Hashable]
) -> list[Row | None]:
    """For each name the row of that name, in order where names repeat."""
    by_name: dict[Hashable, deque[Row]] = defaultdict(deque)
    for row in existing:
        by_name[name_of(row)].append(row)
    return [by_name[name].popleft() if by_name[name] else None for name in names]


def _save(
    model: type[Row], existing: Sequence[Row], rows: list[Row], word: str, stored: Stored
) -> list[Row]:
    """Save the rows in order, behind them those that the new parse did not find."""
    found = {row.pk for row in rows}
    missing = [row for row in existing if row.pk not in found]
    for offset, row in enumerate(missing):
        if row.is_added or _is_worth_keeping(row):
            row.position = len(rows) + offset
            row.save()
            if not row.is_added:
                stored.questions.append(
                    f"The {word} “{row}” was not found again. It is kept at the end: delete it or "
                    "merge it if it is not needed."
                )
        else:
            row.delete()
    for row in rows:
        row.save()
    return rows


def _is_worth_keeping(row: Level | Competency) -> bool:
    """Somebody corrected it, or examples were written for it."""
    cells = row.cells.all()
    return (
        row.is_edited
        or cells.filter(edited_at__isnull=False).exists()
        or cells.filter(generations__isnull=False).exists()
    )


def _merge_cells(  # noqa: PLR0913, PLR0917 - the parts of one merge
    guide: LevelingGuide,
    matrix: Matrix,
    levels: Sequence[Level],
    competencies: Sequence[Competency],
    artifact: GuideArtifact,
    version: int,
    stored: Stored,
) -> None:
    existing = {
        (cell.competency_id, cell.level_id): cell
        for cell in guide.cells.select_for_update(no_key=True)
    }
    new: list[GuideCell] = []
    for found in matrix.cells:
        level, competency = levels[found.level], competencies[found.competency]
        cell = existing.pop((competency.pk, level.pk), None)
        source = sources_to_stored(found.sources)
        if cell is None:
            new.append(
                GuideCell(
                    guide=guide,
                    level=level,
                    competency=competency,
                    recovered_text=found.definition,
                    definition_text=found.definition,
                    source=source,
                    source_artifact=artifact,
                    changed_in=version,
                )
            )
            continue
        _update_cell(cell, found.definition, version, stored)
        cell.source, cell.source_artifact = source, artifact
        cell.save()
    GuideCell.objects.bulk_create(new)
    stored.changed += len(new)
    kept = {row.pk for row in (*levels, *competencies)}
    for cell in existing.values():
        if cell.level_id in kept and cell.competency_id in kept:
            _drop_or_ask(cell, stored)


def _update_cell(cell: GuideCell, definition: str, version: int, stored: Stored) -> None:
    """Take over a new reading; a manager's own words stay, and the difference is asked about."""
    if cell.recovered_text == definition:
        return
    if cell.is_edited:
        stored.questions.append(
            f"“{cell}” reads differently now. Your own words were kept: compare them with the PDF."
        )
    elif cell.definition_text != definition:
        cell.definition_text = definition
        cell.is_outdated = cell.generations.filter(is_shown=True).exists()
        cell.changed_in = version
        stored.changed += 1
    cell.recovered_text = definition


def _drop_or_ask(cell: GuideCell, stored: Stored) -> None:
    if cell.is_edited or cell.generations.exists():
        if cell.recovered_text:
            stored.questions.append(
                f"No text was found for “{cell}” this time. What was there is kept: check it."
            )
        return
    cell.delete()


def matrix_of(guide: LevelingGuide) -> tuple[Matrix, dict, dict]:
    """The guide's rows as a `Matrix`, with the indices of its levels and competencies by id."""
    from generation.core.recovery import MatrixCell

    levels, competencies = list(guide.levels.all()), list(guide.competencies.all())
    level_index = {row.pk: index for index, row in enumerate(levels)}
    competency_index = {row.pk: index for index, row in enumerate(competencies)}
    matrix = Matrix(
        levels=tuple(MatrixLevel(row.code, row.title, row.description) for row in levels),
        competencies=tuple(
            MatrixCompetency(row.name, row.category, row.description) for row in competencies
        ),
        cells=tuple(
            MatrixCell(
                level_index[cell.level_id],
                competency_index[cell.competency_id],
                cell.definition_text,
            )
            for cell in guide.cells.all()
        ),
        title=guide.title or guide.role_title,
    )
    return matrix, level_index, competency_index
