"""Rows and pasted cells as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from generation.core.writing import Check, Example
from guides.chat.forms import name_of
from guides.chat.rows import ChatRow, Part
from guides.chat.services import READ_FIRST, Judged
from guides.matrix.definitions import render_definition
from guides.models import CompanyFact, Level

A_PERSON_DECIDES = "R11"
"""Whether the examples belong to their cell is for the one who reads them to say."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A pasted example: `name` is the value of its tick, `refusal` why it cannot be used."""

    name: str
    example: Example
    facts: tuple[CompanyFact, ...]
    is_ticked: bool
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PastedCell:
    """A cell to be read: the definition, the examples and what the checks say, in words."""

    part: Part
    level_number: int
    definition: SafeString
    examples: tuple[Offered, ...]
    refused: tuple[Offered, ...]
    passed: int
    checked: int
    remarks: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def is_all_passed(self) -> bool:
        return self.passed == self.checked

    @property
    def note(self) -> str:
        """What came short when it was pasted."""
        words = self.part.pasted.reason if self.part.pasted else ""
        return words.removeprefix(READ_FIRST).strip()


def pasted_cell(judged: Judged, facts: dict[str, CompanyFact], ticked: set[str]) -> PastedCell:
    """`facts` by their ids; `ticked` are the values of the examples that are ticked."""
    offered = [_offered(judged, at, facts, ticked) for at in range(len(judged.examples))]
    usable = tuple(one for one in offered if not one.refusal)
    decided = _decided(judged.checks)
    return PastedCell(
        part=judged.part,
        level_number=judged.brief.level + 1,
        definition=render_definition(
            judged.brief.definition, tuple(one.example.illustrates for one in usable)
        ),
        examples=usable,
        refused=tuple(one for one in offered if one.refusal),
        passed=sum(bool(check.passed) for check in decided),
        checked=len(decided),
        remarks=_said(check.reason for check in decided if not check.passed),
        flags=_said(check.flags for check in judged.checks),
    )


def _offered(judged: Judged, at: int, facts: dict[str, CompanyFact], ticked: set[str]) -> Offered:
    name, example = name_of(judged, at), judged.examples[at]
    return Offered(
        name=name,
        example=example,
        facts=tuple(facts[ref] for ref in example.facts if ref in facts),
        is_ticked=name in ticked,
        refusal=judged.refused.get(at, ""),
    )


def _said(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, words))


def _decided(checks: Sequence[Check]) -> list[Check]:
    """The checks that a page counts: those that were made, and not left to the reader."""
    return [
        check
        for check in checks
        if check.criterion != A_PERSON_DECIDES and check.passed is not None
    ]


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the list: what was asked, how far it is."""

    row: ChatRow
    words: str
    act: str
    look: str


def row_lines(rows: Sequence[ChatRow]) -> list[RowLine]:
    return [_line(row) for row in rows]


def _line(row: ChatRow) -> RowLine:
    total = len(row.parts)
    if row.is_done:
        shown, left = len(row.shown), len(row.none_needed)
        words = f"Done: {_cells(shown)} with examples" + (f", {left} without" if left else "")
        return RowLine(row, words, "Look", "done")
    if not row.is_asked:
        return RowLine(row, f"Not asked yet: {_cells(total)}", "Ask", "open")
    words = f"{row.pasted_count} of {_cells(total)} pasted"
    if row.to_read:
        return RowLine(row, f"{words}, {len(row.to_read)} to read", "Read", "to_read")
    return RowLine(row, f"{words}, {len(row.open)} still to ask", "Go on", "open")


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def names_of(levels: Sequence[Level]) -> str:
    """Short names of levels, as a sentence has them: "L2, L3 and L5"."""
    names = [level.code or level.title for level in levels]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
