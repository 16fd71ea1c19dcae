"""Where rows of a table begin between two drawn edges, told by names and white space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generation.core.recovery.tables.intervals import middle
from generation.core.recovery.tables.rows import Region, Row, words_in
from generation.core.recovery.tables.weights import current


@dataclass(slots=True)
class Band:
    """Rows of text between two drawn edges, or the whole table.

    `own` are the numbers of its rows, `pitch` the points from line to line, and `column` the one
    that names the rows of the table.
    """

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
        if len(aligned) >= current().bands.aligned * len(begun):
            return [self._edge_above(number) for number in begun]
        return [
            self._edge_above(self._widest(strips, before[-1], after[0]))
            for before, after in pairwise(blocks)
        ]

    def name_column(self) -> int:
        """The column that names the rows: the first, or the second beside one of categories."""
        weights = current().bands
        if self.region.column_count < weights.with_categories:
            return 0
        first, second = self._blocks(0), self._blocks(1)
        if len(second) >= len(first) and self._is_short(1):
            return 1
        # The first text of each column is its header.
        has_more = len(second) - 1 >= weights.more_names * (len(first) - 1)
        return int(has_more and self._begins_rows(second))

    def _least_strip(self) -> float:
        """A strip taller than this parts rows of the table, not lines of a text."""
        weights = current().bands
        heights = [self.rows[n].bottom - self.rows[n].top for n in self.own]
        size = median(self.rows[n].size for n in self.own)
        between_lines = max(0.0, self.pitch - median(heights))
        return between_lines + max(weights.least_strip, weights.strip_share * size)

    def _edge_above(self, number: int) -> float:
        above = max(self.rows[n].bottom for n in self.own if n < number)
        return middle(above, self.rows[number].top)

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

    def _begins_rows(self, blocks: Sequence[Sequence[int]]) -> bool:
        """Whether the texts of most other columns begin where these blocks begin."""
        weights = current().bands
        if any(self._letters(block, 1) > weights.longest_name for block in blocks):
            return False
        starts = {block[0] for block in blocks}
        columns = range(self.region.column_count)[2:]
        others = [{block[0] for block in self._blocks(column)} for column in columns]
        level = sum(len(starts & other) for other in others)
        stray = sum(len(other - starts) for other in others)
        is_level = level >= weights.level_starts * len(starts) * len(others)
        return is_level and stray <= weights.stray_starts * level

    def _texts(self, number: int, column: int) -> list[str]:
        row = self.rows[number]
        return [row.words[n].text for n in words_in(row, self.region, column)]

    def _letters(self, block: Sequence[int], column: int) -> int:
        """How many letters rows hold in a column."""
        return sum(len(text) for number in block for text in self._texts(number, column))

    def _is_short(self, column: int) -> bool:
        """Whether a column holds much less text than those to its right."""
        letters = [
            self._letters(self.own, other) for other in range(column, self.region.column_count)
        ]
        return 0 < letters[0] < current().bands.short * median(letters[1:])

    def _is_line_by_line(self) -> bool:
        """Whether every line is a row of its own: no cell goes on in the next line."""
        weights = current().bands
        starts = [
            texts[0][0]
            for n in self.own
            for column in range(1, self.region.column_count)
            if (texts := self._texts(n, column))
        ]
        cased = [char for char in starts if char.lower() != char.upper()]
        labelled = sum(bool(self._texts(n, 0)) for n in self.own)
        return (
            len(cased) >= weights.least_cased
            and sum(char.isupper() for char in cased) >= weights.capitals * len(cased)
            and labelled >= weights.capitals * len(self.own)
        )

    def _blocks(self, column: int) -> list[list[int]]:
        """The lines of every text in a column; rows over several columns stand alone."""
        blocks: list[list[int]] = []
        is_alone = False
        may_wrap = not self._is_line_by_line()
        for number in self.own:
            if number in self.region.crossing:
                blocks.append([number])
                is_alone = True
                continue
            if not words_in(self.rows[number], self.region, column):
                continue
            if (
                blocks
                and may_wrap
                and not is_alone
                and self._goes_on(blocks[-1][-1], number, column)
            ):
                blocks[-1].append(number)
            else:
                blocks.append([number])
            is_alone = False
        return blocks

    def _goes_on(self, before: int, number: int, column: int) -> bool:
        """Whether a line of a name wraps from the one before it."""
        weights = current().bands
        above, row = self.rows[before], self.rows[number]
        one = above.words[words_in(above, self.region, column)[0]]
        other = row.words[words_in(row, self.region, column)[0]]
        if one.bold != other.bold or abs(one.size - other.size) > weights.same_size:
            return False
        step = other.box.y_mid - one.box.y_mid
        scale = max(1.0, other.size / (median(self.rows[n].size for n in self.own) or 1))
        return step <= weights.wraps * scale * max(self.pitch, other.size) + weights.wrap_slack
