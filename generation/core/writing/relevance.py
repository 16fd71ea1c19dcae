"""R11: whether an example illustrates its own cell, decided by where it comes from.

The overlap of words decides nothing here: on examples read as right, 29 % share no word with any
clause of their cell. It only flags (`overlap`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from generation.core.writing.bank import Entry, asked_behaviours, load_entries, quote_for
from generation.core.writing.bank.roles import families_of
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.examples import Example
from generation.core.writing.lexicon.grammar import STOP_WORDS
from levelingai.grounding.fold import fold, words_of

UNDECIDED = "Not decided: a person has to see whether it illustrates this definition."

_ASKED_OF_A_PERSON = frozenset({"model", "chat", "case"})
_STEM = 5
"""Letters by which two forms of a word count as one."""


def is_undecided(example: Example, brief: CellBrief) -> bool:
    """Whether only a person can say that the example is relevant, and none has yet."""
    return example.origin in _ASKED_OF_A_PERSON and not brief.is_checked


def why_irrelevant(example: Example, brief: CellBrief) -> str:
    """The end of "Example 2 …", or "" where nothing speaks against the example.

    One of the bank is relevant where the words that it quotes ask for its behaviour and for
    nothing that it leaves unsaid, in a role that it was written for, and nobody changed it.
    """
    if example.origin != "bank":
        return ""
    entry = _entries().get(example.headline)
    if entry is None or (entry.text, entry.evidence) != (example.text, example.evidence):
        return "is not the bank's own text"
    if not _is_asked(entry, example.illustrates, brief.definition):
        return "shows something that the quoted words do not ask for"
    return "" if _fits_role(entry, brief) else "was written for another role"


def overlap(example: Example, definition: str) -> float:
    """Share (0 to 1) of the definition's words of meaning that the example has too, as stems."""
    asked, said = _stems(definition), _stems(f"{example.headline} {example.text}")
    return len(asked & said) / len(asked) if asked else 0.0


def _is_asked(entry: Entry, quote: str, definition: str) -> bool:
    """Whether a clause among the quoted words asks for what the entry shows."""
    quoted = fold(quote)
    return any(
        quote_for(entry, asked)
        for asked in asked_behaviours(definition)
        if asked.behaviour == entry.behaviour
        and (quoted in fold(asked.clause) or fold(asked.clause) in quoted)
    )


def _fits_role(entry: Entry, brief: CellBrief) -> bool:
    """Where nothing says which role the guide is for, no entry can be for another."""
    titles = (brief.role_title, brief.matrix.title)
    return not any(titles) or bool(entry.roles & families_of(*titles))


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, Entry]:
    return {entry.headline: entry for entry in load_entries()}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(fold(text)) if word not in STOP_WORDS)
