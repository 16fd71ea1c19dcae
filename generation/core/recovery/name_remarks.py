"""Remarks beside a name that say nothing of what it names: weights, points, marks and outcomes.

"Planning (15%)", "Grammar [LO2]", "Theory (2x)", "Good (60-69%)": what stands in the brackets is
kept in what is stored, and taken away before anyone judges what the name looks like.
"""

from __future__ import annotations

import re

UNITS = (
    r"%|percent|per cent|prozent|procent|prosent|pct|points?|pts?\.?|marks?|punkte?n?|pkte?\.?|"
    r"pkt\.?|puntos?|ptos?\.?|punti|punto|pontos?|punten|poäng|poeng|pistettä|bod[yůu]?|балл\w*|"
    r"puan|pont|credits?|"
    r"点|分|점|[x×]"
)
"""Units of weights and points."""
_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_SIGN = (
    r"(?:[<>≤≥~±+]|up to|max(?:imum|\.)?|under|below|above|over|bis|unter|über|jusqu'à|hasta|"
    r"fino a|até|tot)"
)
_RANGE = rf"{_NUMBER}\s*%?\s*(?:[-–—/]|to|bis|à|a|tot|do|to|till)\s*{_NUMBER}"
AMOUNT = (
    rf"(?:{_SIGN}\s*)?(?:{_RANGE}|{_NUMBER})\s*(?:{UNITS})?"
    rf"(?:\s*(?:{UNITS}|each|je|chacun))?\s*[+]?"
)
"""A mark, a band of marks, or a weight."""
_WEIGHED = (
    rf"(?:{_SIGN}\s*)?{_NUMBER}\s*(?:{UNITS})(?:\s*(?:each|je|{UNITS}))?|"
    rf"[x×]\s*{_NUMBER}|{_RANGE}\s*(?:{UNITS})?|"
    rf"[<>≤≥]\s*{_NUMBER}\s*(?:{UNITS})?"
)
_WEIGHT_NOUN = (
    r"(?:weight(?:ing|age)?|gewicht\w*|poids|pondération|peso|ponderación|weging|vægt\w*|vikt\w*|waga|váha|вес|ağırlık|"
    r"worth|max\.?|maximum|total|out of)"
)
_OUTCOME = r"(?:[CPIUSMTE]?LO|AO|AC|CO|PO|KSB|RA|CE|SLO|LG)s?\s?\d{1,2}(?:\.\d{1,2})*"
_OUTCOMES = rf"{_OUTCOME}(?:\s*(?:[,;&/+–-]|and|to|und|et|y)\s*(?:{_OUTCOME}|\d{{1,2}}))*"
_BRACKETED = re.compile(
    rf"\s*[(\[（]\s*(?:{_WEIGHED}|{_WEIGHT_NOUN}[\s:=]*{AMOUNT}|(?-i:{_OUTCOMES}))\s*[)\]）]",
    re.IGNORECASE,
)
_SQUARE_CODE = re.compile(
    r"\s*\[\s*(?![LEM]\d)[A-Z]{1,4}\s?\d{1,2}(?:\.\d{1,2})*(?:\s*,\s*[A-Z]{0,4}\s?\d{1,2})*\s*\]"
)
_TRAILING = re.compile(
    rf"(?:\s*[-–—:,/|]\s*|\s+)(?:{_NUMBER}\s*(?:{UNITS})|{_RANGE}\s*(?:{UNITS})|[x×]\s?{_NUMBER})\s*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"^(?:{_NUMBER}\s*(?:%|points?|pts?\.?|punkte)|{_RANGE}\s*(?:%|points?|pts?\.?)?)\s*[-–—:|]?\s+(?=\D)",
    re.IGNORECASE,
)
OUTCOME_CODE = re.compile(rf"^{_OUTCOME}$")
"""The code of a learning outcome: no level has such a code."""


def judged(text: str) -> str:
    """The name without remarks, for judging alone; the text itself where nothing else is in it."""
    bare = _SQUARE_CODE.sub("", _BRACKETED.sub("", text))
    shorter = _LEADING.sub("", _TRAILING.sub("", bare)).strip()
    # A band of marks alone is a name, of which nothing is to be taken away.
    bare = shorter if any(char.isalpha() for char in shorter) else bare.strip()
    return bare if any(char.isalnum() for char in bare) else text
