"""What the review page shows: the recovered matrix and the choice made in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from guides.enums import GuideStatus
from guides.matrix.doubts import OpenDoubt, open_doubts
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.review.corrections.definitions import mark_of
from guides.review.pictures import Picture, picture_of

EXCERPT_CHARS = 220
MOST_FIRST = 8
"""Doubts that the list begins with."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen on the page: a cell (both keys), a level or a competency, or nothing."""

    competency: Competency | None = None
    level: Level | None = None

    @property
    def kind(self) -> str:
        if self.competency and self.level:
            return "cell"
        return "level" if self.level else "competency" if self.competency else ""

    @property
    def part(self) -> Level | Competency | None:
        return None if self.kind == "cell" else self.level or self.competency

    @property
    def query(self) -> str:
        keys = {"competency": self.competency, "level": self.level}
        return urlencode({name: part.key for name, part in keys.items() if part})


@dataclass(frozen=True, slots=True)
class ReviewCell:
    level: Level
    cell: GuideCell | None
    query: str
    is_chosen: bool
    doubts: list[OpenDoubt]

    @property
    def excerpt(self) -> str:
        text = self.cell.definition_text if self.cell else ""
        return text if len(text) <= EXCERPT_CHARS else f"{text[:EXCERPT_CHARS].rstrip()}…"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    competency: Competency
    cells: list[ReviewCell]
    starts_category: bool
    is_chosen: bool
    doubts: list[OpenDoubt]


@dataclass(frozen=True, slots=True)
class ReviewHead:
    level: Level
    doubts: list[OpenDoubt]


@dataclass(frozen=True, slots=True)
class ToLook:
    """A doubt with the address of its place; `can_settle` where that is no cell and no name."""

    doubt: OpenDoubt
    query: str
    can_settle: bool


@dataclass(frozen=True, slots=True)
class Review:
    guide: LevelingGuide
    levels: list[Level]
    rows: list[ReviewRow]
    choice: Choice
    cell: GuideCell | None
    picture: Picture | None
    previous: str
    next: str
    cell_count: int
    unwritten_count: int
    doubts: list[OpenDoubt]
    heads: list[ReviewHead]

    @property
    def chosen_doubts(self) -> list[OpenDoubt]:
        """Those about the chosen cell, level or competency."""
        return _about(self.doubts, self.choice.level, self.choice.competency)

    @property
    def to_look(self) -> list[ToLook]:
        """What to look at first; the rest is marked in the matrix, and folded below these."""
        return [_to_look(doubt) for doubt in self.doubts[:MOST_FIRST]]

    @property
    def to_look_then(self) -> list[ToLook]:
        return [_to_look(doubt) for doubt in self.doubts[MOST_FIRST:]]

    @property
    def seen(self) -> str:
        """What the form says that the person saw of the chosen cell."""
        return mark_of(self.cell.definition_text) if self.cell else ""

    @property
    def is_empty(self) -> bool:
        return not self.levels and not self.rows

    @property
    def is_by_hand(self) -> bool:
        return self.guide.status == GuideStatus.FAILED_PARSE

    @property
    def column_count(self) -> int:
        return len(self.levels)


def make_review(guide: LevelingGuide, keys: Mapping[str, str]) -> Review:
    """`keys` may hold `competency`, `level` and `page`; what does not exist is not chosen."""
    levels = list(guide.levels.all())
    competencies = list(guide.competencies.all())
    cells = {(cell.competency_id, cell.level_id): cell for cell in guide.cells.all()}
    choice = Choice(
        _by_key(competencies, keys.get("competency")), _by_key(levels, keys.get("level"))
    )
    chosen = _chosen_cell(choice, cells)
    previous, following = _neighbours(choice, competencies, levels)
    doubts = open_doubts(guide, levels, competencies, cells.values())
    return Review(
        guide=guide,
        levels=levels,
        rows=_rows(competencies, levels, cells, choice, doubts),
        choice=choice,
        cell=chosen,
        picture=picture_of(guide, chosen or _first_of(choice, cells), chosen, keys.get("page")),
        previous=previous,
        next=following,
        cell_count=len(cells),
        unwritten_count=_unwritten(guide),
        doubts=doubts,
        heads=[ReviewHead(level, _about(doubts, level, None)) for level in levels],
    )


def _about(
    doubts: list[OpenDoubt], level: Level | None, competency: Competency | None
) -> list[OpenDoubt]:
    """The doubts about one place; none about nothing."""
    if level is None and competency is None:
        return []
    return [doubt for doubt in doubts if (doubt.level, doubt.competency) == (level, competency)]


def _to_look(doubt: OpenDoubt) -> ToLook:
    choice = Choice(doubt.competency, doubt.level)
    page = urlencode({"page": doubt.page}) if doubt.page is not None else ""
    return ToLook(doubt, "&".join(filter(None, (choice.query, page))), not choice.kind)


def _unwritten(guide: LevelingGuide) -> int:
    """Cells that were written for other words, or never."""
    without: Any = Q(generations__isnull=True)
    reworded = Q(pk__in=guide.cells.reworded().values("pk"))
    return guide.cells.filter(without | Q(is_outdated=True) | reworded).distinct().count()


def cells_of(choice: Choice) -> int:
    """How many cells go when the chosen level or competency is removed."""
    return choice.part.cells.count() if choice.part else 0


def _by_key(parts: list[Any], key: str | None) -> Any:
    return next((part for part in parts if part.key == key), None) if key else None


def _chosen_cell(choice: Choice, cells: Mapping[Any, GuideCell]) -> GuideCell | None:
    if choice.competency is None or choice.level is None:
        return None
    return cells.get((choice.competency.pk, choice.level.pk))


def _first_of(choice: Choice, cells: Mapping[Any, GuideCell]) -> GuideCell | None:
    """A cell of the chosen row or column, to show where in the PDF it stands."""
    return next(
        (
            cell
            for (competency, level), cell in cells.items()
            if cell.source
            and (choice.competency is None or competency == choice.competency.pk)
            and (choice.level is None or level == choice.level.pk)
        ),
        None,
    )


def _rows(
    competencies: list[Competency],
    levels: list[Level],
    cells: Mapping[Any, GuideCell],
    choice: Choice,
    doubts: list[OpenDoubt],
) -> list[ReviewRow]:
    rows = []
    category = ""
    for competency in competencies:
        rows.append(
            ReviewRow(
                competency=competency,
                cells=[
                    ReviewCell(
                        level=level,
                        cell=cells.get((competency.pk, level.pk)),
                        query=Choice(competency, level).query,
                        is_chosen=choice == Choice(competency, level),
                        doubts=_about(doubts, level, competency),
                    )
                    for level in levels
                ],
                starts_category=bool(competency.category) and competency.category != category,
                is_chosen=choice == Choice(competency, None),
                doubts=_about(doubts, None, competency),
            )
        )
        category = competency.category
    return rows


def _neighbours(
    choice: Choice, competencies: list[Competency], levels: list[Level]
) -> tuple[str, str]:
    """The addresses before and after the chosen cell, row by row; empty at the ends."""
    if choice.competency is None or choice.level is None:
        return "", ""
    places = [(competency, level) for competency in competencies for level in levels]
    at = places.index((choice.competency, choice.level))
    before = Choice(*places[at - 1]).query if at else ""
    after = Choice(*places[at + 1]).query if at + 1 < len(places) else ""
    return before, after
