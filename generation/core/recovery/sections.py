"""Headings below headings to a grid: the style whose names return below each heading of another.

`Grid` is neutral: whether its outer headings are the levels or the competencies is found by
`headings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from generation.core.recovery.level_heights import disorder
from generation.core.recovery.level_names import (
    competencies_likelihood,
    level_signal,
    levels_likelihood,
    name_key,
    strip_continued,
)
from generation.core.recovery.lines import Line, Style
from generation.core.recovery.outline import Piece
from generation.core.recovery.weights import current

_LEAST = 2
"""Headings on either side of a grid: one alone crosses nothing."""


@dataclass(slots=True)
class Inner:
    """A heading below an outer one, with its text."""

    name: str
    key: str
    category: str = ""
    line: Line | None = None
    """Where the heading stands."""
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Outer:
    """A heading with those below it. `parent` is the heading above it, in larger type."""

    name: str
    key: str
    parent: str = ""
    line: Line | None = None
    """Where the heading stands."""
    description: list[Line] = field(default_factory=list)
    children: list[Inner] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        return [child.key for child in self.children]

    @property
    def is_empty(self) -> bool:
        """Whether neither text nor a heading stands below it."""
        return not self.description and not self.children


@dataclass(slots=True)
class Grid:
    """The outer headings of one guide and the names below them, in the guide's order."""

    outers: list[Outer]
    names: list[Inner]
    """One for every distinct name; its own `lines` are not meant."""
    title: str = ""
    left_out: int = 0
    """How many sections seem to belong to the grid but have no names in common with it."""

    @property
    def cell_count(self) -> int:
        return sum(bool(child.lines) for outer in self.outers for child in outer.children)

    @property
    def fill(self) -> float:
        """The part of all crossings that hold text."""
        return min(1.0, self.cell_count / max(1, len(self.outers) * len(self.names)))

    @property
    def text_length(self) -> int:
        return sum(
            len(line.text)
            for outer in self.outers
            for child in outer.children
            for line in child.lines
        )

    @property
    def repeats(self) -> float:
        """The part of the names that stand more than once below the same heading."""
        return sum("#" in name.key for name in self.names) / max(1, len(self.names))

    @property
    def order(self) -> float:
        """The part of following names that follow each other in the order of the whole grid."""
        place = {name.key: number for number, name in enumerate(self.names)}
        steps = [
            pair
            for outer in self.outers
            for pair in pairwise([key for key in outer.keys if key in place])
        ]
        return sum(place[a] < place[b] for a, b in steps) / len(steps) if steps else 1.0


def grids_of(pieces: Sequence[Piece], outer: Style, inner: Style) -> list[Grid]:
    """The grids that headings of two styles make, one for each guide. None: no structure."""
    roles = _same_style_roles(pieces, outer) if outer == inner else _two_style_roles(
        pieces, outer, inner
    )  # fmt: skip
    outers = _Walk(roles).run(pieces)
    grids = [grid for group in _guides(outers) if (grid := _grid(group)) is not None]
    _count_all_left_out(grids, outers)
    return grids


def _count_all_left_out(grids: Sequence[Grid], outers: Sequence[Outer]) -> None:
    kept = {outer.key for grid in grids for outer in grid.outers}
    others = [(place, outer) for place, outer in enumerate(outers) if outer.key not in kept]
    for grid in grids:
        places = [place for place, outer in enumerate(outers) if outer in grid.outers]
        grid.left_out = _count_left_out(grid, range(places[0], places[-1]), others)


def _count_left_out(grid: Grid, places: range, others: Sequence[tuple[int, Outer]]) -> int:
    """Sections among those of the grid, or named like its levels, and headings without any text."""
    names_levels = _are_levels([outer.name for outer in grid.outers])
    held = [(place, outer) for place, outer in others if not outer.is_empty]
    left_out = sum(
        place in places or (names_levels and _is_level_like(outer.name)) for place, outer in held
    )
    empty = len(others) - len(held)
    return left_out + (empty if empty > 1 else 0)


def _are_levels(names: Sequence[str]) -> bool:
    return levels_likelihood(names) >= current().sections.names_levels


