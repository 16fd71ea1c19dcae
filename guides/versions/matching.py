"""Which level, competency and cell of one matrix is which of another. Pure.

Parts are known again by their names, else by the texts of their cells; a definition that stands
nowhere twice is known again wherever it went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from levelingai.grounding.fold import fold, words_of

RENAMED = 0.5
"""How alike two parts of different names have to be, to be one that was renamed."""
TEXT_WEIGHT, NAME_WEIGHT = 0.75, 0.25
"""The same texts under another name are the same part; names alone say little when they differ."""
LEVEL, COMPETENCY = 1, 0
"""Which half of a place names the level, and which the competency."""

Place = tuple[int, int]
"""Indices of a competency and a level."""
Indices = Mapping[int, int]
"""Of the new matrix, by which of the old one it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A level or competency by all that it is called, the surest name first."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    levels: Sequence[Part]
    competencies: Sequence[Part]
    texts: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Matches:
    """What of the new matrix is what of the old one; what is missing here has no counterpart."""

    levels: Indices
    competencies: Indices
    cells: Mapping[Place, Place]


def match(old: Table, new: Table) -> Matches:
    """Match the parts of two matrices, then their cells."""
    levels = _by_name(old.levels, new.levels)
    competencies = _by_name(old.competencies, new.competencies)
    words = _words(old.texts), _words(new.texts)
    competencies |= _by_text(
        (old.competencies, new.competencies), _across(words, COMPETENCY), competencies, levels
    )
    levels |= _by_text((old.levels, new.levels), _across(words, LEVEL), levels, competencies)
    return Matches(levels, competencies, _cells(old, new, levels, competencies))


def same_words(one: str, other: str) -> bool:
    """The same definition: only line ends and blanks may differ."""
    return one.split() == other.split()


def moved_indices(matched: Indices) -> set[int]:
    """Which of the new parts stand in another order than before: as few as explain it."""
    places = sorted(matched.items())
    olds = [old for _, old in places]
    if all(before < after for before, after in pairwise(olds)):
        return set()
    kept = _longest_rise(olds)
    return {new for at, (new, _) in enumerate(places) if at not in kept}


def _by_name(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """Parts whose name is the same and the only one of its kind on both sides."""
    found: dict[int, int] = {}
    for rank in range(max((len(part.names) for part in (*old, *new)), default=0)):
        free_old = _by_folded(old, rank, found.values())
        free_new = _by_folded(new, rank, found)
        for name, indices in free_new.items():
            others = free_old.get(name, [])
            if name and len(indices) == len(others) == 1:
                found[indices[0]] = others[0]
    return found


def _by_folded(parts: Sequence[Part], rank: int, taken: Iterable[int]) -> dict[str, list[int]]:
    taken = set(taken)
    found: dict[str, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        if at not in taken and rank < len(part.names):
            found[fold(part.names[rank])].append(at)
    return found


_Words = Mapping[Place, frozenset[str]]
_Texts = tuple[dict[int, dict[int, frozenset[str]]], dict[int, dict[int, frozenset[str]]]]
"""Of the old and the new matrix: by part, by part of the other axis, the words of a cell."""


def _words(texts: Mapping[Place, str]) -> _Words:
    return {place: frozenset(words_of(fold(text))) for place, text in texts.items()}


def _across(words: tuple[_Words, _Words], axis: int) -> _Texts:
    sides: list[dict[int, dict[int, frozenset[str]]]] = []
    for side in words:
        found: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
        for place, text in side.items():
            found[place[axis]][place[1 - axis]] = text
        sides.append(found)
    return sides[0], sides[1]


def _by_text(
    parts: tuple[Sequence[Part], Sequence[Part]], texts: _Texts, known: Indices, other: Indices
) -> dict[int, int]:
    """The best pairs of what names did not settle: renamed parts, and names that are repeated."""
    old, new = parts
    taken = set(known.values())
    pairs = sorted(
        (
            (
                *_likeness(old[i], new[j], texts[0].get(i, {}), texts[1].get(j, {}), other),
                -abs(i - j),
                i,
                j,
            )
            for i in range(len(old))
            if i not in taken
            for j in range(len(new))
            if j not in known
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for has_same_name, score, _, i, j in pairs:
        if i not in taken and j not in found and (has_same_name or score >= RENAMED):
            found[j] = i
            taken.add(i)
    return found


def _likeness(
    old: Part,
    new: Part,
    before: Mapping[int, frozenset[str]],
    after: Mapping[int, frozenset[str]],
    other: Indices,
) -> tuple[bool, float]:
    """Whether they share their first name, and how alike they are from 0 to 1."""
    name_before, name_after = fold(old.names[0]), fold(new.names[0])
    names = _shared(frozenset(words_of(name_before)), frozenset(words_of(name_after)))
    score = TEXT_WEIGHT * _text_likeness(before, after, other) + NAME_WEIGHT * names
    return name_before == name_after, score


def _text_likeness(
    before: Mapping[int, frozenset[str]], after: Mapping[int, frozenset[str]], other: Indices
) -> float:
    """Cell by cell where the other axis is known, else all words together."""
    if not before or not after:
        return 0.0
    pairs = [(after[j], before.get(other[j], frozenset())) for j in after if j in other]
    if not pairs:
        return _shared(frozenset().union(*before.values()), frozenset().union(*after.values()))
    known = set(other.values())
    only_before = sum(1 for i in before if i in known) - sum(1 for _, text in pairs if text)
    return sum(_shared(one, two) for one, two in pairs) / (len(pairs) + only_before)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _cells(old: Table, new: Table, levels: Indices, competencies: Indices) -> dict[Place, Place]:
    """The same words in their place; the same words elsewhere; else whatever is in the place."""
    in_place = {
        place: (competencies[place[COMPETENCY]], levels[place[LEVEL]])
        for place in new.texts
        if place[COMPETENCY] in competencies and place[LEVEL] in levels
    }
    in_place = {place: was for place, was in in_place.items() if was in old.texts}
    found = {
        place: was
        for place, was in in_place.items()
        if same_words(old.texts[was], new.texts[place])
    }
    found |= dict(_gone_elsewhere(old, new, found))
    taken = set(found.values())
    for place, was in in_place.items():
        if place not in found and was not in taken:
            found[place] = was
    return found


def _gone_elsewhere(
    old: Table, new: Table, found: Mapping[Place, Place]
) -> Iterator[tuple[Place, Place]]:
    """Words that stand once among what is left on each side: a repeated "as above" says nothing."""
    before = _by_words(old.texts, set(found.values()))
    for text, places in _by_words(new.texts, set(found)).items():
        origins = before.get(text, [])
        if len(places) == len(origins) == 1:
            yield places[0], origins[0]


def _by_words(texts: Mapping[Place, str], taken: set[Place]) -> dict[tuple[str, ...], list[Place]]:
    found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place, text in texts.items():
        if place not in taken:
            found[tuple(text.split())].append(place)
    return found


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Positions of a longest rising run of `numbers`, gaps allowed."""
    best: list[list[int]] = []
    for at, number in enumerate(numbers):
        before = [run for run in best if numbers[run[-1]] < number]
        best.append([*_longest(before), at])
    return set(_longest(best))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []
