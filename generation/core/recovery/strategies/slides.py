"""Slides: the title of every page names one level (or competency), its labels the others.

Presentation programs shrink the type of a full slide, so sizes mean nothing from page to page:
titles are known by their place, other headings by how they differ from the text of their page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from generation.core.reading import Document
from generation.core.recovery.cuts import chains_of
from generation.core.recovery.flow import lines_of
from generation.core.recovery.furniture import body_rows
from generation.core.recovery.headings import attempt_from
from generation.core.recovery.lines import Line, Style
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.outline import Piece, body_style, headings_of, with_names_in_text

name = "slides"

MIN_PAGES = 3
MIN_TITLED = 0.8
"""The part of the pages on which the first line must stand alone."""
_BODY_SIZE = 10.0
_TITLE = Style(60.0, bold=True)
_DIVIDER = Style(80.0, bold=True)
"""The title of a page without text: it stands above the pages that follow."""


def recover(document: Document) -> Attempt:
    """An attempt without matrices where the pages are not slides, or their titles no headings."""
    wide = sum(page.width > 1.15 * page.height for page in document.pages)
    if len(document.pages) < MIN_PAGES or wide < 0.7 * len(document.pages):
        return Attempt(name, error="The pages are not slides.")
    rows = [page for page in body_rows(document).values() if page]
    if sum(len(chains_of(page[0])) == 1 for page in rows) < MIN_TITLED * len(rows):
        return Attempt(name, error="The pages begin with tables, not with titles.")
    lines = lines_of(document)
    slides = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    pieces = [piece for slide in slides for piece in _slide(slide)]
    return attempt_from(name, with_names_in_text(pieces, Style(_BODY_SIZE)), document)


def _slide(lines: Sequence[Line]) -> list[Piece]:
    """The title of a slide, then its headings and text."""
    top = min(lines, key=lambda line: line.box.top)
    title = [line for line in lines if _is_title(line, top)]
    rest = [line for line in lines if line not in title]
    text = " ".join(line.text for line in title)
    if not any(char.isalnum() for line in rest for char in line.text):
        return [Piece(text, tuple(title), _DIVIDER)]
    body = body_style(rest).size
    return [
        Piece(text, tuple(title), _TITLE),
        *(_in_body_sizes(piece, body) for piece in headings_of(rest)),
    ]


def _is_title(line: Line, top: Line) -> bool:
    """Whether a line is the topmost one or wraps it."""
    if line is top:
        return True
    is_alike = line.style == top.style and line.column == top.column
    return is_alike and 0 < line.box.top - top.box.top < 2.8 * top.size and not line.is_item


def _in_body_sizes(piece: Piece, body: float) -> Piece:
    if piece.style is None:
        return piece
    size = min(round(_BODY_SIZE * piece.style.size / body), 50)
    return replace(piece, style=replace(piece.style, size=float(size)))
