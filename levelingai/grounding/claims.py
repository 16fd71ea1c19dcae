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
    r"by (?:a|one) (?:third|half|quarter|fifth|tenth)\b|by half\b|"
    r"(?:doubl|tripl|quadrupl)(?:es|ed|ing)\b)",
    re.IGNORECASE,
)
"""One to three are left out: they are articles and pronouns as often as numbers."""

_COUNTED = (
    r"(?:person|people|strong|customer|client|user|member|employee|store|site|country|city|figure|digit|"
    r"percent|hundred|thousand|million|billion|fold|euro|dollar|pound|bed|seat|branch|plant|hectare|acre|"
    r"(?:one|two|three|four|five|six|seven|eight|nine)\b|"
    r"Personen|Kunden|Mitarbeiter|Millionen|Tausend|Prozent|Euro|Betten|Hektar)"
)
_OF_A_WORD = re.compile(rf"-(?!{_COUNTED})[^\W\d_]")
"""What follows a number word that only names its noun: the four-hour drill."""
AROUND = 80
"""Characters before and after a number word that say what it counts."""
_NO_FACTOR = re.compile(r"(?!\s+(?:as|more|less|fewer|the|larger|bigger|higher|lower|faster)\b)")
_DOUBLED_THING = re.compile(
    r"\b(?:no|a|an|the|each|every|any|one|that|this) $",
    re.IGNORECASE,
)
_DOUBLED_BY_ITSELF = re.compile(
    r"\b(?:dough|batter|sponge|starter|loaf|bread)\b[^.,;]{0,30}$", re.IGNORECASE
)
_DOUBLED_ON = re.compile(r" (?:up|back|over|as)\b")
_DOUBLED_NOUN = re.compile(
    r" (?!sales|revenue|turnover|output|yield|profit|income|number|in\b|by\b|the\b)[a-z]"
)
_PUT_OFF = re.compile(
    r"\b(?:postpon|mov|delay|shift|extend|push|verschieb)\w*\b[^.]{0,60}$", re.IGNORECASE
)
_TO_SIEVE = re.compile(r"\s*(?:[,.]|$|(?:und|oder|lassen|lässt|sowie)\b)")
_FIGURES = {
    word: figure
    for words, figure in (
        ("four vier", "4"),
        ("five fünf", "5"),
        ("six sechs", "6"),
        ("seven sieben", "7"),
        ("eight acht", "8"),
        ("nine neun", "9"),
        ("ten zehn", "10"),
        ("eleven elf", "11"),
        ("twelve zwölf", "12"),
        ("fifteen", "15"),
        ("twenty zwanzig", "20"),
        ("thirty dreißig", "30"),
        ("forty vierzig", "40"),
        ("fifty fünfzig", "50"),
        ("sixty", "60"),
        ("seventy", "70"),
        ("eighty", "80"),
        ("ninety", "90"),
        ("hundred hundert", "100"),
    )
    for word in words.split()
}

_CAPITAL = re.compile(r"(?<![\w@.-])[^\W\d_a-z][\w.&+#]*(?:['’-]\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[“\"„«(]\s*)\W*$")
_PRONOUN = re.compile(r"I(?:['’](?:m|d|ve|ll))?$")
_POSSESSIVE = re.compile(r"'s$")
_INNER_SIGNS = re.compile(r"[-.&'’]")
_COMPOUND_SIGNS = re.compile(r"[-/&]")


def numbers_in(text: str) -> list[str]:
    """Numbers as written in figures, and in English or German words, in lower case."""
    return _FIGURE.findall(text) + [match.group().lower() for match in _NUMBER_WORD.finditer(text)]


def loose_numbers_in(text: str) -> list[str]:
    """Those of `numbers_in` that may well count nothing, and do not where they stand.

    "The four-hour drill", "no doubled well", "three times a day", "sieben" for sifting.
    """
    return [
        match.group().lower() for match in _NUMBER_WORD.finditer(text) if _is_loose(match, text)
    ]


def _is_loose(match: re.Match[str], text: str) -> bool:
    word = match.group().lower()
    before = text[max(0, match.start() - AROUND) : match.start()]
    after = text[match.end() : match.end() + AROUND]
    if word.endswith("times"):
        return _NO_FACTOR.match(after) is not None
    if word.startswith(("doubl", "tripl", "quadrupl")):
        return bool(
            _DOUBLED_ON.match(after)
            or _DOUBLED_BY_ITSELF.search(before)
            or (_DOUBLED_THING.search(before) and _DOUBLED_NOUN.match(after))
        )
    if word.endswith("quarter"):
        return _PUT_OFF.search(before) is not None
    if word == "sieben" and _TO_SIEVE.match(after):
        return True
    return _OF_A_WORD.match(after) is not None


def figure_of(number: str) -> str:
    """A number word in figures; other numbers as they are."""
    return _FIGURES.get(number, number)


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
