"""What a picture of a page shows besides its words: its tilt, its ruled lines, its shaded areas.

Works on grey values as numpy arrays at `DPI`, a resolution that averages a scanner's noise and
still shows hairlines. Boxes are in pixels of that array.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.core.reading.weights import SCAN

Grey = NDArray[np.int16]
Pixels = tuple[int, int, int, int]
"""x0, top, x1, bottom; the end is not included."""

DPI = 150
_POINTS = 60_000
"""Pixels of ink that a tilt is told from; more take longer and tell no more."""
_LOOKS = (
    (SCAN.most_skew, SCAN.most_skew + 0.01, 0.25),
    (0.3, 0.31, 0.05),
    (0.05, 0.051, 0.01),
)
"""Degrees back and ahead of the best angle so far, and the step: three looks, ever closer."""
_LOOKED_BACK = 60
"""Runs; pieces of one line follow each other closely in their order."""
MEDIAN = 50
"""As a percentile."""
WHITE = 255
_INK_MARGIN = 2
"""Pixels around a word that still are its ink."""
_AROUND = range(3)
BLOCK = 6
"""Pixels; shades are looked at in squares of this side, higher than a line of small text."""


def skew_of(grey: Grey) -> float:
    """By how many degrees clockwise the lines of text fall off to the right (0 where unclear)."""
    rows, columns = np.nonzero(grey < _ink_level(grey))
    if rows.size < SCAN.least_dots:
        return 0.0
    every = max(1, rows.size // _POINTS)
    y, x = rows[::every].astype(np.float32), columns[::every].astype(np.float32)
    x -= x.mean()
    best = 0.0
    for back, ahead, step in _LOOKS:
        best = _best_angle(x, y, np.arange(best - back, best + ahead, step))
    return best


def _ink_level(grey: Grey) -> float:
    """Between the paper and the darkest ink."""
    paper = float(np.percentile(grey, SCAN.paper_percentile))
    ink = float(np.percentile(grey, SCAN.ink_percentile))
    return ink + SCAN.ink_level * (paper - ink)


def is_blank(grey: Grey) -> bool:
    """Whether nothing on the page is clearly darker or lighter than its paper."""
    stands_out = np.abs(grey - np.median(grey)) > SCAN.ink_contrast
    return int(stands_out.sum()) < SCAN.least_ink


def ink_outside(grey: Grey, boxes: list[Pixels]) -> float:
    """The share of the ink that lies outside all boxes."""
    ink = grey < _ink_level(grey)
    whole = int(ink.sum())
    for x0, top, x1, bottom in boxes:
        ink[
            max(top - _INK_MARGIN, 0) : bottom + _INK_MARGIN,
            max(x0 - _INK_MARGIN, 0) : x1 + _INK_MARGIN,
        ] = False
    return int(ink.sum()) / whole if whole else 0.0


def _best_angle(x: NDArray[Any], y: NDArray[Any], angles: NDArray[Any]) -> float:
    """The angle at which ink gathers on the fewest rows."""
    scores = []
    for angle in angles:
        rows = np.rint(y - x * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        scores.append(float(np.sum(np.square(counts.astype(np.float64)))))
    return float(angles[int(np.argmax(scores))])


def rules_of(grey: Grey) -> tuple[list[Pixels], list[Pixels]]:
    """Horizontal and vertical lines, dark on light or light on dark."""
    horizontal = _horizontal_rules(grey)
    vertical = [(y0, x0, y1, x1) for x0, y0, x1, y1 in _horizontal_rules(grey.T)]
    return horizontal, vertical


def _horizontal_rules(grey: Grey) -> list[Pixels]:
    runs: list[Pixels] = []
    for reach in SCAN.rule_reach:
        above = np.roll(grey, reach, axis=0)
        below = np.roll(grey, -reach, axis=0)
        dark = np.minimum(above, below) - grey
        darkest_side = np.maximum(above, below)
        light = np.where(darkest_side < SCAN.dark, grey - darkest_side, 0)
        contrast = np.maximum(dark, light)
        contrast[:reach] = contrast[-reach:] = 0
        runs += _even_runs(contrast)
    return _merged_runs(sorted(runs, key=lambda run: (run[1], run[0])))


def _even_runs(contrast: Grey) -> list[Pixels]:
    """Stretches of a row that stand out from end to end, and evenly: letters do not."""
    if contrast.shape[1] <= SCAN.rule_length:
        return []
    hits = contrast > SCAN.rule_contrast
    sums = np.cumsum(hits, axis=1, dtype=np.int32)
    windows = sums[:, SCAN.rule_length :] - sums[:, : -SCAN.rule_length]
    good = windows >= SCAN.rule_share * SCAN.rule_length
    runs: list[Pixels] = []
    for row in np.nonzero(good.any(axis=1))[0]:
        for first, last in _row_runs(good[row]):
            inside = np.flatnonzero(hits[row, first + 1 : last + SCAN.rule_length])
            start, end = int(first + 1 + inside[0]), int(first + 1 + inside[-1]) + 1
            low, usual = np.percentile(contrast[row, start:end], (SCAN.rule_uneven, MEDIAN))
            if low >= SCAN.rule_evenness * usual:
                runs.append((start, int(row), end, int(row) + 1))
    return runs


def _merged_runs(runs: list[Pixels]) -> list[Pixels]:
    """Join the rows of one line, and its pieces; what is too thick is no line."""
    merged = runs
    while True:
        joined = _joined_once(merged)
        if len(joined) == len(merged):
            return [box for box in joined if box[3] - box[1] <= SCAN.rule_thickest]
        merged = joined


def _joined_once(boxes: list[Pixels]) -> list[Pixels]:
    merged: list[Pixels] = []
    for box in boxes:
        for place in range(len(merged) - 1, max(-1, len(merged) - _LOOKED_BACK), -1):
            other = merged[place]
            if (
                box[1] <= other[3] + SCAN.join_rows
                and other[1] <= box[3] + SCAN.join_rows
                and box[0] <= other[2] + SCAN.join_columns
                and other[0] <= box[2] + SCAN.join_columns
            ):
                merged[place] = (
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
                break
        else:
            merged.append(box)
    return merged


def fills_of(grey: Grey) -> list[tuple[Pixels, float]]:
    """Shaded rectangles with their grey value from 0 to 1."""
    height, width = (size // BLOCK for size in grey.shape)
    blocks = grey[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK)
    tones = np.median(blocks, axis=(1, 3))
    paper = float(np.median(tones))
    without_text = np.percentile(blocks, SCAN.fill_percentile, axis=(1, 3))
    differs = _smoothed((np.abs(without_text - paper) >= SCAN.fill_contrast) | (tones < SCAN.dark))
    found: list[tuple[Pixels, float]] = []
    for box, count in _components(differs):
        x0, y0, x1, y1 = box
        sides = sorted((x1 - x0, y1 - y0))
        if sides[0] < SCAN.fill_short or sides[1] < SCAN.fill_long:
            continue
        if (
            count < SCAN.fill_share * (x1 - x0) * (y1 - y0)
            or count > SCAN.fill_most * width * height
        ):
            continue
        tone = float(np.median(tones[y0:y1, x0:x1])) / WHITE
        found.append(((x0 * BLOCK, y0 * BLOCK, x1 * BLOCK, y1 * BLOCK), tone))
    return found


def _smoothed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The majority of each block's neighbourhood: lone blocks and thin lines go."""
    padded = np.pad(mask.astype(np.int8), 1, mode="edge")
    height, width = mask.shape
    total = sum(padded[dy : dy + height, dx : dx + width] for dy in _AROUND for dx in _AROUND)
    return np.asarray(total >= SCAN.neighbours)


