"""List bullets that a page draws as small shapes instead of writing them.

Browsers paint a list's discs, circles and squares as paths. A reader sees bullets, so they
become words like those that other generators write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generation.core.reading.document import Box, Word, middle
from generation.core.reading.geometry import Quad
from generation.core.reading.paint import Area, PaintedPage
from generation.core.reading.weights import BULLETS

BULLET = "•"


def with_bullets(words: Sequence[Word], page: PaintedPage) -> list[Word]:
    """The words with a bullet before each text that has a small shape where bullets stand."""
    before: dict[int, Word] = {}
    for dot in _dots(page.areas):
        place = _text_beside(dot, words)
        if place is not None and place not in before:
            before[place] = replace(words[place], text=BULLET, box=Box(*dot), spaced=True)
    result: list[Word] = []
    for place, word in enumerate(words):
        if place in before:
            result.append(before[place])
        result.append(word)
    return result


def _dots(areas: Sequence[Area]) -> list[Quad]:
    """The boxes of small round or square shapes, those painted in layers once."""
    found: dict[tuple[int, int], Quad] = {}
    for area in areas:
        if _is_dot(area):
            x0, top, _, _ = area.box
            found.setdefault((round(x0), round(top)), area.box)
    return list(found.values())


def _is_dot(area: Area) -> bool:
    """Whether an area is small and about as high as wide."""
    if area.kind != "fill" and area.outline is None:
        return False
    x0, top, x1, bottom = area.box
    short, long = sorted((x1 - x0, bottom - top))
    ratio = BULLETS.longest_rectangle if area.outline is None else BULLETS.longest_ratio
    return short >= BULLETS.least_side and long <= min(BULLETS.most_side, ratio * short)


def _text_beside(dot: Quad, words: Sequence[Word]) -> int | None:
    """The word that a bullet stands before: next to the right, with nothing close on the left."""
    x0, top, x1, bottom = dot
    height = middle(top, bottom)
    nearest: int | None = None
    for place, word in enumerate(words):
        box = word.box
        if word.turn or not box.top <= height <= box.bottom:
            continue
        if box.x0 >= x1 - BULLETS.touch:
            if nearest is None or box.x0 < words[nearest].box.x0:
                nearest = place
        elif box.x1 > x0 - BULLETS.close * word.size:
            return None
    return nearest if nearest is not None and _fits(dot, words[nearest]) else None


def _fits(dot: Quad, word: Word) -> bool:
    """Whether a bullet stands as near, as small and as high as one before this word would."""
    _, top, x1, bottom = dot
    height = (middle(top, bottom) - word.box.top) / (word.box.height or 1)
    return (
        word.box.x0 - x1 <= BULLETS.farthest * word.size
        and bottom - top <= BULLETS.largest * word.size
        and BULLETS.highest <= height <= BULLETS.lowest
        and word.text != BULLET
    )
