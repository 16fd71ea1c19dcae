"""A language model as one more strategy: it points at lines, the text comes from the document.

The model is shown the document as numbered lines and answers which lines are whose. It never
writes a definition: names and definitions are copied from the lines, and what does not stand
there is dropped and lowers the confidence. Who asks the model is not this module's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from generation.core.reading import Document, Word
from generation.core.recovery.headings import sources_of
from generation.core.recovery.level_names import levels_first
from generation.core.recovery.lines import Line, box_of, text_of
from generation.core.recovery.located import folded, locate
from generation.core.recovery.matrix import (
    Attempt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    Source,
)
from generation.core.recovery.numbered import PARSE_SCHEMA, build_parse_messages, numbered_lines
from generation.core.recovery.text import Vocabulary, definition_text, vocabulary_of
from generation.core.recovery.weights import current, kept_at_least

__all__ = ["PARSE_SCHEMA", "build_parse_messages", "matrix_from_reply", "name"]

name = "quoted"

MAX_CELLS = 2000
"""Cells of a reply that are looked at; no guide has as many."""
_LEAST_LEVELS = 2
_Named = TypeVar("_Named", MatrixLevel, MatrixCompetency)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The document's lines, in the order of their numbers (from 1)."""

    lines: tuple[Line, ...]

    def at(self, number: object) -> int | None:
        """The index of a line number; None where there is no such line."""
        if isinstance(number, bool) or not isinstance(number, int):
            return None
        return number - 1 if 1 <= number <= len(self.lines) else None

    def around(self, first: int, last: int) -> tuple[Line, ...]:
        near = current().quoted.near_lines
        return self.lines[max(0, first - near) : last + near + 1]


def matrix_from_reply(document: Document, reply: object) -> Attempt:
    """The matrices that a model's parsed reply points at, in the document's own words."""
    reader = _Reader(document, reply if isinstance(reply, Mapping) else {})
    matrices = reader.matrices()
    if not matrices:
        return Attempt(name, error="The reply names no matrix that stands in the document.")
    return Attempt(name, matrices, reader.confidence(matrices), reader.reasons())


