"""Points, boxes and outlines on a page: top left origin, y growing downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pdfminer.utils import Matrix, PathSegment

from generation.core.reading.weights import OUTLINES

Point = tuple[float, float]
Quad = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

EVERYWHERE: Quad = (-1e9, -1e9, 1e9, 1e9)
CURVE_STEPS = 4
"""Straight steps for a curve: corners are rounded by few points."""


@dataclass(slots=True)
class Outline:
    """One subpath on the page; curves are followed in short steps."""

    points: list[Point]
    is_curved: bool = False
    is_closed: bool = False

    @property
    def has_area(self) -> bool:
        """Whether its points are more than the two ends of a line."""
        return len(self.points) > 2

    @property
    def is_rectangle(self) -> bool:
        """Whether it fills its box, rounded corners aside."""
        x0, top, x1, bottom = box_of(self.points)
        whole = (x1 - x0) * (bottom - top)
        return polygon_area(self.points) >= OUTLINES.rectangle * whole

    def straight_segments(self) -> list[Quad]:
        """The horizontal and vertical stretches."""
        points = self.points + self.points[:1] if self.is_closed else self.points
        shortest = OUTLINES.shortest_beside_curves if self.is_curved else OUTLINES.shortest_line
        found: list[Quad] = []
        for (x0, y0), (x1, y1) in pairwise(points):
            width, height = abs(x1 - x0), abs(y1 - y0)
            if min(width, height) <= OUTLINES.straight and max(width, height) > shortest:
                found.append((x0, y0, x1, y1))
        return found


def subpaths(path: Sequence[PathSegment], ctm: Matrix) -> list[Outline]:
    """Split a path at its moves, with all points placed on the page."""
    outlines: list[Outline] = []
    for operator, *numbers in path:
        if operator == "m":
            outlines.append(Outline([place(ctm, numbers[0], numbers[1])]))
            continue
        if not outlines:
            continue
        outline = outlines[-1]
        if operator == "h":
            outline.is_closed = True
        elif operator == "l":
            outline.points.append(place(ctm, numbers[0], numbers[1]))
        else:
            outline.is_curved = True
            controls = [place(ctm, *pair) for pair in batched_pairs(numbers)]
            outline.points += curve(operator, outline.points[-1], controls)
    return [outline for outline in outlines if len(outline.points) > 1]


def batched_pairs(numbers: Sequence[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def curve(operator: str, start: Point, controls: list[Point]) -> list[Point]:
    """Points along a Bézier curve after its start; `v` and `y` repeat one of their ends."""
    if operator == "v":
        controls = [start, *controls]
    elif operator == "y":
        controls = [*controls, controls[-1]]
    (x1, y1), (x2, y2), (x3, y3) = controls
    points = []
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (a * start[0] + b * x1 + c * x2 + d * x3, a * start[1] + b * y1 + c * y2 + d * y3)
        )
    return points


def ring_sides(outlines: list[Outline]) -> list[Quad]:
    """The four sides of a frame drawn as one rectangle inside another, or nothing."""
    match outlines:
        case [one, other] if one.is_rectangle and other.is_rectangle:
            first, second = box_of(one.points), box_of(other.points)
        case _:
            return []
    outer, inner = (first, second) if first[0] <= second[0] else (second, first)
    gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if min(gaps) < 0 or max(gaps) > OUTLINES.thickest_frame:
        return []
    sides = [
        (outer[0], outer[1], inner[0], outer[3]),
        (outer[0], outer[1], outer[2], inner[1]),
        (inner[2], outer[1], outer[2], outer[3]),
        (outer[0], inner[3], outer[2], outer[3]),
    ]
    return [side for side, gap in zip(sides, gaps, strict=True) if gap > 0]


def place(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def box_of(points: Sequence[Point]) -> Quad:
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def path_box(path: Sequence[PathSegment], ctm: Matrix) -> Quad | None:
    points = [place(ctm, *segment[-2:]) for segment in path if segment[0] != "h"]
    return box_of(points) if points else None


def overlap(one: Quad, other: Quad) -> Quad:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def union(one: Quad, other: Quad) -> Quad:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def is_empty(box: Quad) -> bool:
    """Whether a box has no extent, or none that can be told (not a number)."""
    return not (box[2] > box[0] and box[3] > box[1])


def is_inside(points: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies within a polygon (even-odd)."""
    inside = False
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def polygon_area(points: Sequence[Point]) -> float:
    total = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2  # the sum holds every triangle twice
