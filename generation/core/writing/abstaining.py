"""Cells for which no example is written: their definition asks for nothing, or describes a failing.

Sure or silent: a definition that mentions a failing beside something it asks for ("asks for help
when unable to go on") is one to illustrate. The words, by language, stand in `abstaining.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.lexicon.verbs import VERB_FORMS, third_person
from levelingai.grounding.fold import count_words, fold, is_unspaced


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell has no example: a code to store and count by, a sentence for the manager."""

    code: str
    sentence: str


ASKS_FOR_NOTHING = Reason(
    "asks_for_nothing",
    "Nothing to illustrate: the definition asks for nothing of its own here.",
)
FALLS_SHORT = Reason(
    "falls_short",
    "No example on purpose: this describes what falls short, and an example would teach it.",
)

_WORDS = Path(__file__).with_name("abstaining.toml")
_CODE = r"(?:the )?(?:[a-z]{1,4}\.? ?)?\d{1,2}(?:\.\d)?[a-z]?"
"""A level named by its code: "L3", "IC 4", "2"."""
_SENTENCE = re.compile(r"(?<!\b[^\W\d_])[.!?;]+(?=\s|$)|[。！？；]|\n")
_EDGES = " .,;:!?'\"()[]<>*-–—…。、，；：（）"
_SUBJECT = re.compile(
    r"^(?:(?:often|he|she|they|you|(?:the |an? )?(?:employee|person|engineer|colleague)) )+"
)
_MARKS = re.compile(r"[\d%<>=+.,:;/()\[\]~≤≥–—-]+|\b(?:level|grade|rating|stufe|note|niveau)\b")
"""What a level's name carries besides its word: numbers, ranges, per cent."""
_ALSO = re.compile(r"(?:\band|,)\s+(?:then\s+|also\s+)?([a-z]+)\b")


@dataclass(frozen=True, slots=True)
class _Signs:
    """The lists of all languages, each as one pattern over folded text."""

    nothing: re.Pattern[str]
    levels: re.Pattern[str]
    names: re.Pattern[str]
    failing: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """By language: how a failing begins, and the words that show an ask beside it."""


def why_nothing(brief: CellBrief) -> Reason | None:
    """Why no example belongs to the cell of the brief; None where one may be written."""
    level, row = brief.matrix.levels[brief.level], brief.matrix.competencies[brief.competency]
    return reason_to_abstain(brief.definition, f"{level.code} {level.title}".strip(), row.name)


def reason_to_abstain(
    definition: str, level_name: str = "", competency_name: str = ""
) -> Reason | None:
    """Why no example belongs to the cell; None where one may be written.

    `level_name` is the level's title or code. `competency_name` counts as said already: a
    definition that only repeats its one word asks for nothing.
    """
    lines = [line for line in map(_bare, _SENTENCE.split(definition)) if line]
    if _asks_for_nothing(_bare(definition), lines, _bare(competency_name)):
        return ASKS_FOR_NOTHING
    if _is_failing_level(level_name) or all(map(_is_failing, lines)):
        return FALLS_SHORT
    return None


def _bare(text: str) -> str:
    return fold(text).strip(_EDGES)


def _asks_for_nothing(whole: str, lines: list[str], competency: str) -> bool:
    nothing = _signs().nothing
    if not any(map(str.isalpha, whole)) or nothing.fullmatch(whole):
        return True
    repeated = whole == competency and count_words(whole) <= 1
    return repeated or all(map(nothing.fullmatch, lines))


def _is_failing_level(name: str) -> bool:
    signs, folded = _signs(), fold(name)
    bare = " ".join(_MARKS.sub(" ", folded).split())
    return bool(signs.levels.search(folded) or signs.names.fullmatch(bare))


def _is_failing(sentence: str) -> bool:
    """Whether the sentence as a whole is a failing: begins as one, asks for nothing beside."""
    bare = _SUBJECT.sub("", sentence)
    for opener, turn in _signs().failing:
        found = opener.match(bare)
        if found and not turn.search(bare, found.end()):
            return not _acts_too(bare)
    return False


def _acts_too(sentence: str) -> bool:
    """Whether the sentence goes on with an act in the third person: "…, asks a colleague"."""
    return any(
        word in VERB_FORMS and word == third_person(VERB_FORMS[word])
        for word in _ALSO.findall(sentence)
    )


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    languages = tomllib.loads(_WORDS.read_text(encoding="utf-8")).values()
    level = "|".join([_CODE, *_all(languages, "level")])
    nothing = (
        re.escape(_bare(phrase)).replace(r"\{level\}", f"(?:{level})")
        for phrase in _all(languages, "nothing")
    )
    return _Signs(
        nothing=re.compile(rf"(?: ?(?:{_any(nothing)})(?!\w))+"),
        levels=re.compile(_any(_bordered(re.escape(fold(p))) for p in _all(languages, "levels"))),
        names=re.compile(_any(map(fold, _all(languages, "names")))),
        failing=tuple(
            (re.compile(_any(words["failing"])), re.compile(_any(map(_bordered, words["turns"]))))
            for words in languages
        ),
    )


def _all(languages: Iterable[dict[str, list[str]]], kind: str) -> list[str]:
    return [pattern for words in languages for pattern in words[kind]]


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _bordered(pattern: str) -> str:
    """The pattern between word borders; scripts without spaces have none."""
    return pattern if is_unspaced(pattern) else rf"(?<!\w)(?:{pattern})(?!\w)"
