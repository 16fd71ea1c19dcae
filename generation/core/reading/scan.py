"""What a picture of a page shows besides its words: its tilt, its ruled lines, its shaded areas.

Works on grey values as numpy arrays at `DPI`, a resolution that averages a scanner's noise and
still shows hairlines. Boxes are in pixels of that array.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.int16]
Pixels = tuple[int, int, int, int]
"""x0, top, x1, bottom; the end is not included."""

DPI = 150
MOST_SKEW = 10.0
_POINTS = 60_000
INK_CONTRAST, LEAST_INK = 40, 60
"""Grey levels from the paper, and pixels: a page with fewer is blank."""

RULE_REACH = (3, 7)
"""Pixels from a line to the ground on both sides: for thin lines and for thick ones."""
RULE_CONTRAST = 14
RULE_LENGTH = 68
"""Pixels; below this (a third of an inch and more) strokes of letters look like rules."""
RULE_SHARE = 0.85
"""The share of a line's pixels that must stand out."""
RULE_UNEVEN, RULE_EVENNESS = 10, 0.45
"""All but this percentage of a line must stand out by this share of its usual contrast."""

_JOIN_ROWS, _JOIN_COLUMNS = 2, 9

BLOCK = 6
FILL_CONTRAST = 7
FILL_SHARE = 0.75
FILL_BLOCKS = (8, 4)
"""Least width and height of a shaded area in blocks, either way round."""
DARK = 110


def skew_of(grey: Grey) -> float:
    """By how many degrees clockwise the lines of text fall off to the right (0 where unclear)."""
    rows, columns = np.nonzero(grey < _ink_level(grey))
    if rows.size < 500:
        return 0.0
    step = max(1, rows.size // _POINTS)
    y, x = rows[::step].astype(np.float32), columns[::step].astype(np.float32)
    x -= x.mean()
    best = _best_angle(x, y, np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.25))
    best = _best_angle(x, y, np.arange(best - 0.3, best + 0.31, 0.05))
    return _best_angle(x, y, np.arange(best - 0.05, best + 0.051, 0.01))


def _ink_level(grey: Grey) -> float:
    """Between the paper and the darkest ink."""
    paper = float(np.percentile(grey, 80))
    ink = float(np.percentile(grey, 0.5))
    return ink + 0.5 * (paper - ink)


def is_blank(grey: Grey) -> bool:
    """Whether nothing on the page is clearly darker or lighter than its paper."""
    stands_out = np.abs(grey - np.median(grey)) > INK_CONTRAST
    return int(stands_out.sum()) < LEAST_INK


def ink_outside(grey: Grey, boxes: list[Pixels]) -> float:
    """The share of the ink that lies outside all boxes."""
    ink = grey < _ink_level(grey)
    whole = int(ink.sum())
    for x0, top, x1, bottom in boxes:
        ink[max(top - 2, 0) : bottom + 2, max(x0 - 2, 0) : x1 + 2] = False
    return int(ink.sum()) / whole if whole else 0.0


def _best_angle(x: NDArray[Any], y: NDArray[Any], angles: NDArray[Any]) -> float:
    """The angle at which ink gathers on the fewest rows."""
    scores = []
    for angle in angles:
        rows = np.rint(y - x * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        scores.append(float(np.sum(counts.astype(np.float64) ** 2)))
    return float(angles[int(np.argmax(scores))])


def rules_of(grey: Grey) -> tuple[list[Pixels], list[Pixels]]:
    """Horizontal and vertical lines, dark on light or light on dark."""
    horizontal = _horizontal_rules(grey)
    vertical = [(y0, x0, y1, x1) for x0, y0, x1, y1 in _horizontal_rules(grey.T)]
    return horizontal, vertical


def _horizontal_rules(grey: Grey) -> list[Pixels]:
    runs: list[Pixels] = []
    for reach in RULE_REACH:
        above = np.roll(grey, reach, axis=0)
        below = np.roll(grey, -reach, axis=0)
        dark = np.minimum(above, below) - grey
        darkest_side = np.maximum(above, below)
        light = np.where(darkest_side < DARK, grey - darkest_side, 0)
        contrast = np.maximum(dark, light)
        contrast[:reach] = contrast[-reach:] = 0
        runs += _even_runs(contrast)
    return _merged_runs(sorted(runs, key=lambda run: (run[1], run[0])))


def _even_runs(contrast: Grey) -> list[Pixels]:
    """Stretches of a row that stand out from end to end, and evenly: letters do not."""
    if contrast.shape[1] <= RULE_LENGTH:
        return []
    hits = contrast > RULE_CONTRAST
    sums = np.cumsum(hits, axis=1, dtype=np.int32)
    windows = sums[:, RULE_LENGTH:] - sums[:, :-RULE_LENGTH]
    good = windows >= RULE_SHARE * RULE_LENGTH
    runs: list[Pixels] = []
    for row in np.nonzero(good.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], good[row].view(np.int8), [0]))))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            inside = np.flatnonzero(hits[row, first + 1 : last + RULE_LENGTH])
            start, end = int(first + 1 + inside[0]), int(first + 2 + inside[-1])
            low, usual = np.percentile(contrast[row, start:end], (RULE_UNEVEN, 50))
            if low >= RULE_EVENNESS * usual:
                runs.append((start, int(row), end, int(row) + 1))
    return runs


