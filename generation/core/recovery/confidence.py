"""How sure a matrix is: signs that every strategy's matrix shows alike.

A right matrix holds nearly all words of its part of the page, its names read as names and its
definitions begin and end as texts do. Cuts in the wrong place break one of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from generation.core.reading import Box, Document, Word
from generation.core.recovery.guide_signs import guide_share
from generation.core.recovery.level_names import levels_first, levels_likelihood, name_key
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.tables.page_span import rows_by_page

_ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]]*$")
LONGEST_NAME = 90
LOWEST_STYLE = 0.9
"""From this share of definitions in small letters on, that is how the guide is written."""
ALIKE = 0.97
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_RASTER = 20.0
_HEADED = frozenset({"prose", "cards", "slides"})
"""Strategies that share the order in which they read: their agreement proves nothing about it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Shares from 0 to 1. `lost`: words inside the matrix's area that it does not hold; `held`:
    words of the whole document that it holds; `filled`: fields with a definition; `odd_names` and
    `odd_cells`: those that look cut or joined; `leaning`: how much the levels look like levels
    beside the competencies, -1 to 1; `readable`: the confidence of OCR and missing characters;
    `elsewhere`: the share of competencies that are named on pages without a definition; `printed
    over`: the share of words that stand on other words; `is_guide`: what speaks for a guide."""

    lost: float
    held: float
    filled: float
    odd_names: float
    odd_cells: float
    leaning: float
    readable: float
    elsewhere: float
    printed_over: float
    is_guide: float


class Judge:
    """Weighs attempts over one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: dict[int, list[Word]] = {}
        for number, rows in rows_by_page(document).items():
            self.words[number] = [word for row in rows for word in row if _key(word.text)]

    def signs(self, attempt: Attempt) -> Signs:
        """The signs of all matrices of an attempt together."""
        matrices = attempt.matrices
        lost, held = self._kept(matrices)
        fields = sum(len(m.levels) * len(m.competencies) for m in matrices)
        quality = self.document.quality
        letters = sum(len(word.text) for words in self.words.values() for word in words)
        unmapped = quality.unmapped / max(1, letters + quality.unmapped)
        return Signs(
            lost=lost,
            held=held,
            filled=sum(len(m.cells) for m in matrices) / max(1, fields),
            odd_names=max(map(_odd_names, matrices)),
            odd_cells=max(map(_odd_cells, matrices)),
            leaning=min(map(_leaning, matrices)),
            elsewhere=self._elsewhere(matrices),
            printed_over=self._printed_over(matrices),
            is_guide=guide_share(matrices, self.document),
            readable=quality.ocr_confidence * max(0.0, 1 - 5 * unmapped),
        )

    def _elsewhere(self, matrices: Sequence[Matrix]) -> float:
        """The share of competencies named on later pages that the matrices take nothing from."""
        used = {s.page for m in matrices for cell in m.cells for s in cell.sources}
        names = [_squeezed(row.name) for m in matrices for row in m.competencies]
        shares = [0.0]
        for number, words in self.words.items():
            if number not in used and number > min(used, default=0):
                text = _squeezed("".join(word.text for word in words))
                shares.append(sum(name in text for name in names) / max(1, len(names)))
        return max(shares)

    def _printed_over(self, matrices: Sequence[Matrix]) -> float:
        """The share of words on the matrices' pages whose middle lies on another word."""
        pages = {s.page for m in matrices for cell in m.cells for s in cell.sources}
        words = total = 0
        for number in pages & set(self.words):
            total += len(self.words[number])
            words += _count_printed_over(self.words[number])
        return words / max(1, total)

    def _kept(self, matrices: Sequence[Matrix]) -> tuple[float, float]:
        """The share of words lost inside the matrices' areas, and held of the whole document."""
        left = Counter(
            key
            for matrix in matrices
            for text in {(cell.sources, cell.definition) for cell in matrix.cells}
            for token in text[1].split()
            for key in _keys(token)
        )
        names = {k for m in matrices for token in _name_tokens(m) for k in _keys(token)}
        told = {k for m in matrices for token in _told_tokens(m) for k in _keys(token)}
        areas = _areas(matrices)
        inside = lost = held = total = 0
        for number, words in self.words.items():
            area = areas.get(number)
            broken = 0
            for word, key in [(item, key) for item in words for key in _keys(item.text)]:
                size = len(key)
                total += size
                is_inside = area is not None and area.contains(word.box.x_mid, word.box.y_mid)
                inside += size if is_inside else 0
                if left[key] > 0:
                    left[key] -= 1
                    held += size
                elif key in names:
                    held += size
                elif key in told:
                    continue
                elif word.text[-1] in "-‐\u00ad":
                    broken += 2
                elif broken > 0 and word.text[0].islower():
                    broken -= 1
                elif is_inside:
                    lost += size
        return lost / max(1, inside), held / max(1, total)


