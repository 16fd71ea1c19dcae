"""How far confidence can be trusted, and the fit that it comes from.

`python -m benchmarks.calibration` prints, for every document there is, whether a confidence means
what it says: the curve, the area under it, and the threshold that keeps wrong and confident at 0.
`… fit` fits the costs of all doubts anew, judges them on families of guides that were left out,
and prints the block to paste into `weights/certainty.py`. `--printed FOLDER` and `--outcomes FILE`
(kept from an earlier run) save time.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

from benchmarks.fitting import Numbers, area, chance, fit, folds
from benchmarks.material import material
from benchmarks.outcomes import RIGHT, Outcome, Row, outcome_from, outcomes
from generation.core.recovery.confidence import doubts_of
from generation.core.recovery.matrix_signs import Signs
from generation.core.recovery.weights import certainty, current

FOLDS = 10
BINS = 10
BELIEVED = {
    "trust": 5.0,
    "layout": 6.0,
    "lost": 20.0,
    "empty": 3.0,
    "odd_names": 8.0,
    "odd_cells": 6.0,
    "leaning": 2.0,
    "unreadable": 4.0,
    "elsewhere": 2.0,
    "printed_over": 80.0,
    "less": 6.0,
    "meaning": 5.0,
    "alone": 1.0,
}
"""The costs before any material was seen, by hand: what it hardly holds keeps them."""
LOSER = 0.25
"""What an attempt counts that was not chosen: it must not win, but nobody will see it."""
MARGIN = 0.005
"""The threshold stands this much above the surest wrong answer."""
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Judged:
    """A document's answer: how sure, whether it is right."""

    name: str
    source: str
    is_guide: bool
    confidence: float
    is_right: bool
    has_grave_doubt: bool
    note: str = ""

    @property
    def is_answer(self) -> bool:
        return self.confidence >= current().ranking.least


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.calibration")
    parser.add_argument("what", nargs="?", choices=("show", "fit"), default="show")
    parser.add_argument("--printed", type=Path)
    parser.add_argument("--outcomes", type=Path)
    options = parser.parse_args(arguments)
    found = _outcomes(options.printed, options.outcomes)
    _print_material(found)
    if options.what == "fit":
        _fit(found)
    else:
        _print_curve([_as_is(outcome) for outcome in found])
    return 0


def _outcomes(printed: Path | None, kept: Path | None) -> list[Outcome]:
    if kept and kept.exists():
        return [outcome_from(entry) for entry in json.loads(kept.read_text("utf-8"))]
    found = outcomes(material(printed))
    if kept:
        kept.write_text(json.dumps([asdict(outcome) for outcome in found]), "utf-8")
    return found


def _as_is(outcome: Outcome) -> Judged:
    return Judged(
        outcome.name,
        outcome.source,
        outcome.is_guide,
        outcome.confidence,
        outcome.is_right,
        outcome.has_grave_doubt,
        f"{outcome.strategy} F1 {outcome.f1:.2f}",
    )


def _print_material(found: Sequence[Outcome]) -> None:
    print(f"{'source':10}{'files':>7}{'guides':>8}{'mean F1':>9}{'right':>7}{'no answer':>11}")
    for source, count in Counter(outcome.source for outcome in found).items():
        own = [outcome for outcome in found if outcome.source == source]
        guides = [outcome for outcome in own if outcome.is_guide]
        mean = sum(outcome.f1 for outcome in guides) / max(1, len(guides))
        print(
            f"{source:10}{count:7}{len(guides):8}{mean:9.3f}"
            f"{sum(outcome.is_right for outcome in guides):7}"
            f"{sum(not outcome.strategy for outcome in own):11}"
        )


def _fit(found: Sequence[Outcome]) -> None:
    """Fit on all but one fold, judge what was left out, and print what all of it gives."""
    rows = [(outcome, row) for outcome in found for row in outcome.rows]
    names = _names()
    doubts = np.array([_doubts(row, names) for _, row in rows])
    is_right = np.array([float(row.f1 >= RIGHT) for _, row in rows])
    weights = np.array([1.0 if row.strategy == own.strategy else LOSER for own, row in rows])
    prior = np.array([BELIEVED[name] for name in names])
    pull = 1 / prior**2
    judged = np.zeros(len(rows))
    for left_out in folds([outcome.family for outcome, _ in rows], FOLDS):
        kept = ~left_out
        costs = fit(doubts[kept], is_right[kept], weights[kept], prior, pull)
        judged[left_out] = chance(doubts[left_out] @ costs)
    print(f"\nLeft out, fold by fold ({FOLDS} folds; no family in two):")
    _print_curve(_chosen(found, rows, judged))
    costs = fit(doubts, is_right, weights, prior, pull)
    print("\nPaste between the marks in generation/core/recovery/weights/certainty.py:\n")
    print(_block(dict(zip(names, costs, strict=True))))


