"""The matrix as templates show it, from a guide's rows or from a published edition.

Nothing here asks the database: a guide comes with everything prefetched (`with_matrix`), an edition
is plain JSON. Generations are used by their attributes, because guides never imports generation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zlib import crc32

from django.utils.safestring import SafeString

from guides.company.chips import Chips, FactChip, chips_from, chips_in, chips_of, published_facts
from guides.matrix.definitions import render_definition
from guides.models import Competency, GuideCell, GuideEdition, Level, LevelingGuide

_NUMBERED = re.compile(r"\d|\b[IVX]+\b")
"""A title with a number of its own, arabic or Roman."""


class CellState(StrEnum):
    """How a cell stands. The first five are a generation's statuses."""

    WAITING = "waiting"
    WRITING = "writing"
    READY = "ready"
    NEEDS_REVIEW = "needs_review"
    FAILED = "failed"
    PLANNED = "planned"
    NOTHING = "nothing"


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
    reasons: tuple[str, ...] = ()
    error: str = ""
    news: CellState | None = None
    edited_by: str = ""
    is_by_hand: bool = False
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
    for_editor: bool
    is_drafted_offline: bool = False
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
    def default_level(self) -> int:
        """The level that a phone shows first: one in the middle says most about the guide."""
        return (len(self.levels) + 1) // 2


