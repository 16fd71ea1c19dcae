"""What looks odd in a matrix taken by itself: said again, without the file, after each correction.

Every sentence names what is to be looked at and why, and no figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from generation.core.reading import Document
from generation.core.recovery.guide_signs import guide_share
from generation.core.recovery.level_heights import disorder
from generation.core.recovery.level_names import name_key
from generation.core.recovery.matrix import Doubt, Matrix
from generation.core.recovery.matrix_signs import (
    going_on,
    is_sentence,
    leaning,
    odd_beginnings,
    odd_ends,
    odd_names,
    too_long,
)
from generation.core.recovery.weights import current

NOT_A_GUIDE = "Neither the names nor other words show that this table is a leveling guide."
JOINED = "This name holds those of other levels: it may be no level at all."
_JOINED_SHARE = 0.8
"""Of a name's letters that other names hold, from which on it is made of them."""
SWAPPED = (
    "The competencies look more like levels than the levels do: rows and columns may be swapped."
)
UNCLEAR = "The names hardly show which ones are the levels."

_UNCLEAR_BELOW = 0.1
"""Of leaning, -1 to 1: names lean no way at all."""
_SWAPPED_BELOW = -0.2
"""Of leaning: names lean the other way."""
_DIGIT_IN_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]{2,}\d[^\W\d_]{2,}(?![\w.@/])")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_SPOKEN_DIGITS = "24"
"""Digits that stand for words in names such as text2speech: two whole words around them."""


def doubts_in(matrix: Matrix, guide: int = 0) -> list[Doubt]:
    """What a person should look at in the matrix number `guide`, by its words alone."""
    return [
        *_about_axes(matrix, guide),
        *_about_levels(matrix, guide),
        *_about_competencies(matrix, guide),
        *_about_cells(matrix, guide),
    ]


def is_a_guide(matrix: Matrix) -> bool:
    """Whether the matrix alone shows that it is one of levels and competencies."""
    return bool(matrix.cells) and shows_a_guide((matrix,), Document(()))


def shows_a_guide(matrices: Sequence[Matrix], document: Document) -> bool:
    """Whether names, other words or definitions show that these tables are guides."""
    return guide_share(matrices, document) > current().guide_signs.unsure


def _about_axes(matrix: Matrix, guide: int) -> Iterator[Doubt]:
    lean = leaning(matrix)
    if lean < _SWAPPED_BELOW:
        yield Doubt(SWAPPED, guide=guide, is_grave=True)
    elif lean < _UNCLEAR_BELOW:
        yield Doubt(UNCLEAR, guide=guide)


def _joined(names: Sequence[str]) -> list[int]:
    """Names that are made of two others: a line that lists levels, or two cells read as one."""
    keys = [name_key(name) for name in names]
    return [
        number
        for number, key in enumerate(keys)
        if sum(len(other) for other in keys if other and other != key and other in key)
        >= _JOINED_SHARE * len(key)
        and sum(other != key and bool(other) and other in key for other in keys) > 1
    ]


def _about_levels(matrix: Matrix, guide: int) -> Iterator[Doubt]:
    names = [level.name for level in matrix.levels]
    for number in _joined(names):
        yield Doubt(JOINED, level=number, guide=guide, is_grave=True)
    for number, why in _odd([name_key(name) for name in names], names, "level"):
        yield Doubt(why, level=number, guide=guide)
    for number in _out_of_order(names):
        yield Doubt(
            "By its name this level does not follow the one before it.", level=number, guide=guide
        )
    filled = {cell.level for cell in matrix.cells}
    for number in range(len(names)):
        if number not in filled:
            # A column of marks or notes that was taken for a level looks like this.
            why = "No definition was found for this level."
            yield Doubt(why, level=number, guide=guide, is_grave=True)


def _about_competencies(matrix: Matrix, guide: int) -> Iterator[Doubt]:
    names = [row.name for row in matrix.competencies]
    keys = [f"{row.category}\n{name_key(row.name)}" for row in matrix.competencies]
    for number, why in _odd(keys, names, "competency"):
        yield Doubt(why, competency=number, guide=guide)
    filled = {cell.competency for cell in matrix.cells}
    for number in range(len(names)):
        if number not in filled:
            why = "No definition was found for this competency."
            yield Doubt(why, competency=number, guide=guide)


def _odd(keys: Sequence[str], names: Sequence[str], kind: str) -> Iterator[tuple[int, str]]:
    """The numbers of odd names, each with what is odd."""
    known = _words_of(names)
    odd = odd_names(names)
    for number, name in enumerate(names):
        if keys.index(keys[number]) < number:
            yield number, f"Another {kind} has the same name."
        elif number in odd and is_sentence(name):
            yield number, "This reads like a sentence, not like a name."
        elif number in odd:
            yield number, "This name begins in small letters, unlike the others: it may be cut."
        elif word := _word_with_digit(name, known):
            yield number, f"A digit stands inside a word: “{word}”."


def _out_of_order(names: Sequence[str]) -> list[int]:
    """Levels whose step goes against the way of most; none where the names tell no order."""
    against = disorder(names)
    if not against or 2 * against >= len(names) - 1:
        return []
    return [
        number
        for number in range(len(names))
        if disorder([*names[:number], *names[number + 1 :]]) < against
    ][-1:]


def _about_cells(matrix: Matrix, guide: int) -> Iterator[Doubt]:
    texts = [cell.definition for cell in matrix.cells]
    known = _words_of(texts)
    begins, ends, long = odd_beginnings(texts), odd_ends(texts, going_on(matrix)), too_long(texts)
    for number, cell in enumerate(matrix.cells):
        for why in _odd_in_text(texts[number], known, number in begins, number in ends):
            yield Doubt(why, cell.level, cell.competency, guide=guide)
        if number in long:
            why = "This is far longer than the others: it may hold the text of a neighbour."
            yield Doubt(why, cell.level, cell.competency, guide=guide)


def _odd_in_text(text: str, known: set[str], begins_oddly: bool, ends_oddly: bool) -> Iterator[str]:
    if begins_oddly and text[:1].islower():
        yield "This begins in the middle of a sentence, unlike the others."
    elif begins_oddly:
        yield "This begins with a capital letter, unlike the others."
    if ends_oddly:
        yield "This stops without the end of a sentence, unlike the others."
    if word := _word_with_digit(text, known):
        yield f"A digit stands inside a word: “{word}”."


def _words_of(texts: Sequence[str]) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _word_with_digit(text: str, known: set[str]) -> str:
    """The first word with a digit where a letter should be, as broken character maps make them.

    Names made of words around a digit (text2speech) are none.
    """
    for found in _DIGIT_IN_WORD.finditer(text):
        word = found.group()
        parts = re.split(r"\d", word.casefold())
        is_made = any(digit in word for digit in _SPOKEN_DIGITS) and known.issuperset(parts)
        if not is_made and not word.isupper():
            return word
    return ""


def shared_cells(matrix: Matrix) -> dict[tuple[int, ...], list[int]]:
    """Rows that share one cell of the file: (its levels' numbers are the values)."""
    rows: dict[tuple[int, object], list[int]] = defaultdict(list)
    for cell in matrix.cells:
        if cell.sources:
            rows[cell.level, (cell.sources, cell.definition)].append(cell.competency)
    shared: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for (level, _), own in rows.items():
        if len(own) > 1:
            shared[tuple(own)].append(level)
    return shared
