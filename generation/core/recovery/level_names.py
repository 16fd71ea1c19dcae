"""Recognise names of levels and of competencies, whatever the guide and its language.

Words alone decide nothing: shared nouns, rising numbers, codes and shortness count as well, so
that levels with names never seen before are found beside competencies that look like ones.
All scores run from 0 (no sign) to 1 (no doubt).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from generation.core.recovery.level_words import (
    COMPETENCY_SUFFIXES,
    COMPETENCY_UNSPACED,
    COMPETENCY_WORDS,
    CONTINUED,
    LEVEL_NOUNS,
    LEVEL_NOUNS_UNSPACED,
    NOT_LEVEL_NOUNS,
    PROFICIENCY,
    ROLE_NOUNS,
    SENIORITY,
    UNSPACED_LEVEL_HINTS,
    UNSPACED_ROLE_NOUNS,
)
from generation.core.recovery.matrix import MatrixLevel

MAX_NAME_WORDS = 12
"""A level or competency with more words than this is a sentence."""

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
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
_NOUN = "|".join(sorted(map(re.escape, LEVEL_NOUNS), key=len, reverse=True))
_UNSPACED_NOUN = "|".join(map(re.escape, LEVEL_NOUNS_UNSPACED))
_NUMERAL = r"(?:\d{1,2}(?:\.\d)?[a-z]?\+?|[ivx]{1,4}|[a-h])"
_LEVEL_N = (
    rf"(?:(?:{_NOUN})\.?[\s#]*(?:n[°º.]\s*)?{_NUMERAL}(?:\s*[-–/]\s*{_NUMERAL})?"
    rf"|(?:{_UNSPACED_NOUN})\s*\d{{1,2}}|第?[\d一二三四五六七八九十]{{1,2}}\s*(?:級|级|급|단계|段階|段))"
    r"(?!\w)"
)
_CODE_N = r"[A-Z]{1,4}[- ]?\d{1,2}(?:\.\d)?[a-z]?\+?"
_CODE = rf"(?:(?-i:{_CODE_N})(?:\s*[-–/]\s*(?-i:[A-Z]{{0,4}})\d{{1,2}})?(?!\w))"
_NAMED = rf"(?:{_LEVEL_N}|{_CODE})"
_LEADS = re.compile(rf"^({_NAMED})\s*(?:[:|/,·•.\-–—]+\s*|\s+|(?=[(\[]))(.+)$", re.IGNORECASE)
_ENDS = re.compile(
    rf"^(.+?)\s*(?:[(\[]\s*({_NAMED})\s*[)\]]|\s[-–—|/·•]\s*({_NAMED})|[:,|]\s*({_NAMED}))$",
    re.IGNORECASE,
)
_WHOLE_CODE = re.compile(rf"^{_CODE}$")
_WHOLE_LEVEL = re.compile(rf"^{_LEVEL_N}$", re.IGNORECASE)
_NUMBER_LEADS = re.compile(r"^(\d{1,2})\s*(?:[:|·•\-–—]\s*|\s+)(\D.*)$")
_BARE_NUMBER = re.compile(r"^\d{1,2}(?:\.\d)?[a-z]?$")
_NUMBERING = re.compile(
    r"^(?:(?:\d{1,2}\.)+\d{0,2}|\d{1,2}\)|[a-z]\)|§\s*\d+)\s*(?=\D)", re.IGNORECASE
)
_CONTINUED = re.compile(
    rf"\s*[-–—,:(\[（]*\s*(?:{'|'.join(map(re.escape, CONTINUED))})[.…]*\s*[)\]）]*\s*$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*[(\[]\s*\d{1,2}\s*(?:/|of|von|de|di|van|av|z)\s*\d{1,2}\s*[)\]]\s*$")
_NOT_CODES = re.compile(
    r"^(?:Q[1-4]|H[12]|FY ?\d\d|B2|K8|SOC ?[12]|ISO ?\d+|COVID-?19|MS ?365|W3)$"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORD = re.compile(r"[^\W_]+(?:[-’'׳][^\W_]+)*")


def name_key(text: str) -> str:
    """A name reduced to its letters and digits, to know it again elsewhere in the guide."""
    folded = unicodedata.normalize("NFKC", strip_numbering(strip_continued(text))).casefold()
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=\w)-\s*(?=\w)", "", folded)))


def strip_continued(text: str) -> str:
    """The title without "(continued)" or "(2/3)"."""
    text = _tidy(text)
    for pattern in (_PART, _CONTINUED):
        shorter = pattern.sub("", text)
        # "Suite" or "Continua" alone is a name; only a bracket or dash makes it a remark.
        if shorter and (pattern is _PART or re.match(r"\s*[-–—,:(\[（…]", text[len(shorter) :])):
            text = shorter
    return text


def strip_numbering(text: str) -> str:
    """The heading without its section number ("2.1 Communication", "3. Delivery")."""
    text = _tidy(text)
    return _NUMBERING.sub("", text).strip() or text


def parse_level(text: str, description: str = "") -> MatrixLevel:
    """Split the name of a level into its code and its title, as the guide writes them."""
    text = strip_continued(text).rstrip(":：").strip()
    if _is_code(text) or _BARE_NUMBER.match(text) or text.casefold() in _ROMAN:
        return MatrixLevel(code=text, description=description)
    if _WHOLE_LEVEL.match(text):
        return MatrixLevel(title=text, description=description)
    code, title = _split_code(strip_numbering(text))
    return MatrixLevel(code, title, description)


def level_signal(text: str) -> float:
    """How much one text looks like the name of a level, taken by itself."""
    text = strip_numbering(strip_continued(text)).rstrip(":：")
    words = _words(text)
    if not words or len(words) > MAX_NAME_WORDS or text.endswith((".", "。", "!", "?", ";")):
        return 0.0
    level = parse_level(text)
    if _is_numbered_level(level):
        return 1.0
    if level.code and not level.title:
        return 0.7 if _is_code(level.code) else 0.4
    signal = _word_signal(level.title, words)
    if level.code:
        signal = max(signal, 0.75 if _is_code(level.code) else 0.3)
    return signal if len(words) <= 7 else signal * 0.6


def levels_likelihood(texts: Sequence[str]) -> float:
    """How likely the texts, in this order, are the names of a guide's levels."""
    texts = [strip_continued(text) for text in texts if text.strip()]
    if not texts:
        return 0.0
    if len(texts) == 1:
        return level_signal(texts[0]) * 0.8
    signals = [level_signal(text) for text in texts]
    likelihood = fmean(signals)
    if _is_series(texts):
        likelihood = max(likelihood, 0.97)
    elif _is_bare_series(texts):
        likelihood = max(likelihood, 0.85)
    likelihood = max(likelihood, _shared_noun(texts))
    if min(signals) == 0 and likelihood < 0.9:
        likelihood *= 0.9
    distinct = len({name_key(text) for text in texts}) / len(texts)
    return likelihood * distinct * _shortness(texts)


