"""What a text claims that can be checked by looking: its numbers and its proper names."""

from __future__ import annotations

import re
from functools import lru_cache

from levelingai.grounding.fold import CACHED_TEXTS, fold, words_of

_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_NUMBER_WORD = re.compile(
    r"\b(?:(?:four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|dozens)\b|"
    r"(?:two|three) (?:percent|times|thirds|million|hundred)|"
    r"(?:vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert"
    r"|tausend)\b|"
    r"by (?:a|one) (?:third|half|quarter|fifth|tenth)\b|(?:doubl|tripl|quadrupl)(?:es|ed|ing)\b)",
    re.IGNORECASE,
)
"""One to three are left out: they are articles and pronouns as often as numbers."""

_CAPITAL = re.compile(r"(?<![\w@.-])[^\W\d_a-z][\w.&+#]*(?:['’-]\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[“\"„«(]\s*)\W*$")
_PRONOUN = re.compile(r"I(?:['’](?:m|d|ve|ll))?$")
_POSSESSIVE = re.compile(r"'s$")
_INNER_SIGNS = re.compile(r"[-.&'’]")
_COMPOUND_SIGNS = re.compile(r"[-/&]")


def numbers_in(text: str) -> list[str]:
    """Numbers as written in figures, and in English or German words, in lower case."""
    return _FIGURE.findall(text) + [match.group().lower() for match in _NUMBER_WORD.finditer(text)]


def names_in(text: str) -> list[str]:
    """Words with a capital that no sentence begins with, or that are written in capitals.

    They are proper names in languages that do not write every noun so. A name that begins a
    sentence is not told from any other word there.
    """
    found = []
    for match in _CAPITAL.finditer(text):
        word = match.group().strip(".")
        begins_sentence = _SENTENCE_START.search(text[: match.start()]) is not None
        if (
            word[:1].isupper()
            and not _PRONOUN.match(word)
            and (not begins_sentence or word[1:].isupper())
        ):
            found.append(word)
    return found


@lru_cache(maxsize=CACHED_TEXTS)
def vocabulary_of(text: str) -> frozenset[str]:
    """The words of a text, whole and in parts, in the form in which `is_known` compares them."""
    found = set()
    for word in words_of(text):
        found.add(_POSSESSIVE.sub("", fold(word)))
        found.update(fold(part) for part in _INNER_SIGNS.split(word))
    return frozenset(found)


def is_known(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether a name is among the words; a compound is where its parts are."""
    if _POSSESSIVE.sub("", fold(name)) in vocabulary:
        return True
    parts = [part for part in _COMPOUND_SIGNS.split(name) if part]
    return len(parts) > 1 and all(fold(part) in vocabulary or part.islower() for part in parts)
