# ruff: noqa: E501 - word lists and patterns read better whole

"""Which language a definition is written in: stop words for Latin scripts, else the script."""

from __future__ import annotations

import re
from functools import lru_cache

STOP_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and of to in for with on that is are be their from by as at or can this when how "
        "it own an other what who which they you your our has have not into across through",
        "de": "der die das und mit für von den dem des ein eine einen einer eines zu zum zur auf ist "
        "im in bei nach oder wird werden nicht sich auch als an aus über unter selbst sowie eigene "
        "eigenen ihre ihren durch vor um alle noch nur wenn dass sind",
        "fr": "le la les des et dans une un du au aux avec sur que qui est pour par ses son sa leur "
        "leurs en ne pas ou ce cette sont plus l d",
        "es": "el la los las para con del por y en una un que su sus al se lo como más o es son de "
        "entre sobre cuando",
        "it": "il lo la gli le di e che per con una un del della dei delle nel nella al alla è sono "
        "in da si su come più propri proprio",
        "pt": "o a os as para com do da dos das e em uma um que seu sua seus no na ao por como mais "
        "não são ou pelo pela",
        "nl": "de het een en van voor met op te zijn dat die is in aan door bij niet ook naar over "
        "hun om eigen wordt",
        "sv": "och att för på med som en ett av i är till den det inte sig sina sin från vid om eget",
        "da": "og at for på med som en et af i er til den det ikke sig sine sin fra ved om egne",
        "fi": "ja on että se ei ovat sekä mutta kun tai myös oman omaa joka",
        "pl": "i w z na do że się jest nie oraz dla przez od po jak lub swoje swoich",
        "cs": "a v na do že se je pro od po jak nebo své svých s o",
        "tr": "ve bir bu için ile da de olarak gibi kendi daha çok",
    }.items()
}
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("de", re.compile(r"ß|\b\w+(?:ungen|ung|keit|heit|schaft|iert|äß\w*|führt)\b")),
    ("fr", re.compile(r"[œçêë]|\b[ldcsn]['’]\w|\w+(?:ements?|ité|er les)\b")),
    ("es", re.compile(r"[ñ¿¡]|\w+(?:ción|dades|miento)\b")),
    ("pt", re.compile(r"[ãõ]|\w+(?:ção|ções|mento)\b")),
    ("it", re.compile(r"\w+(?:zione|zioni|mento|ità)\b")),
    ("sv", re.compile(r"\bå\w|\w+(?:ningar|arna)\b")),
    ("pl", re.compile(r"[łżźęąśń]")),
    ("cs", re.compile(r"[řůě]")),
    ("tr", re.compile(r"[ğşı]")),
)
_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish or Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "tr": "Turkish",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "ru": "Russian or another language in Cyrillic letters",
    "el": "Greek",
    "ar": "Arabic",
    "he": "Hebrew",
    "th": "Thai",
    "hi": "Hindi",
}
NOUNS_CAPITALISED = frozenset({"de"})
"""Languages that write every noun with a capital: capitals say nothing about proper nouns."""

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")


def language_name(code: str) -> str:
    """The language's English name, for a sentence to the manager."""
    return _NAMES.get(code, "another language")


@lru_cache(maxsize=4096)
def detect_language(text: str, context: str = "") -> str:
    """ISO 639-1 code of the text; `context` (the rest of the guide) decides where it is too short.

    English where neither tells.
    """
    for sample in (text, context):
        found = _detect(sample[:_SAMPLE])
        if found:
            return found
    return "en"


def _detect(text: str) -> str:
    letters = sum(1 for char in text if char.isalpha())
    if not letters:
        return ""
    if not text.isascii():
        for code, script in _SCRIPTS:
            if len(script.findall(text)) * 4 >= letters:
                return code
    words = [word.lower() for word in _WORD.findall(text)]
    scores = {code: float(sum(w in stops for w in words)) for code, stops in STOP_WORDS.items()}
    if scores["en"] >= 3 and scores["en"] >= 2 * max(
        scores[code] for code in scores if code != "en"
    ):
        return "en"
    for code, hint in _HINTS:
        scores[code] += 1.5 * len(hint.findall(text.lower()))
    best = max(scores, key=lambda code: scores[code])
    second = max(score for code, score in scores.items() if code != best)
    if scores[best] < 1 or scores[best] <= second:
        return "en" if scores["en"] >= max(1.0, scores[best]) else ""
    return best
