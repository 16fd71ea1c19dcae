"""Words that a broken character map has spoilt: "ques2on" for "question".

Some printers give a ligature the code of a digit or of another sign. Nothing in the file tells,
but a word with such a sign between its letters does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

MOST_NAMED = 50
"""A file with more such words is broken throughout."""
LEAST_WITH_SIGN = 3
"""Words with the same sign inside, from which on it is no habit of writing."""
_DIGITS = re.compile(r"^[^\W\d_]{2,}\d[^\W\d_]+(?:\d[^\W\d_]+)*$")
_SIGNS = re.compile(r"^[^\W\d_]{3,}([@=<>;:*%$#&+~^|])[^\W\d_]{2,}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_EDGES = "()[]{}.,;:!?\"'“”‘’„«»…•"
_LEAST_LETTERS = 5


def suspect_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words, as they stand, that hold a sign where letters belong, each once."""
    texts = list(dict.fromkeys(word.strip(_EDGES) for word in words))
    known = {text.casefold() for text in texts}
    matches = [_SIGNS.match(text) for text in texts if text[1:].islower()]
    signs = Counter(match[1] for match in matches if match)
    frequent = {sign for sign, count in signs.items() if count >= LEAST_WITH_SIGN}
    found = [text for text in texts if _has_digit(text, known) or _has_sign(text, frequent)]
    return tuple(found[:MOST_NAMED])


def _has_digit(text: str, known: set[str]) -> bool:
    """Whether a digit stands inside a word; not so where it says "to" or "for" between words."""
    if not _DIGITS.match(text) or not text[1:].islower():
        return False
    first, *others = parts = _LETTERS.findall(text.casefold())
    if sum(map(len, parts)) < _LEAST_LETTERS or len(parts[-1]) == 1:
        return False
    return first not in others and not known.issuperset(parts)


def _has_sign(text: str, frequent: set[str]) -> bool:
    found = _SIGNS.match(text)
    return found is not None and text[1:].islower() and found[1] in frequent
