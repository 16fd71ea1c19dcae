"""`python -m benchmarks.weights`: what each named weight of recovery moves when it changes.

Every weight is raised and lowered by a fifth (whole numbers by one at least), and set to nothing.
For a seeded sample of documents the strategies that read it run again, and the table shows how far
the mean F1 and the calibration move. What moves nothing either way is listed to be looked at.

`--minutes` ends the search in time, weights in a seeded order; `--documents` sets the sample.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.material import Item, document_of, in_parallel, material
from benchmarks.outcomes import Outcome, judged_outcome
from generation.core.reading import Document
from generation.core.recovery import weights as whole
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.strategies import strategies
from generation.core.recovery.tables import weights as tabled

DOCUMENTS = 24
MINUTES = 10.0
LONGEST_S = 1.5
"""Documents that take longer are left out of the sample: hundreds of weights are tried on each."""
CHANGES = {"+20 %": 1.2, "-20 %": 0.8, "0": 0.0}
SEED = 12


@dataclass(frozen=True, slots=True)
class Weight:
    """A named figure: its module of weights (`whole` or `tabled`), its judge and its name."""

    room: str
    judge: str
    name: str

    def __str__(self) -> str:
        return f"{self.room}.{self.judge}.{self.name}"


@dataclass(frozen=True, slots=True)
class Base:
    """A document of the sample as it is recovered now, and which strategies read which weight."""

    item: Item
    outcome: Outcome
    attempts: tuple[Attempt, ...]
    readers: dict[Weight, frozenset[str]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Effect:
    """How far a change moves a sample: mean F1, squared error of confidence, documents moved."""

    change: str
    f1: float
    error: float
    moved: int

    @property
    def size(self) -> float:
        return abs(self.f1) + abs(self.error)


ROOMS: dict[str, Any] = {"recovery": whole, "tables": tabled}
JUDGING = "judging"
"""Read by what weighs the attempts, not by a strategy."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.weights")
    parser.add_argument("--printed", type=Path)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    logging.disable(logging.ERROR)
    started = time.perf_counter()
    bases = _bases(_sample(material(options.printed), options.documents))
    print(f"{len(bases)} documents, {fmean(base.seconds for base in bases):.2f} s each")
    every = list(all_weights())
    random.Random(SEED).shuffle(every)
    ends = started + 60 * options.minutes
    jobs = [(weight, bases, ends) for weight in every]
    effects = {w: e for w, e in in_parallel(_effects, jobs) if e is not None}
    _print(effects, len(every))
    if options.json:
        rows = {str(weight): [asdict(e) for e in own] for weight, own in effects.items()}
        options.json.write_text(json.dumps(rows, indent=1), "utf-8")
    return 0


def all_weights() -> Iterator[Weight]:
    """Every figure of every judge."""
    for room, module in ROOMS.items():
        for judge in fields(module.Weights):
            group = getattr(module.current(), judge.name)
            for own in fields(group):
                if isinstance(getattr(group, own.name), int | float):
                    yield Weight(room, judge.name, own.name)


def _sample(items: Sequence[Item], count: int) -> list[Item]:
    """Documents by chance, a layout or kind after the other, so that none is there twice soon."""
    chance = random.Random(SEED)
    kinds: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        stem = item.path.stem
        kinds[stem.partition("__")[2] or item.source].append(item)
    kinds.pop("scanned", None)
    for own in kinds.values():
        chance.shuffle(own)
    turns: list[Item] = []
    while len(turns) < count and any(kinds.values()):
        turns += [own.pop() for _, own in sorted(kinds.items()) if own]
    return turns[:count]


def _bases(items: Sequence[Item]) -> list[Base]:
    return [base for base in in_parallel(_base, items) if base and base.seconds <= LONGEST_S]


def _base(item: Item) -> Base | None:
    document = document_of(item)
    if document is None:
        return None
    readers: dict[Weight, set[str]] = defaultdict(set)
    attempts = []
    started = time.process_time()
    for strategy in strategies():
        attempts.append(_attempt(strategy, document))
    seconds = time.process_time() - started
    for strategy in strategies():
        with _watched() as seen:
            _attempt(strategy, document)
        for weight in seen:
            readers[weight].add(strategy.name)
    with _watched() as seen:
        outcome = judged_outcome(item, _empty(item), document, attempts)
    for weight in seen:
        readers[weight].add(JUDGING)
    kept = {weight: frozenset(names) for weight, names in readers.items()}
    return Base(item, outcome, tuple(attempts), kept, seconds)


