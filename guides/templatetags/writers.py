"""Who may write examples here, and what the model used: for pages of those who edit guides."""

from __future__ import annotations

from django import template

from generation.core.writing import offline
from guides import work
from guides.enums import Engine
from guides.generations.briefs import brief_of
from guides.generations.writers import WriterChoices, writer_choices
from guides.models import GuideCell, LevelingGuide
from levelingai.llm.accounts import Use, used_by
from levelingai.llm.setup import has_model

register = template.Library()


@register.simple_tag(name="writer_choices")
def choices() -> WriterChoices:
    return writer_choices()


@register.simple_tag
def model_use(guide: LevelingGuide) -> Use | None:
    """What the model used for a guide; None, without a query, where no model is set up."""
    return used_by(work.GUIDE, guide.pk) if has_model() else None


@register.simple_tag
def language_note(cell: GuideCell, engine: str) -> str:
    """What to know of the examples' language; "" where they share the definition's."""
    return offline.language_note(brief_of(cell)) if engine == Engine.OFFLINE else ""
