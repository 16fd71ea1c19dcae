"""Stored generations, and those of a corpus, as the evaluation wants them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from generation.core.company import CompanyContext
from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import CellBrief, Check, Graded, WrittenCell, check_examples, offline
from generation.evaluation.judge import Case
from guides.company.research import company_context
from guides.enums import WRITTEN, Engine
from guides.generations.writers import OFFLINE_VERSION
from guides.matrix.store import matrix_of
from guides.models import CellGeneration, LevelingGuide


@dataclass(frozen=True, slots=True)
class Subject:
    """One guide's matrix with one set of examples for each cell that has one.

    `guide` is the stored one, on whose account a judge is asked.
    """

    matrix: Matrix
    written: tuple[WrittenCell, ...]
    company: CompanyContext = field(default_factory=CompanyContext)
    guide: LevelingGuide | None = None

    def cases(self) -> Iterator[Case]:
        names = [f"{level.code} {level.title}".strip() for level in self.matrix.levels]
        definitions = {(cell.level, cell.competency): cell for cell in self.matrix.cells}
        facts = tuple(fact.statement for fact in self.company.facts)
        for one in self.written:
            row = {
                names[cell.level]: cell.definition
                for cell in self.matrix.cells
                if cell.competency == one.competency
            }
            for example in one.examples:
                yield Case(
                    example,
                    names[one.level],
                    self.matrix.competencies[one.competency].name,
                    definitions[one.level, one.competency].definition,
                    row,
                    facts,
                )


def stored_grades(guide_id: UUID | None = None) -> Iterator[Graded]:
    """Every written generation with its stored checks."""
    generations = CellGeneration.objects.filter(status__in=WRITTEN).order_by("pk")
    if guide_id:
        generations = generations.filter(guide=guide_id)
    fields = generations.values_list("engine", "prompt_version", "checks", "model", "content_json")
    for engine, version, stored, model, examples in fields.iterator():
        checks = tuple(Check.from_json(check) for check in stored)
        yield Graded(engine, version, checks, model, len(examples))


def stored_subjects(guide_id: UUID | None = None) -> Iterator[Subject]:
    """Guides with the examples that they show."""
    guides = LevelingGuide.objects.filter(generations__is_shown=True).distinct().order_by("pk")
    if guide_id:
        guides = guides.filter(pk=guide_id)
    for guide in guides.select_related("company"):
        matrix, levels, competencies = matrix_of(guide)
        shown = CellGeneration.objects.filter(guide=guide).shown().select_related("cell")
        written = tuple(
            WrittenCell(
                levels[generation.cell.level_id],
                competencies[generation.cell.competency_id],
                generation.examples,
            )
            for generation in shown
        )
        yield Subject(matrix, written, company_context(guide), guide)


def corpus_matrices(folder: Path) -> Iterator[tuple[str, Matrix]]:
    """The guides of a folder in the corpus format, as (role, matrix). Raises `ValueError`."""
    paths = sorted((folder / "truth").glob("*.json"))
    if not paths:
        raise ValueError("There is no folder truth/ with JSON files in it.")
    for path in paths:
        data = json.loads(path.read_text())
        try:
            guides = data.get("guides", [data])
            found = [
                (guide.get("role") or data.get("role", ""), _matrix(guide)) for guide in guides
            ]
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name} is not in the corpus format.") from error
        yield from found


def _matrix(data: Mapping[str, Any]) -> Matrix:
    return Matrix(
        levels=tuple(
            MatrixLevel(level.get("code", ""), level.get("title", "")) for level in data["levels"]
        ),
        competencies=tuple(
            MatrixCompetency(row["name"], row.get("category", "")) for row in data["competencies"]
        ),
        cells=tuple(
            MatrixCell(cell["level"], cell["competency"], cell["definition"])
            for cell in data["cells"]
        ),
        title=data.get("title", ""),
    )


def write_offline(guides: Iterable[tuple[str, Matrix]]) -> Iterator[tuple[Subject, list[Graded]]]:
    """What the built-in writer writes for these guides, of cells with examples, checked."""
    for role, matrix in guides:
        written, grades = [], []
        for (level, competency), text in offline.write_guide(matrix, role).items():
            if text.examples:
                checks = check_examples(text.examples, CellBrief(role, matrix, level, competency))
                written.append(WrittenCell(level, competency, text.examples))
                size = len(text.examples)
                grades.append(Graded(Engine.OFFLINE, OFFLINE_VERSION, checks, size=size))
        yield Subject(matrix, tuple(written)), grades
