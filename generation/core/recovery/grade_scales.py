"""Grade scales: whether names, in their order, grade a performance from worst to best or back.

A scale is known by several names together. One grade alone may be any adjective, and its height
only counts beside the others: "good" is less than "excellent" in every language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise

from generation.core.recovery.grade_words import (
    CLASSES,
    FILLERS,
    GRADES,
    GRADES_BEGUN,
    GRADES_UNSPACED,
    SECOND_CLASSES,
    SHORT_GRADE_MARKS,
    SHORT_GRADES,
    WEAK_GRADES,
)
from generation.core.recovery.level_words import PROFICIENCY
from generation.core.recovery.name_remarks import AMOUNT, UNITS, judged
from generation.core.recovery.weights import current

_TOKEN = re.compile(r"[^\W_]+(?:[-’'׳·][^\W_]+)*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in GRADES)
_LETTER = re.compile(r"^([A-F])\s*([+\-–−]|plus|minus)?$", re.IGNORECASE)
_BEST_LETTER = 9.0
_SIGN_STEP = 0.3
"""What a plus or minus adds to the height of a letter."""
_BAND = re.compile(
    rf"^(?:{AMOUNT})(?:\s*(?:and|or|und|et|y|e|en|of)?\s*(?:above|below|more|less|mehr|weniger|"
    r"plus|más|menos|higher|lower|über|oder mehr|up))?$",
    re.IGNORECASE,
)
_MOST_MARKS = 100.0
_OPEN_BELOW = re.compile(
    r"^\s*(?:[<≤]|under|below|up to|unter|bis)|below|less|lower|weniger", re.IGNORECASE
)


def scale_likelihood(texts: Sequence[str]) -> float:
    """How likely the texts, in this order, are the steps of a grade scale, 0 to 1."""
    if len(texts) <= 1:
        return 0.0
    weights = current().scales
    bare = [judged(text) for text in texts]
    if (coded := _coded(bare)) is not None:
        return weights.coded if _is_ordered(coded) else 0.0
    if (bands := _bands(bare)) is not None:
        return weights.bands if _is_strict(bands) else 0.0
    return max(_worded(bare), _letters(bare), _in_sentences(bare))


def grade_height(text: str) -> float | None:
    """The height that a name states which is nothing but a grade; None for any other."""
    text = judged(text)
    if _UNSPACED.search(text):
        return GRADES_UNSPACED.get(re.sub(r"[\W\d]+", "", text))
    words = _words(text)
    found, rest = _found(words)
    is_bare = all(word in FILLERS or word.isdigit() or len(word) == 1 for word in rest)
    if found and is_bare:
        return sum(found) / len(found)
    weak = WEAK_GRADES.get(" ".join(word for word in words if word not in FILLERS))
    if weak is not None:
        return weak
    grades = [PROFICIENCY[word] for word in words if word in PROFICIENCY]
    is_graded = grades and all(word in PROFICIENCY or word in FILLERS for word in words)
    return 2.0 * max(grades) if is_graded else None


def is_grade(text: str) -> bool:
    """Whether a name is nothing but a grade that no risk or price has."""
    return grade_height(text) is not None and not _is_weak(judged(text))


def is_band(text: str) -> bool:
    """Whether a text is nothing but marks: "70-100%", "< 40", "4 points"."""
    return _band(text) is not None


def _worded(texts: Sequence[str]) -> float:
    """The sign that names give which are grades."""
    weights = current().scales
    heights = [grade_height(text) for text in texts]
    if any(height is None for height in heights):
        heights = _with_classes(texts, heights)
    known = [height for height in heights if height is not None]
    if len(known) < weights.least_known * len(texts) or len(set(known)) <= 1:
        return 0.0
    strong = sum(h is not None and not _is_weak(t) for t, h in zip(texts, heights, strict=True))
    if strong < weights.least_strong * len(texts):
        return weights.weak
    if len(known) < len(texts):
        return weights.some if len(known) > 2 and _is_ordered(known) else 0.0
    return weights.whole if _is_ordered(known) else weights.disordered


def _with_classes(texts: Sequence[str], heights: Sequence[float | None]) -> list[float | None]:
    """The heights with those of British classes, where the texts name one of them for certain."""
    keys = [text.casefold().strip() for text in texts]
    is_sure = not SECOND_CLASSES.isdisjoint(keys)
    classes = [CLASSES.get(key) if is_sure else None for key in keys]
    return [
        known if known is not None else added for known, added in zip(heights, classes, strict=True)
    ]


def _is_weak(text: str) -> bool:
    words = " ".join(word for word in _words(text) if word not in FILLERS)
    return words in WEAK_GRADES


def _letters(texts: Sequence[str]) -> float:
    """The sign of letter grades: several of them in their order."""
    weights = current().scales
    found = [_LETTER.match(_without_marks(text)) for text in texts]
    matches = [match for match in found if match]
    if len(matches) < len(texts) or len(texts) < weights.least_letters:
        return 0.0
    heights = [_letter_height(match) for match in matches]
    if not _is_strict(heights):
        return 0.0
    has_sign = any(match.group(2) for match in matches)
    has_last = any(match.group(1).upper() == "F" for match in matches)
    return weights.letters if has_sign or has_last else weights.bare_letters


def _without_marks(text: str) -> str:
    return re.sub(rf"\s*[(:–-]?\s*(?:{AMOUNT})\s*\)?$", "", text).strip() if len(text) > 2 else text


def _letter_height(match: re.Match[str]) -> float:
    sign = match.group(2) or ""
    step = _SIGN_STEP if sign in {"+", "plus"} else -_SIGN_STEP if sign else 0.0
    return _BEST_LETTER - (ord(match.group(1).upper()) - ord("A")) + step


def _coded(texts: Sequence[str]) -> list[float] | None:
    """The heights of short forms like "HD", "CR"; None where the texts are others."""
    keys = [re.sub(rf"[\s(:–-]+(?:{AMOUNT})\)?$", "", text.casefold()).strip() for text in texts]
    if SHORT_GRADE_MARKS.isdisjoint(keys) or not all(key in SHORT_GRADES for key in keys):
        return None
    return (
        [SHORT_GRADES[key] for key in keys] if len(keys) >= current().scales.least_letters else None
    )


def _bands(texts: Sequence[str]) -> list[float] | None:
    """The middles of bands of marks; None where a text is none, or all are mere numbers."""
    bands = [_band(text) for text in texts]
    if None in bands or not any(re.search(rf"[<>≤≥–-]|{UNITS}|\bto\b", text) for text in texts):
        return None
    return [band for band in bands if band is not None]


def _band(text: str) -> float | None:
    text = " ".join(text.strip("()[] ").split())
    if not _BAND.match(text):
        return None
    numbers = [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text)]
    if not numbers or max(numbers) > _MOST_MARKS:
        return None
    middle = sum(numbers) / len(numbers)
    return middle - 0.5 if _OPEN_BELOW.search(text) else middle


def _in_sentences(texts: Sequence[str]) -> float:
    """The sign of sentences that are alike but for the grade in each: "You aim for a good"."""
    weights = current().scales
    sets = [_words(text) for text in texts]
    shared = set.intersection(*map(set, sets))
    if len(texts) < weights.least_letters or len(shared) < weights.least_shared:
        shared = set()
    heights: list[float] = []
    for words in sets:
        found, rest = _found(words)
        if not found or (not shared and rest and len(rest) > weights.most_beside):
            return 0.0
        heights.append(found[-1])
    is_scale = len(heights) >= weights.least_letters and _is_strict(heights)
    return weights.sentences if is_scale else 0.0


def _words(text: str) -> list[str]:
    # A dotted capital I leaves its dot behind when it is folded.
    folded = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")
    return [word.replace("’", "'") for word in _TOKEN.findall(folded)]


def _found(words: Sequence[str]) -> tuple[list[float], list[str]]:
    """The heights of all grades among the words, the longest phrases first, and the rest."""
    found: list[float] = []
    rest: list[str] = []
    place = 0
    while place < len(words):
        for size in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            height = _height(" ".join(words[place : place + size]))
            if height is not None:
                found.append(height)
                place += size
                break
        else:
            rest.append(words[place])
            place += 1
    return found, rest


def _height(phrase: str) -> float | None:
    if phrase in GRADES:
        return GRADES[phrase]
    for size in range(len(phrase), 2, -1):
        if (height := GRADES_BEGUN.get(phrase[:size])) is not None and " " not in phrase[size:]:
            return height if len(phrase) - size <= current().scales.most_ending else None
    return None


def _is_ordered(heights: Sequence[float]) -> bool:
    """Whether most pairs rise, or most fall; countries differ about neighbours on a scale."""
    pairs = list(combinations(heights, 2))
    rising, falling = sum(a < b for a, b in pairs), sum(a > b for a, b in pairs)
    return min(rising, falling) <= current().scales.most_contrary * len(pairs)


def _is_strict(heights: Sequence[float]) -> bool:
    steps = list(pairwise(heights))
    return all(a < b for a, b in steps) or all(a > b for a, b in steps)
