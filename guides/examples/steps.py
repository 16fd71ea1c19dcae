"""How a set that a model wrote came about, in words for managers: its plan, and its sorting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generation.core.writing import EXAMPLES_PER_CELL, CellPlan

READER = "a reader who did not know their places"
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six")
"""More than twice three texts are never sorted for a cell: each is written again once."""


@dataclass(frozen=True, slots=True)
class StepsView:
    """`plan` is what was planned for the cell, `sorting` how its blind sort went, in one sentence;
    either may be missing."""

    plan: CellPlan | None
    sorting: str


def steps_view(steps: Mapping[str, Any], examples: Sequence[Mapping[str, Any]]) -> StepsView | None:
    """The stored steps of a generation that holds these examples; None where no model took any."""
    plan = CellPlan.from_json(steps["plan"]) if steps.get("plan") else None
    landings: Mapping[str, tuple[bool, str]] = steps.get("landings") or {}
    if plan is None and not landings:
        return None
    texts = [item["text"] for item in examples]
    return StepsView(plan, _sorting(landings, texts, is_mended="sort" in steps.get("repaired", ())))


def _sorting(
    landings: Mapping[str, tuple[bool, str]], texts: Sequence[str], *, is_mended: bool
) -> str:
    """`is_mended`: what landed elsewhere was written again once."""
    own = sum(text in landings and landings[text][0] for text in texts)
    elsewhere = {text: cell for text, (is_own, cell) in landings.items() if not is_own}
    here = [elsewhere[text] for text in texts if text in elsewhere]
    gone = [cell for text, cell in elsewhere.items() if text not in texts]
    total = max(len(texts), min(EXAMPLES_PER_CELL, len(landings)))
    parts = []
    if landings:
        verb = "was" if own == 1 else "were"
        parts.append(f"{own} of {total} {verb} put back into this cell by {READER}")
    if here:
        parts.append(_put(here))
    if gone:
        parts.append(f"{_put(gone)} and {_ending(is_mended, len(texts))}")
    said = "; ".join(parts)
    return f"{said}." if said else ""


def _ending(is_mended: bool, left: int) -> str:
    """What became of texts that landed elsewhere, where so many stand in the cell now."""
    if not is_mended:
        return "not kept"
    return "written again" if left == EXAMPLES_PER_CELL else "written again or not kept"


def _put(cells: Sequence[str]) -> str:
    """ "one was put at “Delivery at L2”"."""
    count = _NUMBERS[len(cells)] if len(cells) < len(_NUMBERS) else str(len(cells))
    verb = "was" if len(cells) == 1 else "were"
    named = _listed(dict.fromkeys(f"“{cell}”" for cell in sorted(cells) if cell))
    if not named:
        return f"{count} {verb} put into none of the cells around it"
    rest = " or into none" if "" in cells else ""
    return f"{count} {verb} put at {named}{rest}"


def _listed(names: Iterable[str]) -> str:
    *others, last = [*names] or [""]
    return f"{', '.join(others)} and {last}" if others else last
