"""The figures by which recovery weighs evidence: one frozen dataclass for each judge.

Judges read them through `current()`, so that a whole run can be weighed otherwise in one place:

    with using(replace(current(), flow=replace(current().flow, gutter_pt=9.6))):
        recover_matrix(document)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from generation.core.recovery.weights.certainty import (
    ConfidenceWeights,
    QuotedWeights,
    RankingWeights,
)
from generation.core.recovery.weights.headed import (
    CardWeights,
    HeadingWeights,
    OutlineWeights,
    SectionWeights,
    SlideWeights,
)
from generation.core.recovery.weights.layout import (
    BoxWeights,
    FlowWeights,
    FurnitureWeights,
    LineWeights,
    TextWeights,
)
from generation.core.recovery.weights.naming import (
    DefinitionWeights,
    FieldValueWeights,
    GuideSignWeights,
    LevelNameWeights,
    ScaleWeights,
)

__all__ = ["Weights", "current", "kept_at_least", "using"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of all judges."""

    lines: LineWeights = field(default_factory=LineWeights)
    text: TextWeights = field(default_factory=TextWeights)
    furniture: FurnitureWeights = field(default_factory=FurnitureWeights)
    boxes: BoxWeights = field(default_factory=BoxWeights)
    flow: FlowWeights = field(default_factory=FlowWeights)
    level_names: LevelNameWeights = field(default_factory=LevelNameWeights)
    scales: ScaleWeights = field(default_factory=ScaleWeights)
    definitions: DefinitionWeights = field(default_factory=DefinitionWeights)
    field_values: FieldValueWeights = field(default_factory=FieldValueWeights)
    guide_signs: GuideSignWeights = field(default_factory=GuideSignWeights)
    outline: OutlineWeights = field(default_factory=OutlineWeights)
    sections: SectionWeights = field(default_factory=SectionWeights)
    headings: HeadingWeights = field(default_factory=HeadingWeights)
    slides: SlideWeights = field(default_factory=SlideWeights)
    cards: CardWeights = field(default_factory=CardWeights)
    confidence: ConfidenceWeights = field(default_factory=ConfidenceWeights)
    ranking: RankingWeights = field(default_factory=RankingWeights)
    quoted: QuotedWeights = field(default_factory=QuotedWeights)


_DEFAULT = Weights()
_CURRENT = ContextVar("recovery_weights", default=_DEFAULT)


def current() -> Weights:
    """The weights of this run."""
    return _CURRENT.get()


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Weigh everything inside the block with other weights."""
    token = _CURRENT.set(weights)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def kept_at_least(least: float, share: float) -> float:
    """What a confidence keeps by one sign: all of it at a share of 1, `least` at 0."""
    return least + (1 - least) * share