def competency_signal(text: str) -> float:
    """How much one text looks like the name of a competency, taken by itself."""
    text = strip_numbering(strip_continued(text)).rstrip(":：")
    words = _words(text)
    if not words or len(words) > MAX_NAME_WORDS or text.endswith((".", "。", "!", ";")):
        return 0.0
    signal = 0.35
    if any(word in COMPETENCY_WORDS or word.rstrip("s") in COMPETENCY_WORDS for word in words):
        signal = 0.9
    elif any(part in text for part in COMPETENCY_UNSPACED):
        signal = 0.8
    elif any(len(word) > 5 and word.endswith(COMPETENCY_SUFFIXES) for word in words):
        signal = 0.7
    elif re.search(r"[&/]| and | und | et | y | e | en | och | og | i ", text):
        signal = 0.55
    return max(0.0, signal - 0.6 * level_signal(text))


def competencies_likelihood(texts: Sequence[str]) -> float:
    """How likely the texts are the names of competencies."""
    texts = [text for text in texts if text.strip()]
    if not texts:
        return 0.0
    likelihood = fmean(map(competency_signal, texts))
    if _is_series(texts):
        likelihood *= 0.1
    return likelihood * _shortness(texts)


def levels_first(one: Sequence[str], other: Sequence[str]) -> float:
    """Which of two axes holds the levels: above 0 `one`, below 0 `other`; -1 to 1."""
    margin = (
        levels_likelihood(one)
        - competencies_likelihood(one)
        - levels_likelihood(other)
        + competencies_likelihood(other)
    )
    return max(-1.0, min(1.0, margin / 1.5))


