"""The page "What changed": rows of words, from a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from guides.differences import Piece, word_differences
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.versions.comparing import (
    CellKind,
    CellPair,
    Comparison,
    PartKind,
    PartPair,
)
from guides.versions.matching import same_words

MAX_SAME_NAMED = 400
"""Unchanged cells that the page lists by name: a number says enough of more."""

_CELL_WORDS = {
    CellKind.CHANGED: "Changed",
    CellKind.MOVED: "Moved",
    CellKind.NEW: "New",
    CellKind.GONE: "Gone",
}
_QUIET = (CellKind.SAME, CellKind.KEPT)
"""Nothing happens to these: the page counts them, and names them when asked."""
_PART_WORDS = {
    PartKind.ADDED: "Added",
    PartKind.REMOVED: "Removed",
    PartKind.RENAMED: "Renamed",
    PartKind.MOVED: "Moved",
    PartKind.KEPT: "Stays",
}
_NOTES = {
    CellKind.GONE: "Its examples go with it.",
    CellKind.NEW: "Examples are written.",
}


@dataclass(frozen=True, slots=True)
class PartLine:
    """One level or competency that is not what it was."""

    kind: str
    word: str
    name: str
    pieces: tuple[Piece, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell that is not what it was, and what becomes of its examples."""

    kind: str
    word: str
    level: str
    pieces: tuple[Piece, ...]
    note: str
    was_at: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class CellGroup:
    """The changed cells of one competency."""

    competency: str
    lines: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    counts: tuple[str, ...]
    levels: tuple[PartLine, ...]
    competencies: tuple[PartLine, ...]
    groups: tuple[CellGroup, ...]
    same: tuple[str, ...]
    same_count: int
    kept: tuple[str, ...]
    lost_own: tuple[str, ...]
    left_out: tuple[str, ...]
    mark: str
    is_empty: bool


def changes_page(comparison: Comparison, version: LevelingGuide) -> ChangesPage:
    same = comparison.of(CellKind.SAME)
    return ChangesPage(
        counts=_counts(comparison),
        levels=_part_lines(comparison.levels),
        competencies=_part_lines(comparison.competencies),
        groups=_groups(comparison),
        same=tuple(_where(pair.place) for pair in same[:MAX_SAME_NAMED]),
        same_count=len(same),
        kept=tuple(_where(pair.place) for pair in comparison.of(CellKind.KEPT)),
        lost_own=tuple(_where(pair.place) for pair in comparison.lost_own),
        left_out=tuple(_left_out(part) for part in version.removed_parts if "into" not in part),
        mark=comparison.mark,
        is_empty=comparison.is_empty,
    )


def _counts(comparison: Comparison) -> tuple[str, ...]:
    counted = (
        (_with(comparison.levels, PartKind.ADDED), "level added", "levels added"),
        (_with(comparison.levels, PartKind.REMOVED), "level removed", "levels removed"),
        (_with(comparison.levels, PartKind.RENAMED), "level renamed", "levels renamed"),
        (_with(comparison.competencies, PartKind.ADDED), "competency added", "competencies added"),
        (
            _with(comparison.competencies, PartKind.REMOVED),
            "competency removed",
            "competencies removed",
        ),
        (
            _with(comparison.competencies, PartKind.RENAMED),
            "competency renamed",
            "competencies renamed",
        ),
        (len(comparison.of(CellKind.CHANGED)), "definition changed", "definitions changed"),
        (len(comparison.of(CellKind.MOVED)), "definition moved", "definitions moved"),
        (len(comparison.of(CellKind.NEW)), "definition new", "definitions new"),
        (len(comparison.of(CellKind.GONE)), "definition gone", "definitions gone"),
        (len(comparison.of(CellKind.SAME)), "the same", "the same"),
    )
    return tuple(f"{count} {one if count == 1 else more}" for count, one, more in counted if count)


