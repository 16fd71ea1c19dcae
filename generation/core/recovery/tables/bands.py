"""Rows of a table by white space and by drawn bands, where no grid tells them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from generation.core.reading import Page
from generation.core.recovery.tables.intervals import covered
from generation.core.recovery.tables.rivers import Region, Row, pieces_of

BESIDE = 0.6
"""A band or rule runs across a table where it covers this share of its width."""
LONGEST_NAME = 50
"""A name has at most this many letters."""
MOST_BOLD = 0.3
"""Below a header at most this share of the words is bold."""
WIDEST_PITCH = 1.8
"""Lines of one text are at most this many ems apart."""


def row_edges(
    page: Page, rows: Sequence[Row], region: Region, header: Sequence[str] = ()
) -> list[float]:
    """The edges of the table's rows, from its top to its bottom.

    `header` are the lines of a header that may stand again at the top of the region.
    """
    inside = [rows[n] for n in range(region.first, region.last + 1)]
    top = min(row.top for row in inside) - 1
    bottom = max(row.bottom for row in inside) + 1
    edges = [y for y in _drawn(page, region) if top + 2 < y < bottom - 2]
    edges = [y for y in edges if not _cuts(y, inside)]
    edges += _after_header(inside, header)
    bounds = [top, *sorted(edges), bottom]
    pitch = _pitch(rows, region)
    whole = _Band(rows, range(region.first, region.last + 1), region, pitch)
    column = whole.name_column()
    result = [top]
    for low, high in itertools.pairwise(bounds):
        own = [n for n in range(region.first, region.last + 1) if low <= rows[n].y_mid < high]
        if own:
            result.extend(_Band(rows, own, region, pitch, column).starts())
            result.append(high)
    end = _header_end(inside, region)
    if end is None:
        return result
    return sorted({top, end, *(y for y in result if y > end + 1)})


def row_text(row: Row) -> str:
    """The words of a row, to know it again on another page."""
    return " ".join(word.text for word in row.words)


def _after_header(rows: Sequence[Row], header: Sequence[str]) -> list[float]:
    """The edge below a repeated header, where the rows begin with one."""
    count = len(header)
    if not count or len(rows) <= count or [row_text(row) for row in rows[:count]] != list(header):
        return []
    return [(rows[count - 1].bottom + rows[count].top) / 2]


def _header_end(rows: Sequence[Row], region: Region) -> float | None:
    """Where bold names over text that is not bold end, wrapped ones included; None: no such."""
    count = 0
    while count < len(rows) and all(word.bold for word in rows[count].words):
        if count and rows[count].top - rows[count - 1].bottom > 0.5 * rows[count].size:
            break
        count += 1
    if not 0 < count < len(rows):
        return None
    first = _columns(rows[0], region)
    wide = [low for low, high in pieces_of(rows[0]) if _crosses(low, high, region)]
    if wide or len(first - {0}) < 0.6 * (region.column_count - 1):
        return None
    if any(not _columns(row, region) <= first for row in rows[1:count]):
        return None
    below = [word for row in rows[count:] for word in row.words if word.box.x0 > region.edges[1]]
    if sum(word.bold for word in below) > MOST_BOLD * len(below):
        return None
    return (rows[count - 1].bottom + rows[count].top) / 2


def _columns(row: Row, region: Region) -> set[int]:
    """The columns in which words of a row begin."""
    return {c for c in range(region.column_count) if words_in(row, region, c)}


def _crosses(low: float, high: float, region: Region) -> bool:
    return any(low + 1 < edge < high - 1 for edge in region.edges[1:-1])


def _cuts(y: float, rows: Sequence[Row]) -> bool:
    return any(row.top + 0.25 * row.size < y < row.bottom - 0.25 * row.size for row in rows)


def _drawn(page: Page, region: Region) -> list[float]:
    """Heights of rules and of edges of fills that run across the table."""
    x0, x1 = region.edges[0], region.edges[-1]
    spans: dict[float, list[tuple[float, float]]] = {}
    for rule in page.rules:
        if rule.is_horizontal:
            spans.setdefault(round(rule.box.y_mid), []).append((rule.box.x0, rule.box.x1))
    for fill in page.fills:
        if fill.box.height > 4 and fill.box.width > 10:
            for y in (fill.box.top, fill.box.bottom):
                spans.setdefault(round(y), []).append((fill.box.x0, fill.box.x1))
    heights = []
    for y, parts in spans.items():
        inside = covered(
            (max(low, x0), min(high, x1)) for low, high in parts if high > x0 and low < x1
        )
        if sum(high - low for low, high in inside) >= BESIDE * (x1 - x0):
            heights.append(float(y))
    heights.sort()
    return [y for number, y in enumerate(heights) if not number or y - heights[number - 1] > 2.5]


def _pitch(rows: Sequence[Row], region: Region) -> float:
    """The usual distance from line to line inside a text, in points."""
    steps: list[float] = []
    for column in range(region.column_count):
        last: float | None = None
        for number in range(region.first, region.last + 1):
            words = words_in(rows[number], region, column)
            if words:
                middle = rows[number].words[words[0]].box.y_mid
                if last is not None and middle > last + 1:
                    steps.append(middle - last)
                last = middle
    steps.sort()
    if not steps:
        return 0.0
    size = median(rows[n].size for n in range(region.first, region.last + 1))
    usual = steps[int(0.3 * len(steps))]
    return usual if usual <= WIDEST_PITCH * size else 1.3 * size


def words_in(row: Row, region: Region, column: int) -> list[int]:
    """Numbers of the row's words that begin in a column."""
    low, high = region.edges[column], region.edges[column + 1]
    return [n for n, word in enumerate(row.words) if low <= word.box.x0 + 1 < high]


