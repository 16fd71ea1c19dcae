"""Glyphs to words: joined where they touch, parted where a reader sees a gap.

Every threshold is relative to the size of the type. Glyphs are followed in the order in which
they are drawn, which keeps overlapping texts apart, and pieces that touch are joined afterwards,
for generators that draw out of order.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generation.core.reading.characters import cleaned
from generation.core.reading.document import (
    DOWNWARDS,
    FULL_TURN,
    QUARTER_TURN,
    SIDEWAYS,
    UPSIDE_DOWN,
    UPWARDS,
    Box,
    Turn,
    Word,
)
from generation.core.reading.paint import Glyph
from generation.core.reading.weights import WORDS

_DIRECTIONS: tuple[Turn, ...] = (0, DOWNWARDS, UPSIDE_DOWN, UPWARDS)
_SOFT_HYPHEN = "\u00ad"
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf06f": "o",
    "\uf02d": "-",
    "\uf076": "❖",
}
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¸": "\u0327",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "¯": "\u0304",
    "˝": "\u030b",
    "˘": "\u0306",
    "˙": "\u0307",
    "˛": "\u0328",
}


@dataclass(slots=True)
class _Placed:
    """A glyph in the frame of its own reading direction: `u` along the line, `v` across it."""

    glyph: Glyph
    text: str
    start: float
    end: float
    v: float


@dataclass(slots=True)
class _Piece:
    """Glyphs that touch; `spaced` says that white space stands before them."""

    glyphs: list[_Placed]
    spaced: bool

    @property
    def start(self) -> float:
        return min(item.start for item in self.glyphs)

    @property
    def end(self) -> float:
        return max(item.end for item in self.glyphs)

    @property
    def v(self) -> float:
        return self.glyphs[0].v

    @property
    def size(self) -> float:
        return self.glyphs[0].glyph.size


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """Join glyphs to words, in reading order: line by line, and logically within a line."""
    by_angle: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_angle[round(math.degrees(math.atan2(glyph.dy, glyph.dx))) % FULL_TURN].append(glyph)
    words: list[Word] = []
    for angle, group in by_angle.items():
        words.extend(_words_in_direction(group, angle))
    return words


def _words_in_direction(glyphs: Sequence[Glyph], angle: int) -> list[Word]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = _turn(angle)
    pieces: list[_Piece] = []
    for run in _runs([_placed(glyph, cos, sin) for glyph in glyphs]):
        pieces.extend(_split_run(run))
    words: list[Word] = []
    for line in _lines(pieces):
        joined = _join_touching(line)
        words.extend(_word(piece, turn) for piece in _logical_order(joined))
    return words


def _turn(angle: int) -> Turn:
    """The quarter turn that an angle reads as; slants from `WORDS.steep` on count as turned."""
    quarter, rest = divmod(angle % FULL_TURN, QUARTER_TURN)
    is_across = _DIRECTIONS[quarter] in SIDEWAYS
    leans_on = rest > QUARTER_TURN - WORDS.steep if is_across else rest >= WORDS.steep
    return _DIRECTIONS[(quarter + leans_on) % len(_DIRECTIONS)]


def _placed(glyph: Glyph, cos: float, sin: float) -> _Placed:
    start = glyph.x * cos + glyph.y * sin
    across = glyph.y * cos - glyph.x * sin
    return _Placed(glyph, _plain(glyph.text), start, start + glyph.advance, across)


def _plain(text: str) -> str:
    """The characters meant: ligatures and presentation forms apart, symbol fonts as Unicode."""
    text = cleaned(_SYMBOLS.get(text, text))
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", char)
        if "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff"
        else char
        for char in text
    )


def _runs(placed: Sequence[_Placed]) -> Iterable[list[_Placed]]:
    """Stretches drawn one glyph after the other on one baseline, spaces included."""
    run: list[_Placed] = []
    for item in placed:
        if run and not _continues(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _continues(last: _Placed, item: _Placed) -> bool:
    em = max(last.glyph.size, item.glyph.size)
    gap = item.start - last.end
    return (
        abs(item.v - last.v) <= WORDS.baseline * em
        and -WORDS.overlap * em <= gap <= WORDS.run_gap * em
    )


def _split_run(run: list[_Placed]) -> list[_Piece]:
    """Part a run at its spaces, at gaps, and where the look of the type changes."""
    smallest = _smallest_gap(run)
    pieces: list[_Piece] = []
    is_spaced = True
    last: _Placed | None = None
    for item in run:
        if not item.text:
            continue
        if item.text.isspace():
            is_spaced, last = True, None
            continue
        if last is not None:
            gap = item.start - last.end - last.glyph.spacing
            is_spaced = gap > smallest * max(last.glyph.size, item.glyph.size)
        if last is None or is_spaced or _changes_look(last.glyph, item.glyph):
            pieces.append(_Piece([item], is_spaced))
        else:
            pieces[-1].glyphs.append(item)
        is_spaced, last = False, item
    return pieces


def _smallest_gap(run: list[_Placed]) -> float:
    """The gap that parts words in this run, in ems: wider where the letters are spaced out."""
    has_spaces = any(item.text.isspace() for item in run)
    base = WORDS.gap_beside_spaces if has_spaces else WORDS.gap
    gaps = [
        (item.start - last.end - last.glyph.spacing) / (item.glyph.size or 1)
        for last, item in pairwise(run)
        if not last.text.isspace() and not item.text.isspace()
    ]
    if len(gaps) < WORDS.least_gaps:
        return base
    usual = median(gaps)
    if usual < WORDS.tight:
        return base
    return max(base, usual * WORDS.spaced_out + WORDS.spaced_out_more)


def _changes_look(last: Glyph, glyph: Glyph) -> bool:
    return (
        last.bold != glyph.bold
        or last.colour != glyph.colour
        or abs(last.size - glyph.size) > WORDS.other_size * max(last.size, glyph.size)
    )


def _lines(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces on one baseline, lines from the top, pieces from the start of the line."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.v):
        if lines and piece.v - lines[-1][0].v <= WORDS.baseline * min(
            piece.size, lines[-1][0].size
        ):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece.start)
    return lines


def _join_touching(line: list[_Piece]) -> list[_Piece]:
    """Join pieces that were drawn apart but touch; drop texts drawn twice for a bold look."""
    joined: list[_Piece] = []
    for piece in line:
        last = joined[-1] if joined else None
        if last is None:
            joined.append(piece)
            continue
        em = max(last.size, piece.size)
        gap = piece.start - last.end
        if _is_twin(last, piece):
            continue
        touches = -WORDS.overlap * em <= gap <= WORDS.gap * em
        if touches and not (piece.spaced and last.glyphs[-1].glyph.order == _order(piece)):
            piece.spaced = False
            if not _changes_look(last.glyphs[-1].glyph, piece.glyphs[0].glyph):
                last.glyphs.extend(piece.glyphs)
                continue
        joined.append(piece)
    return joined


def _order(piece: _Piece) -> int:
    return piece.glyphs[0].glyph.order


def _is_twin(one: _Piece, other: _Piece) -> bool:
    near = WORDS.twin * one.size
    return (
        abs(one.start - other.start) <= near
        and abs(one.v - other.v) <= near
        and [item.text for item in one.glyphs] == [item.text for item in other.glyphs]
    )


def _logical_order(line: list[_Piece]) -> list[_Piece]:
    """Turn a line of a right-to-left script from the order seen into the order read."""
    leading = sum(_is_rtl(piece) for piece in line)
    if leading <= WORDS.mostly_rtl * len(line):
        return line
    ordered: list[_Piece] = []
    stretch: list[_Piece] = []
    for piece in reversed(line):
        if _is_ltr(piece):
            stretch.append(piece)
            continue
        ordered.extend(reversed(stretch))
        stretch = []
        ordered.append(piece)
    ordered.extend(reversed(stretch))
    return ordered


def _strong(piece: _Piece) -> list[str]:
    return [unicodedata.bidirectional(char) for item in piece.glyphs for char in item.text]


def _is_rtl(piece: _Piece) -> bool:
    return any(kind in ("R", "AL") for kind in _strong(piece))


def _is_ltr(piece: _Piece) -> bool:
    return any(kind in ("L", "EN", "AN") for kind in _strong(piece)) and not _is_rtl(piece)


def _word(piece: _Piece, turn: Turn) -> Word:
    glyphs = [item.glyph for item in piece.glyphs]
    return Word(
        text=_text(piece),
        box=Box(
            min(glyph.box[0] for glyph in glyphs),
            min(glyph.box[1] for glyph in glyphs),
            max(glyph.box[2] for glyph in glyphs),
            max(glyph.box[3] for glyph in glyphs),
        ),
        size=glyphs[0].size,
        font=glyphs[0].font,
        bold=glyphs[0].bold,
        colour=glyphs[0].colour or (0.0, 0.0, 0.0),
        turn=turn,
        spaced=piece.spaced,
    )


def _text(piece: _Piece) -> str:
    items = piece.glyphs
    if _is_rtl(piece):
        items = _rtl_items(items)
    text = "".join(_with_accents(items))
    if _SOFT_HYPHEN in text:
        text = text[:-1].replace(_SOFT_HYPHEN, "") + text[-1]
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _with_accents(items: Sequence[_Placed]) -> list[str]:
    """Join an accent that is drawn over its letter as a glyph of its own."""
    parts: list[str] = []
    waiting = ""
    for position, item in enumerate(items):
        accent = _ACCENTS.get(item.text, "")
        following = items[position + 1] if position + 1 < len(items) else None
        if accent and following is not None and _overlaps(item, following):
            waiting = accent
            continue
        if accent and position and parts and _overlaps(items[position - 1], item):
            parts.append(accent)
            continue
        parts.append(item.text + waiting)
        waiting = ""
    return parts


def _overlaps(one: _Placed, other: _Placed) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > WORDS.accent * min(one.end - one.start, other.end - other.start) > 0


def _rtl_items(items: Sequence[_Placed]) -> list[_Placed]:
    """Reading order of glyphs seen from left to right; numbers inside keep their direction."""
    ordered: list[_Placed] = []
    digits: list[_Placed] = []
    for item in sorted(items, key=lambda item: -item.start):
        if any(unicodedata.bidirectional(char) in ("EN", "AN", "L") for char in item.text):
            digits.append(item)
            continue
        ordered.extend(reversed(digits))
        digits = []
        ordered.append(item)
    return ordered + digits[::-1]
