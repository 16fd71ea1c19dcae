"""Fills that may lie behind cells, told from marks and from highlighted words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from generation.core.reading import Box, Fill, Page, Word
from generation.core.recovery.tables.weights import current


def is_cell_like(fill: Fill, page: Page) -> bool:
    """Whether a fill may lie behind a cell, a row or a table: no mark, no highlighted words."""
    box, weights = fill.box, current().walls
    if box.width < weights.narrowest_fill or box.height < weights.lowest_fill:
        return False
    if box.height > weights.page_share * page.height:
        return False
    inside = [word for word in page.words if box.contains(word.box.x_mid, word.box.y_mid)]
    if not inside:
        return box.width > weights.narrowest_empty and box.height > weights.lowest_empty
    return not _cuts_words(box, page.words) and not _is_highlight(box, inside, page.words)


def _is_highlight(box: Box, inside: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a box marks words of a line that goes on beside it."""
    size = median(word.size for word in inside)
    if box.height > current().walls.lines_high * size:
        return False
    return any(_flows_into(word, box) for word in words)


def _cuts_words(box: Box, words: Iterable[Word]) -> bool:
    """Whether the edges of the box run through words; a long word may stick out of a column."""
    inside = cut = 0
    for word in words:
        own = word.box
        if box.top < own.y_mid < box.bottom and own.x1 > box.x0 and own.x0 < box.x1:
            inside += 1
            cut += own.x0 + 1 < box.x0 < own.x1 - 1 or own.x0 + 1 < box.x1 < own.x1 - 1
    return cut > max(1, current().walls.most_cut * inside)


def _flows_into(word: Word, box: Box) -> bool:
    """Whether a word stands right beside the box on a line that goes on inside it."""
    own = word.box
    if not box.top < own.y_mid < box.bottom or box.contains(own.x_mid, own.y_mid):
        return False
    gap = max(box.x0 - own.x1, own.x0 - box.x1)
    return gap < current().walls.flows * word.size
