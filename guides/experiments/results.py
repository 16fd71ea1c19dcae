"""What became of the cells that an experiment drew, by arm and measure, gathered by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from generation.core.writing import CRITERIA, Check, kept
from guides.enums import PENDING, Arm, ErrorCode, FeedbackValue, GenerationStatus
from guides.experiments.intervals import (
    Difference,
    Estimate,
    Row,
    difference,
    mean,
    share,
)
from guides.models import CellGeneration, ExampleFeedback, PromptExperiment

BY_THE_WRITER = (ErrorCode.LLM_BAD_OUTPUT, ErrorCode.LLM_REFUSED)
"""Failures that tell of the prompt or the model; the others tell of the line or the budget."""

BAR, READY, THUMBS, COST, TOKENS = "bar", "ready", "thumbs", "cost", "tokens"
SHARES = (BAR, READY, *CRITERIA, THUMBS)
MEANS = (COST, TOKENS)


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both arms; None for an arm in which it was never decided."""

    usual: Estimate | None
    other: Estimate | None
    difference: Difference | None


@dataclass(slots=True)
class Counts:
    """Cells of one arm: `cells` in `rows` count; `open` are being written, `lost` were not
    written for no fault of the writer."""

    cells: int = 0
    rows: int = 0
    open: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    counts: Mapping[str, Counts]
    """By arm."""
    measures: Mapping[str, Compared]


@dataclass(slots=True)
class _Arm:
    """The rows of one arm, by measure: for each row what it adds up to over how many."""

    counts: Counts = field(default_factory=Counts)
    sums: dict[str, dict[UUID, tuple[float, int]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, measure: str, row: UUID, amount: float, count: int = 1) -> None:
        total, of = self.sums[measure].get(row, (0.0, 0))
        self.sums[measure][row] = (total + amount, of + count)

    def rows(self, measure: str) -> list[Row]:
        return [Row(*sums) for sums in self.sums[measure].values()]


def results_of(
    experiment: PromptExperiment, measures: Sequence[str] = (*SHARES, *MEANS)
) -> Results:
    """The measures of an experiment. Every set that was drawn and written counts, so that a cell
    that was written again counts again."""
    arms = {arm: _Arm() for arm in Arm.values}
    for one in _drawn(experiment):
        _count(arms[one.arm], one)
    _add_thumbs(arms, experiment)
    return Results(
        counts={arm: gathered.counts for arm, gathered in arms.items()},
        measures={name: _compare(arms, name) for name in measures},
    )


def _drawn(experiment: PromptExperiment) -> Iterable[CellGeneration]:
    return (
        CellGeneration.objects.filter(experiment=experiment)
        .select_related("cell")
        .only(
            *("arm", "status", "error_code", "checks", "content_json", "cost"),
            *("tokens_in", "tokens_out", "cell__competency_id"),
        )
        .order_by("pk")
    )


def _count(arm: _Arm, one: CellGeneration) -> None:
    if one.status in PENDING:
        arm.counts.open += 1
        return
    if one.error_code and one.error_code not in BY_THE_WRITER:
        arm.counts.lost += 1
        return
    row = one.cell.competency_id
    arm.counts.cells += 1
    checks = [Check.from_json(check) for check in one.checks]
    arm.add(BAR, row, bool(kept(one.content_json, checks)))
    arm.add(READY, row, one.status == GenerationStatus.READY)
    for check in checks:
        if check.passed is not None and check.criterion in CRITERIA:
            arm.add(check.criterion, row, check.passed)
    arm.add(TOKENS, row, one.tokens_in + one.tokens_out)
    if one.cost is not None:
        arm.add(COST, row, float(one.cost))
    arm.counts.rows = len(arm.sums[BAR])


def _add_thumbs(arms: Mapping[str, _Arm], experiment: PromptExperiment) -> None:
    """Thumbs on what the model itself wrote."""
    given = ExampleFeedback.objects.filter(generation__experiment=experiment)
    for thumb in given.select_related("generation__cell").order_by("pk"):
        examples = thumb.generation.examples
        at = thumb.example_index
        if at < len(examples) and examples[at].origin == "model":
            row = thumb.generation.cell.competency_id
            arms[thumb.generation.arm].add(THUMBS, row, thumb.value == FeedbackValue.UP)


def _compare(arms: Mapping[str, _Arm], measure: str) -> Compared:
    estimate: Callable[[Sequence[Row]], Estimate | None] = mean if measure in MEANS else share
    usual, other = (estimate(arms[arm].rows(measure)) for arm in (Arm.USUAL, Arm.OTHER))
    return Compared(usual, other, difference(usual, other))
