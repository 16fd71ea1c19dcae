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

from generation.core.reading import Box, Fill, Page, Rule, Word
from generation.core.recovery.level_names import levels_likelihood, name_key
from generation.core.recovery.lines import box_of, upright_rows
from generation.core.recovery.matrix import Source
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
        box = box_of([word for row in self.rows for word in row.words])
        if self.is_drawn:
            box = box.union(Box(self.down[0], self.across[0], self.down[-1], self.across[-1]))
        return box


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
    beside = [_same_rows(a, b) * _kept_beside(a, b) for row in grid for a, b in pairwise(row)]
    below = [
        _same_columns(a, b) * _kept_below(a, b)
        for column in zip(*grid, strict=True)
        for a, b in pairwise(column)
    ]
    fits = [fmean(part) for part in (beside, below) if part]
    fit = min(fmean([*beside, *below]), *fits)
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
    """Less than 1 where two pages name the same rows in their first column."""
    names = [{key for row in tile.rows[1:] if (key := _first_text(row))} for tile in (one, other)]
    same = len(names[0] & names[1])
    least = current().tiles.repeated_names
    is_same = same >= least or (same > 1 and names[0] == names[1])
    return current().tiles.repeated_kept if is_same else 1.0


def _first_text(row: Row) -> str:
    low, high = pieces_of(row)[0]
    return name_key(" ".join(word.text for word in words_between(row, low - 1, high)))


def _same_rows(one: Tile, other: Tile) -> float:
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
    return common * min(wide) / max(1.0, *wide)


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


def laid_sheet(laying: Laying) -> LaidSheet:
    """Put the tiles together, without the names that pages repeat."""
    grid = laying.grid
    weights = current().tiles
    tops = [0.0, *(_repeated_rows(grid[0], row) for row in grid[1:])]
    lefts = [0.0] * len(grid[0])
    for number in range(1, len(grid[0])):
        lefts[number] = _repeated_columns([row[0] for row in grid], [row[number] for row in grid])
    is_drawn = all(tile.is_drawn for row in grid for tile in row)
    gap = 0.0 if is_drawn else weights.gap
    words: list[Word] = []
    rules: list[Rule] = []
    fills: list[Fill] = []
    parts: list[_Placed] = []
    y = 0.0
    for number, row in enumerate(grid):
        drawn = [tile.across for tile in row if is_drawn]
        top = min(tile.box.top for tile in row)
        bottom = max(tile.box.bottom for tile in row)
        if drawn and number:
            top = min(places[0] for places in drawn)
        if drawn and number + 1 < len(grid):
            bottom = max(places[-1] for places in drawn)
        top = max(top, tops[number])
        x = 0.0
        for column, tile in enumerate(row):
            others = [r[column] for r in grid]
            left = min(t.down[0] if is_drawn else t.box.x0 for t in others)
            right = max(t.right if is_drawn else t.box.x1 for t in others)
            left = lefts[column] or left
            dx, dy = x - left, y - top
            area = Box(left, top, right, bottom)
            for word in (word for line in tile.rows for word in line.words):
                if not top <= word.box.y_mid <= bottom:
                    continue
                moved = replace(word, box=_moved(word.box, dx, dy))
                if not column or word.box.x0 >= left - 1:
                    words.append(moved)
                elif word.box.x1 > left:
                    _join_cut(words, moved, x)
            words += [
                replace(word, box=_moved(word.box, dx, dy))
                for word in tile.page.words
                if word.turn and area.contains(word.box.x_mid, word.box.y_mid)
            ]
            for rule in tile.page.rules:
                if (box := _clipped(rule.box, area)) is not None:
                    rules.append(Rule(_moved(box, dx, dy), rule.is_horizontal))
            for fill in tile.page.fills:
                if (box := _clipped(fill.box, area)) is not None:
                    fills.append(Fill(_moved(box, dx, dy), fill.colour))
            parts.append(_Placed(tile.page.number, _moved(area, dx, dy), dx, dy))
            x += right - left + gap
        y += bottom - top + (0.0 if is_drawn else weights.row_gap)
    first = grid[0][0].page
    page = Page(first.number, x, y, tuple(words), tuple(rules), tuple(fills), first.read_by)
    return LaidSheet(page, tuple(parts))


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


def _repeated_rows(first: Sequence[Tile], tiles: Sequence[Tile]) -> float:
    """Below which height pages further down begin with rows of their own; 0 from the top on."""
    pairs = list(zip(first, tiles, strict=True))
    cuts = sorted({cut for a, b in pairs if (cut := _repeated_height(a, b))}, reverse=True)
    return next((cut for cut in cuts if all(_repeats_above(a, b, cut) for a, b in pairs)), 0.0)


def _known_keys(first: Tile) -> list[str]:
    """What the lines at the top of a sheet say."""
    return [name_key(row.text) for row in first.rows[: current().tiles.title_lines]]


def _repeats_above(first: Tile, tile: Tile, cut: float) -> bool:
    """Whether all lines above a height stand on the first page as well."""
    known = _known_keys(first)
    return all(name_key(row.text) in known for row in tile.rows if row.y_mid < cut)


