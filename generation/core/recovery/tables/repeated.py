"""Headers and names that the pages of a printed sheet repeat from its first ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generation.core.recovery.level_names import name_key
from generation.core.recovery.tables.intervals import middle
from generation.core.recovery.tables.rows import Row, pieces_of, words_between
from generation.core.recovery.tables.tiles import Tile
from generation.core.recovery.tables.weights import current


def repeated_rows(first: Sequence[Tile], tiles: Sequence[Tile]) -> float:
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


def repeated_columns(first: Sequence[Tile], tiles: Sequence[Tile]) -> float:
    """Right of which place pages further right begin with columns of their own; 0 from the left."""
    known: dict[str, list[_Piece]] = {}
    for piece in (piece for tile in first for row in tile.rows for piece in _pieces(tile, row)):
        known.setdefault(piece.text, []).append(piece)
    same, others = [], []
    for row in (list(_pieces(tile, row)) for tile in tiles for row in tile.rows):
        again = [piece for piece in row if any(map(piece.is_at, known.get(piece.text, ())))]
        same += [(piece.low, piece.high) for piece in again]
        if again:
            others += [(piece.low, piece.high) for piece in row if piece not in again]
    weights = current().tiles
    if len(same) < weights.repeated_names or not others:
        return 0.0
    cut = min(low for low, _ in others)
    ends = [high for low, high in same if low < cut]
    if len(ends) < weights.repeated_names or max(ends) > cut + weights.overhang:
        return 0.0
    end = min(max(ends), cut)
    walls = [x for tile in tiles for x in tile.down if end - weights.overhang <= x <= cut]
    return min(walls) if walls else (end + cut) / 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a row: its extent across, its height on the page and its words."""

    low: float
    high: float
    y: float
    text: str

    def is_at(self, other: _Piece) -> bool:
        """Whether both stand in the same place of their pages."""
        near = current().tiles.same_place
        return abs(self.low - other.low) <= near and abs(self.y - other.y) <= near


def _pieces(tile: Tile, row: Row) -> Iterator[_Piece]:
    """What stands in a row, parted by white space and by walls."""
    places = [low for low, _ in pieces_of(row)]
    starts = sorted({*places, *(tile.down if tile.is_drawn else ())})
    for low, high in pairwise([*starts, float("inf")]):
        words = words_between(row, low - 1, high - 1)
        if words:
            text = " ".join(word.text for word in words)
            yield _Piece(words[0].box.x0, words[-1].box.x1, words[0].box.y_mid, text)
