"""What an edition holds: the whole guide as readers see it, as JSON, and the table made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from guides.company.chips import Chips, chips_from, published_facts
from guides.matrix.definitions import render_definition
from guides.matrix.origins import CellOrigin, origin_of, origins_of
from guides.matrix.page import (
    CellState,
    CellView,
    LevelView,
    MatrixPage,
    RowView,
    dom_id,
    empty_cell,
    example_views,
    illustrated,
)
from guides.models import Competency, GuideCell, GuideEdition, Level, LevelingGuide

_OF_LEVEL = ("key", "code", "title", "description")
_OF_COMPETENCY = ("key", "name", "category", "description")
_OF_EXAMPLE = ("headline", "text", "evidence", "illustrates")


def edition_content(guide: LevelingGuide) -> dict[str, Any]:
    """The whole guide as readers see it, ready to be stored as JSON.

    Of a cell it holds the shown generation alone: never a starter, a note, a check, a reason, an
    error, or what still waits for a manager's look; and no name of whoever looked at it.
    `generation` says which one it is, so that a reader's thumb finds it; no page or file shows it.
    """
    levels, competencies = list(guide.levels.all()), list(guide.competencies.all())
    by_place = {(cell.competency_id, cell.level_id): cell for cell in guide.cells.all()}
    cells = [
        _cell_content(by_place[competency.pk, level.pk], competency, level)
        for competency in competencies
        for level in levels
        if (competency.pk, level.pk) in by_place
    ]
    return {
        "title": guide.title,
        "role_title": guide.role_title,
        "company": guide.company.display_name,
        "website": guide.company.host,
        "source": {"filename": guide.original_filename, "pages": guide.page_count},
        "levels": [{name: getattr(level, name) for name in _OF_LEVEL} for level in levels],
        "competencies": [
            {name: getattr(competency, name) for name in _OF_COMPETENCY}
            for competency in competencies
        ],
        "cells": cells,
        "facts": published_facts(guide.company.facts.all(), cells),
    }


def from_edition(edition: GuideEdition) -> MatrixPage:
    """What was published: the same table, without anything that only managers see."""
    return from_content(edition.content_json)


def from_content(content: Mapping[str, Any]) -> MatrixPage:
    """The table of an edition's JSON, as `edition_content` wrote it."""
    levels = [
        LevelView(**{name: level[name] for name in _OF_LEVEL}, number=at)
        for at, level in enumerate(content["levels"], start=1)
    ]
    by_place = {(cell["competency"], cell["level"]): cell for cell in content["cells"]}
    chips = chips_from(content)
    rows = [
        RowView(
            **{name: competency[name] for name in _OF_COMPETENCY},
            number=number,
            cells=tuple(
                _cell(by_place.get((competency["key"], level.key)), competency, level, chips)
                for level in levels
            ),
        )
        for number, competency in enumerate(content["competencies"], start=1)
    ]
    return MatrixPage(
        levels=tuple(levels),
        rows=tuple(rows),
    )


def _cell(
    content: Mapping[str, Any] | None,
    competency: Mapping[str, Any],
    level: LevelView,
    chips: Chips,
) -> CellView:
    if content is None:
        return empty_cell(competency["key"], competency["name"], level)
    examples = content["examples"]
    return CellView(
        dom_id=dom_id(competency["key"], level.key),
        state=CellState.READY if examples else CellState.DEFINED,
        level=level,
        competency_name=competency["name"],
        definition=render_definition(content["definition"], illustrated(examples)),
        page=content["page"],
        examples=example_views(examples, chips, content["engine"]),
        authors=cell_origin(content),
    )


def cell_origin(content: Mapping[str, Any]) -> CellOrigin:
    """Who wrote the examples of a cell of an edition. Who looked at them is not told to readers."""
    origins = origins_of(content["examples"], content["engine"])
    return CellOrigin(origins, is_checked=content.get("is_checked", False))


def _cell_content(cell: GuideCell, competency: Competency, level: Level) -> dict[str, Any]:
    shown = next((written for written in cell.generations.all() if written.is_shown), None)
    return {
        "level": level.key,
        "competency": competency.key,
        "definition": cell.definition_text,
        "page": cell.page,
        "engine": shown.engine if shown else "",
        "generation": str(shown.pk) if shown else "",
        "is_checked": bool(shown and shown.checked_at),
        "examples": _examples(shown.content_json, shown.engine) if shown else [],
    }


def _examples(items: Iterable[Mapping[str, Any]], engine: str) -> list[dict[str, Any]]:
    return [
        {name: item[name] for name in _OF_EXAMPLE}
        | {"facts": list(item.get("facts", ())), "origin": origin_of(item, engine)}
        for item in items
    ]
