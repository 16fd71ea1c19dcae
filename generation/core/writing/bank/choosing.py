"""Which of the bank's examples stand in which cell: the whole guide at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generation.core.recovery import Matrix, MatrixCell
from generation.core.writing.bank.covering import quote_for
from generation.core.writing.bank.matching import OPENS, Asked, asked_behaviours
from generation.core.writing.bank.roles import families_of
from generation.core.writing.bank.taxonomy import (
    OFFICE,
    Entry,
    load_behaviours,
    load_entries,
)
from generation.core.writing.lexicon.scope import (
    SEVERAL_TEAMS,
    scope_of_position,
    scope_of_title,
    widest_scope,
)

MOST_PER_CELL = 3
MOST_NARROWER = 1
"""Steps of scope by which an example may stay below its clause: "a task" may stand for "a feature".
None above: read blind, 81 % of those at or one below illustrated their quote, 57 % of wider."""

Place = tuple[int, int]
"""Level and competency, as indices."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An example and the words of the definition that it illustrates, verbatim."""

    entry: Entry
    illustrates: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """One way to fill a cell. `rank` is smaller for what fits better."""

    rank: tuple[int, int, int, str]
    choice: Choice


def choose(
    matrix: Matrix,
    role_title: str,
    *,
    places: Collection[Place] | None = None,
    without: Mapping[Place, Collection[str]] | None = None,
) -> dict[Place, tuple[Choice, ...]]:
    """Up to three examples a cell; cells without any are absent.

    `places` are the cells to choose for, all unless given; `without` says by cell which headlines
    may not stand there. No example stands twice in a guide. First every cell that can gets one,
    then a second, then a third. Deterministic: the same guide gets the same examples.
    """
    families = families_of(role_title, matrix.title)
    without = without or {}
    fits: dict[Place, list[_Fit]] = {}
    for cell in matrix.cells:
        place = (cell.level, cell.competency)
        if places is None or place in places:
            barred = without.get(place, ())
            fits[place] = [
                fit
                for fit in _fits(matrix, cell, families)
                if fit.choice.entry.headline not in barred
            ]
    chosen: dict[Place, list[Choice]] = defaultdict(list)
    taken: set[str] = set()
    for _ in range(MOST_PER_CELL):
        for place, choice in _assign(_open_fits(fits, chosen, taken)).items():
            chosen[place].append(choice)
            taken.add(choice.entry.headline)
    return {place: tuple(choices) for place, choices in chosen.items()}


def _fits(matrix: Matrix, cell: MatrixCell, families: frozenset[str]) -> Iterator[_Fit]:
    position = scope_of_position(cell.level, len(matrix.levels))
    title = scope_of_title(matrix.levels[cell.level].title)
    usual = position if title is None else round((position + title) / 2)
    for asked in asked_behaviours(cell.definition):
        for entry in _entries_for(asked, families):
            narrower = _narrower_by(entry, asked, usual)
            if not 0 <= narrower <= MOST_NARROWER:
                continue
            is_own_trade = bool(entry.roles & (families - {OFFICE}))
            quote = quote_for(entry, asked, is_own_trade=is_own_trade)
            if quote:
                rank = (OPENS - asked.strength, narrower, int(not is_own_trade), entry.headline)
                yield _Fit(rank, Choice(entry, quote))


def _entries_for(asked: Asked, families: frozenset[str]) -> Iterator[Entry]:
    wanted = load_behaviours()[asked.behaviour].families
    if wanted and not wanted & families and families != {OFFICE}:
        return
    yield from (
        entry for entry in _by_behaviour().get(asked.behaviour, ()) if entry.roles & families
    )


@lru_cache(maxsize=1)
def _by_behaviour() -> Mapping[str, Sequence[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in load_entries():
        found[entry.behaviour].append(entry)
    return found


def _narrower_by(entry: Entry, asked: Asked, usual: int) -> int:
    """Steps of scope by which the example stays below what its clause, or else its level, is about.

    What says itself that it reaches over several teams is shown by nothing smaller.
    """
    said = widest_scope(asked.clause)
    if said is not None and said >= SEVERAL_TEAMS:
        return said - entry.scope if entry.scope >= SEVERAL_TEAMS else MOST_NARROWER + 1
    return (usual if said is None else round((said + usual) / 2)) - entry.scope


def _open_fits(
    fits: Mapping[Place, Sequence[_Fit]],
    chosen: Mapping[Place, Sequence[Choice]],
    taken: set[str],
) -> dict[Place, list[_Fit]]:
    """What may still be added: examples not yet used, of a new behaviour and a new clause."""
    found = {}
    for place, each in fits.items():
        have = chosen.get(place, ())
        behaviours = {choice.entry.behaviour for choice in have}
        quotes = {choice.illustrates for choice in have}
        found[place] = [
            fit
            for fit in each
            if fit.choice.entry.headline not in taken
            and fit.choice.entry.behaviour not in behaviours
            and fit.choice.illustrates not in quotes
        ]
    return found


def _assign(fits: Mapping[Place, Sequence[_Fit]]) -> dict[Place, Choice]:
    """One example a cell, the best that is left; cells with fewest to choose from come first."""
    taken: set[str] = set()
    chosen: dict[Place, Choice] = {}
    for place in sorted(fits, key=lambda place: (len(fits[place]), place)):
        left = (fit for fit in fits[place] if fit.choice.entry.headline not in taken)
        best = min(left, key=lambda fit: fit.rank, default=None)
        if best is not None:
            chosen[place] = best.choice
            taken.add(best.choice.entry.headline)
    return chosen
