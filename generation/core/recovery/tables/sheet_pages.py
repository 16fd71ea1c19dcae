"""Which pages of a document are one sheet, and what the margins call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generation.core.reading import Word
from generation.core.recovery.tables.laid import LaidSheet, laid_sheet
from generation.core.recovery.tables.rows import pieces_of, words_between
from generation.core.recovery.tables.tiles import Laying, Tile, laying_of, same_rows
from generation.core.recovery.tables.weights import current


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
        if runs and same_rows(runs[-1][-1], tile) >= current().tiles.least_fit:
            runs[-1].append(tile)
        else:
            runs.append([tile])
    if len({len(run) for run in runs}) > 1:
        return [[tile] for tile in tiles]
    return runs
