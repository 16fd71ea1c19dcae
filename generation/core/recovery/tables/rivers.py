"""Columns by white space: where no word of any row stands, a column ends."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generation.core.reading import Word
from generation.core.recovery.lines import box_of, is_mark
from generation.core.recovery.tables.intervals import Interval, covered, gaps, minus

WIDE = 0.8
"""White space of this many ems parts two texts of an anchor row."""
RIVER = 0.4
"""The narrowest white space, in ems, that still parts two columns."""
ALIGNED = 0.9
"""This share of the lines of a column begins at its left edge."""
LEAST_WIDE = 3
"""Beside so many lines, at least, there is white space wide enough to part two columns."""
HEADER_LINES = 3
MOST_CROSSING = 2
"""So many rows one after the other may cross the rivers and still lie inside a table."""
MOST_BANNER_WORDS = 12
ANCHORS_EACH = 4
MOST_ANCHORS = 32


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
        return (self.top + self.bottom) / 2


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


def row_of(words: Sequence[Word]) -> Row:
    """A row; the mark of a list item reaches up to its text."""
    box = box_of(words)
    ordered = sorted(words, key=lambda word: word.box.x0)
    spans: list[Interval] = []
    for number, word in enumerate(ordered):
        end = word.box.x1
        if number + 1 < len(ordered):
            after = ordered[number + 1]
            if is_mark([word, after]) and after.box.x0 - end < 2.5 * after.size:
                end = max(end, after.box.x0)
        spans.append((word.box.x0, end))
    size = max(word.size for word in words)
    return Row(tuple(words), tuple(covered(spans)), box.top, box.bottom, size)


def pieces_of(row: Row, gap: float = WIDE) -> list[Interval]:
    """The texts of a row, parted by white space of `gap` ems."""
    pieces: list[Interval] = []
    for low, high in row.spans:
        if pieces and low - pieces[-1][1] < gap * row.size:
            pieces[-1] = (pieces[-1][0], high)
        else:
            pieces.append((low, high))
    return pieces


def find_regions(rows: Sequence[Row]) -> list[Region]:
    """The parts of a page that are set in at least three columns, from the top."""
    taken = _headings_between(rows)
    regions: list[Region] = []
    while True:
        region = _best_region(rows, taken)
        if region is None:
            return sorted(regions, key=lambda region: region.first)
        regions.append(region)
        taken.update(range(region.first, region.last + 1))


def _headings_between(rows: Sequence[Row]) -> set[int]:
    """Lone lines above a header that stood on the page before: another table begins there."""
    seen: set[str] = set()
    found: set[int] = set()
    for number, row in enumerate(rows):
        if len(pieces_of(row)) < 3:
            continue
        text = " ".join(word.text for word in row.words)
        if text in seen:
            above = number - 1
            while above > 0 and len(pieces_of(rows[above])) == 1 and number - above <= 3:
                if rows[above].top - rows[above - 1].bottom > 0.5 * rows[above].size:
                    found.update(range(above, number))
                    break
                above -= 1
        seen.add(text)
    return found


def region_with(
    rows: Sequence[Row], edges: Sequence[float], starts: Sequence[int] = ()
) -> Region | None:
    """The part of a page that keeps to columns known from another page, from the top.

    Its texts begin at `starts` as those of the other page do, where few rows tell the columns.
    """
    inner = [(edge - 0.5, edge + 0.5) for edge in edges[1:-1]]
    kept: set[int] = set()
    first = last = -1
    crossing = 0
    for n, row in enumerate(rows):
        fits = _crossed(row, inner) == 0 and _inside(row, edges)
        columns = _columns_of(row, edges) if fits else set()
        if first < 0:
            if len(columns) > 1 or (columns and min(columns) > 0 and _is_aligned(row, starts)):
                first = last = n
                kept.add(n)
            continue
        if _is_other_table(rows, n, first, kept):
            break
        if fits:
            last, crossing = n, 0
            kept.add(n)
        else:
            crossing += 1
            if crossing > MOST_CROSSING or not _is_banner_like(row):
                break
    if first < 0 or not _is_sure(rows, kept, edges, starts):
        return None
    if len(kept) > 2:
        first, last = _trimmed(rows, first, last, kept)
    return _made(rows, first, last, kept, edges)


def _is_sure(
    rows: Sequence[Row], kept: set[int], edges: Sequence[float], starts: Sequence[int]
) -> bool:
    """Whether several rows show the columns, or all texts begin where the columns' texts do."""
    if sum(len(_columns_of(rows[n], edges)) > 1 for n in kept) > 1:
        return True
    return all(_is_aligned(rows[n], starts) for n in kept)


def _is_aligned(row: Row, starts: Sequence[int]) -> bool:
    return all(any(abs(low - start) <= 2.5 for start in starts) for low, _ in pieces_of(row))


