"""Pages of a printed spreadsheet, laid beside and below each other as the sheet was.

A spreadsheet that is wider than the paper goes on, column after column, on further pages, which
hold neither names nor other columns. Printers go down first or across first. Rows are never cut:
all pages of the same rows show them at the same heights, all pages of the same columns in the
same places. That tells the order, and puts the sheet together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

from generation.core.reading import Box, Page, Word
from generation.core.recovery.level_names import levels_likelihood, name_key
from generation.core.recovery.lines import box_of, upright_rows
from generation.core.recovery.tables.cell_fills import is_cell_like
from generation.core.recovery.tables.intervals import middle
from generation.core.recovery.tables.rows import Row, pieces_of, row_of, words_between
from generation.core.recovery.tables.weights import current


@dataclass(frozen=True, slots=True)
class Tile:
    """What one page shows of a sheet: its rows of text and the places of its drawn lines."""

    page: Page
    rows: tuple[Row, ...]
    across: tuple[float, ...]
    down: tuple[float, ...]

    @property
    def is_drawn(self) -> bool:
        return len(self.across) > 1 and len(self.down) > 1

    @property
    def lines(self) -> list[float]:
        """The heights of the lines of text."""
        return [row.y_mid for row in self.rows]

    @property
    def middles(self) -> list[float]:
        """The heights of the middles of the texts, which rows that are set in the middle share."""
        weights = current().tiles
        columns: dict[int, list[Row]] = {}
        for row in self.rows:
            for low, _ in pieces_of(row):
                columns.setdefault(round(low), []).append(row)
        found = []
        for rows in columns.values():
            block = [rows[0]]
            for row in rows[1:]:
                if row.top - block[-1].bottom > weights.between_texts * row.size:
                    found.append(middle(block[0].top, block[-1].bottom))
                    block = []
                block.append(row)
            found.append(middle(block[0].top, block[-1].bottom))
        return found

    @property
    def right(self) -> float:
        """The right edge of the drawn table; the page may have cut off its last wall."""
        ends = [rule.box.x1 for rule in self.page.rules if rule.is_horizontal]
        return max(self.down[-1], *ends)

    @property
    def box(self) -> Box:
        """The drawn lines and the text, as far as they reach."""
        words = [word for row in self.rows for word in row.words]
        if not self.is_drawn:
            return box_of(words)
        drawn = Box(self.down[0], self.across[0], self.down[-1], self.across[-1])
        return drawn.union(box_of(words)) if words else drawn


def tile_of(page: Page, rows: Sequence[list[Word]]) -> Tile:
    """A page as a tile: the rows that are no furniture, and all that stand inside drawn lines."""
    fills = [fill.box for fill in page.fills if is_cell_like(fill, page)]
    across = [rule.box.y_mid for rule in page.rules if rule.is_horizontal]
    down = [rule.box.x_mid for rule in page.rules if not rule.is_horizontal]
    if across and down:
        across += [y for box in fills for y in (box.top, box.bottom)]
        down += [x for box in fills for x in (box.x0, box.x1)]
    tile = Tile(page, tuple(map(row_of, rows)), _places(across), _places(down))
    if not tile.is_drawn:
        return tile
    known = {id(word) for row in rows for word in row}
    top, bottom = tile.across[0], tile.across[-1]
    every = [
        row_of(row)
        for row in upright_rows(page)
        if top < box_of(row).y_mid < bottom or any(id(word) in known for word in row)
    ]
    return replace(tile, rows=tuple(every))


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The places in their order, those of one line once."""
    near = current().tiles.same_place
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > near:
            places.append(value)
    return tuple(places)


@dataclass(frozen=True, slots=True)
class Laying:
    """How tiles lie: `grid[row][column]`; `fit` tells how well they agree, 0 to 1 and more."""

    grid: tuple[tuple[Tile, ...], ...]
    fit: float

    @property
    def is_wide(self) -> bool:
        return len(self.grid[0]) > 1


def laying_of(tiles: Sequence[Tile]) -> Laying | None:
    """The tiles as they lie in the sheet; None where its pages only go on downwards."""
    weights = current().tiles
    if not 1 < len(tiles) <= weights.most_pages:
        return None
    found = [_laid(grid) for grid in _grids(tiles)]
    best = max(found, key=lambda laying: (laying.fit, not laying.is_wide))
    if not best.is_wide or best.fit < weights.least_fit:
        return None
    return best


def _grids(tiles: Sequence[Tile]) -> Iterator[tuple[tuple[Tile, ...], ...]]:
    """Every way in which the pages fill rows and columns, down first and across first."""
    count = len(tiles)
    for high in range(1, count + 1):
        if count % high:
            continue
        wide = count // high
        yield tuple(tuple(tiles[r * wide : (r + 1) * wide]) for r in range(high))
        if min(high, wide) > 1:
            yield tuple(tuple(tiles[c * high + r] for c in range(wide)) for r in range(high))


