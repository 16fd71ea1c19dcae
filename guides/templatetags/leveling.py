"""Small marks of the product: the staircase, initials, a person's name."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_STEP = 5
_HEIGHT = 17


@register.simple_tag
def stairs(number: int, total: int) -> SafeString:
    """The staircase with `number` of `total` steps climbed; says nothing that the text does not."""
    total = max(total, 1)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="4" height="{}" rx="1" class="{}"/>',
        (
            (
                at * _STEP,
                _HEIGHT - height,
                height,
                "on" if at < number else "off",
            )
            for at, height in ((at, _step_height(at, total)) for at in range(total))
        ),
    )
    width = total * _STEP - 1
    return format_html(
        '<svg class="stairs" viewBox="0 0 {0} {1}" width="{2}" height="{1}" aria-hidden="true">'
        "{3}</svg>",
        width,
        _HEIGHT,
        min(width, 49),
        bars,
    )


def _step_height(at: int, total: int) -> int:
    return 2 + round(at * (_HEIGHT - 2) / max(total - 1, 1))


@register.filter
def person(user) -> str:
    """A person's name as others know it; the user name where no other is known."""
    return (user.get_full_name() or user.get_username()) if user else "someone who has left"


@register.filter
def initials(user) -> str:
    words = person(user).replace(".", " ").replace("@", " ").split()
    return "".join(word[0] for word in words[:2]).upper()
