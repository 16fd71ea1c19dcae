"""Which cells of a guide a company's facts concern."""

from __future__ import annotations

from guides.company.line import known_since
from guides.enums import Engine
from guides.models import CellGeneration, CompanyFact, GuideCell, LevelingGuide


def naming(guide: LevelingGuide, fact: CompanyFact) -> list[GuideCell]:
    """Cells whose shown examples name the fact. What a person wrote by hand is left alone."""
    shown = CellGeneration.objects.shown().exclude(engine=Engine.MANUAL).select_related("cell")
    return [
        generation.cell
        for generation in shown.filter(guide=guide)
        if any(fact.ref in example.facts for example in generation.examples)
    ]


def written_without_facts(guide: LevelingGuide) -> list[GuideCell]:
    """Cells whose shown examples were begun before the company's first fact was approved."""
    since = known_since(guide.company.facts.all())
    if since is None:
        return []
    early = CellGeneration.objects.shown().begun_before(since).filter(guide=guide)
    return [generation.cell for generation in early.select_related("cell")]
