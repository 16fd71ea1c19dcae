"""Words as a search compares them: stems, or pairs of characters where none are spaced."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from levelingai.grounding.fold import CACHED_TEXTS, is_unspaced_letter
from levelingai.grounding.stop_words import STOP_WORDS

CACHED_WORDS = 32_768
"""Words whose stem is remembered: stemming one takes some 20 µs."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_STEMMERS = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


@lru_cache(maxsize=CACHED_TEXTS)
def terms_of(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Each term of the text with the word that it comes from, in order; stop words are left out.

    Scripts without spaces give pairs of neighbouring characters.
    """
    stops = STOP_WORDS.get(language, frozenset())
    found: list[tuple[str, str]] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", text).replace("\u00ad", "")):
        word = token.casefold()
        if is_unspaced_letter(word[0]):
            found.extend((pair, pair) for pair in _pairs(word))
        elif word not in stops:
            found.append((_stem(word, language), token))
    return tuple(found)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


@lru_cache(maxsize=CACHED_WORDS)
def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None
