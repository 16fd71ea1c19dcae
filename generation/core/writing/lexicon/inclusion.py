# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Words that shut someone out of a role: gendered, ableist, or tied to age, origin or hours."""

from __future__ import annotations

import re

ENGLISH = (
    "he him his himself she her hers herself guys guy gal gals chairman chairmen foreman foremen "
    "salesman salesmen spokesman businessman businessmen craftsman workmanship manpower mankind "
    "man-hours man-days man-hour man-day manned unmanned girls ladies gentlemen "
    "crazy insane insanely lame cripple crippled crippling dumb stupid idiot moron spastic psycho "
    "schizophrenic bipolar retarded midget blindly blinded tone-deaf ninja rockstar rock-star guru "
    "wizard superhero superstar jedi hustle hustler young youthful youngster digital-native elderly "
    "blacklist whitelist master-slave slave grandfathered tribe powwow weekend weekends overtime "
    "all-nighter all-nighters after-hours"
).split()
ENGLISH_PHRASES = (
    "native speaker",
    "digital native",
    "rock star",
    "sanity check",
    "blind spot",
    "blind spots",
    "falls on deaf ears",
    "man hours",
    "man days",
    "late at night",
    "late into the night",
    "works late",
    "stays late",
    "stay late",
    "work late",
    "around the clock",
    "after hours",
    "long hours",
    "nights and weekends",
    "over beers",
    "over drinks",
    "after-work drinks",
    "in the office every day",
    "recent graduate",
    "mother tongue",
    "able-bodied",
    "suffers from",
    "wheelchair-bound",
    "culture fit",
)
# German "er" and "ihm" are left out: they stand for any masculine noun, such as a plan.
GERMAN = (
    "jungs mädels mannstunden manntage mannschaft mann männer herren damen ninja rockstar "
    "guru verrückt wahnsinnig irre behindert taub blind lahm dumm idiotisch muttersprachler "
    "muttersprachlerin jung junge jungen wochenende überstunden nachtschichten fräulein schwester "
    "schwestern krankenschwester oberschwester"
).split()
_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I|my|me|mine|myself|ich|mein|meine|meinen|mir)(?![\w'’])"
)


def _pattern(words: list[str], phrases: tuple[str, ...]) -> re.Pattern[str]:
    every = sorted({*words, *phrases}, key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, every)) + r")(?![\w-])", re.IGNORECASE
    )


_PATTERNS = {"en": _pattern(ENGLISH, ENGLISH_PHRASES), "de": _pattern(GERMAN, ())}


def excluding_words(text: str, language: str) -> list[str]:
    """Words that shut someone out, or that speak as "I", as written and in order."""
    pattern = _PATTERNS.get(language)
    found = pattern.findall(text) if pattern else []
    return found + (_FIRST_PERSON.findall(text) if language in _PATTERNS else [])
