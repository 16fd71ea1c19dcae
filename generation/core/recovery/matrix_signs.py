"""Signs of a right matrix that every strategy's matrix shows alike.

A right matrix holds nearly all words of its part of the page, its names read as names and its
definitions begin and end as texts do. Cuts in the wrong place break one of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from generation.core.reading import Box, Document, Word
from generation.core.recovery.guide_signs import guide_share
from generation.core.recovery.level_names import levels_first, levels_likelihood, name_key
from generation.core.recovery.matrix import Attempt, Matrix
from generation.core.recovery.tables.page_span import rows_by_page
from generation.core.recovery.weights import current

_ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]]*$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_HYPHENS = "-‐\u00ad"
_RASTER_PT = 20.0
"""The raster in which words on words are looked up; any width gives the same answer."""


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


class SignReader:
    """Reads the signs of attempts over one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: dict[int, list[Word]] = {}
        for number, rows in rows_by_page(document).items():
            self.words[number] = [word for row in rows for word in row if squeezed(word.text)]

    def signs(self, attempt: Attempt) -> Signs:
        """The signs of all matrices of an attempt together."""
        matrices = attempt.matrices
        lost, held = self._kept(matrices)
        fields = sum(len(m.levels) * len(m.competencies) for m in matrices)
        return Signs(
            lost=lost,
            held=held,
            filled=sum(len(m.cells) for m in matrices) / max(1, fields),
            odd_names=max(map(_odd_names, matrices)),
            odd_cells=max(map(_odd_cells, matrices)),
            leaning=min(map(leaning, matrices)),
            elsewhere=self._elsewhere(matrices),
            printed_over=self._printed_over(matrices),
            is_guide=guide_share(matrices, self.document),
            readable=self._readable(),
        )

    def _readable(self) -> float:
        """The confidence of OCR, less for characters that the file gives no letters for."""
        quality = self.document.quality
        letters = sum(len(word.text) for words in self.words.values() for word in words)
        unmapped = quality.unmapped / max(1, letters + quality.unmapped)
        return quality.ocr_confidence * max(0.0, 1 - current().confidence.unmapped_cost * unmapped)

    def _elsewhere(self, matrices: Sequence[Matrix]) -> float:
        """The share of competencies named on later pages that the matrices take nothing from."""
        used = set(areas_of(matrices))
        names = [squeezed(row.name) for m in matrices for row in m.competencies]
        usual = median([len(squeezed(c.definition)) for m in matrices for c in m.cells] or [0])
        later = (n for n in self.words if n not in used and n > min(used, default=0))
        texts = (squeezed("".join(word.text for word in self.words[n])) for n in later)
        shares = (_named_share(names, text, usual) for text in texts)
        return max(shares, default=0.0)

    def _printed_over(self, matrices: Sequence[Matrix]) -> float:
        """The share of words on the matrices' pages whose middle lies on another word."""
        pages = [self.words[number] for number in areas_of(matrices) if number in self.words]
        return sum(len(printed_over(words)) for words in pages) / max(1, sum(map(len, pages)))

    def _kept(self, matrices: Sequence[Matrix]) -> tuple[float, float]:
        """The share of words lost inside the matrices' areas, and held of the whole document."""
        tally = _Tally(matrices)
        for number, words in self.words.items():
            tally.count(number, words)
        return tally.lost / max(1, tally.inside), tally.held / max(1, tally.total)


def _named_share(names: Sequence[str], text: str, usual: float) -> float:
    """The share of the names that a page's text may define; a page that only lists them has none.

    `usual` is how many letters a definition has."""
    named = [name for name in names if name in text]
    room = len(text) - sum(map(len, named))
    is_defining = room >= current().confidence.defining_share * usual * len(named)
    return len(named) / max(1, len(names)) if is_defining else 0.0


class _Tally:
    """Counts the letters of a document's words by what matrices make of them."""

    def __init__(self, matrices: Sequence[Matrix]) -> None:
        self.left = Counter(_keys_of(text for m in matrices for text in _definitions(m)))
        """How often each word is still to be found for a definition."""
        self.names = set(_keys_of(text for m in matrices for text in _names(m)))
        self.told = set(_keys_of(text for m in matrices for text in _told(m)))
        self.areas = areas_of(matrices)
        self.inside = self.lost = self.held = self.total = 0

    def count(self, number: int, words: Iterable[Word]) -> None:
        """Count one page's words in their order."""
        area = self.areas.get(number)
        halves = 0
        for word, key in _with_keys(words):
            size = len(key)
            is_inside = area is not None and area.contains(word.box.x_mid, word.box.y_mid)
            self.total += size
            self.inside += size * is_inside
            if self._takes(key):
                self.held += size
            elif key in self.told:
                continue
            elif word.text[-1] in _HYPHENS:
                halves += current().confidence.hyphen_parts
            elif halves > 0 and word.text[0].islower():
                halves -= 1
            elif is_inside:
                self.lost += size

    def _takes(self, key: str) -> bool:
        """Whether a definition still needs the word, or a name holds it."""
        if self.left[key] > 0:
            self.left[key] -= 1
            return True
        return key in self.names


