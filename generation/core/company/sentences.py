"""Sentences of web text: cleaning, cutting, counting."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from levelingai.grounding.fold import words_of

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""Characters that show nothing, among them the tags and marks that can hide an instruction."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ABBREVIATION_TEXT = """
    mr mrs ms dr prof st inc ltd co corp no nr vs etc approx dept est e.g i.e u.s u.k a.m p.m
    z.b d.h u.a o.ä bzw ca usw inkl zzgl str tel mio mrd evtl ggf sog abs art
    p.ex env cie sté av bd sr sra dra ej núm pág avda sig dott ing geom ecc
    bijv o.a d.w.z m.b.t t.o.v jan feb mar apr jun jul aug sep sept oct okt nov dec dez
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_TEXT.split())
_END = re.compile(r"(?<=[.!?…])[\"'”“’»)\]]*\s+(?=[\"'“‘„«(\[]*[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я0-9])")
_CJK_END = re.compile(r"(?<=[。!?！？])")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
CHARACTERS_PER_WORD = 2
UNSPACED_SHARE = Fraction(1, 3)
"""Of a text's characters, from which on it is one in a script without spaces: the rest of such a
text are signs, numbers and foreign names."""


def visible_text(text: str) -> str:
    """`text` without characters that show nothing, in composed form."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def one_line(text: str) -> str:
    return " ".join(visible_text(text).split())


def word_count(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    if not _is_unspaced(text):
        return len(words_of(text))
    return len(_CJK.findall(text)) // CHARACTERS_PER_WORD


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph, each as it stands there. Abbreviations do not end one."""
    if _is_unspaced(paragraph):
        return [part.strip() for part in _CJK_END.split(paragraph) if part.strip()]
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        candidate = paragraph[start : match.start()]
        if _ends_in_abbreviation(candidate):
            continue
        closing = match.group().rstrip()
        sentences.append((candidate + closing).strip())
        start = match.end()
    sentences.append(paragraph[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _is_unspaced(text: str) -> bool:
    return len(_CJK.findall(text)) >= UNSPACED_SHARE * len(text)


def _ends_in_abbreviation(text: str) -> bool:
    if not text.endswith("."):
        return False
    last = text.rsplit(None, 1)[-1].lstrip("(\"'“„").rstrip(".").lower()
    is_initial = len(last) == 1 and last.isalpha()
    is_ordinal = last.isdigit() and len(last) <= 2
    return is_initial or is_ordinal or last in _ABBREVIATIONS
