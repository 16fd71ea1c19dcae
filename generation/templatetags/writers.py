"""Who may write examples here, and what the model used: for pages of those who edit guides."""

from __future__ import annotations

from django import template

from generation.services import model
from generation.services.generating import WriterChoices, writer_choices
from guides.models import LevelingGuide

register = template.Library()


@register.simple_tag(name="writer_choices")
def choices() -> WriterChoices:
    return writer_choices()


@register.simple_tag
def model_use(guide: LevelingGuide) -> model.Use | None:
    """What the model used for a guide; None, without a query, where no model is set up."""
    return model.used_by(guide) if model.has_model() else None
