"""A competency row asked for in a chat: the request to copy, and the answer that was pasted.

The answer is what a person copied out of a chat, so JSON may stand anywhere in it: fenced, in
several blocks, among words, with quotation marks that a word processor bent, or cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import HARD, check_examples
from generation.core.writing.examples import EXAMPLES_PER_CELL, FIELD_LIMITS, Example
from generation.core.writing.prompts import row_v1
from generation.core.writing.prompts.parts import level_name
from levelingai.grounding.find import find
from levelingai.grounding.fold import clean_text, fold

ROW_PROMPT: Final = (row_v1.NAME, row_v1.VERSION)
"""Name and version that generations of a pasted row carry."""

MAX_REPLY_BYTES: Final = 64 * 1024
"""Ten cells of three examples are about 12 kB; far more is no answer to the request."""
MAX_REASON_CHARS: Final = 300
MAX_FACTS: Final = 6
MAX_STARTS: Final = 300
"""Places at which JSON is looked for, so that a hostile text costs little."""
MAX_DEPTH: Final = 4
"""How deep in a JSON value its cells may stand."""
MAX_CELLS: Final = 100
MAX_EXAMPLES: Final = 12
"""Cells of a text, and examples of a cell, that are looked at; the rest is no answer."""
MAX_QUOTES: Final = 12
"""Quotes that decide which row an answer belongs to."""
FOREIGN_SHARE: Final = 2
"""An answer is foreign where fewer than one in so many of its quotes stand in the row."""

_START = re.compile(r"[\[{]")
_NUMBER = re.compile(r"\D{0,12}(\d{1,3})\D{0,2}")
_OPENING = re.compile(r"(?<=[\[{,:])(\s*)[“”„«‟″]")
_CLOSING = re.compile(r"[“”»‟″](?=\s*(?:[}\]:]|,\s*[\"“”„«{\[\d]|$))")
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")
_ESCAPED_SIGN = re.compile(r"\\(?=[_*\[\]#>~])")
_NO_SPACE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_ODD_SPACE = re.compile("[\u00a0\u2007\u202f]")


class UnusableAnswer(ValueError):
    """Nothing of a pasted answer can be used: a sentence for the person, and a stable code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """What an answer has for one cell.

    Examples, or the reason why it wrote none, or a `problem`: a sentence on what is missing. Where
    only some examples could be read, there are both examples and a problem.
    """

    level: int
    examples: tuple[Example, ...] = ()
    reason: str = ""
    problem: str = ""

    @property
    def is_missing(self) -> bool:
        return not (self.examples or self.reason)


def row_request(briefs: Sequence[CellBrief], delimiter: str) -> str:
    """The message that asks a chat for these cells of one row."""
    return row_v1.build_request(briefs, delimiter)


def read_row(reply: str, briefs: Sequence[CellBrief]) -> tuple[CellAnswer, ...]:
    """What a pasted answer has for each cell of a row, in the order of `briefs`.

    Texts come back as single lines of plain text; ids of facts that the brief does not hold are
    dropped. Raises `UnusableAnswer` where there is nothing for any cell of this row.
    """
    if len(reply.encode("utf-8", "replace")) > MAX_REPLY_BYTES:
        raise UnusableAnswer(
            "too_long", "This is more than 64 KB. Paste the answer alone, not the whole chat."
        )
    items = _items_of(reply)
    is_cut = reply.count("{") + reply.count("[") > reply.count("}") + reply.count("]")
    if not items:
        raise _without_cells(reply, is_cut=is_cut)
    _refuse_foreign(items, briefs[0])
    placed = _placed(items, briefs)
    if not placed:
        raise UnusableAnswer(
            "other_levels", "This answer names none of the levels of this competency."
        )
    return tuple(_answer(placed.get(brief.level), brief, is_cut=is_cut) for brief in briefs)


def refused_examples(examples: Sequence[Example], brief: CellBrief) -> dict[int, str]:
    """The examples that fail a hard criterion, by index, each with what is wrong with it."""
    refused = {}
    for index, example in enumerate(examples):
        reasons = [
            check.reason.removeprefix("Example 1 ")
            for check in check_examples([example], brief)
            if check.criterion in HARD and check.passed is False
        ]
        if reasons:
            refused[index] = " ".join(reasons)
    return refused


def beside(brief: CellBrief, others: Sequence[str]) -> CellBrief:
    """The brief with the texts of the row's other new examples, which its own must not repeat."""
    return replace(brief, siblings=(*others, *brief.siblings))


# Finding the cells in a text ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """One cell of an answer, as it was written: `hints` say which cell it means."""

    hints: tuple[Any, ...]
    examples: tuple[Any, ...]
    reason: str

    @property
    def quotes(self) -> list[str]:
        found = (_text(_lowered(raw).get("illustrates")) for raw in self.examples)
        return [quote for quote in found if quote]


