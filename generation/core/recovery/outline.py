"""Lines to headings and the text below them, by how they look and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product, takewhile

from generation.core.reading import Word
from generation.core.recovery.level_names import name_key, strip_continued
from generation.core.recovery.lines import Line, Style, box_of, style_of, text_of
from generation.core.recovery.weights import current

_RUN_IN_END = re.compile(r"^(.*?)\s*([:：]|[.。]|\s[-–—])$")
_COMPOUND_SIGNS = (" – ", " — ", " | ", " · ", " • ", " / ", " > ", " - ", ": ", ", ")
_SENTENCE_END = (".", "。", "!", "?", ";", ",", "…")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading with its text, or (without `style`) a line of text."""

    text: str
    lines: tuple[Line, ...]
    style: Style | None = None
    whole: Line | None = None
    """The line that was parted into a name and its text, on both pieces."""

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def key(self) -> str:
        return name_key(self.text)


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Part the lines into headings and text."""
    return with_names_in_text(headings_of(lines), body_style(lines))


def headings_of(lines: Sequence[Line]) -> list[Piece]:
    """Headings by their look, and the other lines as text."""
    body = body_style(lines)
    texts = _text_styles(lines) | {body}
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        found = _pieces_of_line(line, before, body, texts)
        if pieces and _ends_name(pieces[-1], found[0]):
            begun = pieces.pop()
            name = f"{begun.text} {found[0].text}"
            found[0] = replace(found[0], text=name, lines=(*begun.lines, *found[0].lines))
        pieces.extend(found)
    return _joined_headings(_with_one_style_for_short(pieces))


def with_names_in_text(pieces: Sequence[Piece], body: Style) -> list[Piece]:
    """The pieces with the names that only their return, or a sign between them, shows."""
    return split_compounds(_with_plain_headings(pieces, body))


def body_style(lines: Iterable[Line]) -> Style:
    """The style of most text; plain type before bold, which may be more where texts are short."""
    counts: Counter[Style] = Counter()
    for line in lines:
        if not line.is_label:
            counts[line.style] += len(line.text)
    if not counts:
        return Style(current().lines.unknown_size_pt)
    style, most = counts.most_common(1)[0]
    if not style.bold:
        return style
    weights = current().outline
    largest = style.size + weights.plain_body_pt
    plain = [other for other in counts if not other.bold and other.size <= largest]
    best = max(plain, key=lambda other: counts[other], default=style)
    return best if counts[best] >= weights.plain_body_share * most else style


def _text_styles(lines: Iterable[Line]) -> set[Style]:
    """Styles in which sentences run over lines: text, whatever its size or weight."""
    weights = current().outline
    counts: Counter[Style] = Counter()
    running: Counter[Style] = Counter()
    for line in lines:
        counts[line.style] += 1
        goes_on = line.text[:1].islower() and len(line.text.split()) > weights.running_words
        running[line.style] += goes_on or line.text.endswith(_SENTENCE_END)
    return {
        style
        for style, count in counts.items()
        if running[style] >= max(weights.running_lines, weights.running_share * count)
    }


def _pieces_of_line(line: Line, before: Line | None, body: Style, texts: set[Style]) -> list[Piece]:
    if line.is_label:
        return [Piece(_name(line.text), (line,), replace(line.style, kind="label"))]
    if line.style not in texts and is_heading_like(line, body):
        return [Piece(_name(line.text), (line,), line.style)]
    if line.style.bold and not body.bold and line.text.endswith((":", "：")):
        return [Piece(_name(line.text), (line,), replace(line.style, kind="run-in"))]
    return _run_in(line, before, body) or [Piece(line.text, (line,))]


def is_heading_like(line: Line, body: Style) -> bool:
    """Whether a line stands out from the text as a heading does."""
    weights, style = current().outline, line.style
    if line.is_item or not any(char.isalnum() for char in line.text):
        return False
    if len(line.text.split()) > weights.heading_words or line.text.endswith(_SENTENCE_END):
        return False
    if style.size > body.size + weights.larger_pt:
        return True
    if style.size < body.size - weights.smaller_pt and not style.bold:
        return False
    return _is_accented(line, body)


def _is_accented(line: Line, body: Style) -> bool:
    """Whether a line is bold, in capitals, in colour or in italics where the text is not."""
    style = line.style
    return (
        (style.bold and not body.bold)
        or (style.capitals and not body.capitals)
        or (style.colour != body.colour and not line.text[0].islower())
        or (style.italic and not body.italic)
    )


def _run_in(line: Line, before: Line | None, body: Style) -> list[Piece]:
    """A bold name at the beginning of a paragraph or list item, and the text after it."""
    bold = _count_bold(line.words)
    if body.bold or not 0 < bold < len(line.words) or bold > current().outline.run_in_words:
        return []
    head, rest = line.words[:bold], line.words[bold:]
    name = text_of(head)
    if rest[0].text in {":", "-", "–", "—", "："}:
        head, rest = (*head, rest[0]), rest[1:]
    elif not _RUN_IN_END.match(name) and not rest[0].text[:1].isupper():
        return []
    if not rest or (before is not None and _is_mid_paragraph(before, line)):
        return []
    heading = replace(line, words=head, text=name, box=box_of(head))
    text = text_of(rest).lstrip(":–—- ：")
    body_line = replace(line, words=rest, text=text, box=box_of(rest), is_item=False)
    style = style_of(line.words[:bold], "run-in")
    return [Piece(_name(name), (heading,), style, line), Piece(text, (body_line,), None, line)]


def _count_bold(words: Iterable[Word]) -> int:
    """How many words are bold before the first that is not."""
    return sum(1 for _ in takewhile(lambda word: word.bold, words))


def _ends_name(begun: Piece, piece: Piece) -> bool:
    """Whether a run-in name is the end of one that fills the line before."""
    before, line = begun.lines[-1], piece.lines[0]
    if piece.style is None or piece.style.kind != "run-in" or line.is_item:
        return False
    if begun.style is not None and begun.style.kind != "line":
        return False
    if not before.style.bold or before.size != line.size or not _share_column(before, line):
        return False
    gap = line.box.top - before.box.bottom
    return gap < current().outline.wrap_gap_em * line.size and ran_on(before, line)


def _share_column(before: Line, line: Line) -> bool:
    return before.page == line.page and before.column == line.column


def _is_mid_paragraph(before: Line, line: Line) -> bool:
    """Whether a line carries on the paragraph before it: that one ran to the column's end."""
    weights = current().outline
    if line.is_item or not _share_column(before, line):
        return False
    is_outdented = line.box.x0 < before.words[0].box.x0 - weights.outdent_pt
    if is_outdented and not _is_rtl(line.text):
        return False
    is_near = line.box.top - before.box.bottom < weights.paragraph_gap_em * line.size
    return is_near and before.style.size == line.style.size and ran_on(before, line)