def _with_keys(words: Iterable[Word]) -> Iterable[tuple[Word, str]]:
    return ((word, key) for word in words for key in _keys(word.text))


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _keys(text: str) -> list[str]:
    """The keys of a word; a script without spaces has no words, so every sign counts there."""
    key = squeezed(text)
    return list(key) if _UNSPACED.search(key) else [key]


def _keys_of(texts: Iterable[str]) -> list[str]:
    """The keys of all words of the texts."""
    return [key for text in texts for token in text.split() for key in _keys(token)]


def _definitions(matrix: Matrix) -> list[str]:
    """Every definition once for the place it stands in: a merged cell's is that of many cells."""
    return [text for _, text in {(cell.sources, cell.definition) for cell in matrix.cells}]


def _names(matrix: Matrix) -> list[str]:
    levels = [part for level in matrix.levels for part in (level.code, level.title)]
    rows = [part for row in matrix.competencies for part in (row.name, row.category)]
    return [matrix.title, *levels, *rows]


def _told(matrix: Matrix) -> list[str]:
    """What explains levels and competencies, and fields to fill in: known, but no definitions."""
    levels = [level.description for level in matrix.levels]
    return [*levels, *(row.description for row in matrix.competencies), *matrix.left_out]


def printed_over(words: Sequence[Word]) -> list[Word]:
    """The words that have their middle on another word; places are looked up in a raster."""
    raster: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        for column in range(int(word.box.x0 / _RASTER_PT), int(word.box.x1 / _RASTER_PT) + 1):
            raster.setdefault((column, int(word.box.y_mid / _RASTER_PT)), []).append(word)
    return [
        word
        for word in words
        if any(
            other is not word and other.box.contains(word.box.x_mid, word.box.y_mid)
            for line in (-1, 0, 1)
            for other in raster.get(
                (int(word.box.x_mid / _RASTER_PT), int(word.box.y_mid / _RASTER_PT) + line), ()
            )
        )
    ]


def areas_of(matrices: Sequence[Matrix]) -> dict[int, Box]:
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
    levels = [level.name for level in matrix.levels]
    names = [*levels, *(row.name for row in matrix.competencies)]
    odd = len(odd_names(names))
    odd += len(levels) - len({name_key(name) for name in levels})
    places = Counter((row.category, name_key(row.name)) for row in matrix.competencies)
    odd += sum(count - 1 for count in places.values())
    return odd / max(1, len(names))


def odd_names(names: Sequence[str]) -> set[int]:
    """Which names look cut, joined or like sentences."""
    capitals = sum(name[0].isupper() for name in names if name)
    are_capital = capitals > current().confidence.capitals_share * len(names)
    return {
        number
        for number, name in enumerate(names)
        if is_sentence(name) or (are_capital and name[:1].islower())
    }


def is_sentence(name: str) -> bool:
    """Whether a name is as long as a sentence, or ends like a part of one."""
    return len(name) > current().confidence.longest_name or name.endswith((".", ",", ";"))


def _odd_cells(matrix: Matrix) -> float:
    """The share of definitions that begin or end unlike the others, or are much longer."""
    texts = [cell.definition for cell in matrix.cells]
    if not texts:
        return 1.0
    odd = max(len(odd_beginnings(texts)), len(odd_ends(texts, going_on(matrix))))
    return (odd + len(too_long(texts))) / len(texts)


def odd_beginnings(texts: Sequence[str]) -> set[int]:
    """Which texts begin in small letters where others do not, or the other way round."""
    prose = {number for number, text in enumerate(texts) if not text.startswith("• ")}
    low = {number for number in prose if texts[number][0].islower()}
    cased = {number for number in prose if texts[number][0].isalpha()}
    if len(low) >= current().confidence.low_style_share * len(cased):
        return set()
    return min(low, cased - low, key=len)


def going_on(matrix: Matrix) -> frozenset[str]:
    """Definitions that the next level goes on with, or that begin so: an ellipsis is no cut."""
    places = {(cell.competency, cell.level): cell.definition for cell in matrix.cells}
    found = set()
    for (row, level), text in places.items():
        if text.startswith(("…", "...")):
            found |= {text, places.get((row, level - 1), text), places.get((row, level + 1), text)}
    return frozenset(found)


def odd_ends(texts: Sequence[str], going_on: frozenset[str] = frozenset()) -> set[int]:
    """Which texts stop without the end of a sentence where most do not."""
    prose = {n for n, text in enumerate(texts) if "• " not in text and text not in going_on}
    open_ends = {number for number in prose if not _ENDS.search(texts[number])}
    is_style = len(open_ends) >= current().confidence.open_ends_share * len(prose)
    return set() if is_style else open_ends


def too_long(texts: Sequence[str]) -> set[int]:
    """Which texts are so much longer than most that they may hold their neighbours."""
    weights = current().confidence
    lengths = [len(text) for text in texts]
    longest = weights.long_times * median(lengths or [0]) + weights.long_letters
    return {number for number, length in enumerate(lengths) if length > longest}


def leaning(matrix: Matrix) -> float:
    """How much the levels look like levels beside the competencies, -1 to 1."""
    levels = [level.name for level in matrix.levels]
    if levels_likelihood(levels) >= current().confidence.sure_levels:
        return 1.0
    return levels_first(levels, [row.name for row in matrix.competencies])