def direction(texts: Sequence[str]) -> int:
    """1 where the levels rise, -1 where they fall, 0 where nobody can tell."""
    rises, falls = _steps(texts)
    if rises + falls + 1 < len(texts) / 2:
        return 0
    return (rises > 3 * falls) - (falls > 3 * rises)


def disorder(texts: Sequence[str]) -> int:
    """How many steps from name to name go against the way that most of them go."""
    return min(_steps(texts))


def _steps(texts: Sequence[str]) -> tuple[int, int]:
    """How many steps from name to name rise and fall, by the heights that the names state."""
    shared = set.intersection(*(set(_words(text)) for text in texts)) if texts else set()
    ranks = [rank for text in texts if (rank := _rank(text, shared)) is not None]
    steps = list(pairwise(ranks))
    return sum(a < b for a, b in steps), sum(a > b for a, b in steps)


def _rank(text: str, shared: set[str]) -> float | None:
    """The height that a name states: its number, else its word of seniority."""
    level = parse_level(text)
    if (number := _number_in(level.code)) is not None:
        return number
    number = _number_in(level.title)
    words = [word for word in _words(level.title) if word not in shared]
    ranks = [SENIORITY[word] for word in words if word in SENIORITY]
    ranks = ranks or [PROFICIENCY[word] * 2 for word in words if word in PROFICIENCY]
    if not ranks and number is None:
        return 3.0 if shared & ROLE_NOUNS else None
    return (max(ranks) if ranks else 3.0) + (number or 0.0) / 20


def _is_code(text: str) -> bool:
    return bool(_WHOLE_CODE.match(text)) and not _NOT_CODES.match(text)


def _split_code(text: str) -> tuple[str, str]:
    """Code and title; the code is empty where the text has none."""
    if match := _LEADS.match(text):
        code, title = match.group(1), _unbracketed(match.group(2))
        if title and not _NOT_CODES.match(code):
            return _tidy(code), title
    if match := _ENDS.match(text):
        code = next(group for group in match.groups()[1:] if group)
        if not _NOT_CODES.match(code):
            return _tidy(code), match.group(1).rstrip(" -–—:,|/")
    # A bracket after a bare number remarks on the number; it is no title.
    if (match := _NUMBER_LEADS.match(text)) and match.group(2)[0] not in "([":
        return match.group(1), match.group(2).strip()
    return "", text


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _unbracketed(text: str) -> str:
    text = text.strip(" -–—:|/·•")
    if text[:1] in "([" and text[-1:] in ")]" and not re.search(r"[()\[\]]", text[1:-1]):
        text = text[1:-1]
    return text.strip()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def _is_numbered_level(level: MatrixLevel) -> bool:
    return any(_WHOLE_LEVEL.match(part) for part in (level.code, level.title) if part)


def _word_signal(title: str, words: list[str]) -> float:
    """The sign given by words of seniority, roles and grades."""
    if words[0] in NOT_LEVEL_NOUNS:
        return 0.0
    if words[0] in LEVEL_NOUNS or words[-1] in LEVEL_NOUNS:
        return 0.85 if len(words) <= 4 else 0.3
    if all(word in PROFICIENCY or word in {"and", "highly", "very", "or"} for word in words):
        return 0.9
    if _CJK.search(title):
        return _unspaced_signal(title)
    return _role_signal(title, words)


def _role_signal(title: str, words: list[str]) -> float:
    """The sign given by a role ("Engineer") with or without a word or number of height."""
    has_role = any(word in ROLE_NOUNS for word in words)
    if any(word in SENIORITY for word in words):
        return 0.6 if not has_role and COMPETENCY_WORDS & set(words) else 0.9
    is_counted = len(words) > 1 and (words[-1] in _ROMAN or words[-1].isdigit())
    if has_role:
        return 0.6 if words[-1] in ROLE_NOUNS or _number_in(title) is not None else 0.4
    if is_counted:
        return 0.6
    if any(word in PROFICIENCY for word in words):
        return 0.35
    return 0.1 if len(words) > 1 else 0.15


