"""List bullets that a page draws as small shapes instead of writing them.

Browsers paint a list's discs, circles and squares as paths. A reader sees bullets, so they
become words like those that other generators write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generation.core.reading.document import Box, Word
from generation.core.reading.geometry import Quad
from generation.core.reading.paint import Area, PaintedPage

BULLET = "•"
SIDES = (1.0, 9.0)
"""Points; smaller is a dot of a pattern, larger a picture."""
LONGEST_RATIO, LONGEST_RECTANGLE = 2.2, 1.35
"""Of the longer to the shorter side; a disc may be half cut off by its column."""
LARGEST = 0.75
"""Of the size of the text beside it."""
FARTHEST = 3.0
"""From the bullet to its text, in ems."""
CLOSE, TOUCH = 0.5, 0.5
"""A text on the left within so many ems makes a shape part of a line; points of overlap allowed."""
HEIGHT = (0.2, 0.85)
"""Where the bullet's middle may lie between the top and the bottom of the text beside it."""


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
        x0, top, x1, bottom = area.box
        short, long = sorted((x1 - x0, bottom - top))
        is_shape = area.kind == "fill" or area.outline is not None
        ratio = LONGEST_RECTANGLE if area.outline is None else LONGEST_RATIO
        if is_shape and short >= SIDES[0] and long <= min(SIDES[1], ratio * short):
            found.setdefault((round(x0), round(top)), area.box)
    return list(found.values())


def _text_beside(dot: Quad, words: Sequence[Word]) -> int | None:
    """The word that a bullet stands before: next to the right, with nothing close on the left."""
    x0, top, x1, bottom = dot
    middle = (top + bottom) / 2
    nearest: int | None = None
    for place, word in enumerate(words):
        box = word.box
        if word.turn or not box.top <= middle <= box.bottom:
            continue
        if box.x0 >= x1 - TOUCH:
            if nearest is None or box.x0 < words[nearest].box.x0:
                nearest = place
        elif box.x1 > x0 - CLOSE * word.size:
            return None
    if nearest is None:
        return None
    word = words[nearest]
    height = (middle - word.box.top) / (word.box.height or 1)
    fits = (
        word.box.x0 - x1 <= FARTHEST * word.size
        and bottom - top <= LARGEST * word.size
        and HEIGHT[0] <= height <= HEIGHT[1]
        and word.text != BULLET
    )
    return nearest if fits else None
