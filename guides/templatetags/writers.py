"""Who may write examples here, and what the model used: for pages of those who edit guides."""

from __future__ import annotations

from django import template

from guides import work
from guides.generations.writers import WriterChoices, writer_choices
from guides.models import LevelingGuide
from levelingai.llm.accounts import Use, used_by

register = template.Library()


@register.simple_tag(name="writer_choices")
def choices(guide: LevelingGuide) -> WriterChoices:
    return writer_choices(guide.workspace_id)


@register.simple_tag
def model_use(guide: LevelingGuide) -> Use:
    """What models used for a guide so far."""
    return used_by(work.GUIDE, guide.pk)