def _empty(item: Item) -> Outcome:
    return Outcome(item.name, item.source, item.family, item.truth is not None)


def _attempt(strategy: Any, document: Document) -> Attempt:
    try:
        attempt = strategy.recover(document)
    except Exception:
        attempt = Attempt(strategy.name, error="failed")
    return replace(attempt, strategy=strategy.name)


@contextmanager
def _watched() -> Iterator[set[Weight]]:
    """Which weights are read inside the block."""
    seen: set[Weight] = set()
    with ExitStack() as stack:
        for room, module in ROOMS.items():
            groups = {
                judge.name: _watching(getattr(module.current(), judge.name), room, judge.name, seen)
                for judge in fields(module.Weights)
            }
            stack.enter_context(module.using(module.Weights(**groups)))
        yield seen


def _watching(group: Any, room: str, judge: str, seen: set[Weight]) -> Any:
    """The same figures, each noted when it is read."""
    names = {own.name: Weight(room, judge, own.name) for own in fields(group)}
    kind = type(group)

    def read(self: Any, name: str) -> Any:
        if name in names:
            seen.add(names[name])
        return object.__getattribute__(self, name)

    watcher = type(kind.__name__, (kind,), {"__slots__": (), "__getattribute__": read})
    return watcher(**{name: getattr(group, name) for name in names})


def _effects(job: tuple[Weight, Sequence[Base], float]) -> tuple[Weight, list[Effect] | None]:
    """What each change of a weight does; None where the time was up."""
    weight, bases, ends = job
    effects = []
    for change, factor in CHANGES.items():
        if time.perf_counter() > ends:
            return weight, None
        effects.append(_effect(weight, bases, change, factor))
    return weight, effects


def _effect(weight: Weight, bases: Sequence[Base], change: str, factor: float) -> Effect:
    module = ROOMS[weight.room]
    group = getattr(module.current(), weight.judge)
    other = replace(group, **{weight.name: _changed(getattr(group, weight.name), factor)})
    weights = replace(module.current(), **{weight.judge: other})
    f1, errors, moved = 0.0, 0.0, 0
    for base in bases:
        names = base.readers.get(weight, frozenset())
        if not names:
            continue
        try:
            with module.using(weights):
                after = _again(base, names)
        except ArithmeticError:
            # What divides by nothing cannot go.
            after = _empty(base.item)
        f1 += after.f1 - base.outcome.f1
        errors += _error(after) - _error(base.outcome)
        moved += (after.f1, after.confidence) != (base.outcome.f1, base.outcome.confidence)
    return Effect(change, f1 / len(bases), errors / len(bases), moved)


def _again(base: Base, names: frozenset[str]) -> Outcome:
    """The outcome where only the strategies that read the weight run again."""
    document = _kept_document(base.item)
    by_name = {attempt.strategy: attempt for attempt in base.attempts}
    for strategy in strategies():
        if strategy.name in names:
            by_name[strategy.name] = _attempt(strategy, document)
    return judged_outcome(base.item, _empty(base.item), document, list(by_name.values()))


@cache
def _kept_document(item: Item) -> Document:
    document = document_of(item)
    if document is None:
        raise ValueError(item.name)
    return document


def _changed(value: float, factor: float) -> float:
    if isinstance(value, int):
        step = max(1, round(abs(value * (factor - 1))))
        return 0 if factor == 0 else value + step if factor > 1 else value - step
    return value * factor


def _error(outcome: Outcome) -> float:
    """The squared error of a confidence: of 1 where the answer is right, of 0 elsewhere."""
    return (outcome.confidence - outcome.is_right) ** 2


def _print(effects: dict[Weight, list[Effect]], count: int) -> None:
    print(f"{len(effects)} of {count} weights were tried.\n")
    head = "".join(f"{change:>22}" for change in CHANGES)
    print(f"{'':48}{head}\n{'weight':48}" + f"{'F1':>9}{'error':>8}{'docs':>5}" * len(CHANGES))
    still = []
    for weight, own in sorted(effects.items(), key=lambda e: -max(x.size for x in e[1][:2])):
        if not any(effect.moved for effect in own):
            still.append(str(weight))
            continue
        cells = "".join(f"{e.f1:+9.4f}{e.error:+8.4f}{e.moved:5}" for e in own)
        print(f"{weight!s:48}{cells}")
    print(f"\nNeither a fifth nor removal moves anything here ({len(still)}):")
    print("\n".join(f"  {name}" for name in sorted(still)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
