"""Do the checks tell an example's own cell from a foreign one? `python -m benchmarks.swap [FOLDER]`

Every cell with examples of the bank gets those of another cell, each quoting the whole definition
of its new cell, so that only relevance (R11) can refuse it, and by all that the cell asks for: of
the same row, of the same guide, of a guide for another trade. Beside it the curve of the overlap of
words, which only flags. FOLDER is in the corpus format.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.product import ROOT
from generation.core.recovery import Matrix
from generation.core.writing import CellBrief, Example, check_examples, kept, offline
from generation.core.writing.bank.roles import families_of
from generation.core.writing.relevance import overlap

CORPUS = ROOT.parent / "shared" / "corpus"
SWAPS = 5
"""Foreign cells that every cell's examples are tried in, of each kind."""
SEED = 1
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.3)
"""Shares of a definition's words; below one the flag is raised."""
PROMISES = {"its own cell": 0.95, "same guide": 0.9, "same row": 0.0, "another trade": 0.98}
"""At least so many right ones pass, and foreign ones are refused; the same row is only reported."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a guide, with what the built-in writer wrote for it."""

    guide: int
    role: str
    matrix: Matrix
    level: int
    competency: int
    examples: tuple[Example, ...]

    @property
    def brief(self) -> CellBrief:
        return CellBrief(self.role, self.matrix, self.level, self.competency)


@dataclass(frozen=True, slots=True)
class Tried:
    """One example in one cell: whether it passed R11, whether it would be shown, its overlap."""

    is_relevant: bool
    is_kept: bool
    overlap: float


def main(folder: Path = CORPUS) -> int:
    from generation.evaluation.stored import corpus_matrices

    if not (folder / "truth").exists():
        print(f"There is no folder {folder}/truth with guides to swap.")
        return 0
    places = list(_written(list(corpus_matrices(folder))))
    if not places:
        print("The bank has no example for these guides.")
        return 1
    chance = Random(SEED)
    tried = {"its own cell": [one for place in places for one in _try(place.examples, place)]}
    for kind in ("same row", "same guide", "another trade"):
        tried[kind] = list(_swapped(kind, places, chance))
    return _report(tried)


def _written(guides: Sequence[tuple[str, Matrix]]) -> Iterator[Place]:
    print(f"{'guide':34}{'cells':>7}{'examples':>10}{'starters':>10}{'abstained':>11}")
    for number, (role, matrix) in enumerate(guides):
        texts = offline.write_guide(matrix, role)
        statuses = [text.status for text in texts.values()]
        ready, starters = statuses.count("ready"), statuses.count("starters")
        name = (matrix.title or role)[:32]
        print(
            f"{name:34}{len(texts):7}{ready / len(texts):10.0%}{starters:10}"
            f"{statuses.count('abstained'):11}"
        )
        for (level, row), text in texts.items():
            if text.examples:
                yield Place(number, role, matrix, level, row, text.examples)


def _swapped(kind: str, places: Sequence[Place], chance: Random) -> Iterator[Tried]:
    for place in places:
        others = [other for other in places if _is_foreign(kind, place, other)]
        for other in chance.sample(others, min(SWAPS, len(others))):
            definition = place.brief.definition
            examples = [replace(one, illustrates=definition) for one in other.examples]
            yield from _try(examples, place)


def _is_foreign(kind: str, place: Place, other: Place) -> bool:
    if kind == "another trade":
        return not _trades(place.role, place.matrix.title) & _trades(other.role, other.matrix.title)
    if place.guide != other.guide or place is other:
        return False
    return (place.competency == other.competency) is (kind == "same row")


@cache
def _trades(role: str, title: str) -> frozenset[str]:
    return families_of(role, title) - {"office"} or frozenset({role})


def _try(examples: Sequence[Example], place: Place) -> Iterator[Tried]:
    checks = check_examples(examples, place.brief)
    relevance = next(check for check in checks if check.criterion == "R11")
    staying = kept(examples, checks)
    for index, example in enumerate(examples):
        shared = overlap(example, place.brief.definition)
        yield Tried(index not in relevance.failed, index in staying, shared)


def _report(tried: dict[str, list[Tried]]) -> int:
    own = tried.pop("its own cell")
    right = sum(one.is_kept for one in own) / len(own)
    print(f"\n{'swapped with':20}{'examples':>9}{'passed':>9}{'refused':>9}{'promise':>9}")
    print(f"{'its own cell':20}{len(own):9}{right:9.1%}{'':9}{PROMISES['its own cell']:9.0%}")
    is_met = right >= PROMISES["its own cell"]
    for kind, foreign in tried.items():
        if not foreign:
            print(f"{kind:20}{0:9}")
            continue
        refused = sum(not one.is_relevant for one in foreign) / len(foreign)
        is_met &= refused >= PROMISES[kind]
        print(f"{kind:20}{len(foreign):9}{'':9}{refused:9.1%}{PROMISES[kind]:9.0%}")
    print(f"\n{'overlap below':20}{'right ones flagged':>20}{'foreign ones flagged':>22}")
    foreign = tried["same guide"]
    for threshold in THRESHOLDS:
        flagged = (
            sum(one.overlap < threshold for one in group) / max(1, len(group))
            for group in (own, foreign)
        )
        print(f"{threshold:<20}" + "{:20.1%}{:22.1%}".format(*flagged))
    return 0 if is_met else 1


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levelingai.settings")
    django.setup()
    sys.exit(main(*map(Path, sys.argv[1:2])))
