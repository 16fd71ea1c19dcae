"""Lines of a page as rows: the texts in them, and the regions that share their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generation.core.reading import Word
from generation.core.recovery.lines import box_of, is_mark
from generation.core.recovery.tables.intervals import Interval, covered, middle, slot
from generation.core.recovery.tables.weights import current


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one line of the page, and the stretches of it that text covers."""

    words: tuple[Word, ...]
    spans: tuple[Interval, ...]
    top: float
    bottom: float
    size: float

    @property
    def y_mid(self) -> float:
        return middle(self.top, self.bottom)

    @property
    def text(self) -> str:
        """The words, to know the row again on another page."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `first` to `last` of a page with the same columns; `edges` includes both outer ones.

    `crossing` are the rows whose text runs over more than one column; `starts` are the places
    at which texts usually begin.
    """

    first: int
    last: int
    edges: tuple[float, ...]
    crossing: frozenset[int]
    starts: tuple[int, ...] = ()

    @property
    def column_count(self) -> int:
        return len(self.edges) - 1

    @property
    def row_count(self) -> int:
        return self.last - self.first + 1


def row_of(words: Sequence[Word]) -> Row:
    """A row; the mark of a list item reaches up to its text."""
    box = box_of(words)
    ordered = sorted(words, key=lambda word: word.box.x0)
    reach = current().rows.mark_reach
    spans: list[Interval] = []
    for number, word in enumerate(ordered):
        end = word.box.x1
        if number + 1 < len(ordered):
            after = ordered[number + 1]
            if is_mark([word, after]) and after.box.x0 - end < reach * after.size:
                end = max(end, after.box.x0)
        spans.append((word.box.x0, end))
    size = max(word.size for word in words)
    return Row(tuple(words), tuple(covered(spans)), box.top, box.bottom, size)


def pieces_of(row: Row, gap: float | None = None) -> list[Interval]:
    """The texts of a row, parted by white space of `gap` ems (usually `RowWeights.wide`)."""
    least = (current().rows.wide if gap is None else gap) * row.size
    pieces: list[Interval] = []
    for low, high in row.spans:
        if pieces and low - pieces[-1][1] < least:
            pieces[-1] = (pieces[-1][0], high)
        else:
            pieces.append((low, high))
    return pieces


def is_banner_like(row: Row) -> bool:
    """Whether a row that runs over the columns may name the rows below it, or sticks out a bit."""
    return len(row.words) <= current().rows.most_banner_words or len(pieces_of(row)) > 1


def begins_at(low: float, starts: Iterable[float]) -> bool:
    """Whether a text that begins at `low` begins where others do."""
    near = current().rows.same_start
    return any(abs(low - start) <= near for start in starts)


def words_in(row: Row, region: Region, column: int) -> list[int]:
    """Numbers of the row's words that begin in a column."""
    low, high = region.edges[column], region.edges[column + 1]
    return [n for n, word in enumerate(row.words) if low <= word.box.x0 + 1 < high]


def words_between(row: Row, low: float, high: float) -> list[Word]:
    """The row's words that begin between two places, from the left."""
    return sorted((w for w in row.words if low <= w.box.x0 < high), key=lambda w: w.box.x0)


def region_of(
    rows: Sequence[Row], first: int, last: int, kept: set[int], edges: Sequence[float]
) -> Region:
    """The region of rows `first` to `last` with its starts and its crossing rows.

    `kept` are the rows that keep to the columns.
    """
    counts = Counter(
        round(low) for n in kept if first <= n <= last for low, _ in pieces_of(rows[n])
    )
    least = current().rivers.least_starts
    starts = tuple(sorted(x for x, count in counts.items() if count >= least))
    others = [n for n in range(first, last + 1) if n not in kept]
    crossing = frozenset(n for n in others if crossings(rows[n], edges, starts))
    return Region(first, last, tuple(edges), crossing, starts)


def crossings(
    row: Row, edges: Sequence[float], starts: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """First and last column of every text that runs over several; a long word may stick out."""
    result = []
    for low, high in pieces_of(row):
        start = last = slot(edges, low + 1)
        for word in words_between(row, low, high):
            column = slot(edges, word.box.x0 + 1)
            if column == last:
                continue
            if _begins_column(word, edges[column], starts):
                if last > start:
                    result.append((start, last + 1))
                start = column
            last = column
        if last > start:
            result.append((start, last + 1))
    return result


def _begins_column(word: Word, edge: float, starts: Sequence[int]) -> bool:
    """Whether a word stands at the edge of a column or where texts usually begin."""
    weights = current().crossings
    x = word.box.x0
    is_usual = any(abs(x - start) <= weights.usual_start for start in starts)
    return is_usual or abs(x - edge) <= weights.edge_start


def columns_of(row: Row, edges: Sequence[float]) -> set[int]:
    """The columns in which the middles of the row's stretches lie."""
    return {
        column
        for column, (low, high) in enumerate(pairwise(edges))
        for span in row.spans
        if low <= middle(*span) < high
    }