def _is_level_like(name: str) -> bool:
    return level_signal(name) >= current().sections.level_signal


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which part each heading plays, by its style and key."""

    outer: Style
    inner: Style
    outer_keys: frozenset[str] | None
    inner_keys: frozenset[str]

    def of(self, piece: Piece) -> str:
        """`outer`, `inner`, `above` (larger than outer), `between` or `text`."""
        style = piece.style
        if style is None:
            return "text"
        if style == self.outer and (self.outer_keys is None or piece.key in self.outer_keys):
            return "outer"
        if style == self.inner or (piece.key in self.inner_keys and style.kind != "plain"):
            return "inner"
        return self._aside(style)

    def _aside(self, style: Style) -> str:
        """The part of a heading that is neither of the two."""
        if style.kind == "line" and style.rank > self.outer.rank:
            return "above"
        if style.kind == "line" and style.rank > self.inner.rank:
            return "between"
        return "text"


def _two_style_roles(pieces: Iterable[Piece], outer: Style, inner: Style) -> _Roles:
    counts = Counter(piece.key for piece in pieces if piece.style == inner)
    return _Roles(outer, inner, None, frozenset(key for key, count in counts.items() if count > 1))


def _same_style_roles(pieces: Iterable[Piece], style: Style) -> _Roles:
    """One style for both: what returns is inner, what stands once is outer."""
    counts = Counter(piece.key for piece in pieces if piece.style == style)
    once = {key for key, count in counts.items() if count == 1}
    levels = {key for key in once if _is_level_like(key)}
    repeated = frozenset(set(counts) - once)
    return _Roles(style, style, frozenset(levels if len(levels) >= _LEAST else once), repeated)


class _Walk:
    """One pass over the pieces, hanging each below the heading that it follows."""

    def __init__(self, roles: _Roles) -> None:
        self.roles = roles
        self.outers: list[Outer] = []
        self.outer: Outer | None = None
        self.inner: Inner | None = None
        self.parent = ""
        self.category = ""
        self.is_resumed = False
        self.whole: Line | None = None
        """The last line that was taken back whole."""
        self.guess: Inner | None = None
        """A heading above the inner style with text right below it: no category, perhaps."""

    def run(self, pieces: Sequence[Piece]) -> list[Outer]:
        for piece in pieces:
            getattr(self, f"_{self.roles.of(piece)}")(piece)
        return self.outers

    def _above(self, piece: Piece) -> None:
        self.parent = strip_continued(piece.text)
        self.outer = self.inner = self.guess = None
        self.category = ""

    def _outer(self, piece: Piece) -> None:
        name = strip_continued(piece.text)
        last = self.outers[-1] if self.outers else None
        self.is_resumed = last is not None and last.key == piece.key and last.parent == self.parent
        if last is not None and self.is_resumed:
            # The category goes on as well: a page break only repeats the heading.
            self.outer = last
        else:
            self.outer = Outer(name, piece.key, self.parent, piece.lines[0])
            self.outers.append(self.outer)
            self.category = ""
        self.inner = self.guess = None

    def _between(self, piece: Piece) -> None:
        self.category = strip_continued(piece.text)
        self.inner = None
        self.guess = Inner(self.category, piece.key, line=piece.lines[0])

    def _inner(self, piece: Piece) -> None:
        if self.outer is None:
            return
        self._take_back_guess(self.outer)
        known = [child for child in self.outer.children if child.key.split("#")[0] == piece.key]
        if known and self._goes_on(known[-1]):
            self.inner = known[-1]
            return
        key = f"{piece.key}#{len(known) + 1}" if known else piece.key
        self.inner = Inner(strip_continued(piece.text), key, self.category, piece.lines[0])
        self.outer.children.append(self.inner)

    def _take_back_guess(self, outer: Outer) -> None:
        """A heading below the guessed one shows that it was a category."""
        if self.guess is not None and self.guess in outer.children:
            outer.children.remove(self.guess)
        self.guess = None

    def _goes_on(self, last: Inner) -> bool:
        """Whether a heading of the same name as `last` carries it on."""
        return self.is_resumed or not last.lines or name_key(last.name) == ""

    def _text(self, piece: Piece) -> None:
        lines = self._as_printed(piece)
        if self.inner is not None:
            self.inner.lines.extend(lines)
        elif self.outer is not None and self.guess is not None:
            if not self.guess.lines:
                self.outer.children.append(self.guess)
            self.guess.lines.extend(lines)
        elif self.outer is not None:
            self.outer.description.extend(lines)

    def _as_printed(self, piece: Piece) -> tuple[Line, ...]:
        """The lines of a piece; a name that turned out to be text takes its whole line back."""
        if piece.whole is None:
            return piece.lines
        if piece.style is not None:
            self.whole = piece.whole
            return (*piece.lines[:-1], piece.whole)
        return piece.lines[1:] if self.whole is piece.whole else piece.lines


def _guides(outers: Sequence[Outer]) -> list[list[Outer]]:
    """Part the outer headings where a second guide begins."""
    guides: list[list[Outer]] = []
    filled = [outer for outer in outers if any(child.lines for child in outer.children)]
    for outer in filled:
        if not guides or _begins_guide(guides[-1], outer, filled):
            guides.append([])
        twin = next((other for other in guides[-1] if other.key == outer.key), None)
        if twin is None:
            guides[-1].append(outer)
        else:
            twin.children.extend(outer.children)
    return guides


def _begins_guide(guide: Sequence[Outer], outer: Outer, everything: Sequence[Outer]) -> bool:
    changes_parent = bool(outer.parent) and outer.parent != guide[-1].parent
    twin = {other.key: other for other in guide}.get(outer.key)
    if twin is not None:
        repeats = not set(outer.keys).isdisjoint(twin.keys)
        return repeats or (changes_parent and not _are_categories(everything))
    if not changes_parent or len(guide) < _LEAST:
        return False
    siblings = [other for other in everything if other.parent == outer.parent]
    return not _share_names(guide, siblings)


def _share_names(some: Iterable[Outer], others: Iterable[Outer]) -> bool:
    """Whether many of the names below some headings stand below the others as well."""
    earlier = {key for outer in some for key in outer.keys}
    later = {key for outer in others for key in outer.keys}
    least = current().sections.shared_share * min(len(earlier), len(later))
    return len(earlier & later) >= least


def _are_categories(outers: Sequence[Outer]) -> bool:
    """Whether the headings above name groups of competencies, not guides."""
    parents = list(dict.fromkeys(outer.parent for outer in outers if outer.parent))
    return competencies_likelihood(parents) >= current().sections.names_competencies


def _grid(outers: list[Outer]) -> Grid | None:
    """The grid of one guide, without sections that share no names with the others."""
    least = current().sections.shared_share
    counts = Counter(key for outer in outers for key in set(outer.keys))
    kept = []
    for outer in outers:
        shared = sum(counts[key] > 1 for key in outer.keys)
        if shared >= max(1, least * len(outer.keys)):
            kept.append(outer)
    kept = _in_rows(kept)
    for outer in kept:
        outer.children = _in_grid_order(outer.children)
    names = _in_rows(_merged_names(kept))
    if min(len(kept), len(names)) < _LEAST:
        return None
    return Grid(kept, names, kept[0].parent)


_Heading = TypeVar("_Heading", Outer, Inner)


def _in_rows(headings: list[_Heading]) -> list[_Heading]:
    """Headings side by side in the order of their rows, where that brings levels in order."""
    names = [heading.name for heading in headings]
    if not disorder(names):
        return headings
    ordered = sorted(headings, key=_place_in_rows)
    return ordered if disorder([item.name for item in ordered]) < disorder(names) else headings


def _place_in_rows(heading: Outer | Inner) -> tuple[int, int, float]:
    """Page, row and place in the row; titles in one row may stand a point or two apart."""
    if heading.line is None:
        return 0, 0, 0.0
    raster = current().sections.raster_pt
    return heading.line.page, round(heading.line.box.top / raster), heading.line.box.x0


def _in_grid_order(children: list[Inner]) -> list[Inner]:
    """Headings that stand in even rows and columns on one page, row by row."""
    lines = [child.line for child in children if child.line is not None]
    if len(lines) < len(children) or len({line.page for line in lines}) != 1:
        return children
    raster = current().sections.raster_pt
    columns = len({round(line.box.x0 / raster) for line in lines})
    rows = len({round(line.box.top / raster) for line in lines})
    is_grid = min(columns, rows) >= _LEAST and rows == -(-len(lines) // columns)
    return sorted(children, key=_place_in_rows) if is_grid else children


def _merged_names(outers: Sequence[Outer]) -> list[Inner]:
    """All names in an order that keeps the order below each heading where it can."""
    merged: list[Inner] = []
    for outer in outers:
        place = 0
        for child in outer.children:
            known = next((n for n, name in enumerate(merged) if name.key == child.key), None)
            if known is None:
                merged.insert(place, Inner(child.name, child.key, child.category, child.line))
                known = place
            elif not merged[known].category:
                merged[known].category = child.category
            place = known + 1
    return [name for name in merged if _has_text(name.key, outers)]


def _has_text(key: str, outers: Sequence[Outer]) -> bool:
    return any(child.key == key and child.lines for outer in outers for child in outer.children)