def _names() -> list[str]:
    some = Signs(**{field.name: 1.0 for field in fields(Signs)})
    return ["trust", *doubts_of(1.0, some, 1.0, 1.0)]


def _doubts(row: Row, names: Sequence[str]) -> list[float]:
    doubts = doubts_of(row.own, Signs(**row.signs), row.agreement, row.share)
    return [-1.0, *(doubts[name] for name in names[1:])]


def _chosen(
    found: Sequence[Outcome], rows: Sequence[tuple[Outcome, Row]], judged: Numbers
) -> list[Judged]:
    """Each document's answer by these certainties: the surest attempt, or one that holds more."""
    sure: dict[str, list[tuple[float, Row]]] = {outcome.name: [] for outcome in found}
    for (outcome, row), value in zip(rows, judged, strict=True):
        capped = float(min(current().confidence.most, value, row.signs["is_guide"]))
        sure[outcome.name].append((capped, row))
    return [_answer(outcome, sure[outcome.name]) for outcome in found]


def _answer(outcome: Outcome, rows: Sequence[tuple[float, Row]]) -> Judged:
    """A document's answer; doubts of the product hold where its choice is the same."""
    best_first = sorted(rows, key=lambda entry: -entry[0])
    if not best_first:
        return replace(_as_is(outcome), confidence=0.0, is_right=False, note="")
    least = best_first[0][0] - current().ranking.fuller_doubt
    fuller = (
        e for e in best_first[1:] if e[0] >= least and e[1].strategy in best_first[0][1].fuller
    )
    value, row = next(fuller, best_first[0])
    return replace(
        _as_is(outcome),
        confidence=value,
        is_right=row.f1 >= RIGHT,
        has_grave_doubt=outcome.has_grave_doubt and row.strategy == outcome.strategy,
        note=f"{row.strategy} F1 {row.f1:.2f}",
    )


def _print_curve(judged: Sequence[Judged]) -> None:
    answers = [entry for entry in judged if entry.is_answer]
    print(f"\n{'confidence':>12}{'answers':>9}{'right':>7}{'share':>8}{'said':>7}")
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        own = [e for e in answers if low <= e.confidence < high or e.confidence == high == 1]
        if own:
            right = sum(entry.is_right for entry in own)
            said = sum(entry.confidence for entry in own) / len(own)
            print(f"{low:7.1f}–{high:.1f}{len(own):10}{right:7}{right / len(own):8.2f}{said:7.2f}")
    scores = np.array([entry.confidence for entry in answers])
    is_right = np.array([float(entry.is_right) for entry in answers])
    print(f"Area under the curve: {area(scores, is_right):.4f}")
    _print_threshold(judged)


def _print_threshold(judged: Sequence[Judged]) -> None:
    """The threshold that no wrong answer reaches, and who waits below it."""
    wrong = [e for e in judged if e.is_answer and not e.is_right and not e.has_grave_doubt]
    surest = max((entry.confidence for entry in wrong), default=current().ranking.least)
    needed = math.ceil((surest + MARGIN) * 100) / 100
    for threshold in sorted({0.85, 0.9, 0.95, needed}):
        _print_at(judged, threshold, "  ← keeps wrong and confident at 0" * (threshold == needed))
    print("\nWrong, and surest:")
    for entry in sorted(wrong, key=lambda entry: -entry.confidence)[:SHOWN]:
        print(f"  {entry.confidence:.3f} {entry.name} {entry.note}")
    right = [entry for entry in judged if entry.is_right and entry.confidence < needed]
    print(f"\nRight, and waiting at {needed:.2f}: {len(right)}")
    for entry in sorted(right, key=lambda entry: entry.confidence)[:SHOWN]:
        print(f"  {entry.confidence:.3f} {entry.name} {entry.note}")


def _print_at(judged: Iterable[Judged], threshold: float, remark: str) -> None:
    answers = [entry for entry in judged if entry.is_answer]
    alone = [e for e in answers if e.confidence >= threshold and not e.has_grave_doubt]
    wrong = [entry for entry in alone if not entry.is_right]
    others = [entry for entry in wrong if not entry.is_guide]
    right = [entry for entry in answers if entry.is_right]
    waiting = len(right) - (len(alone) - len(wrong))
    print(
        f"At {threshold:.2f}: {len(alone)} go on alone, {len(wrong)} of them wrong "
        f"({len(others)} no guides); {waiting} of {len(right)} right ones wait{remark}"
    )


def _block(costs: dict[str, float]) -> str:
    """The fitted part of the weights with new figures, comments kept."""
    text = Path(certainty.__file__).read_text("utf-8")
    block = text.partition("# fitted: begin\n")[2].partition("    # fitted: end")[0]
    for name, value in costs.items():
        own = name if name == "trust" else f"{name}_cost"
        block = re.sub(rf"({own}: float = )[\d.]+", rf"\g<1>{value:.2f}", block)
    return block


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
