"""The draft's matrix, made of a guide's rows: what managers work on.

Nothing here asks the database: a guide comes with everything prefetched (`with_matrix`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generation.core.writing import EXAMPLES_PER_CELL, PROMPTS
from guides.company.chips import Chips, chips_of
from guides.enums import Engine, ErrorCode
from guides.matrix.definitions import render_definition
from guides.matrix.origins import CellOrigin, origins_of
from guides.matrix.page import (
    OPEN,
    CellState,
    CellView,
    LevelView,
    MatrixPage,
    RowView,
    dom_id,
    empty_cell,
    example_views,
    illustrated,
    stamp_of,
    state_of,
)
from guides.matrix.starters import StarterView, starter_view
from guides.models import CellGeneration, Competency, GuideCell, Level, LevelingGuide

PLANNING, WRITING = "The row is planned first", "Writing examples"
COMPARING = "Written. Being compared with the cells around it"
TO_COMPARE = "Written. Waits to be compared with the cells around it"


def from_guide(guide: LevelingGuide) -> MatrixPage:
    levels = {
        level.pk: level_view(level, at) for at, level in enumerate(guide.levels.all(), start=1)
    }
    by_place = {(cell.competency_id, cell.level_id): cell for cell in guide.cells.all()}
    chips = chips_of(guide.company.facts.all())
    is_running = is_writing(guide)

    def view(competency: Competency, level_pk: Any) -> CellView:
        cell = by_place.get((competency.pk, level_pk))
        level = levels[level_pk]
        if cell is None:
            return empty_cell(competency.key, competency.name, level)
        return cell_view(cell, competency, level, is_running=is_running, chips=chips)

    rows = tuple(
        RowView(
            key=competency.key,
            number=number,
            name=competency.name,
            category=competency.category,
            description=competency.description,
            cells=tuple(view(competency, level_pk) for level_pk in levels),
            pk=str(competency.pk),
        )
        for number, competency in enumerate(guide.competencies.all(), start=1)
    )
    return MatrixPage(
        levels=tuple(levels.values()),
        rows=rows,
        stamp=stamp_of((cell.pk, cell.competency_id, cell.level_id) for cell in guide.cells.all()),
    )


def level_view(level: Level, number: int) -> LevelView:
    return LevelView(
        level.key, level.code, level.title, level.description, number, pk=str(level.pk)
    )


def cell_view(  # noqa: PLR0913 - a cell with what surrounds it
    cell: GuideCell,
    competency: Competency,
    level: LevelView,
    *,
    is_running: bool,
    generations: Iterable[CellGeneration] | None = None,
    chips: Chips = MappingProxyType({}),
) -> CellView:
    """A cell from its rows. `is_running`: whether a cell without generations will get some.

    `generations` are those of the cell, where they are not prefetched on it.
    """
    rows = cell.generations.all() if generations is None else generations
    written = _Written.of(rows, is_running=is_running)
    return CellView(
        dom_id=dom_id(competency.key, level.key),
        state=written.state,
        level=level,
        competency_name=competency.name,
        definition=render_definition(cell.definition_text, illustrated(written.examples)),
        page=cell.page,
        examples=example_views(written.examples, chips, written.engine),
        starter=written.starter_for(cell.definition_text),
        reason=written.reason,
        reasons=written.reasons,
        is_undecided=written.is_undecided,
        error=written.error,
        doing=written.doing,
        news=written.news,
        edited_by=_first_name(cell.edited_by) if cell.is_edited else "",
        is_outdated=cell.is_outdated,
        url=cell.get_absolute_url(),
        pk=str(cell.pk),
        **_about(written.used),
    )


def is_writing(guide: LevelingGuide) -> bool:
    """Whether cells without generations will get some without anybody asking."""
    return guide.is_running and not guide.is_waiting_for_review


def is_planned_next(generation: CellGeneration) -> bool:
    """Whether the row of a generation that is being written is still to be planned."""
    prompt = PROMPTS.get(generation.prompt_version)
    has_plan = generation.engine == Engine.OPENAI and prompt is not None and bool(prompt.plan)
    return has_plan and not generation.content_json and not generation.steps_json.get("plan")


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written for a cell: of its generations those that a page has to mention.

    The open one, the shown one, and the newest of the others.
    """

    state: CellState
    pending: CellGeneration | None
    shown: CellGeneration | None
    last: CellGeneration | None

    @classmethod
    def of(cls, generations: Iterable[CellGeneration], *, is_running: bool) -> _Written:
        pending = shown = last = None
        for generation in generations:
            if generation.is_pending:
                pending = pending or generation
            elif generation.is_shown:
                shown = generation
            elif last is None or generation.created_at > last.created_at:
                last = generation
        statuses = (found.status if found else None for found in (pending, shown, last))
        return cls(state_of(*statuses, is_running=is_running), pending, shown, last)

    @property
    def used(self) -> CellGeneration | None:
        """The one whose examples stand in the cell: shown, or waiting for a manager's look, or
        written and not compared with the cells around it yet."""
        if self.state is CellState.NEEDS_REVIEW:
            return self.last
        return self.pending if self._is_uncompared else self.shown

    @property
    def _is_uncompared(self) -> bool:
        return self.state in OPEN and self.pending is not None and bool(self.pending.content_json)

    @property
    def doing(self) -> str:
        """Which step of its writing the cell is at."""
        if self.pending is None:
            return ""
        is_waiting = self.pending.status == CellState.WAITING
        if self.pending.content_json:
            return TO_COMPARE if is_waiting else COMPARING
        if is_waiting:
            return ""
        return PLANNING if is_planned_next(self.pending) else WRITING

    @property
    def examples(self) -> Sequence[Mapping[str, Any]]:
        return self.used.content_json if self.used else ()

    @property
    def engine(self) -> str:
        return self.used.engine if self.used else ""

    def starter_for(self, definition: str) -> StarterView | None:
        """What to start from, unless it was made for other words than these."""
        if self.last is None or self.state is not CellState.STARTERS:
            return None
        is_of_other_words = self.last.definition_text not in {"", definition}
        return None if is_of_other_words else starter_view(self.last.starter_json)

    @property
    def reason(self) -> str:
        """Why there are no examples, or why there are fewer than three."""
        if self.state is CellState.ABSTAINED:
            return self.last.reason if self.last else ""
        is_few = bool(self.shown) and len(self.examples) < EXAMPLES_PER_CELL
        return self.shown.reason if is_few and self.shown else ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it needs a look."""
        if self.last is None or self.state is not CellState.NEEDS_REVIEW:
            return ()
        told = [check.get("reason", "") for check in self.last.checks if needs_a_look(check)]
        # Where the reason is made of the checks' own (and cut, where they are long), they say it.
        failed = " ".join(check.get("reason", "") for check in self.last.failed_checks)
        own = "" if failed.startswith(self.last.reason) else self.last.reason
        return tuple(dict.fromkeys(filter(None, (own, *told))))

    @property
    def is_undecided(self) -> bool:
        if self.last is None or self.state is not CellState.NEEDS_REVIEW:
            return False
        return not any(check["passed"] is False for check in self.last.checks)

    @property
    def error(self) -> str:
        return self.last.error_message if self.last and self.state is CellState.FAILED else ""

    @property
    def news(self) -> CellState | None:
        """What became of a newer generation than the shown one."""
        if self.shown is None:
            return None
        if self.pending is not None:
            return CellState(self.pending.status)
        if self.last is None or self.last.created_at <= self.shown.created_at:
            return None
        is_stopped = self.last.error_code == ErrorCode.CANCELLED and not self.last.content_json
        return None if is_stopped else CellState(self.last.status)


def _about(used: Any | None) -> dict[str, Any]:
    """What a cell says of the generation that it shows, one counted `with_thumbs`."""
    if used is None:
        return {}
    return {
        "authors": cell_origin(used),
        "is_vouched_for": used.is_shown and used.status == CellState.NEEDS_REVIEW,
        "generation_pk": str(used.pk),
        "thumbs_up": used.thumbs_up,
        "thumbs_down": used.thumbs_down,
    }


def cell_origin(used: CellGeneration) -> CellOrigin:
    """Who wrote the examples of a generation, and who looked at them, by name."""
    return CellOrigin(
        origins_of(used.content_json, used.engine),
        is_checked=used.checked_at is not None,
        checked_by=_first_name(used.checked_by) if used.checked_at else "",
    )


def needs_a_look(check: Mapping[str, Any]) -> bool:
    """Whether a stored check failed, or could not be decided for examples that it applies to."""
    return check["passed"] is False or bool(check["passed"] is None and check.get("undecided"))


def _first_name(person: Any | None) -> str:
    if person is None:
        return "someone who has left"
    return person.first_name or person.get_username()
