"""A starter: what a person needs in order to write an example of a cell, and no example itself.

It quotes the clause that carries most of what the cell asks, says what is new against the level
below, both in the definition's own words, and asks four short questions.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from generation.core.writing.abstaining import ASKS_FOR_NOTHING, reason_to_abstain, why_nothing
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.lexicon.grammar import GENERIC_NOUNS, STOP_WORDS, UNSEEN_NOUNS
from generation.core.writing.lexicon.verbs import VERB_FORMS, WEAK_FORMS, first_verb
from generation.core.writing.quotable import EDGE, pieces_of
from levelingai.grounding.fold import fold, is_unspaced, words_of
from levelingai.grounding.language import detect_language
from levelingai.grounding.stop_words import STOP_WORDS as STOP_WORDS_OF

PAGE_LANGUAGE = "en"
"""What the pages are written in: the prompts' language where a definition's has none."""
MAX_NEW = 3
"""Pieces that are named as new: more is no longer read."""

_PROMPTS = Path(__file__).with_name("starters.toml")
_NEW_SHARE = 0.5
"""Of a clause's content words that the level below lacks: from here on the whole clause is new."""
_STEM = 6
"""Letters by which two forms of a word count as one, in any language that writes spaces."""
_ASIDE = re.compile(r"(?:this|these|it|eg|e\.g|for example|some examples?)\b", re.IGNORECASE)
_SAYS_LITTLE = STOP_WORDS | WEAK_FORMS | VERB_FORMS.keys() | GENERIC_NOUNS | UNSEEN_NOUNS
_CLAUSE_WORDS = 8
"""Content words that speak for a clause; what it has beyond is length, not substance."""
_NEW_WEIGHT, _ACT_WEIGHT, _REPEATED_WEIGHT = 2, 3, 12
"""What speaks for a clause, in content words: one that is new, an act that can be seen; and
against it: that it stands word for word in another cell, so that it says nothing of this one."""


@dataclass(frozen=True, slots=True)
class Starter:
    """`quote` and the pieces in `new` stand word for word in the definition.

    `new` is empty where nothing is, or where no level stands below. `prompts` ask: did what, to
    what, what changed, where one can see it. `language` is the prompts' own (ISO 639-1): the
    definition's, or the page's where no prompts are known in that.
    """

    quote: str
    new: tuple[str, ...]
    prompts: tuple[str, str, str, str]
    language: str

    def to_json(self) -> dict[str, Any]:
        return {
            "quote": self.quote,
            "new": list(self.new),
            "prompts": list(self.prompts),
            "language": self.language,
        }


def starter_for(brief: CellBrief) -> Starter | None:
    """The cell's starter; None where it asks for nothing that one could write an example of."""
    definition = brief.definition
    if not definition.strip() or why_nothing(brief):
        return None
    language = detect_language(definition, " ".join(c.definition for c in brief.matrix.cells))
    written_in = language if language in prompts_by_language() else PAGE_LANGUAGE
    below = _level_below(brief)
    return Starter(
        quote=_weightiest(brief, below, language),
        new=new_against(definition, below, language),
        prompts=prompts_by_language()[written_in],
        language=written_in,
    )


def new_against(definition: str, below: str, language: str) -> tuple[str, ...]:
    """Clauses and words of the definition that the level below does not have, in their order."""
    known = _content(below, language)
    if not known or fold(definition) == fold(below):
        return ()
    pieces = [
        (len(_content(piece, language) - known), piece)
        for clause in pieces_of(definition)
        for piece in _new_pieces(clause, known, language)
    ]
    most = sorted(pieces, key=lambda counted: -counted[0])[:MAX_NEW]
    return tuple(dict.fromkeys(piece for counted, piece in pieces if (counted, piece) in most))


@lru_cache(maxsize=1)
def prompts_by_language() -> dict[str, tuple[str, str, str, str]]:
    """The four prompts by ISO 639-1 code."""
    table = tomllib.loads(_PROMPTS.read_text(encoding="utf-8"))
    return {code: (did, to, changed, seen) for code, (did, to, changed, seen) in table.items()}


def _level_below(brief: CellBrief) -> str:
    """The nearest lower definition of the row that says something; "" where there is none."""
    lower = (text for at, text in sorted(brief.row.items(), reverse=True) if at < brief.level)
    return next((text for text in lower if reason_to_abstain(text) is not ASKS_FOR_NOTHING), "")


def _weightiest(brief: CellBrief, below: str, language: str) -> str:
    """The clause that carries most of what is asked; the first of equals."""
    known = _content(below, language)
    elsewhere = {
        fold(clause)
        for cell in brief.matrix.cells
        if cell.level == brief.level and cell.competency != brief.competency
        for clause in pieces_of(cell.definition)
    }

    def weight(clause: str) -> float:
        words = _content(clause, language)
        verb = first_verb(clause) if language == "en" else ""
        return (
            min(len(words), _CLAUSE_WORDS)
            + _NEW_WEIGHT * min(len(words - known), _CLAUSE_WORDS if known else 0)
            + _ACT_WEIGHT * (verb in VERB_FORMS)
            - _ACT_WEIGHT * (verb in WEAK_FORMS)
            - _ACT_WEIGHT * bool(_ASIDE.match(clause))
            - _REPEATED_WEIGHT * (fold(clause) in elsewhere)
        )

    return max(pieces_of(brief.definition), key=weight)


def _new_pieces(clause: str, known: frozenset[str], language: str) -> list[str]:
    """The clause, where most of it is new; else the runs of it that are; else nothing."""
    words = _content(clause, language)
    fresh = words - known
    if not fresh:
        return []
    if len(fresh) >= _NEW_SHARE * len(words):
        return [clause]
    if is_unspaced(clause):
        return []
    parts = re.split(r"(?<=[,;])\s", clause)
    return [run for part in parts for run in _new_runs(part, known, language)]


def _new_runs(part: str, known: frozenset[str], language: str) -> list[str]:
    """Runs of words of which no content word is known, without the small words at their ends."""
    runs: list[list[str]] = [[]]
    for word in part.split():
        if _content(word, language) <= known and _content(word, language):
            runs.append([])
        else:
            runs[-1].append(word)
    trimmed = (_trim(run, language) for run in runs)
    return [" ".join(run).strip(EDGE) for run in trimmed if any(map(_says_what, run))]


def _says_what(word: str) -> bool:
    """Whether the word says by itself what is new: "complex", not "regularly" or "ensuring"."""
    plain = word.strip(EDGE).lower()
    return plain not in _SAYS_LITTLE and not plain.endswith(("ly", "ing"))


def _trim(run: list[str], language: str) -> list[str]:
    heavy = [at for at, word in enumerate(run) if _content(word, language)]
    return run[heavy[0] : heavy[-1] + 1] if heavy else []


@lru_cache(maxsize=8192)
def _content(text: str, language: str) -> frozenset[str]:
    """Stems of the words that carry meaning; in scripts without spaces pairs of characters."""
    if is_unspaced(text):
        plain = [char for char in fold(text) if char.isalnum()]
        return frozenset(map("".join, pairwise(plain)))
    small = STOP_WORDS_OF.get(language, frozenset()) | (STOP_WORDS if language == "en" else set())
    return frozenset(_stem(word) for word in words_of(fold(text)) if word not in small)


def _stem(word: str) -> str:
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")
