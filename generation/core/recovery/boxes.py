"""Boxes drawn on a page, as fills or as frames of lines, and the words inside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generation.core.reading import Box, Page, Rule, Word

MIN_WIDTH = 50.0
MIN_HEIGHT = 24.0
"""A box smaller than this, in points, holds no more than a name."""
_WHOLE_PAGE = 0.8
_CORNER = 9.0
"""Rounded corners keep the sides of a frame this far from meeting."""
_SEAM = 4.0
_MAX_TITLE = 70.0
"""The coloured title of a card is no higher than this, in points."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with its words, in the order of the page."""

    box: Box
    words: tuple[Word, ...]


def frames_of(page: Page, words: Sequence[Word]) -> list[Frame]:
    """The outermost boxes that hold words, row by row from the start of the line."""
    boxes = _outermost(_seamed([*_filled(page), *_ruled(page)]), page)
    frames = []
    for box in boxes:
        inside = tuple(word for word in words if box.contains(word.box.x_mid, word.box.y_mid))
        if inside:
            frames.append(Frame(box, inside))
    return sorted(frames, key=lambda frame: _place(frame, frames))


def _place(frame: Frame, frames: Sequence[Frame]) -> tuple[float, float]:
    """The top of the frame's row, and its place from the left."""
    tops = [other.box.top for other in frames if abs(other.box.top - frame.box.top) <= _CORNER]
    return min(tops), frame.box.x0


def _filled(page: Page) -> list[Box]:
    return [fill.box for fill in page.fills if _is_large(fill.box)]


def _is_large(box: Box) -> bool:
    return box.width >= MIN_WIDTH and box.height >= 12


def _ruled(page: Page) -> list[Box]:
    """Boxes between two horizontal lines of one width that upright lines join at both ends."""
    level = sorted((r.box for r in page.rules if r.is_horizontal), key=lambda box: box.top)
    upright = [rule for rule in page.rules if not rule.is_horizontal]
    boxes = []
    for number, top in enumerate(level):
        if top.width < MIN_WIDTH - 2 * _CORNER:
            continue
        for bottom in level[number + 1 :]:
            shares = abs(bottom.x0 - top.x0) <= _CORNER and abs(bottom.x1 - top.x1) <= _CORNER
            height = bottom.y_mid - top.y_mid
            if not shares or height < MIN_HEIGHT:
                continue
            box = Box(top.x0, top.y_mid, top.x1, bottom.y_mid)
            if _has_side(upright, box, box.x0) and _has_side(upright, box, box.x1):
                boxes.append(Box(box.x0 - _SEAM, box.top, box.x1 + _SEAM, box.bottom))
                break
    return boxes


def _has_side(upright: Sequence[Rule], box: Box, x: float) -> bool:
    """Whether upright lines near `x` run along most of the box."""
    length = sum(
        max(0.0, min(rule.box.bottom, box.bottom) - max(rule.box.top, box.top))
        for rule in upright
        if abs(rule.box.x_mid - x) <= _CORNER
    )
    return length >= 0.9 * box.height - 2 * _CORNER


def _seamed(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of one width that touch, such as a coloured title above its card, as one."""
    seamed: list[Box] = []
    for box in sorted(boxes, key=lambda box: (round(box.x0), box.top)):
        last = seamed[-1] if seamed else None
        if (
            last is not None
            and abs(last.x0 - box.x0) <= _SEAM
            and abs(last.x1 - box.x1) <= _SEAM
            and -_SEAM <= box.top - last.bottom <= _SEAM
            and last.height < min(_MAX_TITLE, 0.5 * box.height)
        ):
            seamed[-1] = last.union(box)
        else:
            seamed.append(box)
    return seamed


def _outermost(boxes: Sequence[Box], page: Page) -> list[Box]:
    area = page.width * page.height
    large = [
        box
        for box in boxes
        if box.height >= MIN_HEIGHT and box.width * box.height < _WHOLE_PAGE * area
    ]
    large.sort(key=lambda box: -box.width * box.height)
    kept: list[Box] = []
    for box in large:
        if not any(_covers(other, box) for other in kept):
            kept.append(box)
    return kept


def _covers(outer: Box, inner: Box) -> bool:
    return outer.contains(inner.x_mid, inner.y_mid)