def _components(mask: NDArray[np.bool_]) -> list[tuple[Pixels, int]]:
    """Boxes and sizes of the connected areas, by joining runs of neighbouring rows."""
    areas: dict[int, list[int]] = {}
    above: list[_Run] = []
    fresh = 0
    for row in range(mask.shape[0]):
        current: list[_Run] = []
        for start, end in _row_runs(mask[row]):
            labels = sorted({label for x0, x1, label in above if x0 < end and start < x1})
            if not labels:
                labels = [fresh]
                areas[fresh] = [start, row, end, row + 1, 0]
                fresh += 1
            keep = labels[0]
            for other in labels[1:]:
                _absorb(areas[keep], areas.pop(other))
                above, current = _relabelled(above, other, keep), _relabelled(current, other, keep)
            _absorb(areas[keep], [start, row, end, row + 1, end - start])
            current.append((start, end, keep))
        above = current
    return [((x0, y0, x1, y1), count) for x0, y0, x1, y1, count in areas.values()]


_Run = tuple[int, int, int]
"""Start and end of a stretch of a row, and the label of its area."""


def _row_runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of every stretch of a row that is set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _relabelled(runs: list[_Run], old: int, new: int) -> list[_Run]:
    return [(start, end, new if label == old else label) for start, end, label in runs]


def _absorb(area: list[int], other: list[int]) -> None:
    area[0], area[1] = min(area[0], other[0]), min(area[1], other[1])
    area[2], area[3] = max(area[2], other[2]), max(area[3], other[3])
    area[4] += other[4]
