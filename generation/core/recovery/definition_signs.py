"""Whether the texts of a matrix are definitions: what somebody does, told anew for every level.

Along a row the subject stays the same and the words change; every level and nearly every row is
told at the same length. In a register the columns differ from each other instead (a name, a date,
a sentence), in a catalogue or a comparison of products the same texts stand in many places.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import fmean, median

from generation.core.recovery.matrix import Matrix
from generation.core.recovery.weights import current

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_STEM_LETTERS = 5
_SIGNS_PER_WORD = 2
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_CELLS = 120
"""Cells that are compared with each other; more would only take time."""


class DefinitionSigns:
    """What the texts of one matrix show, each sign as a share that the confidence keeps."""

    def __init__(self, matrix: Matrix) -> None:
        self.texts = {(cell.competency, cell.level): cell.definition for cell in matrix.cells}
        # A merged cell's text stands once, however many fields it fills.
        places = {(cell.sources or n, cell.definition): cell for n, cell in enumerate(matrix.cells)}
        self.once = {
            (cell.competency, cell.level): " ".join(cell.definition.split())
            for cell in places.values()
        }
        self.usual_words = median(map(_length, self.texts.values())) if self.texts else 0.0
        self.along, self.across = self._alike()

    def kept(self, *, are_named: bool) -> float:
        """What the confidence keeps by all of them, 0 to 1; where levels are named, or may be."""
        weights = current().definitions
        if not self.texts:
            return 0.0
        share = self._unlike() * self._even_levels() * self._even_rows()
        share *= self._same_subject(are_named=are_named)
        if self.usual_words < weights.phrase_words:
            share = min(share, weights.phrase_kept)
        return max(weights.least_kept, share)

    @property
    def grows(self) -> bool:
        """Whether rows keep so clearly to their subject that nothing but a scale tells them so."""
        weights = current().definitions
        is_alike = self.along >= weights.clear_along
        return is_alike and self.along >= weights.clear_times * self.across

    def _unlike(self) -> float:
        """Less for texts that stand in several rows: only levels go on with what stands below."""
        weights = current().definitions
        rows: dict[str, set[int]] = defaultdict(set)
        levels: dict[str, set[int]] = defaultdict(set)
        for (row, level), text in self.once.items():
            rows[text].add(row)
            levels[text].add(level)
        # Rows that grow clearly may all begin with "No plan exists": the same step of the scale.
        counted = [text for text in rows if not self.grows or len(levels[text]) > 1]
        repeated = sum(len(rows[text]) - 1 for text in counted) / len(self.once)
        return _falling(repeated, weights.repeats_free, weights.repeats_most)

    def _even_levels(self) -> float:
        """Less where one level is told in far fewer words than another."""
        weights = current().definitions
        lengths = self._lengths(1)
        # A scale that grows clearly may begin with "No plan".
        if self.grows or min(lengths) > weights.field_words:
            return 1.0
        return _falling(1 - min(lengths) / max(lengths), weights.uneven_free, weights.uneven_most)

    def _even_rows(self) -> float:
        """Less where several rows are; one may count years of experience."""
        weights = current().definitions
        lengths = self._lengths(0)
        most = min(weights.field_words, weights.short_row * max(lengths))
        short = sum(length < most for length in lengths) / len(lengths)
        return _falling(short, weights.short_rows_free, weights.short_rows_most)

    def _same_subject(self, *, are_named: bool) -> float:
        """Less where texts of one row have no more in common than texts of different ones."""
        weights = current().definitions
        gap = _falling(self.across - self.along, weights.foreign_free, weights.foreign_most)
        if are_named or self.usual_words >= weights.brief_words:
            return gap
        # A few words that have nothing in common may be anything.
        return gap if self.along >= weights.brief_along else gap * weights.brief_kept

    def _lengths(self, axis: int) -> list[float]:
        """The usual number of words of every row (0) or level (1)."""
        lengths: dict[int, list[float]] = defaultdict(list)
        for place, text in self.texts.items():
            lengths[place[axis]].append(_length(text))
        return [max(1.0, median(own)) for own in lengths.values()]

    def _alike(self) -> tuple[float, float]:
        """How alike texts of one row are, and texts that share neither row nor level."""
        stems = _without_common({place: _stems(text) for place, text in self._compared()})
        along: list[float] = []
        across: list[float] = []
        for (one, own), (other, foreign) in combinations(stems.items(), 2):
            if own and foreign and one[1] != other[1]:
                common = len(own & foreign) / min(len(own), len(foreign))
                (along if one[0] == other[0] else across).append(common)
        return fmean(along or [0.0]), fmean(across or [0.0])

    def _compared(self) -> Iterable[tuple[tuple[int, int], str]]:
        return sorted(self.texts.items())[:_MOST_CELLS]


def definitions_share(matrices: Sequence[Matrix], *, are_named: bool = False) -> float:
    """What the confidence keeps by the texts of all matrices.

    Where the levels are named beyond doubt, brief texts need no words in common.
    """
    return min(
        (DefinitionSigns(matrix).kept(are_named=are_named) for matrix in matrices), default=0.0
    )


def _without_common(
    stems: dict[tuple[int, int], set[str]],
) -> dict[tuple[int, int], set[str]]:
    """The stems without those that the whole matrix uses."""
    counts = Counter(stem for own in stems.values() for stem in own)
    most = max(3.0, current().definitions.common_share * len(stems))
    common = {stem for stem, count in counts.items() if count > most}
    return {place: own - common for place, own in stems.items()}


def _stems(text: str) -> set[str]:
    """The beginnings of the longer words; pairs of signs in a script without spaces."""
    if _UNSPACED.search(text):
        signs = re.sub(r"\W+", "", text)
        return {signs[n : n + 2] for n in range(len(signs) - 1)}
    return {word[:_STEM_LETTERS] for word in _LONG_WORD.findall(text.casefold())}


def _length(text: str) -> float:
    """The length of a text in words, or what would be words."""
    return len(text) / _SIGNS_PER_WORD if _UNSPACED.search(text) else len(text.split())


def _falling(value: float, free: float, most: float) -> float:
    """1 up to `free`, then falling to what the weights keep at least at `most`."""
    least = current().definitions.least_kept
    if value <= free:
        return 1.0
    return max(least, 1 - (1 - least) * (value - free) / (most - free))
