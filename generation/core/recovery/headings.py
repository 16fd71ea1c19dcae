"""The matrix of a guide written with headings, and how sure its structure makes us.

Prose, slides and cards differ in how a page is read; once it is a sequence of headings and text,
the same search finds which headings are levels and which are competencies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from statistics import fmean

from generation.core.reading import Box, Document
from generation.core.recovery.level_names import levels_first, parse_level, strip_numbering
from generation.core.recovery.lines import Line, Style
from generation.core.recovery.matrix import (
    Attempt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    Source,
)
from generation.core.recovery.outline import Piece
from generation.core.recovery.sections import Grid, grids_of
from generation.core.recovery.text import Vocabulary, definition_text, vocabulary_of
from generation.core.recovery.weights import current, kept_at_least

_PAIR = 2
"""Headings on one side of the least grid."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The grids that one pair of heading styles gives, and what speaks for them."""

    grids: tuple[Grid, ...]
    confidence: float
    clarity: float
    coverage: float

    @property
    def fill(self) -> float:
        return fmean(grid.fill for grid in self.grids)


def attempt_from(name: str, pieces: Sequence[Piece], document: Document) -> Attempt:
    """The best matrices that the headings give; an attempt without any where they give none."""
    reading = best_reading(pieces)
    if reading is None:
        return Attempt(name, error="No headings return below other headings.")
    vocabulary = vocabulary_of(document)
    matrices = tuple(_matrix(grid, vocabulary) for grid in reading.grids)
    return Attempt(
        name,
        matrices,
        round(reading.confidence, current().ranking.confidence_digits),
        _reasons(reading),
    )


def best_reading(pieces: Sequence[Piece]) -> Reading | None:
    """Try every pair of heading styles; the surest wins, then the one with the most cells."""
    total = sum(len(piece.text) for piece in pieces if piece.style is None)
    readings = [
        reading
        for outer, inner in _pairs(pieces)
        if (reading := _reading(pieces, outer, inner, total)) is not None
    ]
    return max(
        readings,
        key=lambda reading: (reading.confidence, sum(grid.cell_count for grid in reading.grids)),
        default=None,
    )


def _pairs(pieces: Iterable[Piece]) -> Iterable[tuple[Style, Style]]:
    counts = Counter(piece.style for piece in pieces if piece.style is not None)
    most = current().headings.most_styles
    styles = [style for style, count in counts.most_common(most) if count > 1]
    for outer, inner in product(styles, styles):
        is_same = outer == inner and outer.kind == "line"
        if is_same or (outer.kind != "run-in" and outer.rank > inner.rank):
            yield outer, inner


def _reading(pieces: Sequence[Piece], outer: Style, inner: Style, total: int) -> Reading | None:
    grids = tuple(grids_of(pieces, outer, inner))
    if not grids or not total:
        return None
    coverage = sum(grid.text_length for grid in grids) / total
    clarity = fmean(abs(_axis(grid)) for grid in grids)
    structure = min(_structure(grid) for grid in grids)
    weights = current().headings
    kinds = {"line": 1.0, "label": 1.0, "run-in": weights.run_in, "plain": weights.plain}
    confidence = (
        weights.most
        * structure
        * _between(weights.coverage, coverage)
        * _between(weights.clarity, clarity)
        * kinds[inner.kind]
        * kinds[outer.kind]
        * (weights.one_style if outer == inner else 1.0)
    )
    return Reading(grids, confidence, clarity, coverage)


def _structure(grid: Grid) -> float:
    """How complete and regular the grid is, 0 to 1."""
    weights = current().headings
    kept = weights.two_outers if len(grid.outers) == _PAIR else 1.0
    kept *= weights.two_names if len(grid.names) == _PAIR else 1.0
    kept *= len(grid.outers) / (len(grid.outers) + grid.left_out)
    kept *= 1 - weights.repeats_cost * grid.repeats
    gaps = float((1 - grid.fill) ** weights.gaps_power)
    return kept * (1 - gaps) * kept_at_least(weights.disordered, grid.order)


def _axis(grid: Grid) -> float:
    """Above 0 where the outer headings are the levels, below where they are the competencies."""
    outers = [outer.name for outer in grid.outers]
    return levels_first(outers, [name.name for name in grid.names])


def _between(points: Sequence[tuple[float, float]], x: float) -> float:
    """The value at `x` on the line through the points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def _reasons(reading: Reading) -> tuple[str, ...]:
    grid = reading.grids[0]
    shape = f"{len(grid.outers)} sections share {len(grid.names)} headings."
    reasons = [shape]
    if left_out := sum(grid.left_out for grid in reading.grids):
        reasons.append(f"{left_out} sections share no heading with the others.")
    if reading.clarity < current().headings.unclear:
        reasons.append("The names hardly show which ones are the levels.")
    if len(reading.grids) > 1:
        reasons.append(f"The document holds {len(reading.grids)} guides.")
    return tuple(reasons)


def _matrix(grid: Grid, vocabulary: Vocabulary) -> Matrix:
    has_levels_outside = _axis(grid) >= 0
    inner_place = {name.key: number for number, name in enumerate(grid.names)}
    cells = []
    for number, outer in enumerate(grid.outers):
        for child in outer.children:
            text = definition_text(child.lines, vocabulary) if child.lines else ""
            if text and child.key in inner_place:
                level, competency = number, inner_place[child.key]
                if not has_levels_outside:
                    level, competency = competency, level
                cells.append(MatrixCell(level, competency, text, sources_of(child.lines)))
    cells.sort(key=lambda cell: (cell.competency, cell.level))
    levels, competencies = _axes(grid, vocabulary, has_levels_outside=has_levels_outside)
    return Matrix(levels, competencies, tuple(cells), grid.title)


def _axes(
    grid: Grid, vocabulary: Vocabulary, *, has_levels_outside: bool
) -> tuple[tuple[MatrixLevel, ...], tuple[MatrixCompetency, ...]]:
    notes = [definition_text(outer.description, vocabulary) for outer in grid.outers]
    if has_levels_outside:
        levels = tuple(
            parse_level(outer.name, note) for outer, note in zip(grid.outers, notes, strict=True)
        )
        return levels, tuple(
            MatrixCompetency(strip_numbering(name.name), name.category) for name in grid.names
        )
    levels = tuple(parse_level(name.name) for name in grid.names)
    parents = {outer.parent for outer in grid.outers}
    return levels, tuple(
        MatrixCompetency(
            strip_numbering(outer.name), outer.parent if len(parents) > 1 else "", note
        )
        for outer, note in zip(grid.outers, notes, strict=True)
    )


def sources_of(lines: Iterable[Line]) -> tuple[Source, ...]:
    """One box for every part of a page that the lines stand in, in reading order."""
    parts: list[tuple[int, Box, Box]] = []
    for line in lines:
        if parts and parts[-1][0] == line.page and parts[-1][1] == line.column:
            page, column, box = parts[-1]
            parts[-1] = (page, column, box.union(line.box))
        else:
            parts.append((line.page, line.column, line.box))
    return tuple(Source(page, box) for page, _, box in parts)
