"""What the review page shows: the recovered matrix, the choice made in it, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from guides.enums import ArtifactType, GuideStatus
from guides.models import Competency, GuideCell, Level, LevelingGuide
from guides.review.corrections.definitions import mark_of
from guides.source.page_shapes import PageShape, page_shapes, reading_quality

EXCERPT_CHARS = 220
VERY_SURE = 0.95
MAX_CROPS = 3

_HIDDEN = {
    "white": "in the colour of the page",
    "tiny": "too small to see",
    "off_page": "outside the page",
    "invisible": "set as invisible",
    "covered": "covered by something else",
    "clipped": "cut off",
    "layer": "on a layer that is switched off",
}


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


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the PDF with the places that the chosen cell was read from."""

    number: int
    count: int
    address: str
    shape: PageShape | None
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def crops(self) -> list[str]:
        """The marked places as SVG view boxes, to be shown enlarged."""
        if self.shape is None:
            return []
        return [" ".join(str(edge) for edge in box) for box in self.boxes[:MAX_CROPS]]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


@dataclass(frozen=True, slots=True)
class FoundGuide:
    """One of several guides in the PDF."""

    index: int
    title: str
    levels: list[str]
    competencies: list[str]


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
    return Review(
        guide=guide,
        levels=levels,
        rows=_rows(competencies, levels, cells, choice),
        choice=choice,
        cell=chosen,
        picture=_picture(guide, chosen or _first_of(choice, cells), chosen, keys.get("page")),
        previous=previous,
        next=following,
        cell_count=len(cells),
        unwritten_count=_unwritten(guide),
    )


def _unwritten(guide: LevelingGuide) -> int:
    """Cells whose examples were written for other words, or that have none."""
    without: Any = Q(generations__isnull=True)
    return guide.cells.filter(without | Q(is_outdated=True)).distinct().count()


def cells_of(choice: Choice) -> int:
    """How many cells go when the chosen level or competency is removed."""
    return choice.part.cells.count() if choice.part else 0


# The matrix ---------------------------------------------------------------------------------------


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
                    )
                    for level in levels
                ],
                starts_category=bool(competency.category) and competency.category != category,
                is_chosen=choice == Choice(competency, None),
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


# The page of the PDF ------------------------------------------------------------------------------


def _picture(
    guide: LevelingGuide, near: GuideCell | None, chosen: GuideCell | None, page: str | None
) -> Picture | None:
    if not guide.page_count:
        return None
    number = int(page) if page and page.isdecimal() else (near.page if near else None) or 1
    number = max(1, min(number, guide.page_count))
    sources = chosen.source if chosen else []
    return Picture(
        number=number,
        count=guide.page_count,
        address=reverse("guide_page_image", args=[guide.pk, number]),
        shape=page_shapes(guide).get(number),
        boxes=[_outline(source["box"]) for source in sources if source["page"] == number],
    )


def _outline(box: list[float]) -> tuple[float, float, float, float]:
    """x, y, width and height of a box with a little air around it, in points."""
    x0, top, x1, bottom = box
    air = 3
    return (
        round(x0 - air, 1),
        round(top - air, 1),
        round(x1 - x0 + 2 * air, 1),
        round(bottom - top + 2 * air, 1),
    )


# What the manager should know ---------------------------------------------------------------------


def confidence_in_words(confidence: float) -> str:
    if confidence >= VERY_SURE:
        return "Very sure of this matrix"
    if confidence >= settings.PARSE_CONFIDENCE_THRESHOLD:
        return "Quite sure of this matrix"
    if confidence >= settings.PARSE_CONFIDENCE_THRESHOLD / 2:
        return "Not sure of this matrix: please check it"
    return "This matrix is little more than a guess: please check every cell"


def reading_notes(guide: LevelingGuide) -> list[str]:
    """What reading the PDF came across, in sentences."""
    quality = reading_quality(guide)
    notes = []
    hidden = {kind: count for kind, count in quality.get("hidden", {}).items() if count}
    if hidden:
        total = sum(hidden.values())
        kinds = ", ".join(f"{count} {_HIDDEN.get(kind, kind)}" for kind, count in hidden.items())
        what = "1 hidden character was" if total == 1 else f"{total} hidden characters were"
        notes.append(f"{what} left out: {kinds}.")
    if quality.get("ocr_pages"):
        pages = quality["ocr_pages"]
        which = f"Page {pages[0]} was" if len(pages) == 1 else f"Pages {_listed(pages)} were"
        share = round(100 * quality.get("ocr_confidence", 1))
        notes.append(f"{which} read by OCR (mean certainty {share} %): check the words.")
    if quality.get("unmapped"):
        notes.append(
            f"{quality['unmapped']} characters have no readable meaning in the PDF: check for gaps."
        )
    return [*notes, *quality.get("notes", [])]


def found_guides(guide: LevelingGuide) -> list[FoundGuide]:
    """The guides to pick from, where the PDF holds several and none has been picked."""
    if guide.guide_index is not None or not guide.is_waiting_for_review:
        return []
    artifacts = guide.artifacts.filter(type=ArtifactType.MATRIX).order_by("-updated_at")
    content = artifacts.values_list("content_json", flat=True).first() or {}
    guides = content.get("guides", [])
    if len(guides) < 2:
        return []
    return [
        FoundGuide(
            index=index,
            title=found.get("title") or f"Guide {index + 1}",
            levels=[
                " ".join(filter(None, (level["code"], level["title"]))) for level in found["levels"]
            ],
            competencies=[row["name"] for row in found["competencies"]],
        )
        for index, found in enumerate(guides)
    ]


def _listed(numbers: list[int]) -> str:
    texts = [str(number) for number in numbers]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
