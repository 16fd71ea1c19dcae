"""Sentences of web text: cutting, folding, counting. Quotes are compared in folded form."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""Characters that show nothing, among them the tags and marks that can hide an instruction."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FOLDED_MARKS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u2032": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u201f": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
    }
)
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
_WORD = re.compile(r"[^\W_]+(?:['’\-&.][^\W_]+)*", re.UNICODE)


def visible_text(text: str) -> str:
    """`text` without characters that show nothing, in composed form."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def one_line(text: str) -> str:
    return " ".join(visible_text(text).split())


def folded(text: str) -> str:
    """`text` for comparison: case, white space, quotation marks and dashes count for nothing."""
    compatible = unicodedata.normalize("NFKC", visible_text(text)).translate(_FOLDED_MARKS)
    return " ".join(compatible.casefold().split())


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def word_count(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    characters = len(_CJK.findall(text))
    if characters * 3 < len(text):
        return len(words(text))
    return characters // 2


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph, each as it stands there. Abbreviations do not end one."""
    if len(_CJK.findall(paragraph)) * 3 >= len(paragraph):
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


def _ends_in_abbreviation(text: str) -> bool:
    if not text.endswith("."):
        return False
    last = text.rsplit(None, 1)[-1].lstrip("(\"'“„").rstrip(".").lower()
    is_initial = len(last) == 1 and last.isalpha()
    is_ordinal = last.isdigit() and len(last) <= 2
    return is_initial or is_ordinal or last in _ABBREVIATIONS
