"""The criteria of a good example and the bar that each example must reach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.criteria import NEEDS_LISTS, RULES, Context, Finding
from generation.core.writing.examples import EXAMPLES_PER_CELL, Example
from generation.core.writing.relevance import UNDECIDED, is_undecided
from levelingai.grounding.language import language_name

HARD = frozenset({"R7", "R8", "R11", "R12"})
"""Criteria that no other can make up for: grounded, nothing invented, relevant, in its language."""

MOST_FAILED = 2
"""Of the other criteria, how many an example may fail and still reach the bar."""

LISTED_LANGUAGES = frozenset({"en", "de"})
"""Languages with word lists of their own; elsewhere what needs them is not checked."""


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion over the examples of a cell.

    `passed` is None where nothing failed but not every example could be judged: it then counts
    neither way. `reason` is for the manager and says what failed, or why it was not checked.
    `failed`, `undecided` and `flagged` are indices (0 to 2) of examples. A flag neither fails nor
    passes: `flags` tells the manager what to see, and the check counts as it would without it.
    """

    criterion: str
    passed: bool | None
    reason: str = ""
    failed: tuple[int, ...] = ()
    undecided: tuple[int, ...] = ()
    flagged: tuple[int, ...] = ()
    flags: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "criterion": self.criterion,
            "passed": self.passed,
            "reason": self.reason,
            "failed": list(self.failed),
            "undecided": list(self.undecided),
            "flagged": list(self.flagged),
            "flags": self.flags,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            criterion=data["criterion"],
            passed=data["passed"],
            reason=data.get("reason", ""),
            failed=tuple(data.get("failed", ())),
            undecided=tuple(data.get("undecided", ())),
            flagged=tuple(data.get("flagged", ())),
            flags=data.get("flags", ""),
        )


def check_examples(examples: Sequence[Example], brief: CellBrief) -> tuple[Check, ...]:
    """Judge one to three examples by every criterion, R1 to R12, in order.

    A criterion that needs word lists is "not checked" for an example in a language without them.
    """
    context = Context.of(brief)
    return tuple(_check(criterion, examples, context) for criterion in RULES)


def kept(examples: Sequence[object], checks: Sequence[Check]) -> tuple[int, ...]:
    """The indices of the examples that reach the bar: no hard criterion fails, and at most
    `MOST_FAILED` others. What is undecided counts neither way."""
    return tuple(index for index in range(len(examples)) if _reaches_bar(index, checks))


def verdict(
    examples: Sequence[object], checks: Sequence[Check]
) -> Literal["ready", "needs_review"]:
    """ "ready" where an example reaches the bar and is known to be relevant (R11).

    "needs_review" where none reaches it, or where nobody has decided that yet.
    """
    undecided = {index for check in checks if check.criterion == "R11" for index in check.undecided}
    is_judged = any(check.criterion == "R11" for check in checks)
    is_ready = is_judged and not undecided.issuperset(kept(examples, checks))
    return "ready" if is_ready else "needs_review"


def why_left_out(examples: Sequence[object], checks: Sequence[Check]) -> str:
    """What keeps some of the examples from the bar, for the manager: "2 of 3: Example 3 …"."""
    staying = kept(examples, checks)
    if not staying or len(staying) == len(examples):
        return ""
    left_out = [f"Example {index + 1} " for index in range(len(examples)) if index not in staying]
    sentences = [one for check in checks for one in _SENTENCES_APART.split(check.reason)]
    why = [one for one in sentences if one.startswith(tuple(left_out))]
    return " ".join([f"{len(staying)} of {len(examples)}:", *why])


def _reaches_bar(index: int, checks: Sequence[Check]) -> bool:
    failed = [check.criterion for check in checks if index in check.failed]
    return not HARD.intersection(failed) and len(failed) <= MOST_FAILED


_SENTENCES_APART = re.compile(r"(?<=\.) (?=Example \d )")
"""Between the sentences of a check's reason."""


def _check(criterion: str, examples: Sequence[Example], context: Context) -> Check:
    unjudged = _unjudged(criterion, examples, context)
    found = [one for one in RULES[criterion](examples, context) if one.index not in unjudged]
    problems = [one for one in found if one.is_sure]
    doubts = [one for one in found if not one.is_sure]
    reason = _sentences(problems) if problems else next(iter(unjudged.values()), "")
    return Check(
        criterion,
        passed=False if problems else None if unjudged else True,
        reason=reason,
        failed=_indices(problems),
        undecided=tuple(sorted(unjudged)),
        flagged=_indices(doubts),
        flags=_sentences(doubts),
    )


def _indices(found: Sequence[Finding]) -> tuple[int, ...]:
    return tuple(sorted({one.index for one in found}))


def _sentences(found: Sequence[Finding]) -> str:
    return " ".join(f"Example {one.index + 1} {one.says}." for one in found[:EXAMPLES_PER_CELL])


def _unjudged(criterion: str, examples: Sequence[Example], context: Context) -> dict[int, str]:
    """Why the criterion cannot be judged, by index of the example."""
    if criterion in NEEDS_LISTS:
        languages = ((index, context.language(one)) for index, one in enumerate(examples))
        return {
            index: f"Not checked: there are no word lists for {language_name(language)}."
            for index, language in languages
            if language not in LISTED_LANGUAGES
        }
    if criterion == "R11":
        return {
            index: UNDECIDED
            for index, one in enumerate(examples)
            if is_undecided(one, context.brief)
        }
    return {}
