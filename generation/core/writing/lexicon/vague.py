# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Words that no one can observe or that fit any text: an example with one of them says too little."""

from __future__ import annotations

import re

ENGLISH = (
    "effectively efficiently proactively successfully appropriately consistently continuously "
    "actively seamlessly holistically strategically meaningfully significantly substantially "
    "constantly regularly frequently generally typically usually properly thoroughly adequately "
    "sufficiently highly extremely truly greatly deeply vastly "
    "effective efficient proactive strong robust various numerous multiple diverse "
    "excellent outstanding exceptional great good best better world-class best-in-class "
    "cutting-edge innovative dynamic holistic meaningful impactful valuable significant "
    "substantial appropriate relevant suitable adequate sufficient optimal seamless comprehensive "
    "high-quality high-performing high-impact top-notch state-of-the-art results-driven "
    "data-driven synergy synergies synergistic passion passionate passionately mindset "
    "excellence leverage leverages leveraged leveraging utilise utilises utilize utilizes "
    "empower empowers empowered foster fosters fostered drive drives driving spearhead spearheads "
    "champion champions streamline streamlines ensure ensures ensuring "
    "maximise maximises maximize maximizes "
    "etc things stuff many aspects "
    "timely motivated collaborative "
    "impact impacts value-add best-practice best-practices"
).split()
ENGLISH_PHRASES = (
    "a lot of",
    "as needed",
    "when necessary",
    "where necessary",
    "as appropriate",
    "where appropriate",
    "and so on",
    "and more",
    "best practice",
    "best practices",
    "in a timely manner",
    "on a regular basis",
    "a variety of",
    "a range of",
    "a number of",
    "going forward",
    "key stakeholders",
    "big picture",
    "next level",
    "go above and beyond",
    "goes above and beyond",
    "adds value",
    "add value",
    "makes a difference",
    "make a difference",
    "moves the needle",
    "thought leadership",
)
GERMAN = (
    "effektiv effizient proaktiv erfolgreich angemessen konsequent kontinuierlich aktiv nachhaltig "
    "ganzheitlich strategisch bedeutend erheblich ständig regelmäßig häufig generell grundsätzlich "
    "optimal hervorragend ausgezeichnet stark verschiedene verschiedenen diverse zahlreiche "
    "vielfältige vielfältigen innovativ dynamisch relevant relevante geeignet geeignete "
    "adäquat umfassend qualitativ hochwertig zielführend zielgerichtet zeitnah lösungsorientiert "
    "usw etc synergien leidenschaft leidenschaftlich mindset stets gute guten gutes besser"
).split()
GERMAN_PHRASES = ("bei bedarf", "und so weiter", "in der regel", "eine vielzahl", "best practices")
_ALLOWED_IN = re.compile(
    r"\b(?:multiple teams|frequently asked|goods|strong password|multiple[- ]choice|disk drives?|some(?:one|thing|where)|"
    r"best before|greater than|better than last|impact assessments?|impact analys[ei]s|"
    r"driv(?:e|es|ing) (?:licen[cs]e|test|a (?:van|car|truck)))\b",
    re.IGNORECASE,
)
"""Uses of a listed word that name a thing."""


def _pattern(words: list[str], phrases: tuple[str, ...]) -> re.Pattern[str]:
    every = sorted({*words, *phrases}, key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, every)) + r")(?![\w-])", re.IGNORECASE
    )


_PATTERNS = {"en": _pattern(ENGLISH, ENGLISH_PHRASES), "de": _pattern(GERMAN, GERMAN_PHRASES)}


def vague_words(text: str, language: str) -> list[str]:
    """The vague words in the text as written, in order. Only English and German are known."""
    pattern = _PATTERNS.get(language)
    if pattern is None:
        return []
    return pattern.findall(_ALLOWED_IN.sub(" ", text))
