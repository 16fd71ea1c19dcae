"""What stands in a guide's rows of what was pasted from a chat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from generation.core.writing import HARD
from guides.enums import Engine, GenerationStatus, PromptName
from guides.models import CellGeneration, Competency, GuideCell, LevelingGuide


class PartState(StrEnum):
    """How far a cell has come in the chat."""

    OPEN = "open"
    TO_READ = "to_read"
    SHOWN = "shown"
    NONE_NEEDED = "none_needed"


_STATES = {
    GenerationStatus.NEEDS_REVIEW: PartState.TO_READ,
    GenerationStatus.READY: PartState.SHOWN,
    GenerationStatus.ABSTAINED: PartState.NONE_NEEDED,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A cell with the newest of what was pasted for it."""

    cell: GuideCell
    pasted: CellGeneration | None = None

    @property
    def state(self) -> PartState:
        if self.pasted is None or self.is_refused:
            return PartState.OPEN
        return _STATES.get(GenerationStatus(self.pasted.status), PartState.OPEN)

    @property
    def is_unread(self) -> bool:
        return self.pasted is not None and self.pasted.status == GenerationStatus.NEEDS_REVIEW

    @property
    def is_refused(self) -> bool:
        """Every example that was pasted failed a hard criterion: the cell has to be asked again."""
        if self.pasted is None or not self.is_unread:
            return False
        hard = [check for check in self.pasted.checks if check["criterion"] in HARD]
        failed = {at for check in hard if check["passed"] is False for at in check["failed"]}
        return len(failed) >= len(self.pasted.content_json)


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A competency with its cells in the order of levels."""

    competency: Competency
    number: int
    parts: tuple[Part, ...]

    def in_state(self, *states: PartState) -> list[Part]:
        return [part for part in self.parts if part.state in states]

    @property
    def open(self) -> list[Part]:
        return self.in_state(PartState.OPEN)

    @property
    def to_read(self) -> list[Part]:
        return self.in_state(PartState.TO_READ)

    @property
    def shown(self) -> list[Part]:
        return self.in_state(PartState.SHOWN)

    @property
    def none_needed(self) -> list[Part]:
        return self.in_state(PartState.NONE_NEEDED)

    @property
    def pasted_count(self) -> int:
        return len(self.parts) - len(self.open)

    @property
    def is_asked(self) -> bool:
        return self.pasted_count > 0

    @property
    def is_done(self) -> bool:
        return not self.open and not self.to_read


@dataclass(frozen=True, slots=True)
class ChatProgress:
    """All rows of a guide that have definitions."""

    rows: tuple[ChatRow, ...]

    @property
    def done(self) -> int:
        return sum(row.is_done for row in self.rows)

    @property
    def next(self) -> ChatRow | None:
        """The row to go on with: one that waits to be read, else the first that is not done."""
        return self.after(None)

    def after(self, row: ChatRow | None) -> ChatRow | None:
        """The next row to do, seen from one: those below it come first."""
        at = row.number if row else 0
        ahead = [*self.rows[at:], *self.rows[: max(0, at - 1)]]
        unread = [one for one in ahead if one.to_read]
        return next(iter(unread), next((one for one in ahead if not one.is_done), None))

    def row(self, competency: Competency) -> ChatRow | None:
        return next((row for row in self.rows if row.competency.pk == competency.pk), None)


def progress_of(guide: LevelingGuide) -> ChatProgress:
    """How far the guide's rows are; three queries however many there are."""
    cells = guide.cells.select_related("competency", "level")
    pasted = newest_pasted(CellGeneration.objects.filter(guide=guide))
    by_row: dict[UUID, list[Part]] = {}
    competencies: dict[UUID, Competency] = {}
    for cell in cells.order_by("competency__position", "level__position"):
        cell.guide = guide
        competencies[cell.competency_id] = cell.competency
        by_row.setdefault(cell.competency_id, []).append(Part(cell, pasted.get(cell.pk)))
    rows = (
        ChatRow(competencies[pk], number, tuple(parts))
        for number, (pk, parts) in enumerate(by_row.items(), start=1)
    )
    return ChatProgress(tuple(rows))


def newest_pasted(generations: QuerySet[CellGeneration]) -> dict[UUID, CellGeneration]:
    """By cell the newest generation that came from a chat."""
    of_chat = generations.filter(engine=Engine.MANUAL, prompt_name=PromptName.GENERATE_EXAMPLES)
    people = of_chat.select_related("created_by", "checked_by")
    return {row.cell_id: row for row in people.order_by("created_at", "revision")}
