"""What the page of one cell shows, from rows that are already there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guides.differences import word_differences
from guides.feedback.services import Verdict
from guides.matrix.draft import cell_view, level_view
from guides.matrix.page import CellState, CellView
from guides.models import CompanyFact, GuideCell

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
    "R9": "Shows three different situations, unlike those of other levels",
    "R10": "Gives anyone in the role a fair chance",
}


@dataclass(frozen=True, slots=True)
class FullExample:
    """An example with all its fields; the texts may carry marks of what changed."""

    headline: SafeString | str
    text: SafeString | str
    evidence: SafeString | str
    illustrates: str
    facts: tuple[CompanyFact, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class CheckView:
    says: str
    passed: bool
    reason: str


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
    def failed_checks(self) -> list[CheckView]:
        return [check for check in self.checks if not check.passed]


@dataclass(frozen=True, slots=True)
class CellPage:
    view: CellView
    current: GenerationView | None
    others: tuple[GenerationView, ...]
    is_open: bool
    failure: Any | None = None


def cell_page(  # noqa: PLR0913 - a cell with what surrounds it
    cell: GuideCell,
    generations: Sequence[Any],
    *,
    level_number: int,
    is_running: bool,
    facts: Mapping[str, CompanyFact],
    verdicts: Verdicts,
) -> CellPage:
    """`generations` newest first. The current one is shown, or is what the manager must look at."""
    view = cell_view(
        cell,
        cell.competency,
        level_view(cell.level, level_number),
        is_running=is_running,
        generations=generations,
    )
    current = _by_pk(generations, view.generation_pk)
    others = [g for g in generations if g is not current and not g.is_pending]
    shown_items = current.content_json if current else []
    return CellPage(
        view=view,
        current=_plain(current, facts, verdicts) if current else None,
        others=tuple(_compared(g, shown_items, facts, verdicts) for g in others),
        is_open=any(g.is_pending for g in generations),
        failure=_latest_failure(generations)
        if CellState.FAILED in {view.state, view.news}
        else None,
    )


def _by_pk(generations: Sequence[Any], pk: str) -> Any | None:
    return next((g for g in generations if str(g.pk) == pk), None)


def _latest_failure(generations: Sequence[Any]) -> Any | None:
    return next((g for g in generations if g.status == CellState.FAILED), None)


def _plain(generation: Any, facts: Mapping[str, CompanyFact], verdicts: Verdicts) -> GenerationView:
    examples = tuple(
        FullExample(
            headline=item["headline"],
            text=item["text"],
            evidence=item["evidence"],
            illustrates=item["illustrates"],
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
        )
        for check in generation.checks
    )


def _facts(item: Mapping[str, Any], facts: Mapping[str, CompanyFact]) -> tuple[CompanyFact, ...]:
    return tuple(facts[name] for name in item.get("facts", ()) if name in facts)
