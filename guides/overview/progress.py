"""How far a guide has come, in words and counts: the strip above the matrix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils import timezone

from guides import work
from guides.enums import PENDING, WRITTEN, Engine, ErrorCode, GuideStatus
from guides.matrix.page import OPEN, CellState, MatrixPage
from guides.models import CellGeneration, LevelingGuide
from guides.overview.time_left import in_words, time_left
from guides.source.artifacts import guides_offered

MAX_REASONS = 4
_STATUS = GuideStatus
_STEPS = ("Read the PDF", "Recover the matrix", "Write the examples")
_STEPS_OF_VERSION = (*_STEPS[:2], "See what changed")
_STEP_OF = {
    _STATUS.QUEUED: 0,
    _STATUS.EXTRACTING_TEXT: 0,
    _STATUS.TEXT_EXTRACTED: 1,
    _STATUS.PARSING_MATRIX: 1,
    _STATUS.MATRIX_PARSED: 2,
    _STATUS.GENERATING_EXAMPLES: 2,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """The states of all cells row by row, `NOTHING` where the guide is silent."""

    states: tuple[CellState, ...] = ()
    columns: int = 0

    def count(self, *states: CellState) -> int:
        return sum(1 for state in self.states if state in states)

    @property
    def total(self) -> int:
        return len(self.states) - self.count(CellState.NOTHING)

    @property
    def ready(self) -> int:
        return self.count(CellState.READY)

    @property
    def starters(self) -> int:
        return self.count(CellState.STARTERS)

    @property
    def done(self) -> int:
        """Cells for which nothing more is to be written or looked at."""
        return self.count(CellState.READY, CellState.STARTERS, CellState.ABSTAINED)

    @property
    def written(self) -> int:
        """Cells for which nothing more is to come in this round."""
        return self.count(CellState.READY, CellState.NEEDS_REVIEW, CellState.ABSTAINED)

    @property
    def failed(self) -> int:
        return self.count(CellState.FAILED)

    @property
    def to_check(self) -> int:
        return self.count(CellState.NEEDS_REVIEW)

    @property
    def is_moving(self) -> bool:
        return any(state in OPEN for state in self.states)

    @property
    def summary(self) -> str:
        """What is open and what went wrong, in one sentence; empty when nothing is."""
        counts = (
            (self.count(CellState.WRITING), "being written", "being written"),
            (self.count(CellState.WAITING), "waiting", "waiting"),
            (self.to_check, "needs your look", "need your look"),
            (self.failed, "needs another try", "need another try"),
            (self.count(CellState.ABSTAINED), "asks for none", "ask for none"),
        )
        parts = [f"{count} {one if count == 1 else more}" for count, one, more in counts if count]
        return f"{', '.join(parts)}." if parts else ""


class StripKind(StrEnum):
    READING = "reading"
    REVIEW = "review"
    WRITING = "writing"
    MISSING = "missing"
    FAILED = "failed"
    CHECK = "check"
    STARTERS = "starters"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str
    """`done`, `now` or `next`."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What the strip says and offers. A `DONE` one is an empty placeholder."""

    kind: StripKind
    progress: Progress = field(default_factory=Progress)
    steps: tuple[Step, ...] = ()
    reasons: tuple[str, ...] = ()
    guides_to_choose: int = 0
    """How many guides the PDF holds, where none has been chosen yet."""
    is_moving: bool = False
    start: str = ""
    """Address of the first cell with a starter."""
    is_by_model: bool = False
    """A language model writes: that takes its time, and can be stopped where it is."""
    doing: str = ""
    """What the worker says that it is doing: "Reading page 3 of 14"."""
    time_left: str = ""
    """How long it still takes, in words; empty where nobody knows."""


