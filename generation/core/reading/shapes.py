"""Painted areas to the rules and fills that carry a table's structure.

Generators draw the same grid as strokes, as thin rectangles, as frames around cells or as one
rectangle inside another: all of them come out as `Rule`. What does not differ from what lies
behind it is not seen and comes out as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generation.core.reading.document import Box, Colour, Fill, Rule, middle
from generation.core.reading.geometry import Quad, union
from generation.core.reading.paint import Area, PaintedPage
from generation.core.reading.weights import SHAPES

WHITE: Colour = (1.0, 1.0, 1.0)
UNKNOWN: Colour = (0.5, 0.5, 0.5)
"""Stands for a pattern or gradient in a `Fill`."""
_BAND_HEIGHT = 24.0
"""Points; a line or two of text, so that few areas lie in a band."""
_LOOKED_BACK = 40
"""Lines; pieces of one line follow each other closely in their order."""


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
    return all(abs(a - b) <= SHAPES.same_colour for a, b in zip(one, other, strict=True))


def shapes_of(page: PaintedPage) -> tuple[list[Rule], list[Fill]]:
    """The visible rules, joined where they continue each other, and the visible fills."""
    horizontal: list[Quad] = []
    vertical: list[Quad] = []
    fills: dict[Quad, Colour] = {}
    for area in _seen(page):
        if _is_rule(area):
            x0, top, x1, bottom = area.box
            (horizontal if x1 - x0 >= bottom - top else vertical).append(area.box)
        elif _is_fill(area, page):
            fills[area.box] = area.colour or UNKNOWN
    rules = [Rule(Box(*box), True) for box in _joined(horizontal)]
    flipped = _joined([(top, x0, bottom, x1) for x0, top, x1, bottom in vertical])
    rules += [Rule(Box(x0, top, x1, bottom), False) for top, x0, bottom, x1 in flipped]
    return rules, [Fill(Box(*box), colour) for box, colour in fills.items()]


def _seen(page: PaintedPage) -> Iterator[Area]:
    """The visible areas but for pictures and curves."""
    backdrop = Backdrop(page.areas)
    for area in page.areas:
        if area.kind != "image" and not _is_curve(area) and _is_seen(area, backdrop):
            yield area


def _is_curve(area: Area) -> bool:
    return area.kind == "line" and area.outline is not None


def _sides(area: Area) -> tuple[float, float]:
    """The shorter and the longer side of an area, in points."""
    x0, top, x1, bottom = area.box
    width, height = x1 - x0, bottom - top
    return min(width, height), max(width, height)


def _is_rule(area: Area) -> bool:
    """Whether an area is a line: thin, and much longer."""
    thickness, length = _sides(area)
    return thickness <= SHAPES.rule_width and length >= SHAPES.rule_ratio * thickness


def _is_fill(area: Area, page: PaintedPage) -> bool:
    """Whether an area is a rectangle too thick for a line and too small for a background."""
    thickness, length = _sides(area)
    if area.outline is not None or thickness <= SHAPES.rule_width:
        return False
    return thickness * length < SHAPES.whole_page * (page.width * page.height)


def _is_seen(area: Area, backdrop: Backdrop) -> bool:
    """Whether an area differs from what lies behind its middle or its ends."""
    if area.colour is None:
        return True
    x0, top, x1, bottom = area.box
    for share in SHAPES.looked_at:
        x, y = x0 + share * (x1 - x0), top + share * (bottom - top)
        behind = backdrop.colour_at(x, y, area.order)
        if behind is None or not look_alike(area.colour, behind):
            return True
    return False


def _joined(lines: list[Quad]) -> list[Quad]:
    """Join horizontal pieces that lie on one line and touch."""
    result: list[Quad] = []
    for line in sorted(lines, key=lambda box: (box[1] + box[3], box[0])):
        for place in range(len(result) - 1, max(-1, len(result) - _LOOKED_BACK), -1):
            if _touch(line, result[place]):
                result[place] = union(line, result[place])
                break
        else:
            result.append(line)
    return result


def _touch(line: Quad, other: Quad) -> bool:
    """Whether two horizontal pieces lie on one line and touch."""
    apart = abs((line[1] + line[3]) - (other[1] + other[3]))
    return (
        middle(0, apart) <= SHAPES.join_across
        and line[0] <= other[2] + SHAPES.join_along
        and other[0] <= line[2] + SHAPES.join_along
    )
