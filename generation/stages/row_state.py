"""What was done for the cells of a competency row, and what is to be done next.

A row is planned, its cells are written apart from each other, what stays below the bar is repaired
once, and one sort of the whole row says which examples illustrate their own cell; what landed
elsewhere is mended, in one request for the row, and sorted again. Each state can be kept between
two steps, so an interrupted row goes on where it was. Knows neither database nor model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from generation.core.errors import GenerationError
from generation.core.writing import (
    HARD,
    UNSORTED,
    CellBrief,
    CellPlan,
    Check,
    Example,
    Landing,
    Place,
    Starter,
    check_examples,
    kept,
    verdict,
    why_left_out,
)
from levelingai.llm.types import CallFailed, Usage

Failure = GenerationError | CallFailed
"""A reply that could not be used, or a call that brought none."""

Examples = tuple[Example, ...]

Kind = Literal["plan", "write", "repair", "sort", "mend"]
Repair = Literal["checks", "sort"]
"""What an example was written again for; each happens once."""
_FIRST: Mapping[Kind, int] = {"sort": 0, "mend": 0, "repair": 1, "write": 2, "plan": 3}
"""Of several steps that could be taken, the one that ends something goes first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cell, or how far it is.

    `ready` and `needs_review` come with examples and checks, `starters` with a starter, `failed`
    and `waiting` with an error. `reason` says why there are no examples or fewer than three, or
    what a person must look at.
    `writing`: more is to come; what is there is kept, so that no finished call is repeated.
    `waiting`: the provider or the clock stood in the way, not the cell: it is worth going on after
    `error.retry_after_s` (the caller counts how often it does).
    `usage` is what was spent since the outcome before.
    """

    status: Literal[
        "ready", "starters", "needs_review", "abstained", "failed", "waiting", "writing"
    ]
    examples: Examples = ()
    checks: tuple[Check, ...] = ()
    error: Failure | None = None
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    request_id: str = ""
    """Of the reply that the examples come from."""
    starter: Starter | None = None
    reason: str = ""
    plan: CellPlan | None = None
    repaired: tuple[Repair, ...] = ()
    landings: Mapping[str, Landing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One call to make: for a row, or for the cell at `level` of it."""

    kind: Kind
    row: Row
    level: int = -1

    @property
    def order(self) -> tuple[int, int, int]:
        return self.row.position, _FIRST[self.kind], self.row.rank(self.level)


@dataclass(slots=True)
class Cell:
    """One cell that is being written. `index` is its place in the chunk."""

    index: int
    brief: CellBrief
    examples: Examples = ()
    checks: tuple[Check, ...] = ()
    repaired: tuple[Repair, ...] = ()
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    request_id: str = ""
    is_busy: bool = False
    is_over: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every example reaches the bar; what is not sorted yet counts neither way."""
        return len(kept(self.examples, self.checks)) == len(self.examples)

    @property
    def failed(self) -> tuple[int, ...]:
        """The examples that do not reach the bar."""
        staying = kept(self.examples, self.checks)
        return tuple(index for index in range(len(self.examples)) if index not in staying)

    @property
    def unsorted(self) -> list[str]:
        """The texts that a sort has still to place; what is below the bar is left out anyway."""
        staying = kept(self.examples, self.checks)
        texts = [self.examples[index].text for index in staying]
        return [text for text in texts if text not in self.brief.landings]

    @property
    def repair(self) -> Repair | None:
        """What the cell is to be written again for, if anything."""
        landings = [self.brief.landings.get(example.text) for example in self.examples]
        if any(landing is not None and not landing.is_own for landing in landings):
            return None if "sort" in self.repaired else "sort"
        is_new = not any(landings) and "checks" not in self.repaired
        return "checks" if is_new and not self.is_whole else None

    @property
    def rank(self) -> tuple[int, int, int]:
        """How good the examples are: at the bar, hard criteria failed, criteria failed."""
        failed = [check for check in self.checks if check.passed is False]
        hard = sum(check.criterion in HARD for check in failed)
        return len(kept(self.examples, self.checks)), -hard, -len(failed)


@dataclass(slots=True, eq=False)
class Row:
    """The open cells of one row, by level, and what the page shows beside them.

    `shown` are texts by place, of this row and of others: decoys of the sort.
    """

    position: int
    cells: dict[int, Cell]
    shown: Mapping[Place, Sequence[str]] = field(default_factory=dict)
    has_plan: bool = True
    """Whether its prompt plans rows."""
    is_planless: bool = False
    """A plan was asked for and could not be had: the cells do without."""
    is_busy: bool = False
    was_sorted_badly: bool = False
    """The sort could not be read, or was refused: a person has to look."""

    def rank(self, level: int) -> int:
        """The levels in the middle first: most people look there, for themselves and as the next
        step. Then outwards, the higher of two first."""
        levels = len(next(iter(self.cells.values())).brief.matrix.levels)
        order = sorted(range(levels), key=lambda one: (abs(2 * one - levels + 1), -one))
        return order.index(level) if level in order else -1

    def open_cells(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if not cell.is_over]

    def steps(self) -> Iterator[Step]:
        """What can be asked now."""
        if self.is_busy:
            return
        cells = self.open_cells()
        if self.needs_plan:
            if not any(cell.is_busy for cell in cells):
                yield Step("plan", self)
            return
        for cell in cells:
            if not cell.is_busy and not cell.examples:
                yield Step("write", self, cell.brief.level)
            elif not cell.is_busy and cell.repair == "checks":
                yield Step("repair", self, cell.brief.level)
        if self.was_sorted_badly or any(map(_is_being_written, cells)):
            return
        if any(cell.repair for cell in cells):
            yield Step("mend", self)
        elif self.unsorted():
            yield Step("sort", self)

    @property
    def needs_plan(self) -> bool:
        """Whether a cell that is not written yet has no plan either."""
        return (
            self.has_plan
            and not self.is_planless
            and any(cell.brief.plan is None for cell in self.unwritten())
        )

    def unsorted(self) -> list[Cell]:
        """Cells with examples that have to be sorted."""
        return [cell for cell in self.open_cells() if cell.unsorted]

    def unwritten(self) -> list[Cell]:
        """Cells without examples yet."""
        return [cell for cell in self.open_cells() if not cell.examples]

    def misplaced(self) -> list[Cell]:
        """Cells of which an example landed elsewhere and is to be mended."""
        return [cell for cell in self.open_cells() if cell.repair == "sort"]

    def done(self) -> list[Cell]:
        """Cells of which nothing more is to be asked."""
        standing = [cell for cell in self.open_cells() if _stands(cell)]
        return [cell for cell in standing if self.was_sorted_badly or not cell.unsorted]

    def check(self, cell: Cell) -> None:
        """Judge a cell's examples beside what stands in its row, nearest level first."""
        texts = {
            other.brief.level: tuple(example.text for example in other.examples)
            for other in self.cells.values()
            if other is not cell and other.examples
        }
        nearest = sorted(texts, key=lambda level: (abs(level - cell.brief.level), level))
        written = [text for level in nearest for text in texts[level]]
        siblings = tuple(dict.fromkeys((*written, *cell.brief.siblings)))
        cell.checks = check_examples(cell.examples, replace(cell.brief, siblings=siblings))


