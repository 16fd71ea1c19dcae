"""The cells that drawn lines enclose, and the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generation.core.reading import Box, Word
from generation.core.recovery.tables.components import components
from generation.core.recovery.tables.intervals import Interval, middle, slot
from generation.core.recovery.tables.weights import current

CellPlace = tuple[int, int, int, int]
"""Row, column, row span and column span."""
_Field = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: `at` across it, `start` to `end` along it."""

    at: float
    start: float
    end: float
    is_horizontal: bool

    @property
    def box(self) -> Box:
        if self.is_horizontal:
            return Box(self.start, self.at, self.end, self.at)
        return Box(self.at, self.start, self.at, self.end)


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of columns and rows in points, and the cells between them."""

    columns: list[float]
    rows: list[float]
    cells: list[CellPlace]

    def box(self, cell: CellPlace) -> Box:
        row, column, row_span, column_span = cell
        return Box(
            self.columns[column],
            self.rows[row],
            self.columns[column + column_span],
            self.rows[row + row_span],
        )

    def dealt(self, words: Sequence[Word]) -> list[list[Word]]:
        """The words of every cell. A word that sticks out belongs where its line began."""
        at = {
            (r, c): number
            for number, (row, column, row_span, column_span) in enumerate(self.cells)
            for r in range(row, row + row_span)
            for c in range(column, column + column_span)
        }
        dealt: list[list[Word]] = [[] for _ in self.cells]
        last: tuple[Word, int] | None = None
        for word in words:
            row = slot(self.rows, word.box.y_mid)
            x = word.box.x_mid
            if word.turn == 0:
                x = word.box.x0 + current().walls.first_letter * word.size
            number = at[row, slot(self.columns, x)]
            if last is not None and self._sticks_out(*last, row) and _goes_on(last[0], word):
                number = last[1]
            dealt[number].append(word)
            last = (word, number)
        return dealt

    def _sticks_out(self, word: Word, number: int, row: int) -> bool:
        """Whether a word in a cell reaches over its right edge, where the cell crosses a row."""
        first, column, row_span, column_span = self.cells[number]
        return first <= row < first + row_span and word.box.x1 > self.columns[column + column_span]


def grid_of(lines: Sequence[Line], frame: Box, words: Sequence[Word]) -> Grid | None:
    """The grid that lines make inside their frame; None where they enclose no cells with text."""
    across = [line for line in lines if line.is_horizontal]
    down = [line for line in lines if not line.is_horizontal]
    if not across or len(down) <= 1 or not words:
        return None
    near = _near(words)
    columns = _edges(down, (frame.x0, frame.x1), near)
    rows = _edges(across, (frame.top, frame.bottom), near)
    is_flat = min(len(columns), len(rows)) <= 1
    if is_flat or len(rows) * len(columns) > current().walls.most_fields:
        return None
    return Grid(columns, rows, _cells(columns, rows, across, down))


def _near(words: Sequence[Word]) -> float:
    """Points; lines closer than this make one edge."""
    weights = current().walls
    return min(weights.near, weights.near_type * median(word.size for word in words))


def _edges(lines: Sequence[Line], limits: Interval, near: float) -> list[float]:
    """Positions of lines, those close to each other as one, with both ends of the whole."""
    places = sorted([*(line.at for line in lines), *limits])
    widest = current().walls.cluster * near
    clusters: list[list[float]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] <= near and place - clusters[-1][0] <= widest:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return [middle(cluster[0], cluster[-1]) for cluster in clusters]


def _cells(
    columns: list[float], rows: list[float], across: list[Line], down: list[Line]
) -> list[CellPlace]:
    """Fields without a wall between them make one cell."""
    fields = [(r, c) for r in range(len(rows) - 1) for c in range(len(columns) - 1)]
    right = _walls(columns[1:-1], rows, down)
    below = _walls(rows[1:-1], columns, across)
    groups = components(fields, _open_sides(fields, right, below))
    return sorted(cell for group in groups for cell in _rectangles(group))


def _open_sides(
    fields: Iterable[_Field], right: list[list[bool]], below: list[list[bool]]
) -> Iterator[tuple[_Field, _Field]]:
    """Every two neighbouring fields without a wall between them."""
    for r, c in fields:
        if c < len(right) and not right[c][r]:
            yield (r, c), (r, c + 1)
        if r < len(below) and not below[r][c]:
            yield (r, c), (r + 1, c)


def _walls(
    edges: Sequence[float], stations: Sequence[float], lines: Sequence[Line]
) -> list[list[bool]]:
    """Per inner edge and stretch between two stations, whether a line runs along it."""
    weights = current().walls
    reach = weights.wall_reach * weights.near
    result = []
    for edge in edges:
        own = [(line.start, line.end) for line in lines if abs(line.at - edge) <= reach]
        result.append(
            [
                _covered(own, start, end) >= weights.wall * (end - start)
                for start, end in pairwise(stations)
            ]
        )
    return result


def _covered(spans: Iterable[Interval], start: float, end: float) -> float:
    """How much of a stretch the spans cover, in points."""
    total, reached = 0.0, start
    for low, high in sorted(spans):
        own = min(high, end) - max(low, reached)
        if own > 0:
            total += own
            reached = min(high, end)
    return total


def _rectangles(group: list[_Field]) -> list[CellPlace]:
    """The group as one rectangle, or row by row where it is none."""
    rows = [r for r, _ in group]
    columns = [c for _, c in group]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(group):
        return [(min(rows), min(columns), height, width)]
    return [cell for row in sorted(set(rows)) for cell in _runs(row, group)]


def _runs(row: int, group: list[_Field]) -> list[CellPlace]:
    """The fields of a group in one row, those side by side as one cell."""
    runs: list[list[int]] = []
    for column in sorted(c for r, c in group if r == row):
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return [(row, run[0], 1, len(run)) for run in runs]


def _goes_on(before: Word, word: Word) -> bool:
    """Whether a word follows on the same line at the distance of a space."""
    weights = current().walls
    gap = word.box.x0 - before.box.x1
    return (
        abs(before.box.y_mid - word.box.y_mid) < weights.same_line * word.size
        and -weights.space_back * word.size < gap < weights.space * word.size
        and before.turn == word.turn == 0
    )