def _made(
    rows: Sequence[Row], first: int, last: int, kept: set[int], edges: Sequence[float]
) -> Region:
    """The region with its starts and its crossing rows."""
    counts = Counter(
        round(low) for n in kept if first <= n <= last for low, _ in pieces_of(rows[n])
    )
    starts = tuple(sorted(x for x, count in counts.items() if count >= 3))
    others = [n for n in range(first, last + 1) if n not in kept]
    crossing = frozenset(n for n in others if crossings(rows[n], edges, starts))
    return Region(first, last, tuple(edges), crossing, starts)


def _inside(row: Row, edges: Sequence[float]) -> bool:
    return row.spans[0][0] >= edges[0] - 3 and row.spans[-1][1] <= edges[-1] + 12


def _columns_of(row: Row, edges: Sequence[float]) -> set[int]:
    return {
        column
        for column, (low, high) in enumerate(itertools.pairwise(edges))
        for span in row.spans
        if low <= (span[0] + span[1]) / 2 < high
    }


def _crossed(row: Row, rivers: Sequence[Interval]) -> int:
    return sum(
        any(low < river[1] and high > river[0] for low, high in row.spans) for river in rivers
    )


def _best_region(rows: Sequence[Row], taken: set[int]) -> Region | None:
    best: tuple[float, Region] | None = None
    for anchor in _anchors(rows, taken):
        region = _grown(rows, anchor, taken)
        if region is None:
            continue
        weight = (region.column_count - 1) * (region.last - region.first + 1 - len(region.crossing))
        if best is None or weight > best[0]:
            best = (weight, region)
    return best[1] if best is not None else None


def _anchors(rows: Sequence[Row], taken: set[int]) -> list[int]:
    """Rows that may show the columns: the first ones of every number of texts.

    Justified lines fall into more pieces than there are columns, short ones into fewer.
    """
    by_count: dict[int, list[int]] = {}
    for n, row in enumerate(rows):
        if n not in taken:
            by_count.setdefault(len(pieces_of(row)), []).append(n)
    counts = sorted((count for count in by_count if count >= 3), reverse=True)
    turns = range(ANCHORS_EACH)
    found = [by_count[c][turn] for turn in turns for c in counts if turn < len(by_count[c])]
    return found[:MOST_ANCHORS]


def _grown(rows: Sequence[Row], anchor: int, taken: set[int]) -> Region | None:
    """The rows above and below an anchor that leave white space between its texts."""
    pieces = pieces_of(rows[anchor])
    middles = [(low + high) / 2 for low, high in pieces]
    free = gaps(rows[anchor].spans)
    kept = {anchor}
    ends = {1: anchor, -1: anchor}
    for step in (1, -1):
        crossing = 0
        n = anchor + step
        while 0 <= n < len(rows) and n not in taken:
            narrower = minus(free, rows[n].spans)
            if _is_other_table(rows, n, anchor, kept):
                break
            if _parts(narrower, middles, RIVER * rows[n].size):
                free, crossing = narrower, 0
                kept.add(n)
                ends[step] = n
            else:
                crossing += 1
                if crossing > MOST_CROSSING or not _is_banner_like(rows[n]):
                    break
            n += step
    first, last = _trimmed(rows, min(ends.values()), max(ends.values()), kept)
    kept = {n for n in kept if first <= n <= last}
    if len(kept) < 3:
        return None
    return _region(rows, first, last, kept)


def _is_banner_like(row: Row) -> bool:
    """Whether a row that runs over the columns may name the rows below it, or sticks out a bit."""
    return len(row.words) <= MOST_BANNER_WORDS or len(pieces_of(row)) > 1