def _laid(grid: tuple[tuple[Tile, ...], ...]) -> Laying:
    beside = [same_rows(a, b) * _kept_beside(a, b) for row in grid for a, b in pairwise(row)]
    below = [
        _same_columns(a, b) * _kept_below(a, b)
        for column in zip(*grid, strict=True)
        for a, b in pairwise(column)
    ]
    worst = min([*beside, *below])
    if worst < current().tiles.least_pair:
        return Laying(grid, 0.0)
    # One pair of pages that do not go together is enough to lay them wrongly.
    fit = fmean([worst, min(fmean(part) for part in (beside, below) if part)])
    return Laying(grid, fit + current().tiles.named * _names_levels(grid))


def _names_levels(grid: tuple[tuple[Tile, ...], ...]) -> float:
    """How likely the first line of the first pages names levels, one or more a page."""
    if len(grid[0]) <= 1:
        return 0.0
    lines = [_texts(grid[0], number) for number in range(current().tiles.header_lines)]
    # The first name may be that of the column of names.
    return max(levels_likelihood(texts[start:]) for texts in lines for start in (0, 1))


def _texts(tiles: Sequence[Tile], number: int) -> list[str]:
    """The texts of line `number` of every tile."""
    return [
        text
        for tile in tiles
        if number < len(tile.rows)
        for low, high in pieces_of(tile.rows[number])
        if (text := " ".join(w.text for w in words_between(tile.rows[number], low - 1, high)))
    ]


def _kept_beside(one: Tile, other: Tile) -> float:
    """Less than 1 where two pages begin with one header: they show the same columns."""
    is_same = bool(one.rows and other.rows) and one.rows[0].text == other.rows[0].text
    return current().tiles.repeated_kept if is_same else 1.0


def _kept_below(one: Tile, other: Tile) -> float:
    """Less than 1 where two pages name the same rows, at the same heights, in the first column."""
    weights = current().tiles
    names = [_first_column(tile) for tile in (one, other)]
    few, many = sorted(names, key=len)
    same = sum(
        any(text == key and abs(a - y) <= weights.same_line for key, y in many) for text, a in few
    )
    is_same = same > 1 and same >= weights.same_names * len(few)
    return weights.repeated_kept if is_same else 1.0


def _first_column(tile: Tile) -> list[tuple[str, float]]:
    """The texts at the left of a page below its first line, with their heights."""
    left = min(row.spans[0][0] for row in tile.rows)
    near = 2 * current().tiles.same_place
    rows = (row for row in tile.rows[1:] if row.spans[0][0] - left <= near)
    return [(_first_text(row), row.y_mid) for row in rows]


def _first_text(row: Row) -> str:
    low, high = pieces_of(row)[0]
    return name_key(" ".join(word.text for word in words_between(row, low - 1, high)))


def same_rows(one: Tile, other: Tile) -> float:
    """How much of two pages says that they show the same rows, 0 to 1."""
    if one.is_drawn and other.is_drawn:
        return _common(one.across, other.across)
    held = max(_held(one.lines, other.lines), _held(one.middles, other.middles))
    top = min(one.lines[0], other.lines[0])
    ends = sorted(max(1.0, tile.rows[-1].bottom - top) for tile in (one, other))
    shorter = current().tiles.shorter
    return held * (1 - shorter + shorter * ends[0] / ends[1])


def _same_columns(one: Tile, other: Tile) -> float:
    """How much of two pages says that they show the same columns, 0 to 1."""
    if one.is_drawn and other.is_drawn:
        return _common(one.down, other.down)
    starts = [
        sorted({round(low) for row in t.rows for low, _ in pieces_of(row)}) for t in (one, other)
    ]
    common = _common(*(tuple(map(float, places)) for places in starts))
    wide = [tile.box.width for tile in (one, other)]
    narrower = current().tiles.narrower
    return common * (1 - narrower + narrower * min(wide) / max(1.0, *wide))


def _common(one: Sequence[float], other: Sequence[float]) -> float:
    """The share of places that both hold."""
    near = current().tiles.same_place
    same = sum(any(abs(a - b) <= near for b in other) for a in one)
    return same / max(1, len(one) + len(other) - same)


def _held(one: Sequence[float], other: Sequence[float]) -> float:
    """The share of the fewer places that the other one holds as well."""
    few, many = sorted((one, other), key=len)
    near = current().tiles.same_line
    same = sum(any(abs(a - b) <= near for b in many) for a in few)
    return same / max(1, len(few))