def strip_of(guide: LevelingGuide, progress: Progress, start: str = "") -> Strip:
    """Choose what to say from the guide's status and the states of its cells.

    `start` is the address of the first cell that has a starter to complete.
    Costs two queries where the guide waits for a look, to say why, and one while it is read or
    written.
    """
    if guide.status in {_STATUS.FAILED_BAD_PDF, _STATUS.FAILED_PARSE}:
        return Strip(StripKind.FAILED)
    if guide.is_waiting_for_review:
        return Strip(
            StripKind.REVIEW,
            progress,
            reasons=_reasons_to_look(guide),
            guides_to_choose=len(guides_offered(guide)),
        )
    if guide.is_running and not guide.has_matrix:
        doing = ""
        if guide.status == _STATUS.EXTRACTING_TEXT:
            doing = work.doing_now(guide, work.EXTRACT)
        return Strip(StripKind.READING, steps=_steps(guide), is_moving=True, doing=doing)
    if guide.is_running:
        return _strip_of_writing(guide, progress)
    kind = _at_rest(guide, progress)
    return Strip(kind, progress, is_moving=progress.is_moving, start=start)


def _strip_of_writing(guide: LevelingGuide, progress: Progress) -> Strip:
    """How far the round is, with what a model's pace was in it."""
    round_ = CellGeneration.objects.filter(
        guide=guide, engine=Engine.OPENAI, job__name=work.GENERATE, job__round=guide.round
    )
    rows = list(round_.order_by().values_list("status", "updated_at", "job__started_at"))
    open_cells = sum(status in PENDING for status, _, _ in rows)
    begun = min((started for _, _, started in rows if started), default=None)
    finished = [at for status, at, _ in rows if status in WRITTEN]
    left = time_left(begun, finished, open_cells, timezone.now()) if begun else None
    return Strip(
        StripKind.WRITING,
        progress,
        is_moving=True,
        is_by_model=bool(open_cells),
        time_left=in_words(left) if left else "",
    )


def _reasons_to_look(guide: LevelingGuide) -> tuple[str, ...]:
    """Why the manager is asked, as the chosen strategy's run of the latest parse says it."""
    run = guide.parse_runs.filter(chosen=True).order_by("-created_at").first()
    return tuple(run.reasons[:MAX_REASONS]) if run else ()


def _at_rest(guide: LevelingGuide, progress: Progress) -> StripKind:
    if guide.is_failed or progress.failed:
        return StripKind.MISSING
    if progress.to_check:
        return StripKind.CHECK
    return StripKind.STARTERS if progress.starters else StripKind.DONE


def progress_of(places: Iterable[tuple[int, int, CellState]]) -> Progress:
    """Progress from (row, column, state) of the cells that have text, in any order."""
    by_place = {(row, column): state for row, column, state in places}
    rows = sorted({row for row, _ in by_place})
    columns = sorted({column for _, column in by_place})
    return Progress(
        states=tuple(
            by_place.get((row, column), CellState.NOTHING) for row in rows for column in columns
        ),
        columns=len(columns),
    )


def progress_of_page(page: MatrixPage) -> Progress:
    return progress_of(
        (row.number, cell.level.number, cell.news if cell.news in OPEN else cell.state)
        for row in page.rows
        for cell in row.cells
        if cell.state is not CellState.NOTHING
    )


def first_start(page: MatrixPage) -> str:
    """Address of the first cell with a starter to complete; empty where there is none."""
    cells = (cell for row in page.rows for cell in row.cells)
    return next((cell.url for cell in cells if cell.state is CellState.STARTERS), "")


def can_retry_reading(guide: LevelingGuide) -> bool:
    """Whether reading the same PDF once more could end otherwise."""
    return guide.error_code in {
        ErrorCode.WORKER_LOST,
        ErrorCode.CANCELLED,
        ErrorCode.TOO_COMPLEX,
        ErrorCode.NO_TEXT,
    }


def _steps(guide: LevelingGuide) -> tuple[Step, ...]:
    now = _STEP_OF[GuideStatus(guide.status)]
    return tuple(
        Step(label, "done" if at < now else "now" if at == now else "next")
        for at, label in enumerate(_STEPS_OF_VERSION if guide.is_next_version else _STEPS)
    )
