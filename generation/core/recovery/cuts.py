"""Bands of white space that part words of a page into a left and a right side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generation.core.reading import Word
from generation.core.recovery.lines import box_of, is_mark, rows_of
from generation.core.recovery.weights import current

_ITEM_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A band of white space from `x0` to `x1` between two groups of words."""

    x0: float
    x1: float
    left: list[Word]
    right: list[Word]

    @property
    def top(self) -> float:
        return min(word.box.top for word in (*self.left, *self.right))

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in (*self.left, *self.right))

    def around(self, words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
        """Those of the words that the cut does not part: above it, and below."""
        inside = {id(word) for word in (*self.left, *self.right)}
        outside = [word for word in words if id(word) not in inside]
        top = self.top
        above = [word for word in outside if word.box.y_mid < top]
        return above, [word for word in outside if word.box.y_mid >= top]


def cuts_at(chains: Iterable[list[Word]], x: float, size: float) -> Iterable[Cut]:
    """The stretches of the page in which no line crosses the band before `x`."""
    weights = current().flow
    band0, band1 = x - max(weights.gutter_pt, weights.gutter_em * size), x - weights.edge_pt
    left: list[Word] = []
    right: list[Word] = []
    for chain in chains:
        if chain[-1].box.x1 <= band0:
            left.extend(chain)
        elif chain[0].box.x0 >= band1:
            right.extend(chain)
        else:
            if left and right:
                yield Cut(band0, band1, left, right)
            left, right = [], []
    if left and right:
        yield Cut(band0, band1, left, right)


def without_titles(cut: Cut, size: float) -> Cut | None:
    """The cut without titles that stand above it on one side only; None where a side is empty."""
    first = _first_row_below_titles(cut, size)
    left = [word for word in cut.left if word.box.bottom > first]
    right = [word for word in cut.right if word.box.bottom > first]
    return Cut(cut.x0, cut.x1, left, right) if left and right else None


def _first_row_below_titles(cut: Cut, size: float) -> float:
    """The top of the last row that white space parts from those above, before both sides run."""
    start = max(min(w.box.top for w in side) for side in (cut.left, cut.right))
    gap = current().flow.title_gap_em * size
    bottom = first = float("-inf")
    for row in rows_of([*cut.left, *cut.right]):
        box = box_of(row)
        if box.top > start + size:
            break
        if bottom > float("-inf") and box.top - bottom > gap:
            first = box.top
        bottom = max(bottom, box.bottom)
    return first


def parts_columns(cut: Cut, x: float, size: float, *, is_sure: bool) -> bool:
    """Whether the white space parts two columns, not a list mark or a number from its text.

    `is_sure` says that something else than white space shows the columns.
    """
    left, right = rows_of(cut.left), rows_of(cut.right)
    starts = [min(word.box.x0 for word in row) for row in right]
    if not _has_rows_enough(len(left), starts, x, is_sure=is_sure):
        return False
    if not is_sure and _is_river(cut, starts, size):
        return False
    return not _holds_marks(left) and _stands_side_by_side(cut)


def _has_rows_enough(left: int, starts: Sequence[float], x: float, *, is_sure: bool) -> bool:
    """Whether both sides have rows enough, and enough of the right ones begin at `x`."""
    weights = current().flow
    right = len(starts)
    is_short = min(left, right) < weights.least_rows or left + right < weights.least_rows_together
    if is_short and not is_sure:
        return False
    aligned = sum(abs(start - x) <= weights.start_pt for start in starts)
    return aligned >= (1 if is_sure else weights.least_starts)


def _is_river(cut: Cut, starts: Sequence[float], size: float) -> bool:
    """Whether the band is only gaps between words that happen to stand below each other."""
    weights = current().flow
    left = max(word.box.x1 for word in cut.left)
    right = min(starts)
    if right - left >= weights.river_em * size:
        return False
    reach = right + weights.river_reach_em * size
    near = [round(start / weights.river_raster_pt) for start in starts if start <= reach]
    aligned = sum(count for _, count in Counter(near).most_common(weights.river_places))
    return len(near) < weights.river_rows or aligned < weights.river_aligned_share * len(near)


def _holds_marks(rows: Sequence[list[Word]]) -> bool:
    """Whether the rows are list marks and numbers, not text."""
    weights = current().flow
    marks = sum(is_mark(row) or is_number(row) for row in rows)
    is_mostly_marks = marks > weights.marks_share * len(rows)
    return is_mostly_marks and all(len(row) <= weights.mark_words for row in rows)


def _stands_side_by_side(cut: Cut) -> bool:
    one, other = box_of(cut.left), box_of(cut.right)
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > current().flow.common_share * min(one.height, other.height)


def chains_of(row: Sequence[Word]) -> list[list[Word]]:
    """The row from the left in pieces between which more than a space is left white."""
    widest = current().flow.word_gap_em
    chains: list[list[Word]] = []
    for word in sorted(row, key=lambda word: word.box.x0):
        if chains and word.box.x0 - chains[-1][-1].box.x1 < widest * word.size:
            chains[-1].append(word)
        else:
            chains.append([word])
    return chains


def column_starts(chains: Iterable[list[Word]]) -> list[float]:
    """Left edges at which several pieces of rows begin."""
    reach = current().flow.start_pt
    clusters: list[list[float]] = []
    for x in sorted(chain[0].box.x0 for chain in chains):
        if clusters and x - clusters[-1][0] <= reach:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    return [cluster[0] for cluster in clusters if len(cluster) > 1]


def letters_in(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def is_number(row: Sequence[Word]) -> bool:
    """Whether a row is nothing but the number of a list item."""
    return len(row) == 1 and bool(_ITEM_NUMBER.match(row[0].text))
