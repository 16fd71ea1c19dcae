"""What the page of one cell shows, from rows that are already there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guides.differences import word_differences
from guides.enums import PENDING, ErrorCode, GenerationStatus
from guides.examples.steps import StepsView, steps_view
from guides.feedback.services import Verdict
from guides.matrix.draft import cell_origin, cell_view, level_view
from guides.matrix.origins import MANUAL, MODEL, ORIGIN_WORDS, CellOrigin, origin_of, origins_of
from guides.matrix.page import CellState, CellView
from guides.matrix.starters import StarterView
from guides.models import CompanyFact, GuideCell
from guides.templatetags.leveling import person

_LEFT_OUT = {*PENDING, GenerationStatus.STARTERS, GenerationStatus.ABSTAINED}
"""Statuses of generations that are no version of the examples."""

Verdicts = Mapping[tuple[UUID, int], Verdict]
"""What readers say of examples, by generation and place."""

_MARKS = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
CRITERIA = {
    "R1": "Says what someone does, so that a colleague could see it",
    "R2": "Names a thing that is made, changed or decided",
    "R3": "Fits the scope of this level",
    "R4": "Has a result that someone could check",
    "R5": "Avoids vague words",
    "R6": "Reads easily",
    "R7": "Illustrates words of the definition",
    "R8": "Invents nothing about the company and names no person",
    "R9": "Shows different situations, unlike those of other levels",
    "R10": "Gives anyone in the role a fair chance",
    "R11": "Illustrates what this very cell asks for",
    "R12": "Is in the language of its definition",
}


@dataclass(frozen=True, slots=True)
class FullExample:
    """An example with all its fields; the texts may carry marks of what changed."""

    headline: SafeString | str
    text: SafeString | str
    evidence: SafeString | str
    illustrates: str
    origin: str = ""
    """Who wrote it, in words; empty where all of the set have one origin."""
    facts: tuple[CompanyFact, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class CheckView:
    """`passed` is None for what was not checked: it counts neither way. `flags` is what a word
    list was not sure of: a note that changes nothing."""

    says: str
    passed: bool | None
    reason: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class GenerationView:
    """A generation with its examples; `is_marked` when they are compared with the shown ones."""

    row: Any
    examples: tuple[FullExample, ...]
    checks: tuple[CheckView, ...]
    is_marked: bool = False

    @property
    def can_be_shown(self) -> bool:
        return bool(self.examples) and not self.row.is_shown

    @property
    def passed(self) -> int:
        return sum(1 for check in self.checks if check.passed)

    @property
    def checked(self) -> int:
        return sum(1 for check in self.checks if check.passed is not None)

    @property
    def unchecked(self) -> int:
        return len(self.checks) - self.checked

    @property
    def steps(self) -> StepsView | None:
        """How a model came to it."""
        return steps_view(self.row.steps_json, self.row.content_json)

    @property
    def authors(self) -> CellOrigin:
        return cell_origin(self.row)

    @property
    def source(self) -> str:
        """Who wrote it, in one sentence without its stop."""
        return _source(self.row, self.authors)

    @property
    def source_in_line(self) -> str:
        """The same within a sentence."""
        return self.source[:1].lower() + self.source[1:]


@dataclass(frozen=True, slots=True)
class CellPage:
    view: CellView
    current: GenerationView | None
    others: tuple[GenerationView, ...]
    asked: Any | None = None
    """The generation that is still to come, if any."""
    failure: Any | None = None
    starter: StarterView | None = None
    is_stopped: bool = False
    """A person stopped the writing before it came to this cell."""


def cell_page(  # noqa: PLR0913 - a cell with what surrounds it
    cell: GuideCell,
    generations: Sequence[Any],
    *,
    level_number: int,
    is_running: bool,
    facts: Mapping[str, CompanyFact],
    verdicts: Verdicts,
) -> CellPage:
    """`generations` newest first. The current one is shown, or is what the manager must look at, or
    is written and still to be compared with the cells around it."""
    view = cell_view(
        cell,
        cell.competency,
        level_view(cell.level, level_number),
        is_running=is_running,
        generations=generations,
    )
    current = _by_pk(generations, view.generation_pk)
    others = [g for g in generations if g is not current and g.status not in _LEFT_OUT]
    shown_items = current.content_json if current else []
    return CellPage(
        view=view,
        current=_plain(current, facts, verdicts) if current else None,
        others=tuple(_compared(g, shown_items, facts, verdicts) for g in others),
        asked=next((g for g in generations if g.is_pending), None),
        starter=view.starter,
        is_stopped=_is_stopped(generations),
        failure=_latest_failure(generations)
        if CellState.FAILED in {view.state, view.news}
        else None,
    )


def _by_pk(generations: Sequence[Any], pk: str) -> Any | None:
    return next((g for g in generations if str(g.pk) == pk), None)


def _is_stopped(generations: Sequence[Any]) -> bool:
    """Whether the last that was asked for ended because a person stopped the writing."""
    return bool(generations) and generations[0].error_code == ErrorCode.CANCELLED


def _latest_failure(generations: Sequence[Any]) -> Any | None:
    return next((g for g in generations if g.status == CellState.FAILED), None)


def _plain(generation: Any, facts: Mapping[str, CompanyFact], verdicts: Verdicts) -> GenerationView:
    examples = tuple(
        FullExample(
            headline=item["headline"],
            text=item["text"],
            evidence=item["evidence"],
            illustrates=item["illustrates"],
            origin=_own_origin(generation, item),
            facts=_facts(item, facts),
            verdict=verdicts.get((generation.pk, at)),
        )
        for at, item in enumerate(generation.content_json)
    )
    return GenerationView(generation, examples, _checks(generation))


def _compared(
    generation: Any,
    shown: Sequence[Mapping[str, Any]],
    facts: Mapping[str, CompanyFact],
    verdicts: Verdicts,
) -> GenerationView:
    """An other generation, its differences from the shown one marked."""
    if not shown:
        return _plain(generation, facts, verdicts)
    examples = []
    for at, item in enumerate(generation.content_json):
        base = shown[at] if at < len(shown) else {}
        marked = {
            name: _marked(base.get(name, ""), item[name])
            for name in ("headline", "text", "evidence")
        }
        examples.append(
            FullExample(
                **marked,
                illustrates=item["illustrates"],
                origin=_own_origin(generation, item),
                facts=_facts(item, facts),
                verdict=verdicts.get((generation.pk, at)),
            )
        )
    return GenerationView(generation, tuple(examples), _checks(generation), is_marked=True)


def _marked(old: str, new: str) -> SafeString:
    pieces = word_differences(old, new)
    return format_html_join("", "{}", ((format_html(_MARKS[p.kind], p.text),) for p in pieces))


def _checks(generation: Any) -> tuple[CheckView, ...]:
    return tuple(
        CheckView(
            says=CRITERIA.get(check["criterion"], check["criterion"]),
            passed=check["passed"],
            reason=check.get("reason", ""),
            flags=check.get("flags", ""),
        )
        for check in generation.checks
    )


def _own_origin(generation: Any, item: Mapping[str, Any]) -> str:
    if len(origins_of(generation.content_json, generation.engine)) == 1:
        return ""
    return ORIGIN_WORDS[origin_of(item, generation.engine)]


def _source(row: Any, authors: CellOrigin) -> str:
    words = [_wrote(row, origin) for origin in authors.origins]
    said = " and ".join(words) or "Nothing was written"
    if authors.is_checked:
        said += f", checked by {authors.checked_by}"
    return said[:1].upper() + said[1:]


def _wrote(row: Any, origin: str) -> str:
    """Who wrote, with the name of the person or the model."""
    if origin == MANUAL and row.created_by:
        return f"{ORIGIN_WORDS[origin]}, by {person(row.created_by)}"
    if origin == MODEL and row.model:
        return f"by the language model {row.model}"
    return ORIGIN_WORDS[origin]


def _facts(item: Mapping[str, Any], facts: Mapping[str, CompanyFact]) -> tuple[CompanyFact, ...]:
    return tuple(facts[name] for name in item.get("facts", ()) if name in facts)
