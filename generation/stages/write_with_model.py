"""Writes the rows of a guide with a language model: plan, cells, repair, sort, mend.

Knows no database: briefs go in, outcomes come out, each as soon as it is known. One thread keeps
the rows; the calls run in others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import replace

from generation.core.writing import CellReply
from generation.stages.row_calls import Answer, Times, Writer, ask_for, call
from generation.stages.row_state import (
    Cell,
    Failure,
    Outcome,
    Row,
    Step,
    abstained,
    enter_examples,
    enter_landings,
    enter_mended,
    enter_plan,
    enter_repair,
    finished,
    stopped,
    under_way,
)
from levelingai.llm.types import CallFailed, Usage

logger = logging.getLogger(__name__)

GATHER_S = 0.05
"""After an outcome, how long others may join it: what began together ends almost together."""

Batch = list[tuple[int, Outcome]]
"""Outcomes by the places of their cells in the chunk."""


def write_rows(
    rows: Sequence[Row], writer: Writer, *, slots: Callable[[], int], times: Times
) -> Iterator[Batch]:
    """Write rows and yield what became of their cells, all that is known at once.

    A cell comes back after each call about it (`writing`), and last with how it ended. `slots` says
    how many calls may be under way now. Cells that are not done when the time is up come back as
    `waiting`. A caller that stops iterating leaves calls to end by their own deadlines; no further
    one is begun then.
    """
    run = _Run(rows, writer, slots, times)
    try:
        yield from run.batches()
    finally:
        run.pool.shutdown(wait=False, cancel_futures=True)


class _Run:
    """Rows, and the calls about them that are under way."""

    def __init__(
        self, rows: Sequence[Row], writer: Writer, slots: Callable[[], int], times: Times
    ) -> None:
        self.rows = rows
        self.writer = writer
        self.slots = slots
        self.times = times
        cells = sum(len(row.cells) for row in rows)
        self.pool = ThreadPoolExecutor(max(1, cells), thread_name_prefix="write-row")
        self.under_way: dict[Future[Answer], Step] = {}

    def batches(self) -> Iterator[Batch]:
        yield from filter(None, [self._ended()])
        self._begin()
        while self.under_way:
            first, rest = wait(self.under_way, return_when=FIRST_COMPLETED)
            more, _ = wait(rest, timeout=GATHER_S) if rest else (set(), None)
            batch: Batch = []
            for future in [*first, *more]:
                batch += self._enter(self.under_way.pop(future), future.result())
            batch += self._ended()
            self._begin()
            yield _folded(batch)
        yield from filter(None, [self._left_over()])

    def _begin(self) -> None:
        """Begin as many calls as there are slots for, the most urgent first."""
        if not self.times.may_begin:
            return
        every = (step for row in self.rows for step in row.steps())
        steps = sorted(every, key=lambda step: step.order)
        for step in steps[: max(0, self.slots() - len(self.under_way))]:
            _set_busy(step, True)
            ask = ask_for(step, self.writer)
            # In a copy of the context: the caller's accounts go with the calls.
            future = self.pool.submit(copy_context().run, call, ask, self.times)
            self.under_way[future] = step

    def _enter(self, step: Step, answer: Answer) -> Batch:
        """Put what a call brought into its row."""
        _set_busy(step, False)
        if step.kind == "plan":
            return _after_plan(step.row, answer)
        if step.kind == "sort":
            return _after_sort(step.row, answer)
        if step.kind == "mend":
            return _after_mend(step.row, answer)
        cell = step.row.cells[step.level]
        after = _after_repair if step.kind == "repair" else _after_cell
        return after(step.row, cell, answer)

    def _ended(self) -> Batch:
        return [_close(cell, finished(row, cell)) for row in self.rows for cell in row.done()]

    def _left_over(self) -> Batch:
        """What the time did not suffice for."""
        cells = [cell for row in self.rows for cell in row.open_cells()]
        return _stopped(cells, _not_begun())


def _folded(batch: Batch) -> Batch:
    """Each cell once, as it stands at the end of the batch, with all that was spent on it."""
    last: dict[int, Outcome] = {}
    for index, outcome in batch:
        spent = last[index].usage + outcome.usage if index in last else outcome.usage
        last[index] = replace(outcome, usage=spent)
    return sorted(last.items())


def _set_busy(step: Step, is_busy: bool) -> None:
    if step.level in step.row.cells and step.kind in ("write", "repair"):
        step.row.cells[step.level].is_busy = is_busy
    else:
        step.row.is_busy = is_busy


def _close(cell: Cell, outcome: Outcome) -> tuple[int, Outcome]:
    cell.is_over = True
    return cell.index, outcome


def _after_plan(row: Row, answer: Answer) -> Batch:
    """The cells' parts of the plan. Without one they are written all the same, if the model is
    there to write them."""
    cells = row.unwritten()
    _spend(cells, answer.usage)
    if answer.error is None:
        enter_plan(row, answer.read)
        return [_planned(cell) for cell in cells]
    if answer.error.code in ("llm_bad_output", "llm_refused"):
        row.is_planless = True
        logger.info("a row is written without a plan: %s", answer.error.code)
        return []
    return _stopped(cells, answer.error)


def _planned(cell: Cell) -> tuple[int, Outcome]:
    plan = cell.brief.plan
    if plan is not None and plan.nothing:
        return _close(cell, abstained(cell, plan.nothing))
    return cell.index, under_way(cell)


def _after_cell(row: Row, cell: Cell, answer: Answer) -> Batch:
    _spend([cell], answer.usage)
    if answer.error is not None:
        return _stopped([cell], answer.error)
    reply: CellReply = answer.read
    if not reply.examples:
        return [_close(cell, abstained(cell, reply.nothing))]
    cell.model, cell.request_id = answer.model, answer.request_id
    enter_examples(row, cell, reply.examples)
    return _so_far([cell])


def _after_repair(row: Row, cell: Cell, answer: Answer) -> Batch:
    """The better of before and after; a repair that fails costs nothing but its call."""
    _spend([cell], answer.usage)
    if isinstance(answer.error, CallFailed) and answer.error.is_postponed:
        return _stopped([cell], answer.error)
    cell.repaired = (*cell.repaired, "checks")
    if answer.error is not None:
        logger.info("a repair brought nothing: %s", answer.error.code)
    elif answer.read.examples:
        enter_repair(row, cell, answer.read.examples)
    return _so_far([cell])


def _after_sort(row: Row, answer: Answer) -> Batch:
    cells = row.unsorted()
    _spend(cells, answer.usage)
    if answer.error is None:
        enter_landings(row, answer.read)
        return _so_far(cells)
    if _may_come_back(answer.error):
        return _stopped(cells, answer.error)
    row.was_sorted_badly = True
    logger.info("a row could not be sorted: %s", answer.error.code)
    return []


def _after_mend(row: Row, answer: Answer) -> Batch:
    """What was mended is sorted again; a call that brought nothing leaves it where it landed."""
    cells = row.misplaced()
    _spend(cells, answer.usage)
    if answer.error is not None:
        if _may_come_back(answer.error):
            return _stopped(cells, answer.error)
        logger.info("a row could not be mended: %s", answer.error.code)
    enter_mended(row, {} if answer.error else answer.read)
    return _so_far(cells)


def _so_far(cells: Sequence[Cell]) -> Batch:
    return [(cell.index, under_way(cell)) for cell in cells]


def _stopped(cells: Sequence[Cell], error: Failure) -> Batch:
    return [_close(cell, stopped(cell, error)) for cell in cells]


def _may_come_back(error: Failure) -> bool:
    """Whether the model may do later for a row what it did not do now."""
    if not isinstance(error, CallFailed):
        return False
    return error.is_postponed or (error.code == "llm_unavailable" and not error.permanent)


def _spend(cells: Sequence[Cell], usage: Usage) -> None:
    """Count what a call used among the cells that it was about."""
    for cell, share in zip(cells, usage.shares(len(cells)), strict=True):
        cell.usage += share


def _not_begun() -> CallFailed:
    return CallFailed(
        "llm_unavailable",
        "There was no time left to begin this cell; it follows.",
        reason="queue",
        permanent=False,
        retry_after_s=0.0,
    )
