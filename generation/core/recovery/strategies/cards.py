"""Cards: a box for every level (or competency), with a title and named paragraphs."""

from __future__ import annotations

from dataclasses import replace

from generation.core.reading import Document, Page, Word
from generation.core.recovery.boxes import Frame, frames_of
from generation.core.recovery.flow import lines_in
from generation.core.recovery.furniture import body_rows
from generation.core.recovery.headings import attempt_from
from generation.core.recovery.lines import Style, usual_size
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.outline import Piece, headings_of, with_names_in_text
from generation.core.recovery.weights import current

name = "cards"

_TITLE = Style(60.0, bold=True)
_HEADING = Style(20.0, bold=True)
"""Of every heading below a title, whatever its size: cards differ more than their headings do."""


def recover(document: Document) -> Attempt:
    """An attempt without matrices where no boxes hold titles with named paragraphs."""
    rows = body_rows(document)
    usual = usual_size(word for page in document.pages for word in page.words)
    pieces: list[Piece] = []
    cards = 0
    for page in document.pages:
        words = [word for row in rows[page.number] for word in row]
        frames = frames_of(page, words)
        cards += len(frames)
        pieces.extend(_outside(page, words, frames))
        for frame in frames:
            pieces.extend(_card(page, frame))
    if cards < current().cards.least_cards:
        return Attempt(name, error="There are no boxes with text.")
    return attempt_from(name, with_names_in_text(pieces, Style(usual)), document)


def _outside(page: Page, words: list[Word], frames: list[Frame]) -> list[Piece]:
    """The text around the cards: a title, an introduction."""
    inside = {id(word) for frame in frames for word in frame.words}
    around = [word for word in words if id(word) not in inside]
    return headings_of(lines_in(page, around))


def _card(page: Page, frame: Frame) -> list[Piece]:
    """The title of a card, then its headings and text."""
    lines = lines_in(page, frame.words)
    first = headings_of(lines)[0]
    rest = [line for line in lines if line not in first.lines]
    title = Piece(first.text, first.lines, _TITLE)
    return [title, *(_below_title(piece) for piece in headings_of(rest))] if rest else [title]


def _below_title(piece: Piece) -> Piece:
    """Headings of a card in one style."""
    if piece.style is None or piece.style.kind != "line":
        return piece
    return replace(piece, style=_HEADING)
