"""From a writer's reply to exactly three examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

EXAMPLES_PER_CELL = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One illustration of a cell: the fields and limits of the example format.

    `illustrates` is verbatim in the definition; `facts` are ids of company facts that it uses.
    """

    headline: str
    text: str
    evidence: str
    illustrates: str
    facts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "headline": self.headline,
            "text": self.text,
            "evidence": self.evidence,
            "illustrates": self.illustrates,
            "facts": list(self.facts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            headline=data["headline"],
            text=data["text"],
            evidence=data["evidence"],
            illustrates=data["illustrates"],
            facts=tuple(data.get("facts", ())),
        )
