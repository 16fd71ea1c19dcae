# ruff: noqa: E501 - word lists and patterns read better whole
"""What the built-in writer can take from an approved fact: whom the company serves, or what it makes.

Only plain patterns are read ("serves dental clinics", "makes a booking app"); any other fact is left
alone rather than bent into a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from generation.core.company import CompanyContext, Fact
from generation.core.writing.lexicon.grammar import is_noun
from generation.core.writing.scenarios.clauses import is_order_or_markup

SHARE_OF_CELLS = 0.4
"""In how many cells a product takes the place of other work: in every one it would sound like an
advertisement. Whom the company serves needs no such limit: few situations name their receivers."""


@dataclass(frozen=True, slots=True)
class FactWords:
    """Words of one fact for a blank: `users` (plural) or `work` (singular), never both."""

    fact_id: str
    users: str = ""
    work: str = ""


_SERVED = re.compile(
    r"\b(?:serves?|serving|(?:software|services|products|tools|platform|system|app) for|used by|"
    r"(?:customers|clients|users) (?:are|include))\s+((?:[a-z]+(?:-[a-z]+)? ){0,3}[a-z]+s)\b(?=[\s,.;]|$)"
)
_MADE = re.compile(
    r"\b(?:makes|sells|builds|offers|provides|runs|operates|develops|publishes)\s+an?\s+"
    r"((?:[a-z]+(?:-[a-z]+)? ){0,3}[a-z]+)\b(?=\s+(?:for|to|that|which|in|with|and)\b|[,.;]|$)"
)


def words_of_facts(company: CompanyContext, turn: int) -> FactWords | None:
    """Words of one of the company's facts, or None where this cell does without.

    `turn` spreads the facts over the cells.
    """
    usable = [words for fact in company.facts if (words := _words(fact)) is not None]
    if not usable:
        return None
    chosen = usable[turn % len(usable)]
    if chosen.users:
        return chosen
    data = f"{turn}\x1f{company.name}".encode("utf-8", "replace")
    value = int.from_bytes(blake2b(data, digest_size=4).digest(), "big")
    return chosen if value / 2**32 < SHARE_OF_CELLS else None


def _words(fact: Fact) -> FactWords | None:
    if is_order_or_markup(fact.statement):
        return None
    served = _SERVED.search(fact.statement)
    if served and is_noun(served.group(1).split()[-1]):
        return FactWords(fact.id, users=served.group(1))
    made = _MADE.search(fact.statement)
    if made and not made.group(1).endswith("s"):
        return FactWords(fact.id, work=f"the {made.group(1)}")
    return None
