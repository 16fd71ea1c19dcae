"""Painted areas to the rules and fills that carry a table's structure.

Generators draw the same grid as strokes, as thin rectangles, as frames around cells or as one
rectangle inside another: all of them come out as `Rule`. What does not differ from what lies
behind it is not seen and comes out as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generation.core.reading.document import Box, Colour, Fill, Rule
from generation.core.reading.geometry import Quad
from generation.core.reading.paint import Area, PaintedPage

RULE_WIDTH = 3.0
"""A rectangle up to this many points thick, and much longer, is a line."""
RULE_RATIO = 3.0
SAME_COLOUR = 0.03
"""Colours that differ less than this in every part look the same."""
WHITE: Colour = (1.0, 1.0, 1.0)
UNKNOWN: Colour = (0.5, 0.5, 0.5)
"""Stands for a pattern or gradient in a `Fill`."""
_WHOLE_PAGE = 0.9
_BAND_HEIGHT = 24.0
_JOIN_ALONG = 1.5
_JOIN_ACROSS = 0.75


class Backdrop:
    """Answers what colour lies behind a point at a moment of painting."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._bands: dict[int, list[Area]] = defaultdict(list)
        for area in areas:
            if area.kind != "line":
                for band in range(_band(area.box[1]), _band(area.box[3]) + 1):
                    self._bands[band].append(area)

    def colour_at(self, x: float, y: float, before: int) -> Colour | None:
        """The colour painted last at a point before `before`; None where it cannot be told."""
        for area in reversed(self._bands.get(_band(y), ())):
            if area.order < before and area.is_at(x, y):
                return area.colour
        return WHITE


def _band(y: float) -> int:
    """Pages are searched by bands, so that a page of many cells stays quick."""
    return int(y // _BAND_HEIGHT)


def look_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= SAME_COLOUR for a, b in zip(one, other, strict=True))


def shapes_of(page: PaintedPage) -> tuple[list[Rule], list[Fill]]:
    """The visible rules, joined where they continue each other, and the visible fills."""
    backdrop = Backdrop(page.areas)
    horizontal: list[Quad] = []
    vertical: list[Quad] = []
    fills: dict[Quad, Colour] = {}
    page_area = page.width * page.height
    for area in page.areas:
        is_curve = area.kind == "line" and area.outline is not None
        if area.kind == "image" or is_curve or not _is_seen(area, backdrop):
            continue
        width, height = area.box[2] - area.box[0], area.box[3] - area.box[1]
        thickness, length = sorted((width, height))
        if thickness <= RULE_WIDTH and length >= RULE_RATIO * thickness:
            (horizontal if width >= height else vertical).append(area.box)
        elif thickness > RULE_WIDTH and _is_fill(area, page_area):
            fills[area.box] = area.colour or UNKNOWN
    rules = [Rule(Box(*box), True) for box in _joined(horizontal)]
    flipped = _joined([(top, x0, bottom, x1) for x0, top, x1, bottom in vertical])
    rules += [Rule(Box(x0, top, x1, bottom), False) for top, x0, bottom, x1 in flipped]
    return rules, [Fill(Box(*box), colour) for box, colour in fills.items()]


def _is_fill(area: Area, page_area: float) -> bool:
    x0, top, x1, bottom = area.box
    return area.outline is None and (x1 - x0) * (bottom - top) < _WHOLE_PAGE * page_area


def _is_seen(area: Area, backdrop: Backdrop) -> bool:
    """Whether an area differs from what lies behind its middle or its ends."""
    if area.colour is None:
        return True
    x0, top, x1, bottom = area.box
    for share in (0.5, 0.1, 0.9):
        x, y = x0 + share * (x1 - x0), top + share * (bottom - top)
        behind = backdrop.colour_at(x, y, area.order)
        if behind is None or not look_alike(area.colour, behind):
            return True
    return False


def _joined(lines: list[Quad]) -> list[Quad]:
    """Join horizontal pieces that lie on one line and touch."""
    result: list[Quad] = []
    for line in sorted(lines, key=lambda box: (box[1] + box[3], box[0])):
        for place in range(len(result) - 1, max(-1, len(result) - 40), -1):
            other = result[place]
            if (
                abs((line[1] + line[3]) - (other[1] + other[3])) / 2 <= _JOIN_ACROSS
                and line[0] <= other[2] + _JOIN_ALONG
                and other[0] <= line[2] + _JOIN_ALONG
            ):
                result[place] = (
                    min(line[0], other[0]),
                    min(line[1], other[1]),
                    max(line[2], other[2]),
                    max(line[3], other[3]),
                )
                break
        else:
            result.append(line)
    return result
