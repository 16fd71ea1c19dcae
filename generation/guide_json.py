"""A guide with its examples as the JSON that `process_guide` prints (spec, section 9)."""

from __future__ import annotations

from typing import Any

from generation.core.company import CompanyContext
from guides.company.research import company_context
from guides.models import GuideCell, LevelingGuide


def guide_as_json(guide: LevelingGuide, *, seconds: float) -> dict[str, Any]:
    """`guide` comes from `with_matrix()`."""
    levels, competencies = list(guide.levels.all()), list(guide.competencies.all())
    level_index = {level.pk: index for index, level in enumerate(levels)}
    row_index = {row.pk: index for index, row in enumerate(competencies)}
    error = {"code": guide.error_code, "message": guide.error_message}
    return {
        "guide": str(guide.pk),
        "status": guide.status,
        "error": error if guide.error_code else None,
        "role": guide.role_title,
        "company": _company(company_context(guide)),
        "levels": [{"code": level.code, "title": level.title} for level in levels],
        "competencies": [{"name": row.name, "category": row.category} for row in competencies],
        "cells": [
            {
                "level": level_index[cell.level_id],
                "competency": row_index[cell.competency_id],
                **_cell(cell),
            }
            for cell in guide.cells.all()
        ],
        "seconds": seconds,
    }


def _cell(cell: GuideCell) -> dict[str, Any]:
    generations = list(cell.generations.all())
    generation = next((g for g in generations if g.is_shown), None) or next(iter(generations), None)
    # What is still being written was not compared with the cells around it: it is no example yet.
    is_written = generation is not None and not generation.is_pending
    return {
        "definition": cell.definition_text,
        "page": cell.page,
        "status": generation.status if generation else None,
        "engine": generation.engine if generation else None,
        "examples": generation.content_json if generation and is_written else [],
        "starter": generation.starter_json if generation else None,
        "reason": generation.reason if generation else "",
    }


def _company(company: CompanyContext) -> dict[str, Any]:
    """What the examples may speak of, so that they can be checked from the file alone."""
    facts = [
        {"id": fact.id, "statement": fact.statement, "quote": fact.quote} for fact in company.facts
    ]
    return {"name": company.name, "words": company.words, "facts": facts}
