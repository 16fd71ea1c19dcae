"""Generations that a person wrote: in the product, or beforehand for a sample guide."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generation.core.writing import CellBrief, Example, check_examples
from guides.company.research import company_context
from guides.enums import Engine, GenerationStatus, PromptName
from guides.generations.briefs import briefs_for
from guides.models import CellGeneration, GuideCell, LevelingGuide
from levelingai.grounding.find import find

MANUAL_VERSION = "v1"
SAMPLES = Path(__file__).resolve().parents[1] / "upload" / "sample"
"""NAME.json and NAME.pdf of every sample guide; NAME_examples.json where somebody wrote some."""


def by_hand(
    cell: GuideCell, examples: Sequence[Example], *, person: Any = None, revision: int = 1
) -> CellGeneration:
    """The unsaved generation of a cell whose examples a person wrote. Nothing is checked yet."""
    return CellGeneration(
        guide_id=cell.guide_id,
        cell=cell,
        prompt_name=PromptName.MANUAL,
        prompt_version=MANUAL_VERSION,
        revision=revision,
        status=GenerationStatus.READY,
        is_shown=True,
        engine=Engine.MANUAL,
        content_json=[
            replace(example, origin="manual", behaviour="").to_json() for example in examples
        ],
        definition_text=cell.definition_text,
        created_by=person,
    )


def checked(generation: CellGeneration, brief: CellBrief) -> CellGeneration:
    """The generation with the checks of its examples."""
    checks = check_examples(generation.examples, brief)
    generation.checks = [check.to_json() for check in checks]
    return generation


def keep_sample_examples(guide: LevelingGuide) -> None:
    """Give a sample guide's cells what was written for them by hand, if anything was.

    A cell whose definition is no longer the sample's gets none. In the caller's transaction.
    """
    texts = _sample_examples(guide)
    cells = guide.cells.select_related("level", "competency").filter(generations=None)
    written = []
    for cell in cells:
        examples = texts.get((cell.level.code, cell.competency.name), ())
        if examples and all(_is_quoted(each, cell) for each in examples):
            written.append(by_hand(cell, examples))
    briefs = briefs_for(guide, written)
    CellGeneration.objects.bulk_create(map(checked, written, briefs))


def _is_quoted(example: Example, cell: GuideCell) -> bool:
    return find(example.illustrates, cell.definition_text) is not None


def _sample_examples(guide: LevelingGuide) -> dict[tuple[str, str], list[Example]]:
    """By the level's code and the competency's name."""
    name = Path(guide.original_filename).stem
    path = SAMPLES / f"{name}_examples.json"
    if not path.is_file():
        return {}
    facts = _fact_ids(guide, json.loads((SAMPLES / f"{name}.json").read_text())["company"])
    return {
        (cell["level"], cell["competency"]): [_example(item, facts) for item in cell["examples"]]
        for cell in json.loads(path.read_text())["cells"]
    }


def _fact_ids(guide: LevelingGuide, company: dict[str, Any]) -> dict[int, str]:
    """The ids of the guide's approved facts by the number, from 1, that the sample gives them."""
    ids = {fact.statement: fact.id for fact in company_context(guide).facts}
    statements = enumerate((fact["statement"] for fact in company["facts"]), start=1)
    return {number: ids[said] for number, said in statements if said in ids}


def _example(item: dict[str, Any], facts: dict[int, str]) -> Example:
    known = tuple(facts[number] for number in item["facts"] if number in facts)
    return Example.from_json(item | {"facts": known})