def _with(pairs: Sequence[PartPair[Level]] | Sequence[PartPair[Competency]], kind: PartKind) -> int:
    return sum(1 for pair in pairs if kind in pair.kinds)


def _part_lines(
    pairs: Sequence[PartPair[Level]] | Sequence[PartPair[Competency]],
) -> tuple[PartLine, ...]:
    return tuple(_part_line(pair) for pair in pairs if pair.kinds)


def _part_line(pair: PartPair[Level] | PartPair[Competency]) -> PartLine:
    word = ", ".join(_PART_WORDS[kind] for kind in pair.kinds)
    word = word[0] + word[1:].lower()
    kind = pair.kinds[0]
    if PartKind.RENAMED in pair.kinds and pair.old and pair.new:
        before, after = _in_full(pair.old), _in_full(pair.new)
        return PartLine(kind, word, "", tuple(word_differences(before, after)))
    part = pair.new or pair.old
    assert part is not None  # noqa: S101 - a pair has a side
    note = "It was added by hand, and no file has it." if kind is PartKind.KEPT else ""
    return PartLine(kind, word, _in_full(part), note=note)


def _in_full(part: Level | Competency) -> str:
    if isinstance(part, Competency) and part.category:
        return f"{part.category}: {part.name}"
    return part.name


def _groups(comparison: Comparison) -> tuple[CellGroup, ...]:
    by_row: dict[UUID, tuple[str, list[CellLine]]] = {}
    rows = {pair.old.pk: pair.new.pk for pair in comparison.competencies if pair.old and pair.new}
    for pair in comparison.cells:
        if pair.kind in _QUIET:
            continue
        row = pair.place.competency
        _, lines = by_row.setdefault(rows.get(row.pk, row.pk), (row.name, []))
        lines.append(_cell_line(pair))
    return tuple(CellGroup(name, tuple(lines)) for name, lines in by_row.values())


def _cell_line(pair: CellPair) -> CellLine:
    old = pair.old.definition_text if pair.old else ""
    new = pair.new.definition_text if pair.new else ""
    if pair.kind is CellKind.MOVED and same_words(old, new):
        pieces = [Piece("same", old)]
    else:
        pieces = word_differences(old, new) if old and new else _whole(old, new)
    is_moved = pair.kind is CellKind.MOVED and pair.old is not None
    return CellLine(
        kind=pair.kind,
        word=_CELL_WORDS[pair.kind],
        level=pair.place.level.name,
        pieces=tuple(pieces),
        note=_note(pair),
        was_at=_where(pair.old) if is_moved and pair.old else "",
        is_warning=bool(pair.own) and pair.kind in {CellKind.GONE, CellKind.CHANGED},
    )


def _whole(old: str, new: str) -> list[Piece]:
    return [Piece("removed", old)] if old else [Piece("added", new)]


def _note(pair: CellPair) -> str:
    """What becomes of the examples, in one sentence."""
    if pair.kind is CellKind.GONE and pair.own:
        return "Examples that people wrote for it go with it."
    if pair.kind in _NOTES:
        return _NOTES[pair.kind]
    own_words = " The words that you had corrected are replaced." if _was_corrected(pair) else ""
    if pair.kind is CellKind.MOVED and not pair.is_other_level:
        return "Its examples move with it."
    if pair.is_shown_own:
        return f"Examples that people wrote stay, marked “Guide changed since”.{own_words}"
    if pair.is_other_level:
        return "At another level: examples are written again."
    return f"Examples are written again.{own_words}"


def _was_corrected(pair: CellPair) -> bool:
    return pair.kind is CellKind.CHANGED and pair.old is not None and pair.old.is_edited


def _where(cell: GuideCell) -> str:
    return f"{cell.competency.name}, {cell.level.name}"


def _left_out(part: dict) -> str:
    if part["kind"] == "cell":
        return f"{_left_out(part['competency'])}, {_left_out(part['level'])}"
    if part["kind"] == "level":
        return " ".join(filter(None, (part["code"], part["title"])))
    return str(part["name"])