def _is_other_table(rows: Sequence[Row], n: int, anchor: int, kept: set[int]) -> bool:
    """Whether row `n` is a heading that parts the anchor's table from what lies beyond."""
    row = rows[n]
    if len(pieces_of(row)) > 1:
        return False
    usual = sorted(rows[k].size for k in kept)[len(kept) // 2]
    is_large = row.size >= 1.12 * usual
    if n < anchor or n + 1 >= len(rows):
        return is_large
    is_bold = all(word.bold for word in row.words)
    if not is_large and not (is_bold and row.top - rows[n - 1].bottom > 0.9 * row.size):
        return False
    below = pieces_of(rows[n + 1])
    if len(below) < 2:
        return False
    words = [word for k in kept for word in rows[k].words]
    if all(w.bold for w in rows[n + 1].words) and 2 * sum(w.bold for w in words) < len(words):
        return True
    starts = {round(low) for k in kept for low, _ in pieces_of(rows[k])}
    aligned = sum(any(abs(low - start) <= 2.5 for start in starts) for low, _ in below)
    columns = len(pieces_of(rows[anchor]))
    return aligned < 0.85 * len(below) and len(below) < 0.7 * columns


def _parts(free: Sequence[Interval], middles: Sequence[float], width: float) -> bool:
    """Whether white space is left between all texts of the anchor row."""
    for left, right in itertools.pairwise(middles):
        if not any(min(high, right) - max(low, left) >= width for low, high in free):
            return False
    return True


def _trimmed(rows: Sequence[Row], first: int, last: int, kept: set[int]) -> tuple[int, int]:
    """The region without the lone texts above its header, or far below its last row."""
    most = max(len(pieces_of(rows[n])) for n in kept)
    while first < last and (first not in kept or _stands_above(rows, first, most)):
        first += 1
    while last > first and (
        last not in kept
        or (
            len(pieces_of(rows[last])) < 2
            and rows[last].top - rows[last - 1].bottom > 1.6 * rows[last].size
        )
    ):
        last -= 1
    return first, last


def _stands_above(rows: Sequence[Row], n: int, most: int) -> bool:
    """Whether a row is a heading or a running header rather than the table's own."""
    row, below = rows[n], rows[n + 1]
    count = len(pieces_of(row))
    gap = below.top - row.bottom
    if count < 2:
        same = row.words[0].bold == below.words[0].bold and abs(row.size - below.size) < 0.5
        return not same or gap > 0.6 * row.size or len(pieces_of(below)) < 2
    return count <= 0.5 * most and gap > row.size


def _region(rows: Sequence[Row], first: int, last: int, kept: set[int]) -> Region | None:
    inside = [rows[n] for n in range(first, last + 1) if n in kept]
    x0 = min(row.spans[0][0] for row in inside)
    x1 = max(row.spans[-1][1] for row in inside)
    text = covered([span for row in inside for span in row.spans])
    size = sorted(row.size for row in inside)[len(inside) // 2]
    edges = [x0 - 1]
    for before, after in itertools.pairwise(text):
        if after[0] - before[1] >= RIVER * size:
            edges.append(after[0] - min(1.0, (after[0] - before[1]) / 2))
    edges.append(x1 + 1)
    edges = _with_touching(_without_slivers(edges, inside), inside)
    if len(edges) < 4:
        return None
    return _made(rows, first, last, kept, edges)


def crossings(
    row: Row, edges: Sequence[float], starts: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """First and last column of every text that runs over several; a long word may stick out."""
    result = []
    for low, high in pieces_of(row):
        words = sorted((w for w in row.words if low <= w.box.x0 < high), key=lambda w: w.box.x0)
        start = last = slot(edges, low + 1)
        for word in words:
            column = slot(edges, word.box.x0 + 1)
            if column == last:
                continue
            is_usual = any(abs(word.box.x0 - start) <= 1.5 for start in starts)
            if is_usual or abs(word.box.x0 - edges[column]) <= 3.0:
                if last > start:
                    result.append((start, last + 1))
                start = column
            last = column
        if last > start:
            result.append((start, last + 1))
    return result


def slot(edges: Sequence[float], place: float) -> int:
    """The number of the stretch between edges that a place lies in."""
    for number in range(1, len(edges) - 1):
        if place < edges[number]:
            return number - 1
    return len(edges) - 2


def _with_touching(edges: list[float], rows: Sequence[Row]) -> list[float]:
    """The edges, and those between columns whose longest lines reach up to each other.

    Such a column has a name in the header, and all its lines begin in the same place.
    """
    result = edges[:1]
    for low, high in itertools.pairwise(edges):
        starts = {x for row in rows[:HEADER_LINES] for x, _ in pieces_of(row) if low + 9 < x < high}
        result += [x - 0.5 for x in sorted(starts) if _begins_column(rows, low, x, high)]
        result.append(high)
    return result


def _begins_column(rows: Sequence[Row], low: float, x: float, high: float) -> bool:
    """Whether a column begins at `x` between the edges `low` and `high`."""
    begun = wide = beyond = 0
    for row in rows:
        words = sorted((w for w in row.words if low <= w.box.x0 < high), key=lambda w: w.box.x0)
        left = [word for word in words if word.box.x0 < x - 1]
        right = words[len(left) :]
        if any(word.box.x1 > x + 1 for word in left):
            return False
        if not right:
            continue
        is_begun = abs(right[0].box.x0 - x) <= 1
        beyond += 1
        begun += is_begun
        wide += bool(is_begun and left and x - left[-1].box.x1 >= WIDE * row.size)
    return begun >= ALIGNED * beyond and wide >= max(LEAST_WIDE, 0.2 * beyond)


def _without_slivers(edges: list[float], rows: Sequence[Row]) -> list[float]:
    """No column of its own for words that stand in line only by chance.

    A true column begins where something begins: at its left edge stands text that follows wide
    white space, in most of the rows that have text there.
    """
    result = edges[:1]
    for edge, end in itertools.pairwise(edges[1:]):
        starts = 0
        wide = 0
        for row in rows:
            for number, (low, high) in enumerate(row.spans):
                if edge <= low and high <= end + 1:
                    starts += 1
                    before = row.spans[number - 1][1] if number else float("-inf")
                    wide += low - before >= WIDE * row.size
                    break
        if starts and wide >= 0.5 * starts:
            result.append(edge)
    return [*result, edges[-1]]
