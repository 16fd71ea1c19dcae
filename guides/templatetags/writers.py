"""Who may write examples here, and what the model used: for pages of those who edit guides."""

from __future__ import annotations

from django import template

from guides import work
from guides.generations.writers import WriterChoices, writer_choices
from guides.models import LevelingGuide
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
