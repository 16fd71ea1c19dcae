"""Boxes drawn on a page, as fills or as frames of lines, and the words inside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generation.core.reading import Box, Page, Rule, Word
from generation.core.recovery.weights import current


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
    corner = current().boxes.corner_pt
    tops = [other.box.top for other in frames if abs(other.box.top - frame.box.top) <= corner]
    return min(tops), frame.box.x0


def _filled(page: Page) -> list[Box]:
    return [fill.box for fill in page.fills if _is_large(fill.box)]


def _is_large(box: Box) -> bool:
    weights = current().boxes
    return box.width >= weights.least_width_pt and box.height >= weights.title_height_pt


def _ruled(page: Page) -> list[Box]:
    """Boxes between two horizontal lines of one width that upright lines join at both ends."""
    weights = current().boxes
    level = sorted((r.box for r in page.rules if r.is_horizontal), key=lambda box: box.top)
    upright = [rule for rule in page.rules if not rule.is_horizontal]
    boxes = []
    for number, top in enumerate(level):
        if _with_corners(top.width) < weights.least_width_pt:
            continue
        for bottom in level[number + 1 :]:
            if box := _closed(top, bottom, upright):
                seam = weights.seam_pt
                boxes.append(Box(box.x0 - seam, box.top, box.x1 + seam, box.bottom))
                break
    return boxes


def _closed(top: Box, bottom: Box, upright: Sequence[Rule]) -> Box | None:
    """The box between two horizontal lines; None where upright lines do not close it."""
    weights = current().boxes
    corner = weights.corner_pt
    is_as_wide = abs(bottom.x0 - top.x0) <= corner and abs(bottom.x1 - top.x1) <= corner
    if not is_as_wide or bottom.y_mid - top.y_mid < weights.least_height_pt:
        return None
    box = Box(top.x0, top.y_mid, top.x1, bottom.y_mid)
    return box if all(_has_side(upright, box, x) for x in (box.x0, box.x1)) else None


def _with_corners(length: float) -> float:
    """The length of a side from corner to corner, where only what lies between them is drawn."""
    return length + 2 * current().boxes.corner_pt


def _has_side(upright: Sequence[Rule], box: Box, x: float) -> bool:
    """Whether upright lines near `x` run along most of the box."""
    weights = current().boxes
    length = sum(
        max(0.0, min(rule.box.bottom, box.bottom) - max(rule.box.top, box.top))
        for rule in upright
        if abs(rule.box.x_mid - x) <= weights.corner_pt
    )
    return _with_corners(length) >= weights.side_share * box.height


def _seamed(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of one width that touch, such as a coloured title above its card, as one."""
    seamed: list[Box] = []
    for box in sorted(boxes, key=lambda box: (round(box.x0), box.top)):
        if seamed and _is_title_of(seamed[-1], box):
            seamed[-1] = seamed[-1].union(box)
        else:
            seamed.append(box)
    return seamed


def _is_title_of(title: Box, card: Box) -> bool:
    """Whether a low box touches the one below it along its whole width."""
    weights = current().boxes
    steps = (title.x0 - card.x0, title.x1 - card.x1, card.top - title.bottom)
    touches = all(abs(step) <= weights.seam_pt for step in steps)
    return touches and title.height < min(weights.title_most_pt, weights.title_share * card.height)


def _outermost(boxes: Sequence[Box], page: Page) -> list[Box]:
    weights = current().boxes
    most = weights.page_share * (page.width * page.height)
    large = [
        box
        for box in boxes
        if box.height >= weights.least_height_pt and box.width * box.height < most
    ]
    large.sort(key=lambda box: -box.width * box.height)
    kept: list[Box] = []
    for box in large:
        if not any(_covers(other, box) for other in kept):
            kept.append(box)
    return kept


def _covers(outer: Box, inner: Box) -> bool:
    return outer.contains(inner.x_mid, inner.y_mid)
