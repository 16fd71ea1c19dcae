"""A definition cut where a reader would pause: pieces that stand in it word for word.

Borders are lines, list items, sentences, semicolons, spaced dashes and, where the language lets
them be told with certainty, coordinated verbs. A piece is never put together from two places.
"""

from __future__ import annotations

import re

from generation.core.writing.lexicon.verbs import VERB_FORMS, third_person
from levelingai.grounding.fold import clean_text, count_words, is_unspaced

MIN_WORDS = 3
"""Shorter pieces say too little, unless the definition has nothing longer."""
MAX_WORDS = 30
"""Longer pieces are no longer read as one thing: cut at a comma or a conjunction, if any."""
EDGE = " ,.;:!?\"'“”„«»–—-…。、，；：！？"
"""What a piece neither begins nor ends with."""

_MAX_CHARS = 12_000
_TORN_WORD = re.compile(r"(?<=[^\W\d_A-Z])[-‐]\n(?=[a-zà-ÿ])")
_TORN_LINE = re.compile(r"(?<=[^\W\d_]|,)\n(?=[a-zà-ÿа-я])")
"""Line breaks inside a sentence: the next line goes on in small letters and is no list item."""
_BULLET = re.compile(r"^[\s•·▪◦‣*●○■–—-]+\s*|^\s*\d{1,2}[.)]\s+")
_BORDER = re.compile(
    r"(?<!\b[^\W\d_])(?<!\betc)(?<!\bca)[.!?]+(?=\s|$)|[。！？；;]|\s\d{1,2}\.\s(?=[A-Z])|\s[-–—]\s|:\s"
    r"|,\s+(?=(?:but|while|whilst|sondern|aber|mais|pero|mas|però|maar|ale|но)\s)"
)
_AND = re.compile(r"(,\s+(?:and\s+|or\s+)?|\s+and\s+)(?=([a-z]+)\s)")
_UND = re.compile(
    r"(?:,\s+|\s+und\s+)(?=(?!selbst|sonst|erst|jetzt|nicht|oft|fast)[a-zäöüß]{2,}t\s)"
)
_PAUSE = re.compile(r",\s|\s(?=(?:and|or|und|oder|et|ou|y|o|e|en|of|i|oraz|и|или)\s)|[，、]")
_HANGING = re.compile(
    r"^(?:(?:and|or|but|while|whilst|und|oder|sondern|aber|et|mais|y|pero|e|mas|però|en|maar|i|ale|и|но)\s+)+",
    re.IGNORECASE,
)


def pieces_of(definition: str) -> list[str]:
    """The definition's pieces in order, three words or more; the whole where none is that long.

    Lines that only lead in ("You can:") are no pieces.
    """
    parts = (part for line in _lines(definition) for part in _BORDER.split(line))
    pieces = (_plain(piece) for part in parts for piece in _verbs_apart(part))
    kept = [short for piece in pieces for short in _shortened(piece) if _is_long_enough(short)]
    whole = clean_text(definition).strip(EDGE)
    return kept or [whole] * bool(whole)


def _lines(definition: str) -> list[str]:
    """Lines and list items without their bullets, torn ones whole again, lead-ins left out."""
    whole = _TORN_LINE.sub(" ", _TORN_WORD.sub("", definition[:_MAX_CHARS]))
    lines = [clean_text(_BULLET.sub("", line)) for line in whole.splitlines()]
    return [line for line in lines if line and not line.endswith((":", "："))] or lines


def _plain(piece: str) -> str:
    return _HANGING.sub("", piece.strip(EDGE)).strip(EDGE)


def _is_long_enough(piece: str) -> bool:
    return count_words(piece) >= MIN_WORDS


def _verbs_apart(part: str) -> list[str]:
    """ "Reviews code and writes tests" asks for two things: cut before a second such verb."""
    third = _third_person_starts(part)
    for match in _AND.finditer(part):
        base = VERB_FORMS.get(match.group(2))
        if base and match.group(2) == (third_person(base) if third else base):
            cut = _cut(part, match)
            if cut and (third or "and" in match.group(1)):
                return [cut[0], *_verbs_apart(cut[1])]
    for match in _UND.finditer(part):
        if cut := _cut(part, match):
            return [cut[0], *_verbs_apart(cut[1])]
    return [part]


def _third_person_starts(part: str) -> bool:
    first = part.split(maxsplit=1)[0].lower() if part.strip() else ""
    return first in VERB_FORMS and first == third_person(VERB_FORMS[first])


def _cut(part: str, match: re.Match[str]) -> tuple[str, str] | None:
    """Both sides; None where one says too little or leaves its object to the other."""
    head, tail = part[: match.start()], part[match.end() :]
    shared_object = head.rsplit(maxsplit=1)[-1].lower() in VERB_FORMS
    whole = _is_long_enough(head) and _is_long_enough(tail) and not shared_object
    return (head, tail) if whole else None


def _shortened(piece: str) -> list[str]:
    """The piece, or its parts between pauses where it is too long to be read as one thing."""
    if count_words(piece) <= MAX_WORDS:
        return [piece]
    unit = 1 if is_unspaced(piece) else len(piece) // len(piece.split())
    pauses = list(_PAUSE.finditer(piece, MIN_WORDS * unit, MAX_WORDS * unit))
    if not pauses:
        return [piece]
    head, tail = piece[: pauses[-1].start()], piece[pauses[-1].end() :]
    return [head.strip(EDGE), *_shortened(_plain(tail))]
