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
from generation.core.recovery.weights import current

name = "slides"

_TITLE = Style(60.0, bold=True)
_DIVIDER = Style(80.0, bold=True)
"""The title of a page without text: it stands above the pages that follow."""


def recover(document: Document) -> Attempt:
    """An attempt without matrices where the pages are not slides, or their titles no headings."""
    if not _are_slides(document):
        return Attempt(name, error="The pages are not slides.")
    if not _begin_with_titles(document):
        return Attempt(name, error="The pages begin with tables, not with titles.")
    lines = lines_of(document)
    slides = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    pieces = [piece for slide in slides for piece in _slide(slide)]
    body = Style(current().slides.body_size_pt)
    return attempt_from(name, with_names_in_text(pieces, body), document)


def _are_slides(document: Document) -> bool:
    weights, pages = current().slides, document.pages
    wide = sum(page.width > weights.wide * page.height for page in pages)
    return len(pages) >= weights.least_pages and wide >= weights.wide_share * len(pages)


def _begin_with_titles(document: Document) -> bool:
    """Whether the first row of most pages stands alone, not beside others."""
    first_rows = [rows[0] for rows in body_rows(document).values() if rows]
    titled = sum(len(chains_of(row)) == 1 for row in first_rows)
    return titled >= current().slides.titled_share * len(first_rows)


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
    reach = current().slides.title_wrap_em * top.size
    return is_alike and 0 < line.box.top - top.box.top < reach and not line.is_item


def _in_body_sizes(piece: Piece, body: float) -> Piece:
    if piece.style is None:
        return piece
    weights = current().slides
    size = min(round(weights.body_size_pt * piece.style.size / body), weights.heading_most_pt)
    return replace(piece, style=replace(piece.style, size=float(size)))
