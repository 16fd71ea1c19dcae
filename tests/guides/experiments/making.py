"""Rows of a guide as an experiment would have drawn and written them."""

from __future__ import annotations

from generation.core.writing import CRITERIA
from guides.enums import Engine, PromptName
from guides.models import CellGeneration, LevelingGuide, PromptExperiment
from tests.factories import (
    CellGenerationFactory,
    CompetencyFactory,
    GuideCellFactory,
    LevelFactory,
    example,
)

HARD = "R8"


def checks(*failing: str) -> list[dict]:
    """All criteria decided but R11, as a model leaves them; a failed one fails every example."""
    return [
        {
            "criterion": criterion,
            "passed": None if criterion == "R11" else criterion not in failing,
            "failed": [0, 1, 2] if criterion in failing else [],
            "undecided": [0, 1, 2] if criterion == "R11" else [],
        }
        for criterion in CRITERIA
    ]


def write_row(
    experiment: PromptExperiment, guide: LevelingGuide, arm: str, *cells: dict
) -> list[CellGeneration]:
    """One competency, its cells drawn for `arm`; each of `cells` is what is particular to one."""
    at = guide.competencies.count() + 1
    row = CompetencyFactory(guide=guide, position=at, key=f"c{at}", name=f"Competency {at}")
    version = experiment.prompt_version if arm == "other" else experiment.usual_version
    made = []
    for number, fields in enumerate(cells, start=1):
        level = guide.levels.filter(position=number).first() or LevelFactory(
            guide=guide, position=number, key=f"l{number}", code=f"L{number}"
        )
        values = {
            "status": "needs_review",
            "content_json": [example(1), example(2), example(3)],
            "checks": checks(),
            "tokens_in": 900,
            "tokens_out": 100,
            "cost": "0.002",
            **fields,
        }
        made.append(
            CellGenerationFactory(
                cell=GuideCellFactory(competency=row, level=level),
                experiment=experiment,
                arm=arm,
                engine=Engine.OPENAI,
                model="gpt-4o-mini",
                prompt_name=PromptName.GENERATE_EXAMPLES,
                prompt_version=version,
                **values,
            )
        )
    return made
