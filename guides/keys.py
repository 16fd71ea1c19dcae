"""Keys: short slugs that address levels and competencies of one guide."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.text import slugify

MAX_KEY = 80
_SUFFIX_ROOM = 5

_CODE_FIRST = re.compile(
    r"^(?P<code>[^\W\d_]{1,5}[-. ]?\d{1,2}[a-z]?\+?)(?:\s*[-–—:·|]\s*|\s+|$)", re.IGNORECASE
)


def unique_key(text: str, taken: Collection[str], *, fallback: str) -> str:
    """A slug of `text` that is not among `taken`: `l3`, `senior-engineer`, `senior-engineer-2`.

    Names that leave no slug (another script than latin) take `fallback`, such as `level-3`.
    """
    base = slugify(text)[: MAX_KEY - _SUFFIX_ROOM].strip("-_") or fallback
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def split_name(name: str) -> tuple[str, str]:
    """Code and title of a level's whole name: `L3 Senior Engineer` is `L3` and the rest.

    A name without a code in front is all title.
    """
    name = " ".join(name.split())
    match = _CODE_FIRST.match(name)
    if match is None:
        return "", name
    return match["code"], name[match.end() :]
