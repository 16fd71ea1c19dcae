"""What a new version of a guide changes: level by level, competency by competency, cell by cell.

The page shows it, and accepting does it: both come from here, so that nothing else happens than
what was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar
from uuid import UUID

from guides.enums import Engine
from guides.models import CellGeneration, Competency, GuideCell, Level, LevelingGuide
from guides.versions.matching import Matches, Part, Place, Table, match, moved_indices, same_words

Row = TypeVar("Row", Level, Competency)


class PartKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    KEPT = "kept"
    """A person added it, and no file has it: it stays."""


class CellKind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    KEPT = "kept"
    """A person typed it where no file has words: it stays."""


@dataclass(frozen=True, slots=True)
class PartPair(Generic[Row]):
    """A level or competency before and after; one of both is missing where it came or went."""

    kinds: tuple[PartKind, ...]
    old: Row | None
    new: Row | None


@dataclass(frozen=True, slots=True)
class CellPair:
    """A cell before and after. `own` counts the sets of examples that people wrote for it."""

    kind: CellKind
    old: GuideCell | None
    new: GuideCell | None
    own: int = 0
    is_shown_own: bool = False
    """The examples that it shows were written by a person: they are never written again alone."""
    is_other_level: bool = False
    """Its words stand at another level now: examples are written for a level."""

    @property
    def place(self) -> GuideCell:
        """The cell whose names say where this is: the new one where there is one."""
        cell = self.new or self.old
        assert cell is not None  # noqa: S101 - a pair has a side
        return cell


@dataclass(frozen=True)
class Comparison:
    """A guide beside its next version. Not slotted: `mark` is worked out once."""

    levels: tuple[PartPair[Level], ...]
    competencies: tuple[PartPair[Competency], ...]
    cells: tuple[CellPair, ...]

    @property
    def parts(self) -> list[PartPair[Level] | PartPair[Competency]]:
        return [*self.levels, *self.competencies]

    def of(self, *kinds: CellKind) -> list[CellPair]:
        return [pair for pair in self.cells if pair.kind in kinds]

    @property
    def is_empty(self) -> bool:
        parts = [kind for pair in self.parts for kind in pair.kinds]
        kept = (CellKind.SAME, CellKind.KEPT)
        return all(kind is PartKind.KEPT for kind in parts) and all(
            pair.kind in kept for pair in self.cells
        )

    @property
    def lost_own(self) -> list[CellPair]:
        """Cells that go, with examples that a person wrote."""
        return [pair for pair in self.of(CellKind.GONE) if pair.own]

    @cached_property
    def mark(self) -> str:
        """Tells this comparison from any other: what is accepted must be what was seen."""
        seen = [
            [[*pair.kinds, str(pair.old or ""), str(pair.new or "")] for pair in self.parts],
            [
                [
                    pair.kind,
                    str(pair.place),
                    pair.old.definition_text if pair.old else "",
                    pair.new.definition_text if pair.new else "",
                    pair.own,
                ]
                for pair in self.cells
            ],
        ]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]


def compare(guide: LevelingGuide, version: LevelingGuide) -> Comparison:
    """The guide's rows beside those of its next version, in nine queries at most."""
    before, after = _Side.of(guide), _Side.of(version)
    matches = match(before.table, after.table)
    return Comparison(
        levels=_pairs(before.levels, after.levels, matches.levels),
        competencies=_pairs(before.competencies, after.competencies, matches.competencies),
        cells=_cell_pairs(before, after, matches, _own_examples(guide)),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """A guide's rows, with the indices by which matching knows them."""

    levels: Sequence[Level]
    competencies: Sequence[Competency]
    cells: Mapping[Place, GuideCell]

    @classmethod
    def of(cls, guide: LevelingGuide) -> _Side:
        levels, competencies = list(guide.levels.all()), list(guide.competencies.all())
        columns = {level.pk: at for at, level in enumerate(levels)}
        rows = {row.pk: at for at, row in enumerate(competencies)}
        cells = {}
        for cell in guide.cells.select_related("edited_by"):
            row, column = rows[cell.competency_id], columns[cell.level_id]
            cell.competency, cell.level = competencies[row], levels[column]
            cells[row, column] = cell
        return cls(levels, competencies, cells)

    @property
    def table(self) -> Table:
        return Table(
            [Part(_level_names(level)) for level in self.levels],
            [Part(_competency_names(row)) for row in self.competencies],
            {
                place: cell.recovered_text or cell.definition_text
                for place, cell in self.cells.items()
            },
        )


def _level_names(level: Level) -> tuple[str, ...]:
    """As read, as it is called now, and by its title alone where a code came or went."""
    as_read = " ".join(filter(None, (level.recovered_code, level.recovered_title)))
    return as_read or level.name, level.name, level.recovered_title or level.title


def _competency_names(row: Competency) -> tuple[str, ...]:
    as_read = row.recovered_name or row.name
    in_category = f"{row.recovered_category or row.category}: {as_read}"
    return in_category, f"{row.category}: {row.name}", as_read, row.name


def _pairs(
    old: Sequence[Row], new: Sequence[Row], matched: Mapping[int, int]
) -> tuple[PartPair[Row], ...]:
    """In the order of the new version; behind them what is gone from it."""
    moved = moved_indices(matched)
    pairs: list[PartPair[Row]] = []
    for at, row in enumerate(new):
        before = old[matched[at]] if at in matched else None
        if before is None:
            pairs.append(PartPair((PartKind.ADDED,), None, row))
            continue
        kinds = [PartKind.RENAMED] if _is_renamed(before, row) else []
        kinds += [PartKind.MOVED] if at in moved else []
        pairs.append(PartPair(tuple(kinds), before, row))
    left = set(range(len(old))) - set(matched.values())
    for at in sorted(left):
        kind = PartKind.KEPT if old[at].is_added else PartKind.REMOVED
        pairs.append(PartPair((kind,), old[at], None))
    return tuple(pairs)


def _is_renamed(old: Level | Competency, new: Level | Competency) -> bool:
    """A name that a manager gave stays as long as the file calls the part what it did before."""
    if isinstance(old, Level) and isinstance(new, Level):
        read_before, read_now = (
            (level.recovered_code, level.recovered_title) for level in (old, new)
        )
        named_before, named_now = ((level.code, level.title) for level in (old, new))
    else:
        assert isinstance(old, Competency) and isinstance(new, Competency)  # noqa: S101, PT018
        read_before, read_now = ((row.recovered_name, row.recovered_category) for row in (old, new))
        named_before, named_now = ((row.name, row.category) for row in (old, new))
    if read_before == read_now and not new.is_edited:
        return False
    return named_before != named_now


def _cell_pairs(
    before: _Side, after: _Side, matches: Matches, own: Mapping[UUID, tuple[int, bool]]
) -> tuple[CellPair, ...]:
    pairs = []
    for place, cell in sorted(after.cells.items()):
        was = matches.cells.get(place)
        if was is None:
            pairs.append(CellPair(CellKind.NEW, None, cell))
            continue
        old = before.cells[was]
        row, column = matches.competencies.get(place[0]), matches.levels.get(place[1])
        kind = CellKind.MOVED if (row, column) != was else _kind_in_place(old, cell)
        pairs.append(
            CellPair(kind, old, cell, *own.get(old.pk, (0, False)), is_other_level=column != was[1])
        )
    taken, kept = set(matches.cells.values()), _kept_places(before, matches)
    for place, old in sorted(before.cells.items()):
        if place not in taken:
            kind = CellKind.KEPT if place in kept else CellKind.GONE
            pairs.append(CellPair(kind, old, None, *own.get(old.pk, (0, False))))
    return tuple(pairs)


def _kind_in_place(old: GuideCell, new: GuideCell) -> CellKind:
    """What a person made of the words stays as long as the file says what it said before."""
    is_read_alike = not new.is_edited and same_words(old.recovered_text, new.recovered_text)
    if is_read_alike or same_words(old.definition_text, new.definition_text):
        return CellKind.SAME
    return CellKind.CHANGED


def _kept_places(before: _Side, matches: Matches) -> set[Place]:
    """Where a person typed words that no file has, and both parts stay."""
    added_rows, added_columns = _added(before.competencies), _added(before.levels)
    rows = set(matches.competencies.values()) | added_rows
    columns = set(matches.levels.values()) | added_columns
    filled = {
        (matches.competencies.get(row), matches.levels.get(column)) for row, column in matches.cells
    }
    return {
        place
        for place, cell in before.cells.items()
        if (not cell.recovered_text or place[0] in added_rows or place[1] in added_columns)
        and place[0] in rows
        and place[1] in columns
        and place not in filled
    }


def _added(parts: Iterable[Level | Competency]) -> set[int]:
    return {at for at, part in enumerate(parts) if part.is_added}


def _own_examples(guide: LevelingGuide) -> dict[UUID, tuple[int, bool]]:
    """By cell: how many sets people wrote for it, and whether it shows one of them."""
    sets = CellGeneration.objects.filter(guide=guide, engine=Engine.MANUAL).order_by()
    found: dict[UUID, tuple[int, bool]] = {}
    for cell_id, is_shown in sets.values_list("cell_id", "is_shown"):
        count, shown = found.get(cell_id, (0, False))
        found[cell_id] = count + 1, shown or is_shown
    return found
