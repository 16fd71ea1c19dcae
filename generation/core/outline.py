"""Lines to headings and the text below them, by how they look and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generation.core.levels import name_key, strip_continued
from generation.core.lines import Line, Style, box_of, style_of, text_of

MAX_HEADING_WORDS = 14
MAX_RUN_IN_WORDS = 8
_RUN_IN_END = re.compile(r"^(.*?)\s*([:：]|[.。]|\s[-–—])$")
_PLAIN_RUN_IN = re.compile(r"^([^:：.!?]{2,60}?)\s*[:：]\s+(?=\S)")
_SENTENCE_END = (".", "。", "!", "?", ";", ",", "…")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading with its text, or (without `style`) a line of text."""

    text: str
    lines: tuple[Line, ...]
    style: Style | None = None

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def key(self) -> str:
        return name_key(self.text)


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Part the lines into headings and text."""
    body = body_style(lines)
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        pieces.extend(_pieces_of_line(line, before, body))
    return _with_plain_headings(_joined_headings(pieces), body)


def body_style(lines: Iterable[Line]) -> Style:
    """The style of most text."""
    counts: Counter[Style] = Counter()
    for line in lines:
        if not line.is_label:
            counts[line.style] += len(line.text)
    return counts.most_common(1)[0][0] if counts else Style(10.0)


def _pieces_of_line(line: Line, before: Line | None, body: Style) -> list[Piece]:
    if line.is_label:
        return [Piece(_name(line.text), (line,), replace(line.style, kind="label"))]
    if is_heading_like(line, body):
        return [Piece(_name(line.text), (line,), line.style)]
    return _run_in(line, before, body) or [Piece(line.text, (line,))]


def is_heading_like(line: Line, body: Style) -> bool:
    """Whether a line stands out from the text as a heading does."""
    style = line.style
    if line.is_item or not any(char.isalnum() for char in line.text):
        return False
    if len(line.text.split()) > MAX_HEADING_WORDS or line.text.endswith(_SENTENCE_END):
        return False
    if style.size > body.size + 0.4:
        return True
    if style.size < body.size - 0.9 and not style.bold:
        return False
    return (
        (style.bold and not body.bold)
        or (style.capitals and not body.capitals)
        or (style.colour != body.colour and not line.text[0].islower())
        or (style.italic and not body.italic)
    )


def _run_in(line: Line, before: Line | None, body: Style) -> list[Piece]:
    """A bold name at the beginning of a paragraph or list item, and the text after it."""
    bold = 0
    while bold < len(line.words) and line.words[bold].bold:
        bold += 1
    if body.bold or not 0 < bold <= MAX_RUN_IN_WORDS or bold >= len(line.words):
        return []
    head, rest = line.words[:bold], line.words[bold:]
    name = text_of(head)
    if rest[0].text in {":", "-", "–", "—", "："}:
        rest = rest[1:]
    elif not _RUN_IN_END.match(name) and not rest[0].text[:1].isupper():
        return []
    if not rest or (before is not None and _is_mid_paragraph(before, line)):
        return []
    heading = replace(line, words=head, text=name, box=box_of(head))
    text = text_of(rest).lstrip(":–—- ：")
    body_line = replace(line, words=rest, text=text, box=box_of(rest), is_item=False)
    pieces = [Piece(_name(name), (heading,), style_of(head, "run-in"))]
    return [*pieces, Piece(text, (body_line,))]


def _is_mid_paragraph(before: Line, line: Line) -> bool:
    """Whether a line carries on the paragraph before it: that one ran to the column's end."""
    if line.is_item or before.page != line.page or before.column != line.column:
        return False
    is_near = line.box.top - before.box.bottom < 0.7 * line.size
    return is_near and before.style.size == line.style.size and ran_on(before, line)


def ran_on(before: Line, line: Line) -> bool:
    """Whether the first word of `line` had no room left in the line before."""
    first = line.words[0].box.width
    is_rtl = "\u0590" <= line.text[0] <= "\u08ff"
    room = before.box.x0 - before.column.x0 if is_rtl else before.column.x1 - before.box.x1
    return room < first + 0.3 * line.size


def _name(text: str) -> str:
    """The heading without what only leads over to its text."""
    if match := _RUN_IN_END.match(text):
        text = match.group(1)
    return text.strip()


def _joined_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Join a heading that wraps, and the two sides of a page break within one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and last.style and piece.style == last.style and _wraps(last, piece):
            text = f"{last.text} {piece.text}"
            joined[-1] = Piece(text, (*last.lines, *piece.lines), last.style)
        else:
            joined.append(piece)
    return joined


def _wraps(last: Piece, piece: Piece) -> bool:
    before, line = last.lines[-1], piece.lines[0]
    if before.page != line.page or before.column != line.column or line.style.kind == "run-in":
        return False
    gap = line.box.top - before.box.bottom
    if line.is_label:
        return gap < 0.75 * line.size
    return gap < 0.55 * line.size and (ran_on(before, line) or line.text[0].islower())


def _with_plain_headings(pieces: Sequence[Piece], body: Style) -> list[Piece]:
    """Give a style to short lines of plain text that name something again and again.

    Only texts that recur become headings of kind "plain": whether they matter is decided by the
    structure that they make.
    """
    counts = Counter(
        piece.key for piece in pieces if piece.style is None and _could_be_plain(piece.lines[0])
    )
    run_ins = Counter(
        name_key(match.group(1))
        for piece in pieces
        if piece.style is None and (match := _PLAIN_RUN_IN.match(piece.text))
    )
    plain = replace(body, kind="plain")
    result: list[Piece] = []
    for piece in pieces:
        line = piece.lines[0]
        match = _PLAIN_RUN_IN.match(piece.text)
        if piece.style is not None:
            result.append(piece)
        elif _could_be_plain(line) and counts[piece.key] > 1:
            result.append(Piece(_name(piece.text), piece.lines, plain))
        elif match and run_ins[name_key(match.group(1))] > 1:
            result.extend(_split_plain(piece, match.end(), match.group(1), plain))
        else:
            result.append(piece)
    return result


def _could_be_plain(line: Line) -> bool:
    return (
        not line.is_item
        and len(line.text.split()) <= 8
        and not line.text.endswith(_SENTENCE_END)
        and line.text[0].isupper()
    )


def _split_plain(piece: Piece, end: int, name: str, style: Style) -> list[Piece]:
    """Part "Name: text" after the colon."""
    line = piece.lines[0]
    count = len(piece.text[:end].split())
    words = line.words
    taken, number = "", 0
    while number < len(words) and len(taken) < len(piece.text[:end].rstrip()):
        taken = text_of(words[: number + 1])
        number += 1
    if number >= len(words) or not count:
        return [piece]
    head = replace(line, words=words[:number], text=name, box=box_of(words[:number]))
    rest = words[number:]
    text = replace(line, words=rest, text=text_of(rest), box=box_of(rest), is_item=False)
    return [Piece(name, (head,), replace(style, kind="run-in")), Piece(text.text, (text,))]


def heading_title(piece: Piece) -> str:
    """The heading as a name: without "(continued)"."""
    return strip_continued(piece.text)