@dataclass(slots=True)
class _Band:
    """Rows of text between two drawn edges, or the whole table."""

    rows: Sequence[Row]
    own: Sequence[int]
    region: Region
    pitch: float
    column: int = 0

    def starts(self) -> list[float]:
        """Where rows of the table begin inside the band, but for the first."""
        strips = self._strips()
        blocks = self._blocks(self.column)
        if not blocks:
            return []
        least = 0.0 if self._is_line_by_line() else self._least_strip()
        begun = [block[0] for block in blocks if block[0] != self.own[0]]
        aligned = [number for number in begun if strips[number] > least]
        if len(aligned) >= 0.7 * len(begun):
            return [self._edge_above(number) for number in begun]
        return [
            self._edge_above(self._widest(strips, before[-1], after[0]))
            for before, after in itertools.pairwise(blocks)
        ]

    def _least_strip(self) -> float:
        """A strip taller than this parts rows of the table, not lines of a text."""
        heights = [self.rows[n].bottom - self.rows[n].top for n in self.own]
        size = median(self.rows[n].size for n in self.own)
        return max(0.0, self.pitch - median(heights)) + max(0.6, 0.1 * size)

    def _edge_above(self, number: int) -> float:
        above = max(self.rows[n].bottom for n in self.own if n < number)
        return (above + self.rows[number].top) / 2

    def _strips(self) -> dict[int, float]:
        """The height of the white strip above every row of text but the first."""
        strips = {}
        bottom = self.rows[self.own[0]].bottom
        for number in self.own[1:]:
            strips[number] = self.rows[number].top - bottom
            bottom = max(bottom, self.rows[number].bottom)
        return strips

    def _widest(self, strips: dict[int, float], last: int, first: int) -> int:
        """The row above which the widest strip lies, after row `last` up to row `first`."""
        return max((n for n in range(last + 1, first + 1) if n in strips), key=lambda n: strips[n])

    def name_column(self) -> int:
        """The column that names the rows: the first, or the second beside one of categories."""
        if self.region.column_count < 4:
            return 0
        first, second = self._blocks(0), self._blocks(1)
        if len(second) >= len(first) and self._is_short(1):
            return 1
        # The first text of each column is its header.
        has_more = len(second) - 1 >= 1.5 * (len(first) - 1)
        return int(has_more and self._begins_rows(second))

    def _begins_rows(self, blocks: Sequence[Sequence[int]]) -> bool:
        """Whether the texts of most other columns begin where these blocks begin."""
        count = self.region.column_count
        letters = [sum(len(w) for n in block for w in self._texts(n, 1)) for block in blocks]
        if max(letters, default=0) > LONGEST_NAME:
            return False
        starts = {block[0] for block in blocks}
        others = [{b[0] for b in self._blocks(column)} for column in range(2, count)]
        level = sum(start in other for start in starts for other in others)
        stray = sum(start not in starts for other in others for start in other)
        return level >= 0.7 * len(starts) * len(others) and stray <= 0.1 * level

    def _texts(self, number: int, column: int) -> list[str]:
        row = self.rows[number]
        return [row.words[n].text for n in words_in(row, self.region, column)]

    def _is_short(self, column: int) -> bool:
        """Whether a column holds much less text than those to its right."""
        letters = [
            sum(
                len(self.rows[n].words[w].text)
                for n in self.own
                for w in words_in(self.rows[n], self.region, other)
            )
            for other in range(column, self.region.column_count)
        ]
        return 0 < letters[0] < 0.35 * median(letters[1:])

    def _is_line_by_line(self) -> bool:
        """Whether every line is a row of its own: no cell goes on in the next line."""
        starts = [
            row.words[words[0]].text[0]
            for n in self.own
            for column in range(1, self.region.column_count)
            if (words := words_in(row := self.rows[n], self.region, column))
        ]
        cased = [char for char in starts if char.lower() != char.upper()]
        labelled = sum(bool(words_in(self.rows[n], self.region, 0)) for n in self.own)
        return (
            len(cased) >= 12
            and sum(char.isupper() for char in cased) >= 0.95 * len(cased)
            and labelled >= 0.95 * len(self.own)
        )

    def _blocks(self, column: int) -> list[list[int]]:
        """The lines of every text in a column; rows over several columns stand alone."""
        blocks: list[list[int]] = []
        is_alone = False
        for number in self.own:
            if number in self.region.crossing:
                blocks.append([number])
                is_alone = True
                continue
            if not words_in(self.rows[number], self.region, column):
                continue
            wraps = not is_alone and not self._is_line_by_line()
            if blocks and wraps and self._goes_on(blocks[-1][-1], number, column):
                blocks[-1].append(number)
            else:
                blocks.append([number])
            is_alone = False
        return blocks

    def _goes_on(self, before: int, number: int, column: int) -> bool:
        """Whether a line of a name wraps from the one before it."""
        above, row = self.rows[before], self.rows[number]
        one = [above.words[n] for n in words_in(above, self.region, column)]
        other = [row.words[n] for n in words_in(row, self.region, column)]
        if one[0].bold != other[0].bold or abs(one[0].size - other[0].size) > 0.6:
            return False
        step = other[0].box.y_mid - one[0].box.y_mid
        scale = max(1.0, other[0].size / (median(self.rows[n].size for n in self.own) or 1))
        return step <= 1.12 * scale * max(self.pitch, other[0].size) + 0.3