def _unspaced_signal(title: str) -> float:
    if any(hint in title for hint in UNSPACED_LEVEL_HINTS):
        return 0.9 if len(title) <= 12 else 0.5
    if any(noun in title for noun in UNSPACED_ROLE_NOUNS):
        return 0.6
    return 0.15


def _number_in(text: str) -> float | None:
    """The one number that a level's name states, in digits, roman numerals or words."""
    digits = re.findall(r"\d+(?:\.\d)?", text)
    if digits:
        return float(digits[0])
    words = _words(text)
    for word in reversed(words):
        if word in _ROMAN and (len(words) == 1 or len(word) > 1 or word in {"i", "v", "x"}):
            return float(_ROMAN[word])
        if word in _NUMBER_WORDS and len(words) > 1 and LEVEL_NOUNS & set(words):
            return float(_NUMBER_WORDS[word])
    letter = re.fullmatch(rf"(?:{_NOUN})\s+([a-h])", text.casefold())
    return float(ord(letter.group(1)) - 96) if letter else None


def _is_series(texts: Sequence[str]) -> bool:
    """Whether the texts count: one name or one code with numbers that rise or fall."""
    parsed = [parse_level(text) for text in texts]
    for parts in ([level.code for level in parsed], [level.title for level in parsed]):
        if not all(parts):
            continue
        if any(_NOT_CODES.match(part) or _words(part)[:1] == [] for part in parts):
            continue
        stems = {_stem(part) for part in parts}
        if len(stems) != 1 or not (stem := stems.pop()) or set(stem.split()) & NOT_LEVEL_NOUNS:
            continue
        numbers = [_number_in(part) for part in parts]
        if None not in numbers and _is_monotone([number for number in numbers if number]):
            return True
    return False


def _is_bare_series(texts: Sequence[str]) -> bool:
    """Whether the texts are plain numbers or numerals that rise or fall, and nothing else."""
    numbers = [_number_in(text) for text in texts]
    bare = sum(bool(_BARE_NUMBER.match(text) or text.casefold() in _ROMAN) for text in texts)
    return (
        bare >= len(texts) - 1
        and None not in numbers
        and _is_monotone([number for number in numbers if number is not None])
    )


def _stem(text: str) -> str:
    """The name without what counts in it."""
    words = _words(re.sub(r"\d+(?:\.\d)?[a-z]?", " ", text))
    if words and (words[-1] in _ROMAN or (len(words) > 1 and len(words[-1]) == 1)):
        words = words[:-1]
    return " ".join(word for word in words if word not in _NUMBER_WORDS)


def _is_monotone(numbers: Sequence[float]) -> bool:
    """Whether the numbers only rise or only fall; a level may come in two tracks."""
    if len(set(numbers)) < 2 or len(set(numbers)) < len(numbers) / 2:
        return False
    return all(a <= b for a, b in pairwise(numbers)) or all(a >= b for a, b in pairwise(numbers))


def _shared_noun(texts: Sequence[str]) -> float:
    """The sign that a noun gives which all names share ("Engineer", "Senior Engineer")."""
    sets = [set(_words(text)) for text in texts]
    shared = set.intersection(*sets) - COMPETENCY_WORDS
    if not shared:
        return 0.0
    others = [words - shared for words in sets]
    if max(map(len, others)) > 4:
        return 0.0
    if shared & (ROLE_NOUNS | LEVEL_NOUNS):
        return 0.9
    return 0.6 if min(map(len, others)) == 0 else 0.4


def _shortness(texts: Sequence[str]) -> float:
    """1 for names, less for phrases, near 0 for sentences."""
    mean = fmean(max(1, len(_words(text)), len(_CJK.findall(text)) / 3) for text in texts)
    return max(0.0, min(1.0, 1.6 - mean / 10))
