"""The order in which a reader reads a page: columns, boxes side by side, labels beside text.

A page is cut where a band of white space parts it from top to bottom, again and again. Two columns
are read one after the other; where the left one holds only short labels, every label is read
with the text at its side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from generation.core.reading import Box, Document, Page, Word
from generation.core.recovery.cuts import (
    Cut,
    chains_of,
    column_starts,
    cuts_at,
    is_number,
    letters_in,
    parts_columns,
    without_titles,
)
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
from generation.core.recovery.side_labels import Band, SideLabels
from generation.core.recovery.weights import current

_MAX_DEPTH = 24
"""Cuts within cuts; a page of more is no page that a reader could follow."""
_HAIR = 0.1
"""What parts a stretched list mark from its text, in points, so that they do not overlap."""


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
        if not words:
            return []
        cut = self._find_cut(words) if depth < _MAX_DEPTH else None
        if cut is None:
            return self._column(words)
        above, below = cut.around(words)
        return [
            *self._read(above, depth + 1),
            *self._read_beside(cut, depth + 1),
            *self._read(below, depth + 1),
        ]

    def _read_beside(self, cut: Cut, depth: int) -> list[Line]:
        bands = self._bands(cut)
        if bands is not None:
            self.label_cuts.add(_text_start(cut))
            return self._read_labels(bands, depth)
        sides = [cut.right, cut.left] if self.is_rtl else [cut.left, cut.right]
        return [line for side in sides for line in self._read(side, depth)]

    def _read_labels(self, bands: list[Band], depth: int) -> list[Line]:
        """Labels and texts in turn; a label in larger type is a heading that stands between."""
        usual = median(label[0].size for label, _ in bands if label)
        larger = usual + current().flow.label_size_pt
        lines: list[Line] = []
        for label, text in bands:
            if label:
                lines.extend(self._column(label, is_label=label[0].size < larger))
            lines.extend(self._read(text, depth))
        return lines

    def _column(self, words: list[Word], *, is_label: bool = False) -> list[Line]:
        column = box_of(words)
        return [
            line_of(row, self.page.number, column, self.marks, is_label=is_label)
            for row in rows_of(words)
        ]

    def _find_cut(self, words: list[Word]) -> Cut | None:
        """The band of white space with the most text on both of its sides."""
        best: Cut | None = None
        most = 0
        chains = [chain for row in rows_of(words) for chain in chains_of(row)]
        starts = column_starts(chains)
        for x in (*starts, *(x for x in self.known if x not in starts)):
            for cut in cuts_at(chains, x, self.size):
                letters = min(letters_in(cut.left), letters_in(cut.right))
                if letters > most and (real := self._real(cut, x)) is not None:
                    best, most = real, letters
        return best

    def _real(self, cut: Cut, x: float) -> Cut | None:
        """The cut without titles above it; None where it parts no columns."""
        cut_below = without_titles(cut, self.size)
        if cut_below is None:
            return None
        is_sure = self._is_drawn(cut_below) or self._is_known(x)
        return cut_below if parts_columns(cut_below, x, self.size, is_sure=is_sure) else None

    def _is_known(self, x: float) -> bool:
        """Whether text with labels at its side begins at this place on any page."""
        reach = current().flow.known_pt
        return any(abs(x - other) <= reach for other in self.known)

    def _is_drawn(self, cut: Cut) -> bool:
        """Whether a line or the edge of a filled area parts the two sides."""
        slack = current().flow.drawn_pt
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
            left - slack <= box.x_mid <= right + slack and box.top <= middle <= box.bottom
            for box in (*rules, *edges)
        )

    def _bands(self, cut: Cut) -> list[Band] | None:
        """Labels with the text at their side, the first without a label; None: no labels."""
        labels, texts = (cut.right, cut.left) if self.is_rtl else (cut.left, cut.right)
        beside = SideLabels(self.page, self.size, cut, labels, texts)
        is_sure = self._is_drawn(cut) or self._is_known(_text_start(cut))
        if not beside.are_labels(is_sure=is_sure) or self._find_cut(texts) is not None:
            return None
        return beside.bands()


def _text_start(cut: Cut) -> float:
    """Where the text to the right of a cut begins."""
    return cut.x1 + current().flow.edge_pt


def _with_marks_held(row: Sequence[Word]) -> list[Word]:
    """The row with list marks and numbers stretched to their text, so that no cut parts them."""
    reach = current().flow.mark_reach_em
    ordered = sorted(row, key=lambda word: word.box.x0)
    held: dict[int, Word] = {}
    for word, after in pairwise(ordered):
        gap = after.box.x0 - word.box.x1
        if (is_mark([word, after]) or is_number([word])) and 0 < gap <= reach * after.size:
            box = Box(word.box.x0, word.box.top, after.box.x0 - _HAIR, word.box.bottom)
            held[id(word)] = replace(word, box=box)
    return [held.get(id(word), word) for word in row]


def _is_rtl(words: Sequence[Word]) -> bool:
    text = text_of(words)
    letters = sum(char.isalpha() for char in text)
    rtl = sum("\u0590" <= char <= "\u08ff" for char in text)
    return rtl > current().flow.rtl_share * letters
