"""What changed between two texts, word by word, as escaped HTML."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_TOKEN = re.compile(r"\s+|[^\W_]+(?:['’-][^\W_]+)*|.", re.DOTALL)
MAX_WORDS = 2000
"""Beyond this a comparison word by word costs more than it tells: the texts stand as they are."""


def mark_differences(old: str, new: str) -> SafeString:
    """`new` with what was added in <ins> and what went away in <del>."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) > MAX_WORDS or len(after) > MAX_WORDS:
        return format_html("{}", new)
    parts: list[SafeString] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, come = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        if kind == "equal":
            parts.append(format_html("{}", come))
            continue
        if gone:
            parts.append(format_html("<del>{}</del>", gone))
        if come:
            parts.append(format_html("<ins>{}</ins>", come))
    return format_html_join("", "{}", ((part,) for part in parts))
