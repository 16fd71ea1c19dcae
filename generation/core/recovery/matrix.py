"""From a `Document` to the guide's matrix: levels × competencies × definitions, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generation.core.reading import Box


@dataclass(frozen=True, slots=True)
class Source:
    """Where a definition stands: page number (from 1) and box in points on that page.

    `place` is the same in words for a file without pages: "Sheet “Sales”, row 4".
    """

    page: int
    box: Box
    place: str = ""


@dataclass(frozen=True, slots=True)
class MatrixLevel:
    """A column. Code (`L3`) and title (`Senior Engineer`): either may be empty, never both."""

    code: str = ""
    title: str = ""
    description: str = ""

    @property
    def name(self) -> str:
        """Code and title as one, as a reader would say them."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class MatrixCompetency:
    """A row, optionally in a category."""

    name: str
    category: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A definition at `levels[level]` × `competencies[competency]` (names may repeat: indices).

    In `definition` a line that starts with "• " is a list item; other lines are paragraphs.
    """

    level: int
    competency: int
    definition: str
    sources: tuple[Source, ...] = ()

    @property
    def page(self) -> int | None:
        return self.sources[0].page if self.sources else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """One guide's matrix. Only cells with text are listed."""

    levels: tuple[MatrixLevel, ...]
    competencies: tuple[MatrixCompetency, ...]
    cells: tuple[MatrixCell, ...]
    title: str = ""
    left_out: tuple[str, ...] = ()
    """Texts of fields to be filled in, which stand among the cells and belong to none."""

    def to_json(self) -> dict[str, Any]:
        """The shape that `recover_matrix` prints (spec, section 9)."""
        return {
            "title": self.title,
            "levels": [{"code": level.code, "title": level.title} for level in self.levels],
            "competencies": [
                {"name": row.name, "category": row.category} for row in self.competencies
            ],
            "cells": [
                {
                    "level": cell.level,
                    "competency": cell.competency,
                    "definition": cell.definition,
                    "page": cell.page,
                }
                for cell in self.cells
            ],
        }


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at in a matrix, and why: one short sentence that names no figure.

    `level` and `competency` are places in the matrix `guide`: both name a cell, one a column or a
    row, none the whole. `page` counts from 1. A grave doubt makes the guide wait for a person,
    however sure the rest is.
    """

    why: str
    level: int | None = None
    competency: int | None = None
    page: int | None = None
    guide: int = 0
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one strategy made of the document: its matrices (none: it does not apply) and how sure.

    `confidence` is 0 to 1. `reasons` are short sentences for the admin and the review page;
    `doubts` point at places.
    """

    strategy: str
    matrices: tuple[Matrix, ...] = ()
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0
    doubts: tuple[Doubt, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    """What it was weighed by, for the admin alone."""
    model: str = ""
    prompt_version: str = ""
    """Of the language model's attempt: which one answered, and to which question."""


MOST_IN_DOUBT = 0.8
"""Nobody who reads a confidence alone shall take an answer with a grave doubt for a sure one."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The chosen attempt, and every attempt that competed (the chosen one included, best first)."""

    chosen: Attempt
    attempts: tuple[Attempt, ...] = field(default=())

    @property
    def confidence(self) -> float:
        """The chosen attempt's, less where a doubt is grave."""
        is_grave = any(doubt.is_grave for doubt in self.chosen.doubts)
        return min(MOST_IN_DOUBT, self.chosen.confidence) if is_grave else self.chosen.confidence

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        return self.chosen.matrices
