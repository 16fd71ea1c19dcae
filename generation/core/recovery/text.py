"""Words to lines, and lines to the text of a definition: joined where a page only wrapped them.

What the guide says stays as it is. Only what the page added is taken back: line ends, hyphens of
hyphenation, and the many glyphs that mark a list item, which all become "• ".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generation.core.reading import Box, Document, Word
from generation.core.recovery.lines import Line, box_of, line_of, rows_of, upright_rows
from generation.core.recovery.weights import current


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BULLET = "• "
_HYPHENS = "-\u2010\u00ad"
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]]*$")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_TIES = "/—–"
_PREFIXES = _set(
    """
    anti co cross first full half hands high ill long low mid multi non open peer post second self
    semi short side single third two well year
    """
)
"""First parts of compounds with a hyphen that hyphenation hardly ever leaves at a line's end."""
_LEAST_SECOND = 4
"""Letters of a compound's second part; what is shorter after those is an ending: high-est."""
_NO_WORDS = frozenset("bcdfghjlmnpqrtx")
"""Letters that are no word of their own in the languages that guides are written in."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that stand inside the document's lines, to tell hyphenation from hyphens.

    `is_hyphenated` says that words are broken at line ends all over the document; `wraps` is
    false where every line is a paragraph.
    """

    words: Counter[str] = field(default_factory=Counter)
    is_hyphenated: bool = False
    wraps: bool = True

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether `left` at a line end and `right` on the next line are parts of a compound."""
        if not right[:1].islower() or not left[-1:].isalpha():
            return True
        one, other = _last_part(left), _first_part(right)
        if f"{one}-{other}" in self.words:
            return True
        if one + other in self.words:
            return False
        if self.is_hyphenated:
            return one in _PREFIXES and len(other) >= _LEAST_SECOND
        return True

    def is_one_word(self, left: str, right: str) -> bool:
        """Whether a word was broken without a hyphen, where a column was too narrow for it.

        Said only of a word that stands alone in its line and fills it.
        """
        if not right[:1].islower() or not left[-1:].isalpha():
            return False
        one, other = _bare(left), _bare(right)
        if len(other) == 1:
            return other in _NO_WORDS
        return one + other in self.words and min(self.words[one], self.words[other]) <= 1


def vocabulary_of(document: Document) -> Vocabulary:
    """Count the words of a document that no line end may have broken."""
    words: Counter[str] = Counter()
    ends = lines = 0
    for page in document.pages:
        for row in upright_rows(page):
            lines += 1
            ends += row[-1].text[-1:] in _HYPHENS and row[-1].text[-2:-1].isalpha()
            words.update(_bare(word.text) for word in row)
    weights = current().text
    is_hyphenated = ends >= weights.hyphenated_ends and ends > weights.hyphenated_share * lines
    return Vocabulary(words, is_hyphenated, document.wraps)


def lines_of(
    words: Iterable[Word], page: int, column: Box | None = None, marks: Sequence[Box] = ()
) -> list[Line]:
    """Upright words of one column as lines from the top; `marks` are drawn list marks."""
    rows = rows_of(words)
    if not rows:
        return []
    area = column or box_of(word for row in rows for word in row)
    return [line_of(row, page, area, marks) for row in rows]


def definition_text(lines: Sequence[Line], vocabulary: Vocabulary | None = None) -> str:
    """The text of consecutive lines, one paragraph or list item ("• …") a line."""
    vocabulary = vocabulary or Vocabulary()
    pitch = _usual_step(lines)
    parts: list[str] = []
    for number, line in enumerate(lines):
        if line.is_item:
            parts.append(BULLET + line.text)
        elif not (parts and vocabulary.wraps) or _starts_paragraph(lines[number - 1], line, pitch):
            parts.append(line.text)
        elif _breaks_word(lines[number - 1], line, vocabulary):
            parts[-1] += line.text
        else:
            parts[-1] = join_text(parts[-1], line.text, vocabulary)
    return "\n".join(part.strip() for part in parts if part.strip("• "))


def join_text(one: str, other: str, vocabulary: Vocabulary) -> str:
    """Two wrapped lines as one."""
    if not one or not other:
        return one + other
    last = one[-1]
    if last == "\u00ad":
        return one[:-1] + other
    is_tied = one[-2:-1].strip() != ""
    if last in _HYPHENS and is_tied:
        left, right = one.rsplit(maxsplit=1)[-1][:-1], other.split(maxsplit=1)[0]
        return (one if vocabulary.keeps_hyphen(left, right) else one[:-1]) + other
    is_joined = (last in _TIES and is_tied) or _are_unspaced(last, other[0])
    return one + other if is_joined else f"{one} {other}"


def _breaks_word(before: Line, line: Line, vocabulary: Vocabulary) -> bool:
    """Whether one word goes on from line to line, because its column is narrower than it."""
    if before.is_item or len(before.words) != 1 or before.page != line.page:
        return False
    margin = before.box.x0 - before.column.x0
    room = before.column.x1 - before.box.x1 - margin
    if room > current().text.broken_word_room_em * line.size:
        return False
    return vocabulary.is_one_word(before.words[0].text, line.words[0].text)


def _are_unspaced(last: str, first: str) -> bool:
    """Whether both signs belong to scripts that write no spaces."""
    return bool(_UNSPACED.match(last) and _UNSPACED.match(first))


def _starts_paragraph(before: Line, line: Line, pitch: float) -> bool:
    """Whether a line begins anew, and does not go on with the line before it."""
    if _NUMBERED.match(line.text):
        return True
    goes_on = line.text[:1].islower() and not _ENDS_SENTENCE.search(before.text)
    if goes_on:
        return False
    if before.page != line.page:
        return bool(_ENDS_SENTENCE.search(before.text)) and _has_room(before, line)
    weights = current().text
    step = line.box.y_mid - before.box.y_mid
    if step > weights.paragraph_step * pitch and step > weights.paragraph_step_em * line.size:
        return True
    return _has_room(before, line)


def _has_room(before: Line, line: Line) -> bool:
    """Whether the first word of a line would have fitted into the line before it."""
    weights = current().text
    column, first = before.column, line.words[0]
    is_rtl = unicodedata.bidirectional(line.text[0]) in ("R", "AL")
    room = before.box.x0 - column.x0 if is_rtl else column.x1 - before.box.x1
    is_in_middle = abs(before.box.x_mid - column.x_mid) < weights.centred_pt
    if is_in_middle and before.box.x0 > column.x0 + weights.centred_indent_pt:
        room *= 2  # a centred line has the same room on its other side
    return room > first.box.width + weights.spare_room_em * line.size


def _usual_step(lines: Sequence[Line]) -> float:
    """The smallest common distance between the middles of following lines, in points."""
    steps = sorted(
        after.box.y_mid - before.box.y_mid
        for before, after in pairwise(lines)
        if before.page == after.page and after.box.y_mid > before.box.y_mid
    )
    return steps[len(steps) // 4] if steps else 0.0


def _bare(text: str) -> str:
    return text.strip("()[]{}.,;:!?\"'“”‘’„«»…•").casefold()


def _last_part(text: str) -> str:
    return _bare(re.split(r"[-/\s]", text)[-1])


def _first_part(text: str) -> str:
    return _bare(re.split(r"[-/\s]", text)[0])
