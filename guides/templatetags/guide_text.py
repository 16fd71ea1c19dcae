"""Texts of guides as paragraphs and lists, escaped."""

from django import template
from django.utils.safestring import SafeString

from guides.matrix.definitions import render_definition

register = template.Library()


@register.filter
def as_definition(text: str) -> SafeString:
    return render_definition(text)
