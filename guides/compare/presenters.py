"""Two or three levels side by side: what is different one level up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guides.differences import Piece, added_only
from guides.matrix.origins import Authorship, authorship
from guides.matrix.page import CellView, LevelView, MatrixPage
from guides.publishing.content import from_content

MIN_SHARED = 0.25
"""Where less than this share of the text stands at the level before too, the two are different
texts: marking nearly every word would say nothing."""


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """A definition beside the one of the level before it.

    `pieces` are its words, those that the level before does not have as `added`. `note` says in
    words what marks cannot; in a text of its own nothing is marked.
    """

    view: CellView
    level: LevelView
    pieces: tuple[Piece, ...]
    note: str = ""
    is_own_text: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.pieces


@dataclass(frozen=True, slots=True)
class ComparedRow:
    name: str
    category: str
    description: str
    cells: tuple[ComparedCell, ...]
    number: int

    @property
    def is_same(self) -> bool:
        """The levels do not differ in this competency."""
        return all(cell.note.startswith("The same") for cell in self.cells[1:])


@dataclass(frozen=True, slots=True)
class Comparison:
    page: MatrixPage
    levels: tuple[LevelView, ...]
    rows: tuple[ComparedRow, ...]

    @property
    def authorship(self) -> Authorship:
        """Who wrote the examples of the chosen levels."""
        return authorship(cell.view.authors for row in self.rows for cell in row.cells)

    @property
    def first(self) -> LevelView:
        return self.levels[0]

    @property
    def second(self) -> LevelView:
        return self.levels[1]

    @property
    def third(self) -> LevelView | None:
        return self.levels[2] if len(self.levels) > 2 else None

    @property
    def same_count(self) -> int:
        return sum(row.is_same for row in self.rows)

    @property
    def own_count(self) -> int:
        """Competencies in which some level has a text of its own, so that nothing is marked."""
        return sum(any(cell.is_own_text for cell in row.cells) for row in self.rows)


def chosen_keys(
    keys: Sequence[str], *, start: str = "", to: str = "", also: str = "", mine: str = ""
) -> list[str]:
    """The levels to compare among `keys`, in the guide's order.

    Unknown ones are left out. Without a choice it is the reader's own level (`mine`) and the next
    one; above the last level there is none, so that is compared with the one below.
    """
    chosen = [key for key in dict.fromkeys((start, to, also)) if key in keys]
    if not chosen and mine in keys:
        chosen = [mine]
    if not chosen:
        chosen = list(keys[:1])
    if len(chosen) == 1 and len(keys) > 1:
        at = keys.index(chosen[0])
        chosen.append(keys[at + 1] if at + 1 < len(keys) else keys[at - 1])
    return sorted(chosen, key=keys.index)


def compare(content: Mapping[str, Any], keys: Sequence[str]) -> Comparison:
    """Compare the levels `keys` (two or three, in order) of an edition's content."""
    page = from_content(content)
    levels = tuple(level for level in page.levels if level.key in keys)
    texts = {(cell["competency"], cell["level"]): cell["definition"] for cell in content["cells"]}
    rows = []
    for row in page.rows:
        views = [cell for cell in row.cells if cell.level.key in keys]
        definitions = [texts.get((row.key, level.key), "") for level in levels]
        rows.append(
            ComparedRow(
                name=row.name,
                category=row.category,
                description=row.description,
                cells=tuple(_cells(views, levels, definitions)),
                number=row.number,
            )
        )
    return Comparison(page, levels, tuple(rows))


def _cells(
    views: Sequence[CellView], levels: Sequence[LevelView], definitions: Sequence[str]
) -> list[ComparedCell]:
    cells = [ComparedCell(views[0], levels[0], _plain(definitions[0]))]
    for at in range(1, len(levels)):
        before, text = definitions[at - 1], definitions[at]
        cells.append(_compared(views[at], levels[at], before, text, levels[at - 1].short_name))
    return cells


def _compared(view: CellView, level: LevelView, before: str, text: str, name: str) -> ComparedCell:
    """`text` beside `before`, the definition of the level called `name`."""
    if not before or not text:
        return ComparedCell(view, level, _plain(text))
    if before == text:
        return ComparedCell(view, level, _plain(text), note=f"The same as {name}")
    pieces = added_only(before, text)
    shared = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    if shared < MIN_SHARED * len(text):
        return ComparedCell(view, level, _plain(text), is_own_text=True)
    is_shorter = all(piece.kind == "same" for piece in pieces)
    note = f"Less than {name} has, nothing new" if is_shorter else ""
    return ComparedCell(view, level, tuple(pieces), note=note)


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece("same", text),) if text else ()
