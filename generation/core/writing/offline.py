"""The built-in writer: what a guide's cells get without a language model. Deterministic.

Whole examples of the bank where the definition asks for them, else a starter, and nothing where
the definition asks for nothing or describes a failing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generation.core.recovery import Matrix, MatrixCell
from generation.core.writing.abstaining import ASKS_FOR_NOTHING, Reason, why_nothing
from generation.core.writing.bank import Choice, Place, choose
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import check_examples, kept, verdict, why_left_out
from generation.core.writing.examples import EXAMPLES_PER_CELL, Example
from generation.core.writing.starters import Starter, starter_for
from levelingai.grounding.language import detect_language

BANK_LANGUAGE = "en"
"""The bank's own: under a definition in another language no example of it stands."""


@dataclass(frozen=True, slots=True)
class CellText:
    """What one cell gets.

    "ready": one to three examples that reach the bar, `reason` says why fewer than three;
    "starters": a starter and nothing to show; "abstained": nothing, and `reason` says why.
    """

    status: Literal["ready", "starters", "abstained"]
    examples: tuple[Example, ...] = ()
    starter: Starter | None = None
    reason: str = ""


def write_guide(
    matrix: Matrix,
    role_title: str,
    *,
    places: Collection[Place] | None = None,
    shown: Mapping[Place, Collection[str]] | None = None,
) -> dict[Place, CellText]:
    """Write the cells at `places`, all of the guide unless given, so that none repeats another.

    `shown` has the headlines that cells show now. No other cell gets them, and the cell itself
    gets them again only where the bank has nothing else for it.
    """
    briefs = {
        (cell.level, cell.competency): CellBrief(role_title, matrix, cell.level, cell.competency)
        for cell in matrix.cells
        if places is None or (cell.level, cell.competency) in places
    }
    reasons = {place: why_nothing(brief) for place, brief in briefs.items()}
    english = _english_places(matrix)
    open_ones = {place for place, reason in reasons.items() if reason is None and place in english}
    chosen = _choose(matrix, role_title, open_ones, shown or {})
    return {
        place: _cell_text(brief, reasons[place], chosen.get(place, ()))
        for place, brief in briefs.items()
    }


def _english_places(matrix: Matrix) -> frozenset[Place]:
    whole = " ".join(cell.definition for cell in matrix.cells)

    def is_english(cell: MatrixCell) -> bool:
        return detect_language(cell.definition, whole) == BANK_LANGUAGE

    return frozenset((cell.level, cell.competency) for cell in matrix.cells if is_english(cell))


def _choose(
    matrix: Matrix,
    role_title: str,
    places: Collection[Place],
    shown: Mapping[Place, Collection[str]],
) -> dict[Place, tuple[Choice, ...]]:
    """What the bank has for the cells: first what nobody sees yet, else what they show already."""
    seen = frozenset(headline for headlines in shown.values() for headline in headlines)
    chosen = choose(matrix, role_title, places=places, without=dict.fromkeys(places, seen))
    again = {place for place in places if place not in chosen and shown.get(place)}
    others = {place: seen.difference(shown[place]) for place in again}
    return chosen | choose(matrix, role_title, places=again, without=others) if again else chosen


def _cell_text(brief: CellBrief, reason: Reason | None, choices: Sequence[Choice]) -> CellText:
    if choices:
        written = [_example(choice) for choice in choices]
        checks = check_examples(written, brief)
        if verdict(written, checks) == "ready":
            examples = tuple(written[index] for index in kept(written, checks))
            why = why_left_out(written, checks) or _why_fewer(len(examples))
            return CellText("ready", examples, reason=why)
    starter = starter_for(brief)
    if starter is None:
        return CellText("abstained", reason=(reason or ASKS_FOR_NOTHING).sentence)
    return CellText("starters", starter=starter)


def _example(choice: Choice) -> Example:
    entry = choice.entry
    return Example(
        headline=entry.headline,
        text=entry.text,
        evidence=entry.evidence,
        illustrates=choice.illustrates,
        origin="bank",
        behaviour=entry.behaviour,
    )


def _why_fewer(count: int) -> str:
    if count == EXAMPLES_PER_CELL:
        return ""
    return f"{count} of {EXAMPLES_PER_CELL}: the bank has no more that fit this definition."
