"""The company's facts as chips under the examples that name them.

A draft's chips come from the company's rows, an edition's from what was published with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guides.enums import FactStatus
from guides.models import CompanyFact


@dataclass(frozen=True, slots=True)
class FactChip:
    """A fact with its proof. One of a person's own has no quote; a struck one is only on drafts."""

    statement: str
    quote: str = ""
    url: str = ""
    is_struck: bool = False


Chips = Mapping[str, FactChip]
"""By the name that examples use (`CompanyFact.ref`)."""


def chips_of(facts: Iterable[CompanyFact]) -> dict[str, FactChip]:
    return {
        fact.ref: FactChip(
            statement=fact.statement,
            quote=fact.quote,
            url=fact.page.url if fact.page else "",
            is_struck=fact.is_struck,
        )
        for fact in facts
    }


def chips_in(item: Mapping[str, Any], chips: Chips) -> tuple[FactChip, ...]:
    """Those that one stored example names, in its order."""
    return tuple(chips[name] for name in item.get("facts", ()) if name in chips)


def published_facts(
    facts: Iterable[CompanyFact], cells: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, str]]:
    """What an edition keeps of the facts that its examples name; struck ones are left out."""
    named = {name for cell in cells for item in cell["examples"] for name in item["facts"]}
    kept = [fact for fact in facts if fact.ref in named and fact.status == FactStatus.APPROVED]
    return {
        name: {"statement": chip.statement, "quote": chip.quote, "url": chip.url}
        for name, chip in chips_of(kept).items()
    }


def chips_from(content: Mapping[str, Any]) -> dict[str, FactChip]:
    """The chips of an edition's JSON."""
    return {name: FactChip(**fact) for name, fact in content.get("facts", {}).items()}
