"""An experiment's results as a page says them: numbers, their intervals, no verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generation.core.writing import CRITERIA
from guides.enums import Arm
from guides.experiments.intervals import Difference, Estimate
from guides.experiments.results import (
    BAR,
    COST,
    MEANS,
    READY,
    THUMBS,
    TOKENS,
    Compared,
    Counts,
    Results,
    results_of,
)
from guides.generations.drawing import is_compared
from guides.generations.writers import choose_writer
from guides.models import PromptExperiment

TOO_FEW = "too few to tell"
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Shown:
    """One number with its interval, and what it was taken from."""

    value: str
    interval: str
    basis: str


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    hint: str
    usual: Shown | None
    other: Shown | None
    difference: str
    interval: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The cells of both arms, in words."""

    usual: str
    other: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    experiment: PromptExperiment
    cells: Sides
    groups: tuple[Group, ...]
    not_counted: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.groups


@dataclass(frozen=True, slots=True)
class EndedLine:
    """One that has ended, in the list: how many cells, and the difference in one line."""

    experiment: PromptExperiment
    cells: str
    difference: str


_HINTS = {
    BAR: "At least one example fails no hard check, and at most two others",
    READY: "May be shown: sorted blind into its cell, or a person has looked",
    "R11": "Where it was sorted blind, or a person has looked",
    THUMBS: "Of all thumbs on examples that a model wrote",
    COST: "With repairs and failed tries",
    TOKENS: "In and out, with repairs and failed tries",
}
_GROUPS = (
    ("Cells", {BAR: "Reach the bar", READY: "Ready"}),
    ("Checks", {key: f"{key} {name}" for key, name in CRITERIA.items()}),
    ("Readers", {THUMBS: "Thumbs up"}),
    ("Use of the model", {COST: "Cost a cell", TOKENS: "Tokens a cell"}),
)


def results_page(experiment: PromptExperiment) -> ResultsPage:
    results = results_of(experiment)
    groups = (Group(title, tuple(_measures(names, results))) for title, names in _GROUPS)
    return ResultsPage(
        experiment=experiment,
        cells=Sides(*(_cells(results.counts[arm]) for arm in (Arm.USUAL, Arm.OTHER))),
        groups=tuple(group for group in groups if group.measures),
        not_counted=tuple(_not_counted(results)),
    )


def ended_line(experiment: PromptExperiment) -> EndedLine:
    results = results_of(experiment, (BAR,))
    counts = results.counts[Arm.USUAL], results.counts[Arm.OTHER]
    bar = results.measures[BAR].difference
    said = ""
    if bar:
        by, interval = _difference(bar, _POINTS)
        said = (
            f"Cells that reach the bar, {experiment.other_label} {MINUS} "
            f"{experiment.usual_label}: {by}, {interval}"
        )
    return EndedLine(
        experiment=experiment,
        cells=f"{counts[0].cells:,} and {counts[1].cells:,} cells",
        difference=said or "Nothing was drawn for both.",
    )


def why_not_drawn(experiment: PromptExperiment) -> str:
    """Why a running experiment draws nothing at the moment; "" where it does."""
    usual = choose_writer(experiment.workspace_id)
    if is_compared(experiment, usual):
        return ""
    if not usual.model:
        return "No language model is set up any more, so nothing is drawn."
    if (usual.prompt_version, usual.model) != (experiment.usual_version, experiment.usual_model):
        return (
            f"As usual now means {usual.prompt_version} with {usual.model}, and this experiment "
            f"compares with {experiment.usual_version} with {experiment.usual_model}. Nothing more "
            "is drawn; stop it, and start another one."
        )
    return f"{experiment.other_label} is not known here any more, so nothing is drawn."


def _measures(names: dict[str, str], results: Results) -> list[Measure]:
    return [
        _measure(key, name, results.measures[key])
        for key, name in names.items()
        if results.measures[key].usual or results.measures[key].other
    ]


def _measure(key: str, name: str, compared: Compared) -> Measure:
    unit = _unit_of(key, compared)
    by, interval = _difference(compared.difference, unit) if compared.difference else ("–", "")
    return Measure(
        name=name,
        hint=_HINTS.get(key, ""),
        usual=_shown(key, compared.usual, unit),
        other=_shown(key, compared.other, unit),
        difference=by,
        interval=interval,
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    """How numbers of a measure are written: how often a one goes in, and with how many places."""

    times: int = 1
    places: int = 0
    sign: str = ""
    noun: str = ""

    def number(self, value: float) -> str:
        return f"{value * self.times:,.{self.places}f}"

    def signed(self, value: float) -> str:
        said = self.number(abs(value))
        if said == self.number(0):
            return "0"
        return f"{'+' if value > 0 else MINUS}{said}"

    def difference(self, value: float) -> str:
        said = self.signed(value)
        ending = "" if said[1:] == "1" else "s"
        return f"{said} {self.noun}{ending}" if self.noun else said


_POINTS = _Unit(times=100, sign="%", noun="point")


def _unit_of(key: str, compared: Compared) -> _Unit:
    if key == COST:
        return _Unit(places=_places(compared))
    return _Unit() if key == TOKENS else _POINTS


def _places(compared: Compared) -> int:
    """As many as give the smaller cost three digits that say something, two at the least."""
    costs = [one.value for one in (compared.usual, compared.other) if one and one.value]
    return max(2, 2 - math.floor(math.log10(min(costs)))) if costs else 2


def _shown(key: str, estimate: Estimate | None, unit: _Unit) -> Shown | None:
    if estimate is None:
        return None
    interval = TOO_FEW
    if estimate.low is not None and estimate.high is not None:
        interval = f"{unit.number(estimate.low)} to {unit.number(estimate.high)}{unit.sign}"
    return Shown(f"{unit.number(estimate.value)}{unit.sign}", interval, _basis(key, estimate))


def _difference(found: Difference, unit: _Unit) -> tuple[str, str]:
    """ "+12 points" and "−3 to +26"."""
    by = unit.difference(found.value)
    if found.low is None or found.high is None:
        return by, TOO_FEW
    return by, f"{unit.signed(found.low)} to {unit.signed(found.high)}"


def _basis(key: str, estimate: Estimate) -> str:
    """ "48 of 62 cells, 14 rows"."""
    of = _counted(estimate.count, "thumb" if key == THUMBS else "cell")
    rows = _counted(estimate.rows, "row")
    if key in MEANS:
        return f"{of}, {rows}"
    return f"{round(estimate.value * estimate.count):,} of {of}, {rows}"


def _cells(counts: Counts) -> str:
    return f"{_counted(counts.cells, 'cell')}, {_counted(counts.rows, 'row')}"


def _not_counted(results: Results) -> list[str]:
    still = sum(counts.open for counts in results.counts.values())
    lost = sum(counts.lost for counts in results.counts.values())
    said = []
    if still:
        said.append(f"{_counted(still, 'cell')} still being written")
    if lost:
        said.append(f"{_counted(lost, 'cell')} not written because of the provider or the budget")
    return said


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