def _items_of(reply: str) -> list[_Item]:
    """The cells in a reply: as it stands, or with its signs straightened where that finds more."""
    found: list[_Item] = []
    for text in (reply, _straightened(reply)):
        cells = (item for value in _json_values(text) for item in _cells_in(value))
        items = list(islice(cells, MAX_CELLS))
        if len(items) > len(found):
            found = items
    return found


def _json_values(text: str) -> Iterator[Any]:
    """JSON objects and arrays wherever they start; of one that is cut off, its whole parts."""
    decoder, at = json.JSONDecoder(strict=False), 0
    for _ in range(MAX_STARTS):
        start = _START.search(text, at)
        if start is None:
            return
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            at = start.end()
        else:
            yield value


def _straightened(text: str) -> str:
    """Signs that chats and word processors bend, as JSON has them; inside texts they stay."""
    text = _ODD_SPACE.sub(" ", _NO_SPACE.sub("", text))
    text = _CLOSING.sub('"', _OPENING.sub(r'\1"', text))
    return _LAST_COMMA.sub("", _ESCAPED_SIGN.sub("", text))


def _cells_in(value: Any, hint: Any = None, depth: int = 0) -> Iterator[_Item]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        if any("headline" in _lowered(one) for one in value):
            yield _Item((hint,), tuple(value[:MAX_EXAMPLES]), "")
            return
        for one in value:
            yield from _cells_in(one, depth=depth + 1)
        return
    fields = _lowered(value)
    item = _cell_of(fields, hint)
    if item is not None:
        yield item
        return
    for name, one in fields.items():
        yield from _cells_in(one, hint=name, depth=depth + 1)


def _cell_of(fields: Mapping[str, Any], hint: Any) -> _Item | None:
    """The cell that a JSON object is, if it is one."""
    examples, reason = fields.get("examples"), _text(fields.get("reason"))
    hints = (fields.get("level"), fields.get("cell"), hint)
    if isinstance(examples, list):
        return _Item(hints, tuple(examples[:MAX_EXAMPLES]), reason[:MAX_REASON_CHARS])
    if reason and "cell" in fields:
        return _Item(hints, (), reason[:MAX_REASON_CHARS])
    return None


def _lowered(value: Any) -> Mapping[str, Any]:
    """A JSON object by its names in lower case; empty for anything else."""
    if not isinstance(value, dict):
        return {}
    return {str(name).strip().casefold(): one for name, one in value.items()}


def _text(value: Any) -> str:
    return clean_text(value) if isinstance(value, str) else ""


# Which cell an item is for ------------------------------------------------------------------------


def _placed(items: Sequence[_Item], briefs: Sequence[CellBrief]) -> dict[int, _Item]:
    """Items by level index. Of several for a cell the last stands: a chat corrected itself."""
    placed = {}
    for item in items:
        level = _level_of(item, briefs)
        if level is not None and (item.examples or item.reason or level not in placed):
            placed[level] = item
    return placed


def _level_of(item: _Item, briefs: Sequence[CellBrief]) -> int | None:
    """By the level's name, by the cell's number, else by the one definition that it quotes."""
    for hint in item.hints:
        named = _named_level(hint, briefs)
        if named is not None:
            return named
    for hint in item.hints[1:]:
        number = _number(hint)
        if any(brief.level + 1 == number for brief in briefs):
            return number - 1
    quoted = [brief.level for brief in briefs if _stand(item.quotes, [brief.definition])]
    return quoted[0] if len(quoted) == 1 else None


def _named_level(hint: Any, briefs: Sequence[CellBrief]) -> int | None:
    """The one level of which this is the name, the code or the title."""
    wanted = fold(_text(hint))
    if not wanted:
        return None
    named = []
    for brief in briefs:
        level = brief.matrix.levels[brief.level]
        names = (level_name(level, brief.level), level.code, level.title)
        if wanted in {fold(name) for name in names}:
            named.append(brief.level)
    return named[0] if len(named) == 1 else None


def _number(hint: Any) -> int:
    """The number in 2, "2" or "Cell 2"; 0 where there is none."""
    if isinstance(hint, int) and not isinstance(hint, bool):
        return hint
    match = _NUMBER.fullmatch(_text(hint))
    return int(match.group(1)) if match else 0


def _stand(quotes: Sequence[str], definitions: Sequence[str]) -> int:
    """How many of the quotes stand in one of the definitions."""
    # The definitions outside: `find` remembers how it levelled the text that it last looked at.
    found: set[str] = set()
    for definition in definitions:
        found |= {quote for quote in quotes if quote not in found and find(quote, definition)}
    return len(found)