def _repeated_height(first: Tile, tile: Tile) -> float:
    """Where the lines end that a page repeats from the first one; 0 where it repeats none."""
    known = _known_keys(first)
    own = [name_key(row.text) for row in tile.rows]
    if not own or own[0] not in known:
        return 0.0
    start = known.index(own[0])
    count = 0
    while count < len(own) and start + count < len(known) and own[count] == known[start + count]:
        count += 1
    if count >= len(tile.rows):
        return 0.0
    above, below = tile.rows[count - 1], tile.rows[count]
    between = [y for y in tile.across if above.y_mid < y < below.y_mid]
    return between[0] if between else middle(above.bottom, below.top)


def _repeated_columns(first: Sequence[Tile], tiles: Sequence[Tile]) -> float:
    """Right of which place pages further right begin with columns of their own; 0 from the left."""
    known = {
        (round(a), round(row.y_mid), text)
        for tile in first
        for row in tile.rows
        for a, _, text in _pieces(tile, row)
    }
    same, others = [], []
    for tile in tiles:
        for row in tile.rows:
            pieces = list(_pieces(tile, row))
            is_known = [(round(a), round(row.y_mid), text) in known for a, _, text in pieces]
            same += [(a, b) for (a, b, _), is_same in zip(pieces, is_known, strict=True) if is_same]
            if any(is_known):
                unknown = zip(pieces, is_known, strict=True)
                others += [(a, b) for (a, b, _), is_same in unknown if not is_same]
    if len(same) < current().tiles.repeated_names or not others:
        return 0.0
    cut = min(low for low, _ in others)
    ends = [high for low, high in same if low < cut]
    if len(ends) < current().tiles.repeated_names or max(ends) > cut:
        return 0.0
    walls = [x for tile in tiles for x in tile.down if max(ends) - 1 <= x <= cut]
    return min(walls) if walls else (max(ends) + cut) / 2


def _pieces(tile: Tile, row: Row) -> Iterator[tuple[float, float, str]]:
    """Extent and text of what stands in a row, parted by white space and by walls."""
    places = [low for low, _ in pieces_of(row)]
    starts = sorted({*places, *(tile.down if tile.is_drawn else ())})
    for low, high in pairwise([*starts, float("inf")]):
        words = words_between(row, low - 1, high - 1)
        if words:
            yield words[0].box.x0, words[-1].box.x1, " ".join(word.text for word in words)


def laid_sheets(tiles: Sequence[Tile]) -> list[LaidSheet]:
    """The sheets that pages show: one over all of them, or one after the other."""
    for place in (0, -1):
        groups = _named_sheets(tiles, place)
        if groups:
            return [sheet for group in groups for sheet in _named_group(group, place)]
    return _laid_group(tiles)


def _named_group(tiles: Sequence[Tile], place: int) -> list[LaidSheet]:
    """The sheets of pages with one name in their margin, which is no part of them."""
    name = tuple(_margin_words(tiles[0], place))
    inside = [replace(tile, rows=tile.rows[1:] if place == 0 else tile.rows[:-1]) for tile in tiles]
    return [replace(sheet, name=name) for sheet in _laid_group(inside)]


def _laid_group(tiles: Sequence[Tile]) -> list[LaidSheet]:
    whole = laying_of(tiles)
    if whole is not None:
        return [laid_sheet(whole)]
    return [laid_sheet(Laying((tuple(run),), 1.0)) for run in _runs(tiles)]


def _named_sheets(tiles: Sequence[Tile], place: int) -> list[list[Tile]]:
    """The pages sheet by sheet, where their margins tell several sheets' names; else none."""
    names = [" ".join(word.text for word in _margin_words(tile, place)) for tile in tiles]
    if not all(names) or len(set(names)) <= 1:
        return []
    groups: list[list[Tile]] = []
    for tile, name, before in zip(tiles, names, ["", *names], strict=False):
        if name != before:
            groups.append([])
        groups[-1].append(tile)
    # A title that stands in some columns of a wide sheet comes back with them.
    return groups if len(groups) == len(set(names)) else []


def _margin_words(tile: Tile, place: int) -> list[Word]:
    """The first text of the outermost line, where it stands clear of the sheet."""
    weights = current().tiles
    if len(tile.rows) <= 1:
        return []
    row, near = (tile.rows[0], tile.rows[1]) if place == 0 else (tile.rows[-1], tile.rows[-2])
    gap = max(near.top - row.bottom, row.top - near.bottom)
    outside = row.bottom if place == 0 else tile.page.height - row.top
    if gap < weights.margin_gap * row.size or outside > weights.margin * tile.page.height:
        return []
    low, high = pieces_of(row)[0]
    if tile.is_drawn:
        is_inside = tile.across[0] < row.y_mid < tile.across[-1]
    else:
        is_inside = abs(low - near.spans[0][0]) <= weights.same_place
    return [] if is_inside else words_between(row, low - 1, high)


def _runs(tiles: Sequence[Tile]) -> list[list[Tile]]:
    """Pages beside each other, sheet by sheet; each alone where the sheets are not alike."""
    runs: list[list[Tile]] = []
    for tile in tiles:
        if runs and _same_rows(runs[-1][-1], tile) >= current().tiles.least_fit:
            runs[-1].append(tile)
        else:
            runs.append([tile])
    if len({len(run) for run in runs}) > 1:
        return [[tile] for tile in tiles]
    return runs
