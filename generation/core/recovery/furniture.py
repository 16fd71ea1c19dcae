"""What stands on pages without belonging to the guide: running headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from generation.core.reading import Document, Word
from generation.core.recovery.lines import (
    box_of,
    is_contents_entry,
    text_of,
    upright_rows,
    usual_size,
)
from generation.core.recovery.weights import current

_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|p\.|s\.|página|pagina|pág\.|side|sida|sivu|strona|стр\.|第)?\s*"
    r"(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:/|of|von|de|di|van|av|sur|z|из)\s*\d{1,4}|页|ページ)?)\W*$",
    re.IGNORECASE,
)

Rows = list[list[Word]]


def body_rows(document: Document) -> dict[int, Rows]:
    """The upright words of every page by rows from the top, without furniture and contents."""
    pages = {page.number: upright_rows(page) for page in document.pages}
    if not document.wraps:
        return pages  # laid out from a file that has neither headers nor page numbers
    usual = usual_size(word for page in document.pages for word in page.words)
    heights = {page.number: page.height for page in document.pages}
    for at_top in (True, False):
        while _peel(pages, heights, usual, at_top=at_top):
            pass
    return {
        number: [row for row in rows if not is_contents_entry(text_of(row))]
        for number, rows in pages.items()
    }


def _peel(pages: dict[int, Rows], heights: dict[int, float], usual: float, *, at_top: bool) -> bool:
    """Take the outermost row off the pages where it is furniture. False when nothing was left."""
    end = 0 if at_top else -1
    groups: dict[str, list[int]] = defaultdict(list)
    for number, rows in pages.items():
        if rows and _in_margin(rows[end], heights[number], at_top=at_top):
            groups[_mark(rows[end], at_top=at_top)].append(number)
    taken = False
    for numbers in groups.values():
        sample = [pages[number][end] for number in numbers]
        if _recurs_inside(pages, sample[0], end):
            continue
        if at_top and all(_heads_columns(pages[number]) for number in numbers):
            continue
        if _is_furniture(sample, len(pages), usual, at_top=at_top):
            for number in numbers:
                pages[number].pop(end)
            taken = True
    return taken


def _heads_columns(rows: Rows) -> bool:
    """Whether the first row's texts begin where texts below them do; one text right above them."""
    weights = current().furniture
    starts = [low for row in rows[1 : 1 + weights.rows_below] for low in _starts(row)]
    own = _starts(rows[0])
    if len(own) == 1 and len(rows) > 1:
        gap = box_of(rows[1]).top - box_of(rows[0]).bottom
        if gap > weights.close_em * rows[0][0].size:
            return False
    near = weights.tolerance_pt
    return all(any(abs(x - low) < near for low in starts) for x in own)


def _starts(row: Sequence[Word]) -> list[float]:
    """Where texts begin that wide white space parts."""
    ordered = sorted(row, key=lambda word: word.box.x0)
    wide = current().furniture.apart_em
    later = (
        word.box.x0
        for before, word in pairwise(ordered)
        if word.box.x0 - before.box.x1 > wide * word.size
    )
    return [ordered[0].box.x0, *later]


def _recurs_inside(pages: dict[int, Rows], row: Sequence[Word], end: int) -> bool:
    """Whether the same words in the same type stand in the middle of pages too: a heading does."""
    masked, size = _masked(text_of(row)), row[0].size
    least = current().furniture.same_size_pt
    if not any(char.isalpha() for char in masked):
        return False
    for rows in pages.values():
        for other in rows[1:] if end == 0 else rows[:-1]:
            if abs(other[0].size - size) < least and _masked(text_of(other)) == masked:
                return True
    return False


def _in_margin(row: Sequence[Word], height: float, *, at_top: bool) -> bool:
    box, margin = box_of(row), current().furniture.margin_share
    return box.bottom <= margin * height if at_top else box.top >= (1 - margin) * height


def _mark(row: Sequence[Word], *, at_top: bool) -> str:
    """By what a row is known on other pages: a footer beside a page number may say anything."""
    ordered = sorted(row, key=lambda word: word.box.x0)
    starts = set(_starts(ordered))
    places = [number for number, word in enumerate(ordered) if word.box.x0 in starts]
    texts = [text_of(ordered[a:b]) for a, b in pairwise([*places, len(ordered)])]
    for text in (texts[-1], texts[0]):
        if not at_top and len(texts) > 1 and _PAGE_NUMBER.match(text) and text[:1].isalpha():
            return _masked(text)
    return _masked(text_of(row))


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_furniture(rows: list[list[Word]], pages: int, usual: float, *, at_top: bool) -> bool:
    """Whether these rows, alike but for their numbers, are a header, footer or page number."""
    weights = current().furniture
    size = max(word.size for row in rows for word in row)
    # No title stands at the foot of a page; a sheet in small type has larger footers.
    is_loud = at_top and size > weights.loud * usual
    texts = [text_of(row) for row in rows]
    if not is_loud and all(map(_PAGE_NUMBER.match, texts)):
        return True
    if len(rows) < weights.least_pages or not _share_height(rows):
        return False
    if is_loud:
        least = max(weights.loud_pages, weights.loud_share * pages)
        return len(rows) >= least and len(set(texts)) == 1
    return len(rows) >= weights.quiet_share * pages


def _share_height(rows: list[list[Word]]) -> bool:
    tops = [box_of(row).top for row in rows]
    return max(tops) - min(tops) <= current().furniture.tolerance_pt
