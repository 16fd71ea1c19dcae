"""Tables whose cells are drawn: by lines, by frames or by fills."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from generation.core.reading import Box, Fill, Page, Word
from generation.core.recovery.lines import drawn_marks
from generation.core.recovery.tables.table import Table, compact, make_table

NEAR = 3.0
"""Lines that end this close to each other meet, in points."""
WALL = 0.55
"""A wall stands between two fields where a line runs along this share of their border."""
MOST_EDGES = 400


@dataclass(frozen=True, slots=True)
class _Line:
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


def drawn_tables(page: Page) -> list[Table]:
    """The tables of a page that are drawn with walls on all sides, from the top."""
    lines = _lines(page)
    tables = []
    for group in _groups(lines):
        table = _table(page, group)
        if table is not None:
            tables.append(table)
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    return [table for table in tables if not _is_inside_another(table, tables)]


def _is_inside_another(table: Table, tables: Sequence[Table]) -> bool:
    """Whether a larger table holds this one inside a cell."""
    box = table.box
    return any(
        other is not table
        and other.box.width * other.box.height > 1.2 * box.width * box.height
        and other.box.contains(box.x_mid, box.y_mid)
        and other.box.contains(box.x0 + 1, box.top + 1)
        for other in tables
    )


def _lines(page: Page) -> list[_Line]:
    lines = []
    for rule in page.rules:
        box = rule.box
        if rule.is_horizontal:
            lines.append(_Line(box.y_mid, box.x0, box.x1, True))
        else:
            lines.append(_Line(box.x_mid, box.top, box.bottom, False))
    for fill in page.fills:
        if _is_cell_like(fill, page):
            box = fill.box
            lines.append(_Line(box.top, box.x0, box.x1, True))
            lines.append(_Line(box.bottom, box.x0, box.x1, True))
            lines.append(_Line(box.x0, box.top, box.bottom, False))
            lines.append(_Line(box.x1, box.top, box.bottom, False))
    return lines


def _is_cell_like(fill: Fill, page: Page) -> bool:
    """Whether a fill may lie behind a cell, a row or a table: no mark, no highlighted words."""
    box = fill.box
    if box.width < 10 or box.height < 5 or box.height > 0.95 * page.height:
        return False
    inside = [word for word in page.words if box.contains(word.box.x_mid, word.box.y_mid)]
    if not inside:
        return box.width > 15 and box.height > 6
    if _cuts_words(box, page.words):
        return False
    size = median(word.size for word in inside)
    if box.height > 2.6 * size:
        return True
    return not any(_flows_into(word, box) for word in page.words)


def _cuts_words(box: Box, words: Iterable[Word]) -> bool:
    """Whether the edges of the box run through words; a long word may stick out of a column."""
    inside = cut = 0
    for word in words:
        own = word.box
        if box.top < own.y_mid < box.bottom and own.x1 > box.x0 and own.x0 < box.x1:
            inside += 1
            cut += own.x0 + 1 < box.x0 < own.x1 - 1 or own.x0 + 1 < box.x1 < own.x1 - 1
    return cut > max(1, 0.1 * inside)


def _flows_into(word: Word, box: Box) -> bool:
    """Whether a word stands right beside the box on a line that goes on inside it."""
    own = word.box
    if not box.top < own.y_mid < box.bottom or box.contains(own.x_mid, own.y_mid):
        return False
    gap = max(box.x0 - own.x1, own.x0 - box.x1)
    return gap < 0.4 * word.size


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Lines that meet, directly or through others."""
    parent = list(range(len(lines)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    order = sorted(range(len(lines)), key=lambda item: lines[item].box.x0)
    active: list[int] = []
    for item in order:
        box = lines[item].box
        active = [other for other in active if lines[other].box.x1 >= box.x0 - NEAR]
        for other in active:
            near = lines[other].box
            if near.top <= box.bottom + NEAR and box.top <= near.bottom + NEAR:
                parent[root(item)] = root(other)
        active.append(item)
    groups: dict[int, list[_Line]] = {}
    for item, line in enumerate(lines):
        groups.setdefault(root(item), []).append(line)
    return [group for group in groups.values() if len(group) >= 4]


def _edges(lines: Sequence[_Line], limits: tuple[float, float], near: float) -> list[float]:
    """Positions of lines, those close to each other as one, with both ends of the whole."""
    places = sorted([*(line.at for line in lines), *limits])
    clusters: list[list[float]] = []
    for place in places:
        if clusters and place - clusters[-1][-1] <= near and place - clusters[-1][0] <= 2 * near:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return [(cluster[0] + cluster[-1]) / 2 for cluster in clusters]


def _table(page: Page, lines: list[_Line]) -> Table | None:
    across = [line for line in lines if line.is_horizontal]
    down = [line for line in lines if not line.is_horizontal]
    if not across or len(down) < 2:
        return None
    x0 = min(line.box.x0 for line in lines)
    x1 = max(line.box.x1 for line in lines)
    top = min(line.box.top for line in lines)
    bottom = max(line.box.bottom for line in lines)
    inside = [
        word
        for word in page.words
        if x0 <= word.box.x_mid <= x1 and top <= word.box.y_mid <= bottom
    ]
    if not inside:
        return None
    near = min(NEAR, 0.35 * median(word.size for word in inside))
    columns = _edges(down, (x0, x1), near)
    rows = _edges(across, (top, bottom), near)
    if len(columns) < 2 or len(rows) * len(columns) > MOST_EDGES * 10 or len(rows) < 2:
        return None
    cells = _cells(columns, rows, across, down)
    words = _deal(inside, columns, rows, cells)
    fills = [fill for fill in page.fills if fill.box.width * fill.box.height > 50]
    made = []
    for cell, own in zip(cells, words, strict=True):
        row, column, row_span, column_span = cell
        box = Box(columns[column], rows[row], columns[column + column_span], rows[row + row_span])
        made.append((row, column, row_span, column_span, own, _fill_of(box, fills)))
    table = make_table(page.number, columns, rows, made, drawn_marks(page.fills))
    # A column alone shows by its rows, empty ones too, which table it belongs to.
    return table if len(columns) == 2 else compact(table)


def _fill_of(box: Box, fills: Sequence[Fill]) -> tuple[float, float, float] | None:
    """The colour painted last behind the middle of a cell."""
    for fill in reversed(fills):
        if fill.box.contains(box.x_mid, box.y_mid) and fill.box.height > 0.5 * box.height:
            return fill.colour
    return None


_Field = tuple[int, int, int, int]


def _cells(
    columns: list[float], rows: list[float], across: list[_Line], down: list[_Line]
) -> list[_Field]:
    """Fields without a wall between them make one cell: `(row, column, row_span, column_span)`."""
    near = 2 * NEAR
    right = _walls(columns[1:-1], rows, down, near)
    below = _walls(rows[1:-1], columns, across, near)
    height, width = len(rows) - 1, len(columns) - 1
    parent = {(r, c): (r, c) for r in range(height) for c in range(width)}

    def root(item: tuple[int, int]) -> tuple[int, int]:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for r in range(height):
        for c in range(width):
            if c + 1 < width and not right[c][r]:
                parent[root((r, c + 1))] = root((r, c))
            if r + 1 < height and not below[r][c]:
                parent[root((r + 1, c))] = root((r, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for item in parent:
        groups.setdefault(root(item), []).append(item)
    result: list[_Field] = []
    for group in groups.values():
        result.extend(_rectangles(group))
    return sorted(result)


def _walls(
    edges: Sequence[float], stations: Sequence[float], lines: Sequence[_Line], near: float
) -> list[list[bool]]:
    """Per inner edge and stretch between two stations, whether a line runs along it."""
    result = []
    for edge in edges:
        own = [line for line in lines if abs(line.at - edge) <= near]
        stretches = []
        for start, end in itertools.pairwise(stations):
            covered = _covered([(line.start, line.end) for line in own], start, end)
            stretches.append(covered >= WALL * (end - start))
        result.append(stretches)
    return result


def _covered(spans: Iterable[tuple[float, float]], start: float, end: float) -> float:
    total, reached = 0.0, start
    for low, high in sorted(spans):
        own = min(high, end) - max(low, reached)
        if own > 0:
            total += own
            reached = min(high, end)
    return total


def _rectangles(group: list[tuple[int, int]]) -> list[_Field]:
    """The group as one rectangle, or row by row where it is none."""
    rows = [r for r, _ in group]
    columns = [c for _, c in group]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(group):
        return [(min(rows), min(columns), height, width)]
    result = []
    for row in sorted(set(rows)):
        own = sorted(c for r, c in group if r == row)
        start = own[0]
        for before, after in zip(own, [*own[1:], own[-1] + 2], strict=True):
            if after != before + 1:
                result.append((row, start, 1, before - start + 1))
                start = after
    return result


def _deal(
    words: Sequence[Word], columns: list[float], rows: list[float], cells: Sequence[_Field]
) -> list[list[Word]]:
    """The words of every cell. A word that sticks out belongs where its line began."""
    at = {
        (r, c): number
        for number, (row, column, row_span, column_span) in enumerate(cells)
        for r in range(row, row + row_span)
        for c in range(column, column + column_span)
    }
    dealt: list[list[Word]] = [[] for _ in cells]
    last: tuple[Word, int] | None = None
    for word in words:
        row = _slot(rows, word.box.y_mid)
        number = at[row, _slot(columns, word.box.x_mid)]
        begun = at[row, _slot(columns, word.box.x0 + 0.25 * word.size)]
        if number != begun and word.turn == 0:
            number = begun
        if last is not None and number != last[1] and _goes_on(last[0], word):
            row_of_last = cells[last[1]][0] <= row < cells[last[1]][0] + cells[last[1]][2]
            x1 = columns[cells[last[1]][1] + cells[last[1]][3]]
            if row_of_last and last[0].box.x1 > x1:
                number = last[1]
        dealt[number].append(word)
        last = (word, number)
    return dealt


def _goes_on(before: Word, word: Word) -> bool:
    """Whether a word follows on the same line at the distance of a space."""
    gap = word.box.x0 - before.box.x1
    return (
        abs(before.box.y_mid - word.box.y_mid) < 0.3 * word.size
        and -0.1 * word.size < gap < 0.45 * word.size
        and before.turn == word.turn == 0
    )


def _slot(edges: Sequence[float], place: float) -> int:
    """The number of the stretch between edges that a place lies in."""
    for number in range(1, len(edges) - 1):
        if place < edges[number]:
            return number - 1
    return len(edges) - 2