def _is_being_written(cell: Cell) -> bool:
    return cell.is_busy or not cell.examples or cell.repair == "checks"


def _stands(cell: Cell) -> bool:
    return bool(cell.examples) and not cell.is_busy and not cell.repair


def enter_plan(row: Row, plans: Mapping[int, CellPlan]) -> None:
    """Give each cell that is not written yet its part of the plan."""
    for level, cell in row.cells.items():
        if level in plans and not cell.is_over and not cell.examples:
            cell.brief = replace(cell.brief, plan=plans[level])
    row.is_planless = any(cell.brief.plan is None for cell in row.open_cells())


def enter_examples(row: Row, cell: Cell, examples: Examples) -> None:
    """Put the examples of a first reply into the cell."""
    cell.examples = examples
    row.check(cell)


def enter_repair(row: Row, cell: Cell, repaired: Examples) -> None:
    """Put repaired examples in place of those that failed, if that is better. A model that wrote
    all of them again is taken at those places."""
    examples, checks, rank = cell.examples, cell.checks, cell.rank
    failed = cell.failed
    is_all = len(repaired) > len(failed)
    new = dict(enumerate(repaired) if is_all else zip(failed, repaired, strict=False))
    cell.examples = tuple(
        new.get(at, one) if at in failed else one for at, one in enumerate(examples)
    )
    row.check(cell)
    if cell.rank <= rank:
        cell.examples, cell.checks = examples, checks


def enter_landings(row: Row, landings: Mapping[str, Landing]) -> None:
    """Note where each example of the row landed."""
    for cell in row.unsorted():
        own = {one.text: landings[one.text] for one in cell.examples if one.text in landings}
        cell.brief = replace(cell.brief, landings={**cell.brief.landings, **own})
        row.check(cell)


def enter_mended(row: Row, mended: Mapping[int, Mapping[int, Example]]) -> None:
    """Put mended examples, by level and place, where those stood that landed elsewhere."""
    for cell in row.misplaced():
        new = mended.get(cell.brief.level, {})
        cell.examples = tuple(new.get(at, one) for at, one in enumerate(cell.examples))
        cell.repaired = (*cell.repaired, "sort")
        row.check(cell)


def leave_out_failed(row: Row, cell: Cell) -> str:
    """Leave only the examples at the bar, where any is; returns why the others are left out."""
    examples, checks = cell.examples, cell.checks
    staying = kept(examples, checks)
    if staying and len(staying) < len(examples):
        cell.examples = tuple(examples[index] for index in staying)
        row.check(cell)
    return why_left_out(examples, checks)


def under_way(cell: Cell) -> Outcome:
    """How far a cell is, with what was spent on it since it was last told."""
    spent, cell.usage = cell.usage, Usage()
    return Outcome(
        "writing",
        cell.examples,
        cell.checks,
        usage=spent,
        model=cell.model,
        request_id=cell.request_id,
        plan=cell.brief.plan,
        repaired=cell.repaired,
        landings=cell.brief.landings,
    )


def finished(row: Row, cell: Cell) -> Outcome:
    """The examples that reach the bar; all of them, for a person to see, where none does."""
    if cell.unsorted:
        return replace(under_way(cell), status="needs_review", reason=UNSORTED)
    reason = leave_out_failed(row, cell)
    status = verdict(cell.examples, cell.checks)
    if status == "needs_review" and not reason:
        reason = " ".join(check.reason for check in cell.checks if check.passed is False)
    return replace(under_way(cell), status=status, reason=reason)


def abstained(cell: Cell, reason: str) -> Outcome:
    """Nothing is to be shown of a cell, and why."""
    return replace(under_way(cell), status="abstained", reason=reason)


def stopped(cell: Cell, error: Failure) -> Outcome:
    """The call about a cell brought nothing; what it has so far stays."""
    is_postponed = isinstance(error, CallFailed) and error.is_postponed
    return replace(under_way(cell), status="waiting" if is_postponed else "failed", error=error)