def ran_on(before: Line, line: Line) -> bool:
    """Whether the first word of `line` had no room left in the line before."""
    first = line.words[0].box.width
    is_rtl = _is_rtl(line.text)
    room = before.box.x0 - before.column.x0 if is_rtl else before.column.x1 - before.box.x1
    return room < first + current().outline.ran_on_em * line.size


def _is_rtl(text: str) -> bool:
    return "\u0590" <= text[0] <= "\u08ff"


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
    weights = current().outline
    before, line = last.lines[-1], piece.lines[0]
    if line.style.kind == "run-in" or not _share_column(before, line):
        return False
    gap = line.box.top - before.box.bottom
    if line.is_label:
        return gap < weights.label_gap_em * line.size
    goes_on = ran_on(before, line) or line.text[0].islower()
    return goes_on and gap < weights.wrap_gap_em * line.size


def _with_one_style_for_short(pieces: Sequence[Piece]) -> list[Piece]:
    """Give headings with hardly a letter the style of the others: "3" is in capitals as well."""
    counts = Counter(piece.style for piece in pieces)
    telling = {piece.style for piece in pieces if not _is_short(piece)}
    result = []
    for piece in pieces:
        if piece.style is not None and _is_short(piece):
            other = replace(piece.style, capitals=not piece.style.capitals)
            if other in telling and (
                piece.style not in telling or counts[other] > counts[piece.style]
            ):
                piece = replace(piece, style=other)  # noqa: PLW2901 - the same heading
        result.append(piece)
    return result


def _is_short(piece: Piece) -> bool:
    return sum(char.isalpha() for char in piece.text) <= current().outline.short_letters


def _with_plain_headings(pieces: Sequence[Piece], body: Style) -> list[Piece]:
    """Give a style to short lines of plain text that name something again and again.

    Only texts that recur become headings of kind "plain": whether they matter is decided by the
    structure that they make.
    """
    texts = [piece for piece in pieces if piece.style is None]
    whole = Counter(piece.key for piece in texts if _could_be_plain(piece.lines[0]))
    run_ins = Counter(name_key(name) for piece in texts for name in _plain_names(piece.text))
    plain = replace(body, kind="plain")
    result: list[Piece] = []
    for piece in pieces:
        result.extend([piece] if piece.style else _named(piece, plain, whole, run_ins))
    return result


