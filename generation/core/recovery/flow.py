"""The order in which a reader reads a page: columns, boxes side by side, labels beside text.

A page is cut where a band of white space parts it from top to bottom, again and again. Two columns
are read one after the other; where the left one holds only short labels, every label is read
with the text at its side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from generation.core.reading import Box, Document, Page, Word
from generation.core.recovery.furniture import body_rows
from generation.core.recovery.lines import (
    Line,
    box_of,
    drawn_marks,
    is_mark,
    line_of,
    rows_of,
    text_of,
    usual_size,
)

MAX_LABEL_WORDS = 10
_MAX_DEPTH = 24
_ITEM_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]$")


@dataclass(frozen=True, slots=True)
class _Cut:
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


def lines_of(document: Document) -> list[Line]:
    """All lines of the document in reading order, without headers, footers and contents."""
    rows = body_rows(document)
    flows = [_PageFlow(page, rows[page.number]) for page in document.pages]
    pages = [flow.lines() for flow in flows]
    # Labels that stand beside text on one page tell of a lone one on another.
    known = frozenset(x for flow in flows for x in flow.label_cuts)
    if known:
        pages = [_PageFlow(page, rows[page.number], known).lines() for page in document.pages]
    return [line for lines in pages for line in lines]


def lines_in(page: Page, words: Sequence[Word]) -> list[Line]:
    """These words of a page as lines in reading order."""
    return _PageFlow(page, rows_of(words)).lines()


class _PageFlow:
    """The reading order of one page."""

    def __init__(
        self, page: Page, rows: list[list[Word]], known: frozenset[float] = frozenset()
    ) -> None:
        self.page = page
        self.known = known
        self.label_cuts: set[float] = set()
        """Where text begins that has labels at its side."""
        self.words = [word for row in rows for word in _with_marks_held(row)]
        self.marks = drawn_marks(page.fills)
        self.size = usual_size(self.words)
        self.is_rtl = _is_rtl(self.words)

    def lines(self) -> list[Line]:
        return self._read(self.words, 0) if self.words else []

    def _read(self, words: list[Word], depth: int) -> list[Line]:
        cut = self._find_cut(words) if depth < _MAX_DEPTH else None
        if cut is None:
            return self._column(words)
        inside = {id(word) for word in (*cut.left, *cut.right)}
        above = [w for w in words if id(w) not in inside and w.box.y_mid < cut.top]
        below = [w for w in words if id(w) not in inside and w.box.y_mid >= cut.top]
        lines = self._read(above, depth + 1) if above else []
        lines += self._read_beside(cut, depth + 1)
        return lines + (self._read(below, depth + 1) if below else [])

    def _read_beside(self, cut: _Cut, depth: int) -> list[Line]:
        bands = self._bands(cut)
        if bands is not None:
            self.label_cuts.add(cut.x1 + 0.5)
            return self._read_labels(bands, depth)
        sides = [cut.right, cut.left] if self.is_rtl else [cut.left, cut.right]
        return [line for side in sides for line in self._read(side, depth)]

    def _read_labels(self, bands: list[tuple[list[Word], list[Word]]], depth: int) -> list[Line]:
        """Labels and texts in turn; a label in larger type is a heading that stands between."""
        usual = median(label[0].size for label, _ in bands if label)
        lines: list[Line] = []
        for label, text in bands:
            if label:
                lines.extend(self._column(label, is_label=label[0].size < usual + 0.5))
            lines.extend(self._read(text, depth) if text else [])
        return lines

    def _column(self, words: list[Word], *, is_label: bool = False) -> list[Line]:
        if not words:
            return []
        column = box_of(words)
        return [
            line_of(row, self.page.number, column, self.marks, is_label=is_label)
            for row in rows_of(words)
        ]

    def _find_cut(self, words: list[Word]) -> _Cut | None:
        """The band of white space with the most text on both of its sides."""
        best: _Cut | None = None
        best_weight = 0
        rows = rows_of(words)
        chains = [chain for row in rows for chain in chains_of(row)]
        starts = _column_starts(chains)
        for x in (*starts, *(x for x in self.known if x not in starts)):
            for cut in self._cuts_at(chains, x):
                weight = min(_weight(cut.left), _weight(cut.right))
                if weight > best_weight:
                    trimmed = self._trimmed(cut)
                    if trimmed is not None and self._is_real(trimmed, x):
                        best, best_weight = trimmed, weight
        return best

    def _cuts_at(self, chains: Iterable[list[Word]], x: float) -> Iterable[_Cut]:
        """The stretches of the page in which no line crosses the band before `x`."""
        band0, band1 = x - max(8.0, 0.9 * self.size), x - 0.5
        left: list[Word] = []
        right: list[Word] = []
        for chain in chains:
            if chain[-1].box.x1 <= band0:
                left.extend(chain)
            elif chain[0].box.x0 >= band1:
                right.extend(chain)
            else:
                if left and right:
                    yield _Cut(band0, band1, left, right)
                left, right = [], []
        if left and right:
            yield _Cut(band0, band1, left, right)

    def _trimmed(self, cut: _Cut) -> _Cut | None:
        """The cut without titles that stand above it on one side only."""
        start = max(min(w.box.top for w in side) for side in (cut.left, cut.right))
        rows = rows_of([*cut.left, *cut.right])
        bottom = float("-inf")
        first = float("-inf")
        for row in rows:
            box = box_of(row)
            if box.top > start + self.size:
                break
            if bottom > float("-inf") and box.top - bottom > 0.9 * self.size:
                first = box.top
            bottom = max(bottom, box.bottom)
        left = [word for word in cut.left if word.box.bottom > first]
        right = [word for word in cut.right if word.box.bottom > first]
        return _Cut(cut.x0, cut.x1, left, right) if left and right else None

    def _is_real(self, cut: _Cut, x: float) -> bool:
        """Whether the white space parts two columns, not a list mark or a number from its text."""
        left, right = rows_of(cut.left), rows_of(cut.right)
        is_drawn = self._is_drawn(cut) or self._is_known(x)
        if not is_drawn and (min(len(left), len(right)) < 2 or len(left) + len(right) < 5):
            return False
        starts = [min(word.box.x0 for word in row) for row in right]
        if sum(abs(start - x) <= 4 for start in starts) < (1 if is_drawn else 2):
            return False
        if not is_drawn and self._is_river(cut, starts):
            return False
        marks = sum(is_mark(row) or _is_number(row) for row in left)
        if marks > 0.6 * len(left) and all(len(row) <= 2 for row in left):
            return False
        one, other = box_of(cut.left), box_of(cut.right)
        common = min(one.bottom, other.bottom) - max(one.top, other.top)
        return common > 0.5 * min(one.height, other.height)

    def _is_river(self, cut: _Cut, starts: Sequence[float]) -> bool:
        """Whether the band is only gaps between words that happen to stand below each other."""
        left = max(word.box.x1 for word in cut.left)
        right = min(starts)
        if right - left >= 1.4 * self.size:
            return False
        near = [round(start / 3) for start in starts if start <= right + 3.5 * self.size]
        aligned = sum(count for _, count in Counter(near).most_common(2))
        return len(near) < 6 or aligned < 0.7 * len(near)

    def _is_known(self, x: float) -> bool:
        """Whether text with labels at its side begins at this place on any page."""
        return any(abs(x - other) <= 2 for other in self.known)

    def _is_drawn(self, cut: _Cut) -> bool:
        """Whether a line or the edge of a filled area parts the two sides."""
        middle = (cut.top + cut.bottom) / 2
        rules = [rule.box for rule in self.page.rules if not rule.is_horizontal]
        edges = [
            Box(x, fill.box.top, x, fill.box.bottom)
            for fill in self.page.fills
            for x in (fill.box.x0, fill.box.x1)
            if fill.box.height > self.size
        ]
        left = max(word.box.x1 for word in cut.left)
        right = min(word.box.x0 for word in cut.right)
        return any(
            left - 1 <= box.x_mid <= right + 1 and box.top <= middle <= box.bottom
            for box in (*rules, *edges)
        )

    def _bands(self, cut: _Cut) -> list[tuple[list[Word], list[Word]]] | None:
        """Labels with the text at their side, the first without a label; None: no labels."""
        labels, texts = (cut.right, cut.left) if self.is_rtl else (cut.left, cut.right)
        groups = self._label_groups(cut, labels)
        stands_out = all(word.bold for word in labels) and not all(word.bold for word in texts)
        most = 2 if stands_out else 0.5
        is_sure = self._is_drawn(cut) or self._is_known(cut.x1 + 0.5)
        if len(groups) < (1 if is_sure else 2):
            return None
        if _weight(labels) > most * _weight(texts):
            return None
        if max(map(len, groups)) > MAX_LABEL_WORDS or median(map(len, groups)) > 6:
            return None
        if box_of(labels).width > 0.75 * box_of(texts).width:
            return None
        if self._find_cut(texts) is not None:
            return None
        edges = [float("-inf"), *self._band_starts(cut, groups, texts), float("inf")]
        return [
            (group, [word for word in texts if low <= word.box.y_mid < high])
            for group, (low, high) in zip([[], *groups], pairwise(edges), strict=True)
        ]

    def _label_groups(self, cut: _Cut, labels: list[Word]) -> list[list[Word]]:
        """Rows of labels that belong together: a label may wrap."""
        separators = self._separators(cut)
        groups: list[list[Word]] = []
        for row in rows_of(labels):
            top = min(word.box.top for word in row)
            if groups:
                bottom = max(word.box.bottom for word in groups[-1])
                is_parted = any(bottom - 2 <= y <= top + 2 for y in separators)
                is_alike = abs(groups[-1][0].size - row[0].size) < 0.5
                if is_alike and not is_parted and top - bottom < 0.75 * row[0].size:
                    groups[-1].extend(row)
                    continue
            groups.append(list(row))
        return groups

    def _separators(self, cut: _Cut) -> list[float]:
        """Heights of the drawn lines and edges that run across the cut."""
        rules = [
            rule.box.y_mid
            for rule in self.page.rules
            if rule.is_horizontal and rule.box.x0 <= cut.x0 and rule.box.x1 >= cut.x1
        ]
        edges = [
            fill.box.top
            for fill in self.page.fills
            if fill.box.height > self.size
            and fill.box.width > 3 * self.size
            and fill.box.x1 > cut.x1 + 1
        ]
        return sorted(y for y in (*rules, *edges) if cut.top < y < cut.bottom)

    def _band_starts(self, cut: _Cut, groups: list[list[Word]], texts: list[Word]) -> list[float]:
        """Where the text of every label begins; above the first, text of a page before goes on."""
        separators = self._separators(cut)
        rows = [box_of(row) for row in rows_of(texts)]
        tops = [box_of(group).top for group in groups]
        beside = [_nearest_top(rows, top) for top in tops]
        size = groups[0][0].size
        hang = sum(abs(near - top) < 0.45 * size for near, top in zip(beside, tops, strict=True))
        is_top_aligned = hang >= 0.6 * len(groups)
        starts: list[float] = []
        bottom = rows[0].top - self.size
        usual = median(group[0].size for group in groups)
        was_title = False
        for group, top, near in zip(groups, tops, beside, strict=True):
            is_title = group[0].size >= usual + 0.5
            between = [y for y in separators if bottom - 2 <= y <= top + 2]
            if was_title:
                starts.append(bottom)
            elif is_title:
                starts.append(top - 0.1)
            elif between:
                starts.append(between[-1])
            elif not starts and (separators or is_top_aligned):
                starts.append(float("-inf") if separators else _paragraph_top(rows, top))
            elif is_top_aligned:
                starts.append((min(near, top) if abs(near - top) < 0.5 * size else top) - 0.1)
            elif not starts:
                starts.append(_widest_gap(rows, bottom, top, 1.2 * self.size, float("-inf")))
            else:
                starts.append(_widest_gap(rows, bottom, top, 0.0, top))
            bottom, was_title = box_of(group).bottom, is_title
        return starts


def _nearest_top(rows: Sequence[Box], top: float) -> float:
    return min((row.top for row in rows), key=lambda other: abs(other - top))


def _paragraph_top(rows: Sequence[Box], top: float) -> float:
    """The top of the first row that runs on, line by line, to the row beside `top`."""
    start = top
    for row in reversed(rows):
        if row.top < start and start - row.bottom < 0.5 * row.height:
            start = min(start, row.top)
    return start - 0.1


def _widest_gap(
    rows: Sequence[Box], low: float, high: float, least: float, otherwise: float
) -> float:
    """The middle of the widest gap, wider than `least`, between rows from `low` to `high`."""
    best, where = least, otherwise
    for before, after in pairwise(rows):
        gap = after.top - before.bottom
        is_near = low - before.height <= after.top and before.bottom <= high + before.height
        if is_near and gap > best:
            best, where = gap, (after.top + before.bottom) / 2
    return where


def _with_marks_held(row: Sequence[Word]) -> list[Word]:
    """The row with list marks and numbers stretched to their text, so that no cut parts them."""
    ordered = sorted(row, key=lambda word: word.box.x0)
    held: dict[int, Word] = {}
    for word, after in pairwise(ordered):
        gap = after.box.x0 - word.box.x1
        if (is_mark([word, after]) or _is_number([word])) and 0 < gap <= 3 * after.size:
            box = Box(word.box.x0, word.box.top, after.box.x0 - 0.1, word.box.bottom)
            held[id(word)] = replace(word, box=box)
    return [held.get(id(word), word) for word in row]


def chains_of(row: Sequence[Word]) -> list[list[Word]]:
    """The row from the left in pieces between which more than a space is left white."""
    chains: list[list[Word]] = []
    for word in sorted(row, key=lambda word: word.box.x0):
        if chains and word.box.x0 - chains[-1][-1].box.x1 < 0.9 * word.size:
            chains[-1].append(word)
        else:
            chains.append([word])
    return chains


def _column_starts(chains: Iterable[list[Word]]) -> list[float]:
    """Left edges at which several pieces of rows begin."""
    clusters: list[list[float]] = []
    for x in sorted(chain[0].box.x0 for chain in chains):
        if clusters and x - clusters[-1][0] <= 4:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    return [cluster[0] for cluster in clusters if len(cluster) > 1]


def _weight(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _is_number(row: Sequence[Word]) -> bool:
    """Whether a row is nothing but the number of a list item."""
    return len(row) == 1 and bool(_ITEM_NUMBER.match(row[0].text))


def _is_rtl(words: Sequence[Word]) -> bool:
    text = text_of(words)
    letters = sum(char.isalpha() for char in text)
    rtl = sum("\u0590" <= char <= "\u08ff" for char in text)
    return rtl > 0.5 * letters