def settle(
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


def from_guide(guide: LevelingGuide, for_editor: bool = True) -> MatrixPage:
    """The draft: what managers work on. Without `for_editor`, only what readers may see of it."""
    levels = [
        level_view(level, at, str(level.pk) if for_editor else "")
        for at, level in enumerate(guide.levels.all(), start=1)
    ]
    keys = {level.pk: view for level, view in zip(guide.levels.all(), levels, strict=True)}
    by_place = {(cell.competency_id, cell.level_id): cell for cell in guide.cells.all()}
    is_writing = _is_writing(guide)
    chips = chips_of(guide.company.facts.all())
    rows = []
    for number, competency in enumerate(guide.competencies.all(), start=1):
        cells = []
        for level in guide.levels.all():
            cell = by_place.get((competency.pk, level.pk))
            cells.append(
                _empty_cell(competency.key, competency.name, keys[level.pk])
                if cell is None
                else cell_view(
                    cell,
                    competency,
                    keys[level.pk],
                    is_running=is_writing,
                    for_editor=for_editor,
                    chips=chips,
                )
            )
        rows.append(
            RowView(
                key=competency.key,
                number=number,
                name=competency.name,
                category=competency.category,
                description=competency.description,
                cells=tuple(cells),
                pk=str(competency.pk) if for_editor else "",
            )
        )
    shown = (g for cell in guide.cells.all() for g in cell.generations.all() if g.is_shown)
    return MatrixPage(
        levels=tuple(levels),
        rows=tuple(rows),
        for_editor=for_editor,
        is_drafted_offline=any(generation.engine == "offline" for generation in shown),
        stamp=stamp_of((cell.pk, cell.competency_id, cell.level_id) for cell in guide.cells.all()),
    )


def from_edition(edition: GuideEdition) -> MatrixPage:
    """What was published: the same table, without anything that only managers see."""
    return from_content(edition.content_json)


def from_content(content: Mapping[str, Any]) -> MatrixPage:
    """The table of an edition's JSON, as `edition_content` wrote it."""
    levels = [
        LevelView(
            key=level["key"],
            code=level["code"],
            title=level["title"],
            description=level["description"],
            number=at,
        )
        for at, level in enumerate(content["levels"], start=1)
    ]
    by_place = {(cell["competency"], cell["level"]): cell for cell in content["cells"]}
    chips = chips_from(content)
    rows = []
    for number, competency in enumerate(content["competencies"], start=1):
        cells = tuple(
            _published_cell(by_place.get((competency["key"], level.key)), competency, level, chips)
            for level in levels
        )
        rows.append(
            RowView(
                key=competency["key"],
                number=number,
                name=competency["name"],
                category=competency["category"],
                description=competency["description"],
                cells=cells,
            )
        )
    return MatrixPage(
        levels=tuple(levels),
        rows=tuple(rows),
        for_editor=False,
        is_drafted_offline=any(cell["engine"] == "offline" for cell in content["cells"]),
    )


def edition_content(guide: LevelingGuide) -> dict[str, Any]:
    """The whole guide as readers see it, ready to be stored as JSON.

    Of a cell it holds the shown generation alone: never a note, a check, a reason, an error, or
    what still waits for a manager's look. `generation` says which one it is, so that a reader's
    thumb finds it; no page or file shows it.
    """
    levels = {level.pk: level for level in guide.levels.all()}
    competencies = {competency.pk: competency for competency in guide.competencies.all()}
    order = sorted(
        guide.cells.all(),
        key=lambda cell: (
            competencies[cell.competency_id].position,
            levels[cell.level_id].position,
        ),
    )
    cells = [
        _published_content(cell, levels[cell.level_id], competencies[cell.competency_id])
        for cell in order
    ]
    return {
        "title": guide.title,
        "role_title": guide.role_title,
        "company": guide.company.display_name,
        "website": guide.company.host,
        "source": {"filename": guide.original_filename, "pages": guide.page_count},
        "levels": [
            {
                "key": level.key,
                "code": level.code,
                "title": level.title,
                "description": level.description,
            }
            for level in levels.values()
        ],
        "competencies": [
            {
                "key": competency.key,
                "name": competency.name,
                "category": competency.category,
                "description": competency.description,
            }
            for competency in competencies.values()
        ],
        "cells": cells,
        "facts": published_facts(guide.company.facts.all(), cells),
    }


def level_view(level: Level, number: int, pk: str = "") -> LevelView:
    return LevelView(level.key, level.code, level.title, level.description, number, pk)


def cell_view(  # noqa: PLR0913 - a cell with what surrounds it
    cell: GuideCell,
    competency: Competency,
    level: LevelView,
    *,
    is_running: bool,
    for_editor: bool = True,
    generations: Iterable[Any] | None = None,
    chips: Chips = MappingProxyType({}),
) -> CellView:
    """A cell from its rows. `is_running`: whether a cell without generations will get some.

    `generations` are those of the cell, where they are not prefetched on it.
    """
    rows = cell.generations.all() if generations is None else generations
    pending, shown, last = sort_generations(rows)
    if not for_editor:
        pending = last = None
    state = settle(
        pending and pending.status,
        shown and shown.status,
        last and last.status,
        is_running=is_running and for_editor,
    )
    used = shown or (last if state is CellState.NEEDS_REVIEW else None)
    examples = used.content_json if used else ()
    return CellView(
        dom_id=dom_id(competency.key, level.key),
        state=state,
        level=level,
        competency_name=competency.name,
        definition=render_definition(
            cell.definition_text, tuple(example["illustrates"] for example in examples)
        ),
        page=cell.page,
        examples=_examples(examples, chips),
        reasons=tuple(check["reason"] for check in used.failed_checks if check.get("reason"))
        if used and state is CellState.NEEDS_REVIEW
        else (),
        error=last.error_message if last and state is CellState.FAILED else "",
        news=_news(pending, shown, last),
        edited_by=_first_name(cell.edited_by) if cell.is_edited else "",
        is_by_hand=used is not None and used.engine == "manual",
        is_outdated=cell.is_outdated,
        is_vouched_for=for_editor and shown is not None and shown.status == CellState.NEEDS_REVIEW,
        url=cell.get_absolute_url() if for_editor else "",
        pk=str(cell.pk) if for_editor else "",
        generation_pk=str(used.pk) if used and for_editor else "",
        thumbs_up=used.thumbs_up if used and for_editor else 0,
        thumbs_down=used.thumbs_down if used and for_editor else 0,
    )


def sort_generations(generations: Iterable[Any]) -> tuple[Any | None, Any | None, Any | None]:
    """The open one, the shown one, and the newest of the others that a page has to mention."""
    pending = shown = last = None
    for generation in generations:
        if generation.is_pending:
            pending = pending or generation
        elif generation.is_shown:
            shown = generation
        elif last is None or generation.created_at > last.created_at:
            last = generation
    return pending, shown, last


def dom_id(competency_key: str, level_key: str) -> str:
    """The cell's id on the page: the same for the draft, each edition and every link into it."""
    return f"c-{competency_key}--{level_key}"


def stamp_of(places: Iterable[Sequence[Any]]) -> str:
    """A short mark of which cells the table has: another mark, another table."""
    text = "|".join(sorted(",".join(str(part) for part in place) for place in places))
    return f"{crc32(text.encode()):x}" if text else ""


def _is_writing(guide: LevelingGuide) -> bool:
    return guide.is_running and not guide.is_waiting_for_review


def _news(pending: Any | None, shown: Any | None, last: Any | None) -> CellState | None:
    if shown is None:
        return None
    if pending is not None:
        return CellState(pending.status)
    if last is not None and last.created_at > shown.created_at:
        return CellState(last.status)
    return None


def _examples(items: Sequence[Mapping[str, Any]], chips: Chips) -> tuple[ExampleView, ...]:
    return tuple(
        ExampleView(
            headline=item["headline"],
            text=item["text"],
            evidence=item["evidence"],
            facts=chips_in(item, chips),
        )
        for item in items
    )


def _first_name(person: Any | None) -> str:
    if person is None:
        return "someone who has left"
    return person.first_name or person.get_username()


def _empty_cell(competency_key: str, competency_name: str, level: LevelView) -> CellView:
    return CellView(
        dom_id=dom_id(competency_key, level.key),
        state=CellState.NOTHING,
        level=level,
        competency_name=competency_name,
    )


def _published_cell(
    content: Mapping[str, Any] | None,
    competency: Mapping[str, Any],
    level: LevelView,
    chips: Chips,
) -> CellView:
    if content is None:
        return _empty_cell(competency["key"], competency["name"], level)
    examples = content["examples"]
    return CellView(
        dom_id=dom_id(competency["key"], level.key),
        state=CellState.READY if examples else CellState.PLANNED,
        level=level,
        competency_name=competency["name"],
        definition=render_definition(
            content["definition"], tuple(example["illustrates"] for example in examples)
        ),
        page=content["page"],
        examples=_examples(examples, chips),
    )


def _published_content(cell: GuideCell, level: Level, competency: Competency) -> dict[str, Any]:
    _, shown, _ = sort_generations(cell.generations.all())
    return {
        "level": level.key,
        "competency": competency.key,
        "definition": cell.definition_text,
        "page": cell.page,
        "engine": shown.engine if shown else "",
        "generation": str(shown.pk) if shown else "",
        "examples": [_published_example(item) for item in shown.content_json] if shown else [],
    }


def _published_example(item: Mapping[str, Any]) -> dict[str, Any]:
    names = ("headline", "text", "evidence", "illustrates")
    return {name: item[name] for name in names} | {"facts": list(item.get("facts", ()))}
