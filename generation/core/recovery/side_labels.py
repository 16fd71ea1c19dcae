"""Labels in a narrow column, and the band of text that stands at the side of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generation.core.reading import Box, Page, Word
from generation.core.recovery.cuts import Cut, letters_in
from generation.core.recovery.lines import box_of, rows_of
from generation.core.recovery.weights import current

Band = tuple[list[Word], list[Word]]
"""A label and the text at its side; either may be empty."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of one or more rows, and where it stands beside the text."""

    words: list[Word]
    box: Box
    nearest: float
    """The top of the row of text nearest to the label's top."""
    is_title: bool
    """In larger type: a heading that stands between the others."""


class SideLabels:
    """The words on one side of a cut as labels of those on the other."""

    def __init__(
        self, page: Page, size: float, cut: Cut, labels: list[Word], texts: list[Word]
    ) -> None:
        self.size = size
        self.labels = labels
        self.texts = texts
        self.separators = _separators(page, size, cut)
        self.groups = self._groups()

    def _groups(self) -> list[list[Word]]:
        """Rows of labels that belong together: a label may wrap."""
        groups: list[list[Word]] = []
        for row in rows_of(self.labels):
            if groups and self._wraps(groups[-1], row):
                groups[-1].extend(row)
            else:
                groups.append(list(row))
        return groups

    def _wraps(self, group: Sequence[Word], row: Sequence[Word]) -> bool:
        """Whether a row goes on with the label above it."""
        weights = current().flow
        top = min(word.box.top for word in row)
        bottom = max(word.box.bottom for word in group)
        is_alike = abs(group[0].size - row[0].size) < weights.label_size_pt
        is_near = top - bottom < weights.label_wrap_em * row[0].size
        return is_alike and is_near and not self._separators_between(bottom, top)

    def _separators_between(self, low: float, high: float) -> list[float]:
        slack = current().flow.separator_pt
        return [y for y in self.separators if low - slack <= y <= high + slack]

    def are_labels(self, *, is_sure: bool) -> bool:
        """Whether the words are labels: short, and little beside what they name."""
        weights = current().flow
        if len(self.groups) < (1 if is_sure else weights.label_groups):
            return False
        words = [len(group) for group in self.groups]
        if max(words) > weights.label_words or median(words) > weights.label_usual_words:
            return False
        most = weights.bold_label_weight if self._stand_out() else weights.label_weight
        if letters_in(self.labels) > most * letters_in(self.texts):
            return False
        widest = weights.label_width_share * box_of(self.texts).width
        return box_of(self.labels).width <= widest

    def _stand_out(self) -> bool:
        are_bold = all(word.bold for word in self.labels)
        return are_bold and not all(word.bold for word in self.texts)

    def bands(self) -> list[Band]:
        """Every label with its text; the first band has none and goes on from a page before."""
        edges = [float("-inf"), *self._band_starts(), float("inf")]
        return [
            (group, [word for word in self.texts if low <= word.box.y_mid < high])
            for group, (low, high) in zip([[], *self.groups], pairwise(edges), strict=True)
        ]

    def _band_starts(self) -> list[float]:
        """Where the text of every label begins; above the first, text of a page before goes on."""
        rows = [box_of(row) for row in rows_of(self.texts)]
        labels = self._placed(rows)
        is_top_aligned = self._are_top_aligned(labels)
        starts: list[float] = []
        bottom = rows[0].top - self.size
        last: _Label | None = None
        for label in labels:
            if last is not None and last.is_title:
                starts.append(bottom)
            elif label.is_title:
                starts.append(label.box.top - current().flow.above_pt)
            elif between := self._separators_between(bottom, label.box.top):
                starts.append(between[-1])
            elif last is None:
                starts.append(self._first_start(rows, bottom, label, is_top_aligned=is_top_aligned))
            elif is_top_aligned:
                starts.append(self._start_beside(label))
            else:
                starts.append(_widest_gap(rows, bottom, label.box.top, 0.0, label.box.top))
            bottom, last = label.box.bottom, label
        return starts

    def _placed(self, rows: Sequence[Box]) -> list[_Label]:
        title_size = median(group[0].size for group in self.groups) + current().flow.label_size_pt
        boxes = [box_of(group) for group in self.groups]
        return [
            _Label(group, box, _nearest_top(rows, box.top), group[0].size >= title_size)
            for group, box in zip(self.groups, boxes, strict=True)
        ]

    def _are_top_aligned(self, labels: Sequence[_Label]) -> bool:
        """Whether most labels stand beside the first row of their text."""
        weights = current().flow
        reach = weights.hang_em * labels[0].words[0].size
        hang = sum(abs(label.nearest - label.box.top) < reach for label in labels)
        return hang >= weights.hang_share * len(labels)

    def _start_beside(self, label: _Label) -> float:
        weights = current().flow
        top = label.box.top
        is_beside = abs(label.nearest - top) < weights.beside_em * self.groups[0][0].size
        return (min(label.nearest, top) if is_beside else top) - weights.above_pt

    def _first_start(
        self, rows: Sequence[Box], bottom: float, label: _Label, *, is_top_aligned: bool
    ) -> float:
        """Where the first label's text begins, where no separator stands right above it."""
        if self.separators:
            return float("-inf")
        if is_top_aligned:
            return _paragraph_top(rows, label.box.top)
        least = current().flow.first_gap_em * self.size
        return _widest_gap(rows, bottom, label.box.top, least, float("-inf"))


def _separators(page: Page, size: float, cut: Cut) -> list[float]:
    """Heights of the drawn lines and edges that run across the cut."""
    top, bottom = cut.top, cut.bottom
    heights = (*_rule_heights(page, cut), *_edge_heights(page, size, cut))
    return sorted(y for y in heights if top < y < bottom)


def _rule_heights(page: Page, cut: Cut) -> list[float]:
    return [
        rule.box.y_mid
        for rule in page.rules
        if rule.is_horizontal and rule.box.x0 <= cut.x0 and rule.box.x1 >= cut.x1
    ]


def _edge_heights(page: Page, size: float, cut: Cut) -> list[float]:
    """The tops of filled areas that are no marks and reach beyond the cut."""
    weights = current().flow
    boxes = (fill.box for fill in page.fills)
    return [
        box.top
        for box in boxes
        if box.height > size
        and box.width > weights.separator_width_em * size
        and box.x1 > cut.x1 + weights.separator_beyond_pt
    ]


def _nearest_top(rows: Sequence[Box], top: float) -> float:
    return min((row.top for row in rows), key=lambda other: abs(other - top))


def _paragraph_top(rows: Sequence[Box], top: float) -> float:
    """The top of the first row that runs on, line by line, to the row beside `top`."""
    weights = current().flow
    start = top
    for row in reversed(rows):
        if row.top < start and start - row.bottom < weights.paragraph_gap * row.height:
            start = min(start, row.top)
    return start - weights.above_pt


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
