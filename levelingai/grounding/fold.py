"""Cleaning, folding and comparing of texts, the same for every check and writer."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

CACHED_TEXTS = 4096
"""Texts whose folded form is remembered: more than a large guide with its examples has."""
TRIGRAM = 3
CHARACTERS_PER_WORD = 2
"""In scripts without spaces."""
UNSPACED_SHARE = Fraction(1, 3)
"""Of a text's letters, from which on it is one in a script without spaces."""

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ＇“”„‟″«»‹›＂「」『』"), "'") | {ord('"'): "'"}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_TRANSLATE = {**_QUOTES, **_DASHES, **_INVISIBLE, 0x2026: "..."}
_BULLET = re.compile(r"(?m)^[ \t]*[•·▪◦‣*●○■–—-][ \t]+")
_STRAY_BULLET = re.compile(r"[•·▪◦‣●○■]")
_BROKEN_WORD = re.compile(r"(?<=\w)-\s*(?=\w)")
_SPACED_DASH = re.compile(r"\s-+\s")
_WORD = re.compile(r"[^\W_]+(?:['’.&\-‑][^\W_]+)*")
_KEPT_FORMATS = frozenset("\u200c\u200d")  # joiners that Persian and Indic scripts need
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)


def clean_text(text: str) -> str:
    """One line of plain text: no control, bidi, private or broken characters, single spaces."""
    kept = []
    for char in text:
        kind = unicodedata.category(char)
        if kind in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif kind not in ("Cf", "Cs", "Co", "Cn") or char in _KEPT_FORMATS:
            kept.append(char)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=CACHED_TEXTS)
def fold(text: str) -> str:
    """Comparable form: case, quotes, dashes, bullets, hyphenation and white space levelled.

    A hyphen inside a word and a hyphen left by a broken line are both dropped, so that
    "documen-\\ntation", "well-known" and "well‑known" each have one form.
    """
    lines = map(clean_text, _BULLET.sub(" ", text).splitlines())
    text = unicodedata.normalize("NFKC", "\n".join(lines)).translate(_TRANSLATE)
    text = _SPACED_DASH.sub(" ", _STRAY_BULLET.sub(" ", text))
    text = _BROKEN_WORD.sub("", text)
    return " ".join(text.casefold().split())


def words_of(text: str) -> list[str]:
    """Words as written; inner apostrophes, dots, hyphens and "&" belong to their word."""
    return _WORD.findall(text)


def is_unspaced_letter(char: str) -> bool:
    """Whether the letter is of a script that writes no spaces between words."""
    return _UNSPACED.match(char) is not None


def is_unspaced(text: str) -> bool:
    """Whether the text is in a script that writes no spaces between words."""
    letters = sum(1 for char in text if char.isalpha())
    return letters > 0 and len(_UNSPACED.findall(text)) >= UNSPACED_SHARE * letters


def count_words(text: str) -> int:
    """Number of words; in scripts without spaces two characters count as a word."""
    if is_unspaced(text):
        return -(-sum(map(str.isalnum, text)) // CHARACTERS_PER_WORD)
    return sum(1 for part in text.split() if any(char.isalnum() for char in part))


@lru_cache(maxsize=CACHED_TEXTS)
def trigrams(text: str) -> frozenset[str]:
    """Character trigrams of the folded text, words padded.

    Characters and not words: examples are 12 to 35 words long, where word trigrams stay near zero
    until whole clauses are copied, and languages that inflect or write no spaces would escape.
    """
    padded = " " + re.sub(r"[^\w\s]", "", fold(text)) + " "
    return frozenset(padded[at : at + TRIGRAM] for at in range(len(padded) - TRIGRAM + 1))


def likeness(left: str, right: str) -> float:
    """Jaccard likeness of the character trigrams, 0 to 1."""
    one, two = trigrams(left), trigrams(right)
    common = len(one & two)
    return common / max(1, len(one) + len(two) - common)


def containment(text: str, whole: str) -> float:
    """Share of the text's word trigrams that stand in `whole`, 0 to 1.

    Word trigrams here: they catch copied wording, while a long definition holds most character
    trigrams of any text in its language. Scripts without spaces use characters.
    """
    mine, other = _shingles(text), _shingles(whole)
    return len(mine & other) / max(1, len(mine))


@lru_cache(maxsize=CACHED_TEXTS)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    folded = fold(text)
    parts = [c for c in folded if c.isalnum()] if is_unspaced(text) else words_of(folded)
    size = min(TRIGRAM, len(parts))
    if not size:
        return frozenset()
    return frozenset(tuple(parts[at : at + size]) for at in range(len(parts) - size + 1))
