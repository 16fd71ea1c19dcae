"""The heights that names of levels state, by numbers, codes and words, and whether they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generation.core.recovery.level_words import (
    LEVEL_NOUNS,
    NOT_LEVEL_NOUNS,
    PROFICIENCY,
    ROLE_NOUNS,
    SENIORITY,
)
from generation.core.recovery.name_parts import (
    BARE_NUMBER,
    NOT_CODES,
    NOUN,
    ROMAN,
    parse_level,
    words_of,
)
from generation.core.recovery.weights import current

_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one first eins erste un premier uno primero 一 첫 الأول אחת",
            "two second zwei zweite deux deuxième dos segundo due 二 الثاني שתיים",
            "three third drei dritte trois troisième tres tercero tre 三 الثالث שלוש",
            "four fourth vier vierte quatre quatrième cuatro cuarto quattro 四 الرابع ארבע",
            "five fifth fünf fünfte cinq cinquième cinco quinto cinque 五 الخامس חמש",
            "six sixth sechs sechste sixième seis sexto sei 六 السادس שש",
            "seven seventh sieben siebte sept septième siete séptimo sette 七 السابع שבע",
        ),
        start=1,
    )
    for word in words.split()
}
_LETTERED = re.compile(rf"(?:{NOUN})\s+([a-h])")


def disorder(texts: Sequence[str]) -> int:
    """How many steps from name to name go against the way that most of them go."""
    return min(_steps(texts))


def _steps(texts: Sequence[str]) -> tuple[int, int]:
    """How many steps from name to name rise and fall, by the heights that the names state."""
    shared = set.intersection(*(set(words_of(text)) for text in texts)) if texts else set()
    ranks = [rank for text in texts if (rank := _rank(text, shared)) is not None]
    steps = list(pairwise(ranks))
    return sum(a < b for a, b in steps), sum(a > b for a, b in steps)


def _rank(text: str, shared: set[str]) -> float | None:
    """The height that a name states: its number, else its word of seniority."""
    weights = current().level_names
    level = parse_level(text)
    if (number := number_in(level.code)) is not None:
        return number
    number = number_in(level.title)
    height = _stated_height([word for word in words_of(level.title) if word not in shared])
    if height is None and number is None:
        return weights.unstated_height if shared & ROLE_NOUNS else None
    height = weights.unstated_height if height is None else height
    return height + (number or 0.0) / weights.number_height


def _stated_height(words: Sequence[str]) -> float | None:
    """The greatest height that words of seniority state, or else words that grade a skill."""
    heights = [float(SENIORITY[word]) for word in words if word in SENIORITY]
    if not heights:
        step = current().level_names.grade_height
        heights = [PROFICIENCY[word] * step for word in words if word in PROFICIENCY]
    return max(heights, default=None)


def number_in(text: str) -> float | None:
    """The one number that a level's name states, in digits, numerals, words or a letter."""
    digits = re.findall(r"\d+(?:\.\d)?", text)
    if digits:
        return float(digits[0])
    words = words_of(text)
    for word in reversed(words):
        if (number := _number_of(word, words)) is not None:
            return number
    letter = _LETTERED.fullmatch(text.casefold())
    return float(ord(letter.group(1)) - ord("a") + 1) if letter else None


def _number_of(word: str, words: Sequence[str]) -> float | None:
    """The number that a word of a name stands for; a lone letter or a word may be none."""
    is_lone = len(words) == 1
    if word in ROMAN and (is_lone or len(word) > 1 or word in {"i", "v", "x"}):
        return float(ROMAN[word])
    if word in _NUMBER_WORDS and not is_lone and LEVEL_NOUNS & set(words):
        return float(_NUMBER_WORDS[word])
    return None


def is_series(texts: Sequence[str]) -> bool:
    """Whether the texts count: one name or one code with numbers that rise or fall."""
    parsed = [parse_level(text) for text in texts]
    return _counts([level.code for level in parsed]) or _counts([level.title for level in parsed])


def _counts(parts: Sequence[str]) -> bool:
    """Whether the codes, or the titles, are one stem with numbers that rise or fall."""
    if not all(parts) or not _share_stem(parts):
        return False
    numbers = [number_in(part) for part in parts]
    return None not in numbers and _is_monotone([number for number in numbers if number])


def _share_stem(parts: Sequence[str]) -> bool:
    """Whether the codes or titles are alike but for what counts, and may count levels."""
    if any(NOT_CODES.match(part) or not words_of(part) for part in parts):
        return False
    stems = {_stem(part) for part in parts}
    words = set(stems.pop().split()) if len(stems) == 1 else set()
    return bool(words) and words.isdisjoint(NOT_LEVEL_NOUNS)


def is_bare_series(texts: Sequence[str]) -> bool:
    """Whether the texts are plain numbers or numerals that rise or fall, and nothing else."""
    numbers = [number_in(text) for text in texts]
    bare = sum(bool(BARE_NUMBER.match(text) or text.casefold() in ROMAN) for text in texts)
    return (
        bare >= len(texts) - 1
        and None not in numbers
        and _is_monotone([number for number in numbers if number is not None])
    )


def _stem(text: str) -> str:
    """The name without what counts in it."""
    words = words_of(re.sub(r"\d+(?:\.\d)?[a-z]?", " ", text))
    if words and (words[-1] in ROMAN or (len(words) > 1 and len(words[-1]) == 1)):
        words = words[:-1]
    return " ".join(word for word in words if word not in _NUMBER_WORDS)


def _is_monotone(numbers: Sequence[float]) -> bool:
    """Whether the numbers only rise or only fall; a level may come in two tracks."""
    different = len(set(numbers))
    if different <= 1 or different < current().level_names.monotone_share * len(numbers):
        return False
    return all(a <= b for a, b in pairwise(numbers)) or all(a >= b for a, b in pairwise(numbers))