def confidence_of(attempt: Attempt, signs: Signs, agreement: float) -> float:
    """0 to 1; `agreement` is the share of cells that another strategy found alike, or -1."""
    value = attempt.confidence
    value *= max(0.0, 1 - 2.5 * max(0.0, signs.lost - 0.01))
    value *= 0.55 + 0.45 * min(1.0, signs.filled / 0.5)
    value *= max(0.2, 1 - 1.5 * signs.odd_names)
    value *= max(0.2, 1 - 1.2 * max(0.0, signs.odd_cells - 0.03))
    value *= 0.75 + 0.25 * max(0.0, min(1.0, 0.4 + 2 * signs.leaning))
    value *= 1 - 0.4 * max(0.0, signs.elsewhere - 0.25)
    value *= max(0.0, min(1.0, 0.3 + 0.8 * signs.readable))
    if agreement >= ALIKE:
        value = 1 - 0.6 * (1 - value)
    value *= max(0.2, 1 - 6 * max(0.0, signs.printed_over - 0.01))
    return max(0.0, min(0.99, value * signs.is_guide))


def agreement_of(one: Attempt, other: Attempt) -> float:
    """The share of cells that both attempts hold alike; 0 where they have other names.

    Strategies that read in the same order make the same mistakes: no witnesses for each other.
    """
    if {one.strategy, other.strategy} <= _HEADED:
        return 0.0
    if len(one.matrices) != len(other.matrices):
        return 0.0
    same = total = 0
    for mine, theirs in zip(one.matrices, other.matrices, strict=True):
        own, foreign = _by_names(mine), _by_names(theirs)
        total += max(len(own), len(foreign))
        same += sum(foreign.get(place) == text for place, text in own.items())
    return same / max(1, total)


def _by_names(matrix: Matrix) -> dict[tuple[str, str], str]:
    levels = [name_key(f"{level.code} {level.title}") for level in matrix.levels]
    rows = [name_key(row.name) for row in matrix.competencies]
    return {
        (levels[cell.level], rows[cell.competency]): re.sub(r"\W+", "", cell.definition)
        for cell in matrix.cells
    }


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _keys(text: str) -> list[str]:
    """The keys of a word; a script without spaces has no words, so every sign counts there."""
    key = _key(text)
    return list(key) if _UNSPACED.search(key) else [key]


def _name_tokens(matrix: Matrix) -> list[str]:
    texts = [matrix.title]
    for level in matrix.levels:
        texts += [level.code, level.title]
    for row in matrix.competencies:
        texts += [row.name, row.category]
    return [token for text in texts for token in text.split()]


def _told_tokens(matrix: Matrix) -> list[str]:
    """The words that explain levels and competencies: kept, but no definitions."""
    texts = [level.description for level in matrix.levels]
    texts += [row.description for row in matrix.competencies]
    return [token for text in texts for token in text.split()]


def _count_printed_over(words: Sequence[Word]) -> int:
    """How many words have their middle on another word; places are looked up in a raster."""
    raster: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        for column in range(int(word.box.x0 / _RASTER), int(word.box.x1 / _RASTER) + 1):
            raster.setdefault((column, int(word.box.y_mid / _RASTER)), []).append(word)
    return sum(
        any(
            other is not word and other.box.contains(word.box.x_mid, word.box.y_mid)
            for line in (-1, 0, 1)
            for other in raster.get(
                (int(word.box.x_mid / _RASTER), int(word.box.y_mid / _RASTER) + line), ()
            )
        )
        for word in words
    )


def _areas(matrices: Sequence[Matrix]) -> dict[int, Box]:
    """The area of every page that cells come from."""
    areas: dict[int, Box] = {}
    for matrix in matrices:
        for cell in matrix.cells:
            for source in cell.sources:
                known = areas.get(source.page)
                areas[source.page] = known.union(source.box) if known else source.box
    return areas


def _odd_names(matrix: Matrix) -> float:
    """The share of names that look cut, joined or like sentences."""
    levels = [f"{level.code} {level.title}".strip() for level in matrix.levels]
    rows = [row.name for row in matrix.competencies]
    names = [*levels, *rows]
    capitals = sum(name[0].isupper() for name in names if name)
    odd = sum(
        len(name) > LONGEST_NAME
        or name.endswith((".", ",", ";"))
        or (name[:1].islower() and capitals > 0.6 * len(names))
        for name in names
    )
    odd += len(levels) - len({name_key(name) for name in levels})
    places = Counter((row.category, name_key(row.name)) for row in matrix.competencies)
    odd += sum(count - 1 for count in places.values())
    return odd / max(1, len(names))


def _odd_cells(matrix: Matrix) -> float:
    """The share of definitions that begin or end unlike the others."""
    texts = [cell.definition for cell in matrix.cells]
    if not texts:
        return 1.0
    prose = [text for text in texts if not text.startswith("• ")]
    low = sum(text[0].islower() for text in prose)
    cased = sum(text[0].isalpha() for text in prose)
    odd = min(low, cased - low) if low < LOWEST_STYLE * cased else 0
    prose = [text for text in texts if "• " not in text]
    open_ends = sum(not _ENDS.search(text) for text in prose)
    if open_ends < 0.35 * len(prose):
        odd = max(odd, open_ends)
    lengths = [len(text) for text in texts]
    odd += sum(length > 12 * median(lengths) + 200 for length in lengths)
    return odd / len(texts)


def _leaning(matrix: Matrix) -> float:
    levels = [f"{level.code} {level.title}".strip() for level in matrix.levels]
    rows = [row.name for row in matrix.competencies]
    if levels_likelihood(levels) >= 0.9:
        return 1.0
    return levels_first(levels, rows)
