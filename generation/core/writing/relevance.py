"""R11: whether an example illustrates its own cell, decided by where it comes from.

The overlap of words decides nothing here: on examples read as right, 29 % share no word with any
clause of their cell. It only flags (`overlap`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from generation.core.writing.bank import Entry, asked_behaviours, load_entries, quote_for
from generation.core.writing.bank.roles import families_of
from generation.core.writing.bank.taxonomy import OFFICE, load_roles
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.examples import Example
from generation.core.writing.lexicon.grammar import STOP_WORDS
from levelingai.grounding.fold import fold, words_of

UNDECIDED = "Not decided: a person has to see whether it illustrates this definition."
UNSORTED = "Could not be sorted: a person has to see whether each illustrates this definition."
NOT_COMPARED = (
    "Not compared with the cells around it, because the writing was stopped here: a person has to "
    "look."
)
WAIT_FOR_A_PERSON = frozenset({UNDECIDED, UNSORTED, NOT_COMPARED})
"""Why a set waits, and for nothing else: no longer true once a person has looked."""

READ_BLIND = frozenset({"model", "chat", "case"})
"""Origins of examples of which a blind sort, or else a person, has to say that they illustrate
their cell."""
_STEM = 5
"""Letters by which two forms of a word count as one."""


def is_undecided(example: Example, brief: CellBrief) -> bool:
    """Whether nobody has said yet that the example is relevant: neither a sort nor a person."""
    return _is_for_the_sort(example, brief) and example.text not in brief.landings


def why_irrelevant(example: Example, brief: CellBrief) -> str:
    """The end of "Example 2 …", or "" where nothing speaks against the example.

    One that a model wrote is relevant where a blind sort put it back into its cell. One of the
    bank is relevant where the words that it quotes ask for its behaviour and for
    nothing that it leaves unsaid, in a role that it was written for, and nobody changed it.
    """
    if example.origin != "bank":
        return _why_elsewhere(example, brief)
    entry = _entries().get(example.headline)
    if entry is None or (entry.text, entry.evidence) != (example.text, example.evidence):
        return "is not the bank's own text"
    roles = _roles(brief)
    if not entry.roles & roles:
        return "was written for another role"
    is_own_trade = bool(entry.roles & (roles - {OFFICE}))
    if not _is_asked(entry, example.illustrates, brief.definition, is_own_trade):
        return "shows something that the quoted words do not ask for"
    return ""


def _why_elsewhere(example: Example, brief: CellBrief) -> str:
    """What a blind sort found: that the example illustrates another cell, or none."""
    landing = brief.landings.get(example.text)
    if landing is None or landing.is_own or not _is_for_the_sort(example, brief):
        return ""
    where = f"“{landing.cell}”" if landing.cell else "none of the definitions around it"
    return f"illustrates {where}, as a blind sort put it, not this definition"


def _is_for_the_sort(example: Example, brief: CellBrief) -> bool:
    """Whether a sort decides: not where a person answers for the example."""
    return example.origin in READ_BLIND and not brief.is_checked


def overlap(example: Example, definition: str) -> float:
    """Share (0 to 1) of the definition's words of meaning that the example has too, as stems."""
    asked, said = _stems(definition), _stems(f"{example.headline} {example.text}")
    return len(asked & said) / len(asked) if asked else 0.0


def _is_asked(entry: Entry, quote: str, definition: str, is_own_trade: bool) -> bool:
    """Whether a clause among the quoted words asks for what the entry shows."""
    quoted = fold(quote)
    return any(
        quote_for(entry, asked, is_own_trade=is_own_trade)
        for asked in asked_behaviours(definition)
        if asked.behaviour == entry.behaviour
        and (quoted in fold(asked.clause) or fold(asked.clause) in quoted)
    )


def _roles(brief: CellBrief) -> frozenset[str]:
    """The guide's role families; every one where nothing says which role it is for."""
    titles = (brief.role_title, brief.matrix.title)
    return families_of(*titles) if any(titles) else frozenset({*load_roles().families, OFFICE})


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, Entry]:
    return {entry.headline: entry for entry in load_entries()}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(fold(text)) if word not in STOP_WORDS)
