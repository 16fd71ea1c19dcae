"""Who may write examples here, and what the model used: for pages of those who edit guides."""

from __future__ import annotations

from django import template

from generation.core import offline
from generation.enums import Engine
from generation.services import briefs, model
from generation.services.generating import WriterChoices, writer_choices
from guides.models import GuideCell, LevelingGuide

register = template.Library()


@register.simple_tag(name="writer_choices")
def choices() -> WriterChoices:
    return writer_choices()


@register.simple_tag
def model_use(guide: LevelingGuide) -> model.Use | None:
    """What the model used for a guide; None, without a query, where no model is set up."""
    return model.used_by(guide) if model.has_model() else None


@register.simple_tag
def language_note(cell: GuideCell, engine: str) -> str:
    """What to know of the examples' language; "" where they share the definition's."""
    return offline.language_note(briefs.brief_of(cell)) if engine == Engine.OFFLINE else ""
