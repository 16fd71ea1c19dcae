"""The pages of a printed sheet as one large page, in the places that they have in the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from generation.core.reading import Box, Fill, Page, Rule, Word
from generation.core.recovery.matrix import Source
from generation.core.recovery.tables.intervals import Interval
from generation.core.recovery.tables.repeated import repeated_columns, repeated_rows
from generation.core.recovery.tables.table import Table
from generation.core.recovery.tables.tiles import Laying, Tile
from generation.core.recovery.tables.weights import current


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part of a page in the sheet: what it shows lies moved by `dx` and `dy`."""

    page: int
    box: Box
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class LaidSheet:
    """The sheet as one large page, and where each part of it was printed."""

    page: Page
    parts: tuple[_Placed, ...]
    name: tuple[Word, ...] = ()
    """The sheet's own name, where the margins of its pages tell it."""

    def printed(self, source: Source) -> tuple[Source, ...]:
        """Where on the real pages lies what the sheet shows in a place."""
        found = []
        box = source.box
        for part in self.parts:
            own = part.box
            x0, x1 = max(box.x0, own.x0), min(box.x1, own.x1)
            top, bottom = max(box.top, own.top), min(box.bottom, own.bottom)
            if x1 - x0 > 1 and bottom - top > 1:
                back = Box(x0 - part.dx, top - part.dy, x1 - part.dx, bottom - part.dy)
                found.append(Source(part.page, back))
        return tuple(found)


def with_whole_names(table: Table, sheet: LaidSheet) -> Table:
    """The table with merged names that the foot of a page cut as one cell again."""
    edges = list(accumulate(table.row_heights, initial=table.box.top))
    ends = {part.box.bottom for part in sheet.parts}
    near = current().walls.near
    rows = [n for n, y in enumerate(edges) if any(abs(y - end) <= near for end in ends)]
    cells = list(table.cells)
    for row in rows:
        for column in range(min(current().roles.most_labels, table.column_count)):
            above, below = table.at(row - 1, column), table.at(row, column)
            if above is None or below is None or above.row + above.row_span != row:
                continue
            is_merged = max(above.row_span, below.row_span) > 1 and below.row == row
            if is_merged and above.is_empty != below.is_empty:
                whole = replace(
                    above,
                    row_span=above.row_span + below.row_span,
                    parts=[*above.parts, *below.parts],
                )
                kept = [cell for cell in cells if cell is not above and cell is not below]
                cells = [*kept, whole]
                table = replace(table, cells=cells)
    return table


def laid_sheet(laying: Laying) -> LaidSheet:
    """Put the tiles together, without the names that pages repeat."""
    grid = laying.grid
    is_drawn = all(tile.is_drawn for row in grid for tile in row)
    weights = current().tiles
    across = [_extent_across(grid, column, is_drawn=is_drawn) for column in range(len(grid[0]))]
    sheet = _Paper()
    y = 0.0
    for number, row in enumerate(grid):
        top, bottom = _extent_down(grid, number, is_drawn=is_drawn)
        x = 0.0
        for (left, right), tile in zip(across, row, strict=True):
            sheet.add(tile, Box(left, top, right, bottom), x - left, y - top)
            x += right - left + (0.0 if is_drawn else weights.gap)
        y += bottom - top + (0.0 if is_drawn else weights.row_gap)
    return sheet.laid(grid[0][0].page, x, y)


_Grid = Sequence[Sequence[Tile]]


def _extent_across(grid: _Grid, column: int, *, is_drawn: bool) -> Interval:
    """From where to where pages of the same columns hold columns of their own."""
    tiles = [row[column] for row in grid]
    left = min(tile.down[0] if is_drawn else tile.box.x0 for tile in tiles)
    right = max(tile.right if is_drawn else tile.box.x1 for tile in tiles)
    repeated = repeated_columns([row[0] for row in grid], tiles) if column else 0.0
    return repeated or left, right


def _extent_down(grid: _Grid, number: int, *, is_drawn: bool) -> Interval:
    """From where to where pages of the same rows hold rows of their own."""
    row = grid[number]
    top = min(tile.box.top for tile in row)
    bottom = max(tile.box.bottom for tile in row)
    if is_drawn and number:
        top = min(tile.across[0] for tile in row)
    if is_drawn and number + 1 < len(grid):
        bottom = max(tile.across[-1] for tile in row)
    return max(top, repeated_rows(grid[0], row) if number else 0.0), bottom


@dataclass(slots=True)
class _Paper:
    """The large page while parts of printed pages are put on it."""

    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    parts: list[_Placed] = field(default_factory=list)

    def add(self, tile: Tile, area: Box, dx: float, dy: float) -> None:
        """Put what a page shows in an area where the sheet has it."""
        self._add_words(tile, area, dx, dy)
        for rule in tile.page.rules:
            if (box := _clipped(rule.box, area)) is not None:
                self.rules.append(Rule(_moved(box, dx, dy), rule.is_horizontal))
        for fill in tile.page.fills:
            if (box := _clipped(fill.box, area)) is not None:
                self.fills.append(Fill(_moved(box, dx, dy), fill.colour))
        self.parts.append(_Placed(tile.page.number, _moved(area, dx, dy), dx, dy))

    def _add_words(self, tile: Tile, area: Box, dx: float, dy: float) -> None:
        is_first = area.x0 + dx == 0
        for word in (word for line in tile.rows for word in line.words):
            if not area.top <= word.box.y_mid <= area.bottom:
                continue
            moved = replace(word, box=_moved(word.box, dx, dy))
            if is_first or word.box.x0 >= area.x0 - 1:
                self.words.append(moved)
            elif word.box.x1 > area.x0:
                _join_cut(self.words, moved, area.x0 + dx)
        for word in tile.page.words:
            if word.turn and area.contains(word.box.x_mid, word.box.y_mid):
                self.words.append(replace(word, box=_moved(word.box, dx, dy)))

    def laid(self, first: Page, width: float, height: float) -> LaidSheet:
        words, rules, fills = tuple(self.words), tuple(self.rules), tuple(self.fills)
        page = Page(first.number, width, height, words, rules, fills, first.read_by)
        return LaidSheet(page, tuple(self.parts))


def _join_cut(words: list[Word], rest: Word, x: float) -> None:
    """Add the rest of a text that runs over the side of the page before, as names above do."""
    for number, word in enumerate(words):
        is_level = abs(word.box.y_mid - rest.box.y_mid) <= current().tiles.same_line
        reach = current().tiles.cut_reach * rest.size
        if not is_level or abs(word.box.x1 - x) > reach or rest.box.x0 - word.box.x1 > reach / 2:
            continue
        # A letter that the edge cuts is printed on both pages.
        is_twice = word.box.x1 > rest.box.x0 + 1 and word.text[-1] == rest.text[0]
        text = word.text + rest.text[int(is_twice) :]
        words[number] = replace(word, text=text, box=word.box.union(rest.box))
        return
    words.append(rest)


def _moved(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)


def _clipped(box: Box, area: Box) -> Box | None:
    """The part of a drawn thing that lies in the area; None where nothing does."""
    x0, x1 = max(box.x0, area.x0 - 1), min(box.x1, area.x1 + 1)
    top, bottom = max(box.top, area.top - 1), min(box.bottom, area.bottom + 1)
    return Box(x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None
