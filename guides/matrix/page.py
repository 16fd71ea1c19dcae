"""The matrix as templates show it. `draft` makes it of a guide's rows, `publishing.content` of an
edition's JSON; nothing here asks the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from zlib import crc32

from django.utils.safestring import SafeString

from guides.company.chips import Chips, FactChip, chips_in
from guides.matrix.origins import (
    CHAT,
    MANUAL,
    NOBODY,
    ORIGIN_WORDS,
    Authorship,
    CellOrigin,
    authorship,
    origin_of,
)
from guides.matrix.starters import StarterView

_NUMBERED = re.compile(r"\d|\b[IVX]+\b")
"""A title with a number of its own, arabic or Roman."""


class CellState(StrEnum):
    """How a cell stands. The first seven are a generation's statuses.

    DEFINED is a definition alone, as readers see a cell without examples.
    """

    WAITING = "waiting"
    WRITING = "writing"
    READY = "ready"
    STARTERS = "starters"
    NEEDS_REVIEW = "needs_review"
    ABSTAINED = "abstained"
    FAILED = "failed"
    PLANNED = "planned"
    DEFINED = "defined"
    NOTHING = "nothing"


OPEN = frozenset({CellState.WAITING, CellState.WRITING})


@dataclass(frozen=True, slots=True)
class LevelView:
    """A column. `number` counts from 1 in the guide's order."""

    key: str
    code: str
    title: str
    description: str
    number: int
    pk: str = ""

    @property
    def name(self) -> str:
        if self.code.casefold() == self.title.casefold():
            return self.title
        return " ".join(part for part in (self.code, self.title) if part)

    @property
    def short_name(self) -> str:
        return self.code or self.title

    @property
    def mark(self) -> str:
        """The small line above the title: the code, or the place in the guide's order.

        Empty where the title says as much itself, such as “Level 1” or “Engineer II”.
        """
        if self.code:
            return "" if self.code.casefold() == self.title.casefold() else self.code
        return "" if _NUMBERED.search(self.title) else f"Level {self.number}"


@dataclass(frozen=True, slots=True)
class ExampleView:
    """One example. `thumb` is what its reader said of it, where readers are asked (`feedback`)."""

    headline: str
    text: str
    evidence: str
    origin: str = ""
    """Who wrote it, in words."""
    facts: tuple[FactChip, ...] = ()
    thumb: Any | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell. `news` is what became of a newer generation than the one shown, if anything.

    `url` is empty for readers: they have no page of a single cell.
    """

    dom_id: str
    state: CellState
    level: LevelView
    competency_name: str
    definition: SafeString | str = ""
    page: int | None = None
    examples: tuple[ExampleView, ...] = ()
    authors: CellOrigin = NOBODY
    starter: StarterView | None = None
    reason: str = ""
    """Why there are no examples, or fewer than three."""
    reasons: tuple[str, ...] = ()
    """Why somebody has to look at them."""
    is_undecided: bool = False
    """Nothing failed; but whether they illustrate the definition, a person has to say."""
    error: str = ""
    doing: str = ""
    """What is being done for examples that are still to come, or not compared yet."""
    news: CellState | None = None
    edited_by: str = ""
    is_outdated: bool = False
    is_vouched_for: bool = False
    """Shown by a manager's choice, although it did not pass its checks."""
    url: str = ""
    pk: str = ""
    generation_pk: str = ""
    thumbs_up: int = 0
    thumbs_down: int = 0

    @property
    def name(self) -> str:
        return f"{self.competency_name}, {self.level.short_name}"

    @property
    def is_uncompared(self) -> bool:
        """Its examples are written, and still to be compared with the cells around it: they are
        for managers alone, and may still be written again."""
        return self.state in OPEN and bool(self.examples)

    @property
    def is_by_hand(self) -> bool:
        return MANUAL in self.authors.origins

    @property
    def is_pasted(self) -> bool:
        return CHAT in self.authors.origins


@dataclass(frozen=True, slots=True)
class RowView:
    """A competency with a cell for every level; `NOTHING` where the guide has no text."""

    key: str
    number: int
    name: str
    category: str
    description: str
    cells: tuple[CellView, ...]
    pk: str = ""


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The whole table and what has to be said about it."""

    levels: tuple[LevelView, ...]
    rows: tuple[RowView, ...]
    stamp: str = ""

    @property
    def categories(self) -> list[str]:
        return list(dict.fromkeys(row.category for row in self.rows if row.category))

    @property
    def columns(self) -> int:
        return len(self.levels)

    @property
    def has_examples(self) -> bool:
        return any(cell.examples for row in self.rows for cell in row.cells)

    @property
    def authorship(self) -> Authorship:
        """Who wrote the examples that readers see or would see."""
        return authorship(
            cell.authors for row in self.rows for cell in row.cells if cell.state is CellState.READY
        )

    @property
    def default_level(self) -> int:
        """The level that a phone shows first: one in the middle says most about the guide."""
        return (len(self.levels) + 1) // 2


def state_of(
    pending: str | None, shown: str | None, last: str | None, *, is_running: bool
) -> CellState:
    """How a cell stands, from the statuses of its open, its shown and its latest other generation.

    A shown set stays what the cell is while a new one is open, and counts as ready: either it
    passed its checks, or a manager looked at it and chose to show it anyway.
    """
    if shown:
        return CellState.READY
    if pending or last:
        return CellState(pending or last or "")
    return CellState.WAITING if is_running else CellState.PLANNED


def empty_cell(competency_key: str, competency_name: str, level: LevelView) -> CellView:
    """A place where the guide says nothing."""
    return CellView(
        dom_id=dom_id(competency_key, level.key),
        state=CellState.NOTHING,
        level=level,
        competency_name=competency_name,
    )


def example_views(
    items: Sequence[Mapping[str, Any]], chips: Chips, engine: str = ""
) -> tuple[ExampleView, ...]:
    """Stored examples with the facts that they name and who wrote them."""
    return tuple(
        ExampleView(
            headline=item["headline"],
            text=item["text"],
            evidence=item["evidence"],
            origin=ORIGIN_WORDS[origin_of(item, engine)],
            facts=chips_in(item, chips),
        )
        for item in items
    )


def illustrated(items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The words of the definition that stored examples illustrate."""
    return tuple(item["illustrates"] for item in items)


def dom_id(competency_key: str, level_key: str) -> str:
    """The cell's id on the page: the same for the draft, each edition and every link into it."""
    return f"c-{competency_key}--{level_key}"


def stamp_of(places: Iterable[Sequence[Any]]) -> str:
    """A short mark of which cells the table has: another mark, another table."""
    text = "|".join(sorted(",".join(str(part) for part in place) for place in places))
    return f"{crc32(text.encode()):x}" if text else ""