def _named(
    piece: Piece, plain: Style, whole: Counter[str], run_ins: Counter[str]
) -> Sequence[Piece]:
    """A piece of text with its name, where that returns before colons or on lines of its own."""
    name = _plain_name(piece.text, run_ins)
    if name is not None:
        return _split_plain(piece, name, plain)
    if _could_be_plain(piece.lines[0]) and whole[piece.key] > 1:
        return [Piece(_name(piece.text), piece.lines, plain)]
    return [piece]


def _plain_name(text: str, counts: Counter[str]) -> str | None:
    """The name before a colon that returns elsewhere; the longest of those that return as often."""
    share = current().outline.plain_name_share
    best: str | None = None
    most = 1
    for name in _plain_names(text):
        count = counts[name_key(name)]
        if count > 1 and count >= share * most:
            best, most = name, max(most, count)
    return best


def _plain_names(text: str) -> list[str]:
    """What stands before the first colons of a text: "D1", "D1: Developer 1"."""
    most_words = current().outline.run_in_words
    names = []
    for match in re.finditer(r"\s*[:：](?=\s+\S)", text):
        name = text[: match.start()]
        if len(name.split()) > most_words or re.search(r"[.!?]\s", name):
            break
        if len(name) > 1:
            names.append(name)
    return names[:2]


def _could_be_plain(line: Line) -> bool:
    return (
        (not line.is_item or line.style.bold)
        and len(line.text.split()) <= current().outline.plain_words
        and not line.text.endswith(_SENTENCE_END)
        and line.text[0].isupper()
    )


def _split_plain(piece: Piece, name: str, style: Style) -> list[Piece]:
    """Part "Name: text" after the colon."""
    line = piece.lines[0]
    number = 1
    while number < len(line.words) and len(text_of(line.words[:number])) <= len(name):
        number += 1
    if number < len(line.words) and line.words[number].text in {":", "："}:
        number += 1
    if number >= len(line.words):
        return [piece]
    head, rest = line.words[:number], line.words[number:]
    heading = replace(line, words=head, text=name, box=box_of(head))
    text = replace(line, words=rest, text=text_of(rest), box=box_of(rest), is_item=False)
    run_in = replace(style, kind="run-in")
    return [
        Piece(name, (heading,), run_in, line),
        Piece(text.text, (text, *piece.lines[1:]), None, line),
    ]


def split_compounds(pieces: Sequence[Piece]) -> list[Piece]:
    """Part headings that name both ("Level 2: Communication") into a heading for each."""
    splits = _splits(pieces)
    result: list[Piece] = []
    last = ""
    for piece in pieces:
        split = splits.get(piece.style) if piece.style is not None else None
        pair = split(strip_continued(piece.text)) if split else None
        if piece.style is None or pair is None:
            result.append(piece)
            continue
        first, second = (part.strip() for part in pair)
        if first != last:
            result.append(Piece(first, piece.lines, piece.style))
        result.append(Piece(second, piece.lines, replace(piece.style, kind="label")))
        last = first
    return result


_Split = Callable[[str], tuple[str, str] | None]
"""Parts a heading into its two names; None where it holds no sign between two."""


def _splits(pieces: Iterable[Piece]) -> dict[Style, _Split]:
    """How to part the headings of each style in which they name both."""
    by_style: dict[Style, list[Piece]] = {}
    for piece in pieces:
        if piece.style is not None and piece.style.kind == "line":
            by_style.setdefault(piece.style, []).append(piece)
    return {
        style: split
        for style, headings in by_style.items()
        if (split := _compound_split(headings)) is not None
    }


def _compound_split(headings: Sequence[Piece]) -> _Split | None:
    """How to part headings of two names that each stand beside several others."""
    texts = list(dict.fromkeys(strip_continued(heading.text) for heading in headings))
    for sign, method in product(_COMPOUND_SIGNS, (str.partition, str.rpartition)):
        split = partial(_split_once, sign=sign, method=method)
        found = [pair for text in texts if (pair := split(text)) is not None]
        if _is_crossed({(name_key(one), name_key(other)) for one, other in found}, len(texts)):
            return split
    return None


def _is_crossed(pairs: set[tuple[str, str]], texts: int) -> bool:
    """Whether both sides of the pairs return beside several others, in most of the texts."""
    weights = current().outline
    if len(pairs) < weights.compound_pairs or len(pairs) < weights.compound_share * texts:
        return False
    first, second = len({one for one, _ in pairs}), len({other for _, other in pairs})
    if len(pairs) < weights.compound_crossed * max(first, second):
        return False
    return len(pairs) >= weights.compound_filled_share * first * second


def _split_once(
    text: str, sign: str, method: Callable[[str, str], tuple[str, str, str]]
) -> tuple[str, str] | None:
    first, found, second = method(text, sign)
    return (first, second) if found else None
