"""A definition as the page shows it: paragraphs and lists, the words of examples marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from levelingai.grounding.find import Span, find

_BULLET = re.compile(r"[ \t]*[•·▪◦‣*●○■–—-][ \t]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch `start:end` of the definition: a paragraph, or one point of a list."""

    start: int
    end: int
    is_point: bool


@lru_cache(maxsize=4096)
def render_definition(text: str, phrases: tuple[str, ...] = ()) -> SafeString:
    """Escaped HTML of a definition. The words of the nth phrase carry the class `m<n>`.

    A phrase that does not stand in the definition marks nothing.
    """
    spans = [find(phrase, text) for phrase in phrases]
    parts: list[SafeString] = []
    points: list[SafeString] = []
    for line in lines_of(text):
        html = _marked(text, line, spans)
        if line.is_point:
            points.append(format_html("<li>{}</li>", html))
            continue
        _close_list(points, parts)
        parts.append(format_html("<p>{}</p>", html))
    _close_list(points, parts)
    return format_html_join("", "{}", ((part,) for part in parts))


def lines_of(text: str) -> list[Line]:
    """The lines of a definition without blank ones; a leading bullet makes a point of a list."""
    lines = []
    for match in re.finditer(r"[^\r\n]+", text):
        bullet = _BULLET.match(text, match.start(), match.end())
        start = bullet.end() if bullet else match.start()
        if text[start : match.end()].strip():
            lines.append(Line(start, match.end(), is_point=bullet is not None))
    return lines


def _marked(text: str, line: Line, spans: list[Span | None]) -> SafeString:
    """The words of a line, cut where a phrase begins or ends."""
    cuts = {line.start, line.end}
    for span in spans:
        if span:
            cuts.update(at for at in (span.start, span.end) if line.start < at < line.end)
    edges = sorted(cuts)
    pieces = []
    for start, end in pairwise(edges):
        marks = " ".join(
            f"m{number}"
            for number, span in enumerate(spans, start=1)
            if span and span.start <= start and end <= span.end
        )
        piece = text[start:end]
        pieces.append(
            format_html('<span class="{}">{}</span>', marks, piece)
            if marks
            else format_html("{}", piece)
        )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _close_list(points: list[SafeString], parts: list[SafeString]) -> None:
    if points:
        inner = format_html_join("", "{}", ((point,) for point in points))
        parts.append(format_html("<ul>{}</ul>", inner))
        points.clear()
