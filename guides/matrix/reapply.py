"""A newly recovered matrix with the manager's structural corrections made to it again.

Rows that a manager renamed or reworded are matched by `guides.matrix.store`; what was swapped,
merged, removed or put in another order is nowhere to be matched with, so it is done to the matrix
first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from guides.keys import split_name
from guides.models import Competency, GuideCell, Level, LevelingGuide

Name = tuple[str, str]
"""Code and title of a level, or name and category of a competency, as stored."""

MAX_CODE, MAX_TITLE, MAX_NAME = 40, 200, 300


def with_corrections(guide: LevelingGuide, matrix: Matrix) -> Matrix:
    """`matrix` as the manager left the guide: the first parse of a guide changes nothing."""
    if guide.is_transposed:
        matrix = transposed(matrix)
    table = _Table.of(matrix)
    for part in guide.removed_parts:
        if part["kind"] == "cell":
            table.clear(guide, part)
        else:
            table.remove(guide, part)
    return table.matrix(guide, matrix.title)


@dataclass(slots=True)
class _Table:
    """A matrix under correction. Indices stay those of the recovered one until the end."""

    levels: dict[int, MatrixLevel]
    competencies: dict[int, MatrixCompetency]
    cells: dict[tuple[int, int], MatrixCell]

    @classmethod
    def of(cls, matrix: Matrix) -> _Table:
        return cls(
            dict(enumerate(matrix.levels)),
            dict(enumerate(matrix.competencies)),
            {(cell.competency, cell.level): cell for cell in matrix.cells},
        )

    def clear(self, guide: LevelingGuide, place: Mapping[str, Any]) -> None:
        """Leave a cell out that the manager cleared; where names repeat, no cell is guessed."""
        rows = self._found(place["competency"])
        columns = self._found(place["level"])
        if len(rows) == len(columns) == 1:
            self.cells.pop((rows[0], columns[0]), None)

    def remove(self, guide: LevelingGuide, part: Mapping[str, Any]) -> None:
        """Leave out a level or competency, or pour it into the one that it was merged with."""
        index = self._which(guide, part)
        if index is None:
            return
        is_level = part["kind"] == "level"
        target = self._target(guide, part) if "into" in part else None
        if "into" in part and target is None:
            return
        self._empty(index, target, is_level=is_level)
        del (self.levels if is_level else self.competencies)[index]

    def _empty(self, index: int, target: int | None, *, is_level: bool) -> None:
        """Take the cells out of a level or competency, into another one where there is one."""
        for row, column in [place for place in self.cells if place[is_level] == index]:
            cell = self.cells.pop((row, column))
            if target is not None:
                place = (row, target) if is_level else (target, column)
                self._pour(cell, place, is_first=index < target)

    def matrix(self, guide: LevelingGuide, title: str) -> Matrix:
        """The parts in the order that the guide has now; new ones follow what they followed."""
        columns = _ordered(
            {at: _level_name(level) for at, level in self.levels.items()}, list(guide.levels.all())
        )
        rows = _ordered(
            {at: _competency_name(row) for at, row in self.competencies.items()},
            list(guide.competencies.all()),
        )
        column_at = {old: new for new, old in enumerate(columns)}
        row_at = {old: new for new, old in enumerate(rows)}
        cells = [
            replace(cell, competency=row_at[row], level=column_at[column])
            for (row, column), cell in self.cells.items()
        ]
        return Matrix(
            levels=tuple(self.levels[at] for at in columns),
            competencies=tuple(self.competencies[at] for at in rows),
            cells=tuple(sorted(cells, key=lambda cell: (cell.competency, cell.level))),
            title=title,
        )

    def _found(self, part: Mapping[str, Any]) -> list[int]:
        """Where parts of this name stand."""
        if part["kind"] == "level":
            wanted = (part["code"], part["title"])
            return [at for at, level in self.levels.items() if _level_name(level) == wanted]
        wanted = (part["name"], part["category"])
        return [at for at, row in self.competencies.items() if _competency_name(row) == wanted]

    def _which(self, guide: LevelingGuide, part: Mapping[str, Any]) -> int | None:
        """The part that was removed: the only one of its name, or the one whose texts are gone.

        Of several, one that still stands in the guide is never taken, and none is guessed.
        """
        found = self._found(part)
        if len(found) < 2:
            return found[0] if found else None
        known = _texts(guide)
        is_level = part["kind"] == "level"
        gone = [
            at
            for at in found
            if not any(
                cell.definition in known
                for place, cell in self.cells.items()
                if place[is_level] == at
            )
        ]
        return gone[0] if len(gone) == 1 else None

    def _target(self, guide: LevelingGuide, part: Mapping[str, Any]) -> int | None:
        """Where the part stands that another one was merged into."""
        if part["kind"] == "level":
            level = guide.levels.filter(key=part["into"]).first()
            places = self._found(part_as_read(level)) if level else []
        else:
            row = guide.competencies.filter(key=part["into"]).first()
            places = self._found(part_as_read(row)) if row else []
        return places[0] if len(places) == 1 else None

    def _pour(self, cell: MatrixCell, place: tuple[int, int], *, is_first: bool) -> None:
        other = self.cells.get(place)
        if other is None:
            self.cells[place] = cell
            return
        first, second = (cell, other) if is_first else (other, cell)
        self.cells[place] = replace(
            other,
            definition=f"{first.definition}\n{second.definition}",
            sources=(*first.sources, *second.sources),
        )


def transposed(matrix: Matrix) -> Matrix:
    return Matrix(
        levels=tuple(
            MatrixLevel(*split_name(row.name), description=row.description)
            for row in matrix.competencies
        ),
        competencies=tuple(
            MatrixCompetency(
                " ".join(filter(None, (level.code, level.title))), description=level.description
            )
            for level in matrix.levels
        ),
        cells=tuple(
            replace(cell, level=cell.competency, competency=cell.level) for cell in matrix.cells
        ),
        title=matrix.title,
    )


def _ordered(names: Mapping[int, Name], rows: Sequence[Level | Competency]) -> list[int]:
    """Indices in the order of the rows that have these names, each once, in order of the names."""
    waiting = {at: _stored_name(row) for at, row in enumerate(rows)}
    keys: dict[int, tuple[int, int]] = {}
    last = -1
    for index, name in names.items():
        position = next((at for at, known in waiting.items() if known == name), None)
        if position is not None:
            del waiting[position]
            last = position
        keys[index] = (last, index if position is None else -1)
    return sorted(names, key=keys.__getitem__)


def _level_name(level: MatrixLevel) -> Name:
    return level.code[:MAX_CODE], level.title[:MAX_TITLE]


def _competency_name(row: MatrixCompetency) -> Name:
    return row.name[:MAX_NAME], row.category[:MAX_TITLE]


def _stored_name(row: Level | Competency) -> Name:
    if isinstance(row, Level):
        return (row.code, row.title) if row.is_added else (row.recovered_code, row.recovered_title)
    return (
        (row.name, row.category) if row.is_added else (row.recovered_name, row.recovered_category)
    )


def _texts(guide: LevelingGuide) -> set[str]:
    return set(GuideCell.objects.filter(guide=guide).values_list("recovered_text", flat=True))


def part_as_read(part: Level | Competency) -> dict[str, Any]:
    """How a new parse will name this part: as it was read, or as it is called now."""
    if isinstance(part, Level):
        if part.is_added:
            return {"kind": "level", "code": part.code, "title": part.title}
        return {"kind": "level", "code": part.recovered_code, "title": part.recovered_title}
    if part.is_added:
        return {"kind": "competency", "name": part.name, "category": part.category}
    return {
        "kind": "competency",
        "name": part.recovered_name,
        "category": part.recovered_category,
    }


def place_as_read(competency: Competency, level: Level) -> dict[str, Any]:
    return {
        "kind": "cell",
        "competency": part_as_read(competency),
        "level": part_as_read(level),
    }