def _refuse_foreign(items: Sequence[_Item], brief: CellBrief) -> None:
    """Raise for an answer that belongs to another row or another guide, by what it quotes."""
    quotes = list(dict.fromkeys(quote for item in items for quote in item.quotes))[:MAX_QUOTES]
    if not quotes:
        return
    here = _stand(quotes, list(brief.row.values()))
    if FOREIGN_SHARE * here >= len(quotes):
        return
    rows: dict[int, list[str]] = {}
    for cell in brief.matrix.cells:
        rows.setdefault(cell.competency, []).append(cell.definition)
    counts = {index: _stand(quotes, rows[index]) for index in rows}
    best = max(counts, key=lambda index: counts[index])
    name = brief.matrix.competencies[brief.competency].name
    if counts[best] > FOREIGN_SHARE * here:
        other = brief.matrix.competencies[best].name
        raise UnusableAnswer(
            "other_row", f"This is the answer for “{other}”. Here “{name}” is asked for."
        )
    if not here:
        raise UnusableAnswer(
            "other_guide",
            f"None of the words that this answer quotes stand in the definitions of “{name}”. "
            "It may belong to another guide, or the chat changed the words.",
        )


def _without_cells(reply: str, *, is_cut: bool) -> UnusableAnswer:
    if row_v1.FIRST_WORDS in reply:
        return UnusableAnswer(
            "request", "This is the request itself. Paste what the chat answered to it."
        )
    if not _START.search(reply):
        return UnusableAnswer(
            "not_json",
            "There is no JSON in this text. Copy the chat's whole answer, from its first curly "
            "bracket to its last.",
        )
    if is_cut:
        return UnusableAnswer(
            "cut_off",
            "The answer stops before its first level is complete. Ask the chat to go on, and paste "
            "the whole.",
        )
    if not _begins_well(_straightened(reply)):
        return UnusableAnswer(
            "not_json",
            "The JSON in this text cannot be read. Ask the chat for “valid JSON in one code "
            "block”, and copy it with the chat's own copy button.",
        )
    return UnusableAnswer(
        "no_cells", "This is JSON, but not an answer to this request: it has no levels in it."
    )


def _begins_well(text: str) -> bool:
    """Whether the first JSON in the text can be read."""
    start = _START.search(text)
    try:
        json.JSONDecoder(strict=False).raw_decode(text, start.start() if start else 0)
    except (ValueError, RecursionError):
        return False
    return True


# What a cell holds --------------------------------------------------------------------------------


def _answer(item: _Item | None, brief: CellBrief, *, is_cut: bool) -> CellAnswer:
    if item is None:
        problem = "the answer was cut off" if is_cut else "the answer has nothing there"
        return CellAnswer(brief.level, problem=problem)
    if not item.examples:
        problem = "" if item.reason else "there are neither examples nor a reason"
        return CellAnswer(brief.level, reason=item.reason, problem=problem)
    return _read(item, brief)


def _read(item: _Item, brief: CellBrief) -> CellAnswer:
    known = {fact.id for fact in brief.company.facts}
    raws = item.examples[:EXAMPLES_PER_CELL]
    problems = [_problem_of(raw) for raw in raws]
    examples = [_example(raw, known) for raw, what in zip(raws, problems, strict=True) if not what]
    said = [f"example {number} {what}" for number, what in enumerate(problems, start=1) if what]
    if len(item.examples) != EXAMPLES_PER_CELL:
        said.append(_miscount(len(item.examples)))
    return CellAnswer(brief.level, tuple(examples), problem="; ".join(said))


def _miscount(count: int) -> str:
    came = "1 example" if count == 1 else f"{count} examples"
    left = ", and the first three are taken" if count > EXAMPLES_PER_CELL else ""
    return f"{came} came instead of {EXAMPLES_PER_CELL}{left}"


def _problem_of(raw: Any) -> str:
    """Why this is no example: the end of "example 2 …"; empty where it is one."""
    fields = _lowered(raw)
    if not fields:
        return "is no JSON object"
    for name, limit in FIELD_LIMITS.items():
        text = _text(fields.get(name))
        if not text:
            return f"has no “{name}”"
        if len(text) > limit:
            return f"has {len(text)} characters as “{name}”, where {limit} are the most"
    return ""


def _example(raw: Any, known: set[str]) -> Example:
    fields = _lowered(raw)
    facts = fields.get("facts")
    named = facts if isinstance(facts, list) else ()
    ids = dict.fromkeys(one for one in named if isinstance(one, str) and one in known)
    texts = {name: _text(fields[name]) for name in FIELD_LIMITS}
    return Example(**texts, facts=tuple(ids)[:MAX_FACTS], origin="chat")
