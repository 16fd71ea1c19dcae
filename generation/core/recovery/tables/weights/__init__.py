"""What the judges of tables weigh evidence with: one set a judge, each figure with unit and reason.

The figures were set on printed and real guides whose matrix is known. *Ems* are sizes of the type
at hand, *points* 1/72 inch. A judge asks `current` at every decision, so that a measurement can
put other weights in place for a while (`using`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from generation.core.recovery.tables.weights.names import (
    AttemptWeights,
    FormWeights,
    GuideWeights,
    HeaderWeights,
    HeadingWeights,
    JoinWeights,
    ListWeights,
    NameWeights,
    RoleWeights,
    SheetWeights,
    StackWeights,
)
from generation.core.recovery.tables.weights.places import (
    BandWeights,
    CellWeights,
    CrossingWeights,
    KnownWeights,
    MarkWeights,
    RegionWeights,
    RiverWeights,
    RowWeights,
    SpacedWeights,
    TileWeights,
    TouchWeights,
    WallWeights,
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of all judges of tables."""

    rows: RowWeights = field(default_factory=RowWeights)
    rivers: RiverWeights = field(default_factory=RiverWeights)
    touch: TouchWeights = field(default_factory=TouchWeights)
    crossings: CrossingWeights = field(default_factory=CrossingWeights)
    regions: RegionWeights = field(default_factory=RegionWeights)
    known: KnownWeights = field(default_factory=KnownWeights)
    bands: BandWeights = field(default_factory=BandWeights)
    tiles: TileWeights = field(default_factory=TileWeights)
    walls: WallWeights = field(default_factory=WallWeights)
    marks: MarkWeights = field(default_factory=MarkWeights)
    cells: CellWeights = field(default_factory=CellWeights)
    spaced: SpacedWeights = field(default_factory=SpacedWeights)
    names: NameWeights = field(default_factory=NameWeights)
    headers: HeaderWeights = field(default_factory=HeaderWeights)
    roles: RoleWeights = field(default_factory=RoleWeights)
    joins: JoinWeights = field(default_factory=JoinWeights)
    sheets: SheetWeights = field(default_factory=SheetWeights)
    forms: FormWeights = field(default_factory=FormWeights)
    lists: ListWeights = field(default_factory=ListWeights)
    stacks: StackWeights = field(default_factory=StackWeights)
    guides: GuideWeights = field(default_factory=GuideWeights)
    headings: HeadingWeights = field(default_factory=HeadingWeights)
    attempt: AttemptWeights = field(default_factory=AttemptWeights)


_USUAL = Weights()
_current: ContextVar[Weights] = ContextVar("table_weights", default=_USUAL)


def current() -> Weights:
    """The weights in force."""
    return _current.get()


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Judge with other weights inside the block."""
    token = _current.set(weights)
    try:
        yield
    finally:
        _current.reset(token)