class _Reader:
    """Checks a reply against the document and copies what stands there."""

    def __init__(self, document: Document, reply: Mapping[str, Any]) -> None:
        self.numbered = _Numbered(numbered_lines(document))
        self.vocabulary: Vocabulary = vocabulary_of(document)
        self.named = self.found = 0
        """Names and cells in the reply, and those that stand in the document."""
        self.uses: Counter[int] = Counter()
        self.titles = [_text(guide.get("title")) for guide in _entries(reply, "guides")]
        self.levels = [self._level(entry) for entry in _entries(reply, "levels")]
        self.competencies = [self._competency(entry) for entry in _entries(reply, "competencies")]
        self.cells: dict[tuple[int, int], list[Line]] = {}
        for entry in _entries(reply, "cells")[:MAX_CELLS]:
            self._read_cell(entry)

    def _level(self, entry: Mapping[str, Any]) -> tuple[int, MatrixLevel] | None:
        code = self._copied(entry.get("code"), entry.get("line"))
        title = self._copied(entry.get("title"), entry.get("line"))
        self._count(is_found=bool(code or title))
        return (_guide(entry), MatrixLevel(code, title)) if code or title else None

    def _competency(self, entry: Mapping[str, Any]) -> tuple[int, MatrixCompetency] | None:
        title = self._copied(entry.get("name"), entry.get("line"))
        category = self._copied(entry.get("category"), None)
        self._count(is_found=bool(title))
        return (_guide(entry), MatrixCompetency(title, category)) if title else None

    def _count(self, *, is_found: bool) -> None:
        self.named += 1
        self.found += is_found

    def _copied(self, quote: object, number: object) -> str:
        """A name as the document writes it, near its line or anywhere; empty where it is not."""
        if not isinstance(quote, str) or not folded(quote):
            return ""
        place = self.numbered.at(number)
        everywhere = self.numbered.lines
        near = self.numbered.around(place, place) if place is not None else everywhere
        for lines in (near, everywhere):
            words = [word for line in lines for word in line.words]
            if (found := locate(quote, words)) is not None:
                return _trimmed(text_of(words[found[0] : found[1]]), quote)
        return ""

    def _read_cell(self, entry: Mapping[str, Any]) -> None:
        level = _place_in(self.levels, entry.get("level"))
        competency = _place_in(self.competencies, entry.get("competency"))
        lines = self._lines(entry) if level is not None and competency is not None else []
        self._count(is_found=bool(lines))
        if level is not None and competency is not None and lines:
            self.cells.setdefault((level, competency), []).extend(lines)

    def _lines(self, entry: Mapping[str, Any]) -> list[Line]:
        """The lines between the two quotes, without the words before and after them."""
        first = self.numbered.at(entry.get("first_line"))
        last = self.numbered.at(entry.get("last_line"))
        if first is None or last is None or last < first:
            return []
        begin = self._place(entry.get("starts_with"), first, is_end=False)
        end = self._place(entry.get("ends_with"), last, is_end=True)
        if begin is None or end is None or end < begin:
            return []
        return self._between(begin, end)

    def _between(self, begin: tuple[int, int], end: tuple[int, int]) -> list[Line]:
        """The lines from one line and word up to another, whose use is counted."""
        taken = []
        for number in range(begin[0], end[0] + 1):
            line = self.numbered.lines[number]
            low = begin[1] if number == begin[0] else 0
            high = end[1] if number == end[0] else len(line.words)
            words = line.words[low:high]
            if words:
                self.uses[number] += 1
                taken.append(_part(line, words, is_whole_start=low == 0))
        return taken

    def _place(self, quote: object, number: int, *, is_end: bool) -> tuple[int, int] | None:
        """Line and word at which a quote begins, or after which it ends; None: not there.

        Of several places the one nearest to the named line counts.
        """
        if not isinstance(quote, str) or not folded(quote):
            return None
        for distance in range(current().quoted.near_lines + 1):
            for start in dict.fromkeys((number - distance, number + distance)):
                if found := self._place_from(quote, start, is_end=is_end):
                    return found
        return None

    def _place_from(self, quote: str, start: int, *, is_end: bool) -> tuple[int, int] | None:
        """The place of a quote that begins (or, for an end, ends) in one line."""
        lines, near = self.numbered.lines, current().quoted.near_lines
        if not 0 <= start < len(lines):
            return None
        span = range(max(0, start - near), start + 1) if is_end else range(
            start, min(len(lines), start + near + 1)
        )  # fmt: skip
        where = [(number, place) for number in span for place in range(len(lines[number].words))]
        words = [lines[number].words[place] for number, place in where]
        found = locate(quote, words, edge="end" if is_end else "start")
        if found is None:
            return None
        number, place = where[found[1] - 1] if is_end else where[found[0]]
        return (number, place + is_end) if number == start else None

    def matrices(self) -> tuple[Matrix, ...]:
        guides = sorted({item[0] for item in (*self.levels, *self.competencies) if item})
        built = (self._matrix(guide) for guide in guides)
        return tuple(matrix for matrix in built if matrix is not None)

    def _matrix(self, guide: int) -> Matrix | None:
        levels, rows = _of_guide(self.levels, guide), _of_guide(self.competencies, guide)
        cells = self._cells(list(levels), list(rows))
        if len(levels) < _LEAST_LEVELS or not rows or not cells:
            return None
        title = self.titles[guide] if guide < len(self.titles) else ""
        return Matrix(
            tuple(levels.values()), tuple(rows.values()), tuple(cells), self._copied(title, None)
        )

    def _cells(self, levels: Sequence[int], rows: Sequence[int]) -> list[MatrixCell]:
        """The cells at the crossings of some of the reply's levels and competencies."""
        cells = []
        for (level, row), lines in sorted(self.cells.items(), key=lambda item: item[0][::-1]):
            text = definition_text(lines, self.vocabulary)
            if level in levels and row in rows and text:
                sources: tuple[Source, ...] = sources_of(lines)
                cells.append(MatrixCell(levels.index(level), rows.index(row), text, sources))
        return cells

    def confidence(self, matrices: Sequence[Matrix]) -> float:
        """How much of the reply stands in the document, and of the document in the matrix."""
        weights = current().quoted
        total = sum(len(line.text) for line in self.numbered.lines) or 1
        held = sum(len(cell.definition) for matrix in matrices for cell in matrix.cells)
        kept = self.found / max(1, self.named)
        kept *= 1 - weights.gaps_cost * (1 - _fill(matrices))
        once = sum(count == 1 for count in self.uses.values()) / max(1, len(self.uses))
        coverage = min(1.0, weights.coverage_base + weights.coverage_gain * held / total)
        value: float = weights.most * kept**weights.found_power
        value *= kept_at_least(weights.shared_kept, once) * coverage * _clarity(matrices)
        return round(value, current().ranking.confidence_digits)

    def reasons(self) -> tuple[str, ...]:
        dropped = self.named - self.found
        said = ["A language model pointed at the lines; the text is the document's."]
        if dropped:
            said.append(f"{dropped} of its {self.named} answers do not stand in the document.")
        return tuple(said)


def _of_guide(items: Sequence[tuple[int, _Named] | None], guide: int) -> dict[int, _Named]:
    """The levels or competencies of one guide, by their place in the reply."""
    return {n: item[1] for n, item in enumerate(items) if item and item[0] == guide}


def _fill(matrices: Sequence[Matrix]) -> float:
    """The share of crossings that hold a definition."""
    crossings = sum(len(matrix.levels) * len(matrix.competencies) for matrix in matrices)
    return min(1.0, sum(len(matrix.cells) for matrix in matrices) / crossings)


def _clarity(matrices: Sequence[Matrix]) -> float:
    """What the confidence keeps by whether the names show which ones are the levels."""
    weights = current().quoted
    axis = min(
        levels_first(
            [level.name for level in matrix.levels], [row.name for row in matrix.competencies]
        )
        for matrix in matrices
    )
    if axis > weights.clear_axis:
        return 1.0
    return weights.unclear if axis > -weights.clear_axis else weights.contrary


def _entries(reply: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = reply.get(key)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _guide(entry: Mapping[str, Any]) -> int:
    value = entry.get("guide")
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _place_in(items: Sequence[object], place: object) -> int | None:
    """The place if it is one in the list, and what stands there was found."""
    if isinstance(place, bool) or not isinstance(place, int):
        return None
    return place if 0 <= place < len(items) and items[place] is not None else None


def _trimmed(text: str, quote: str) -> str:
    """The copied words without punctuation around them that the quote does not have."""
    marks = " :;,.–—-|()[]"
    start, end = marks, marks
    if quote.strip()[:1] in "([":
        start = " "
    if quote.strip()[-1:] in ")]":
        end = " "
    return text.lstrip(start).rstrip(end)


def _part(line: Line, words: tuple[Word, ...], *, is_whole_start: bool) -> Line:
    if len(words) == len(line.words):
        return line
    return replace(
        line,
        words=words,
        text=text_of(words).lstrip(":–—- ：") if not is_whole_start else text_of(words),
        box=box_of(words),
        is_item=line.is_item and is_whole_start,
    )