def _merged_runs(runs: list[Pixels]) -> list[Pixels]:
    """Join the rows of one line, and its pieces; what is too thick is no line."""
    merged = runs
    while True:
        joined = _joined_once(merged)
        if len(joined) == len(merged):
            return [box for box in joined if box[3] - box[1] <= 2 * max(RULE_REACH)]
        merged = joined


def _joined_once(boxes: list[Pixels]) -> list[Pixels]:
    merged: list[Pixels] = []
    for box in boxes:
        for place in range(len(merged) - 1, max(-1, len(merged) - 60), -1):
            other = merged[place]
            if (
                box[1] <= other[3] + _JOIN_ROWS
                and other[1] <= box[3] + _JOIN_ROWS
                and box[0] <= other[2] + _JOIN_COLUMNS
                and other[0] <= box[2] + _JOIN_COLUMNS
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
    without_text = np.percentile(blocks, 80, axis=(1, 3))
    differs = _smoothed((np.abs(without_text - paper) >= FILL_CONTRAST) | (tones < DARK))
    found: list[tuple[Pixels, float]] = []
    for box, count in _components(differs):
        x0, y0, x1, y1 = box
        sides = sorted((x1 - x0, y1 - y0))
        if sides[0] < FILL_BLOCKS[1] or sides[1] < FILL_BLOCKS[0]:
            continue
        if count < FILL_SHARE * (x1 - x0) * (y1 - y0) or count > 0.9 * width * height:
            continue
        tone = float(np.median(tones[y0:y1, x0:x1])) / 255
        found.append(((x0 * BLOCK, y0 * BLOCK, x1 * BLOCK, y1 * BLOCK), tone))
    return found


def _smoothed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The majority of each block's neighbourhood: lone blocks and thin lines go."""
    padded = np.pad(mask.astype(np.int8), 1, mode="edge")
    height, width = mask.shape
    total = sum(padded[dy : dy + height, dx : dx + width] for dy in range(3) for dx in range(3))
    return np.asarray(total >= 6)


def _components(mask: NDArray[np.bool_]) -> list[tuple[Pixels, int]]:
    """Boxes and sizes of the connected areas, by joining runs of neighbouring rows."""
    areas: dict[int, list[int]] = {}
    above: list[tuple[int, int, int]] = []
    fresh = 0
    for row in range(mask.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask[row].view(np.int8), [0]))))
        current: list[tuple[int, int, int]] = []
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            labels = sorted({label for x0, x1, label in above if x0 < end and start < x1})
            if not labels:
                labels = [fresh]
                areas[fresh] = [start, row, end, row + 1, 0]
                fresh += 1
            keep = labels[0]
            for other in labels[1:]:
                _absorb(areas[keep], areas.pop(other))
                above = [(a, b, keep if label == other else label) for a, b, label in above]
                current = [(a, b, keep if label == other else label) for a, b, label in current]
            _absorb(areas[keep], [start, row, end, row + 1, end - start])
            current.append((start, end, keep))
        above = current
    return [((x0, y0, x1, y1), count) for x0, y0, x1, y1, count in areas.values()]


def _absorb(area: list[int], other: list[int]) -> None:
    area[0], area[1] = min(area[0], other[0]), min(area[1], other[1])
    area[2], area[3] = max(area[2], other[2]), max(area[3], other[3])
    area[4] += other[4]
