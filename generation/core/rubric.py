"""The ten criteria of a good example and the bar that a generation must reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .brief import CellBrief
from .examples import Example

HARD = frozenset({"R7", "R8"})
"""Criteria that no other can make up for: grounded, nothing invented."""

BAR = 8
"""How many of the ten criteria must pass, the hard ones among them."""


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion over the three examples. `reason` is a sentence for the manager when it fails,
    `failed` the indices (0 to 2) of the examples that fail it."""

    criterion: str
    passed: bool
    reason: str = ""
    failed: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "criterion": self.criterion,
            "passed": self.passed,
            "reason": self.reason,
            "failed": list(self.failed),
        }


def check_examples(examples: Sequence[Example], brief: CellBrief) -> tuple[Check, ...]:
    """Run the deterministic check of every criterion, R1 to R10, in order."""
    raise NotImplementedError


def meets_bar(checks: Sequence[Check]) -> bool:
    """Whether a generation with these checks may be shown: hard criteria and 8 of 10 in all."""
    passed = {check.criterion for check in checks if check.passed}
    return HARD <= passed and len(passed) >= BAR
