"""Who may write examples here, for forms that let a manager choose."""

from __future__ import annotations

from django import template

from generation.services.generating import WriterChoices, writer_choices

register = template.Library()


@register.simple_tag(name="writer_choices")
def choices() -> WriterChoices:
    return writer_choices()
