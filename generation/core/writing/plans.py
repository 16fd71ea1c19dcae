"""The plan of a competency row: what each level adds, how far it reaches, what to show of it.

A model makes one before the row's cells are written apart from each other, so that neighbouring
levels do not choose the same situation and each takes up what is new at it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from pydantic import BaseModel, ConfigDict

from generation.core.writing.replies import bad_output, shaped
from levelingai.grounding.find import find
from levelingai.grounding.fold import clean_text

if TYPE_CHECKING:
    from generation.core.writing.cell_brief import CellBrief

MAX_REPLY_CHARS: Final = 64_000
"""A plan of ten levels has about 8,000 characters; far more is refused before it is parsed."""
MOST_SITUATIONS: Final = 3
MOST_ARTEFACTS: Final = 12
MOST_FACTS: Final = 3
SHORT_CHARS, LONG_CHARS = 120, 300
"""Most characters of a name or reach, and of a sentence; what is longer is cut."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation to show. `quote` is verbatim in the definition, or empty; `facts` are ids of
    approved facts that belong to it."""

    quote: str
    words: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What a plan says of one cell.

    `new` against the level below, `below` and `above` what is new at its neighbours. `nothing`,
    where it is set, is why the cell gets no examples.
    """

    new: str = ""
    reach: str = ""
    situations: tuple[Situation, ...] = ()
    artefacts: tuple[str, ...] = ()
    below: str = ""
    above: str = ""
    nothing: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "new": self.new,
            "reach": self.reach,
            "situations": [
                {"quote": one.quote, "situation": one.words, "facts": list(one.facts)}
                for one in self.situations
            ],
            "artefacts": list(self.artefacts),
            "below": self.below,
            "above": self.above,
            "nothing": self.nothing,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        situations = tuple(
            Situation(one["quote"], one["situation"], tuple(one["facts"]))
            for one in data["situations"]
        )
        texts = {name: data[name] for name in ("new", "reach", "below", "above", "nothing")}
        return cls(situations=situations, artefacts=tuple(data["artefacts"]), **texts)


class _ReplySituation(BaseModel):
    model_config = ConfigDict(extra="ignore")

    quote: str
    situation: str
    facts: list[str]


class _ReplyLevel(BaseModel):
    model_config = ConfigDict(extra="ignore")

    level: int
    new: str
    reach: str
    situations: list[_ReplySituation]
    nothing: str


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    artefacts: list[str]
    levels: list[_ReplyLevel]


def read_plan(reply: str, briefs: Sequence[CellBrief]) -> dict[int, CellPlan]:
    """The plan of each level in `briefs` that a model's reply has, by index of the level.

    Quotes that do not stand in the level's own definition, and facts that are not among the
    approved ones, are left out. Raises `GenerationError("llm_bad_output")`, not permanent, where
    the reply plans none of the levels.
    """
    parsed = _first_reply(reply)
    said = {one.level - 1: one for one in parsed.levels}
    artefacts = tuple(filter(None, (_cut(one, SHORT_CHARS) for one in parsed.artefacts)))
    plans = {
        brief.level: _cell_plan(brief, said, artefacts[:MOST_ARTEFACTS])
        for brief in briefs
        if brief.level in said
    }
    if not plans:
        raise bad_output("The model's plan named none of the levels that were asked for.")
    return plans


def _first_reply(reply: str) -> _Reply:
    if len(reply) > MAX_REPLY_CHARS:
        raise bad_output("The model's plan was far too long.")
    for parsed in shaped(reply, _Reply):
        return parsed
    raise bad_output("The model's reply held no readable plan.")


def _cell_plan(
    brief: CellBrief, said: Mapping[int, _ReplyLevel], artefacts: tuple[str, ...]
) -> CellPlan:
    own = said[brief.level]
    levels = sorted(brief.row)
    at = levels.index(brief.level) if brief.level in levels else 0
    return CellPlan(
        new=_cut(own.new, LONG_CHARS),
        reach=_cut(own.reach, SHORT_CHARS),
        situations=tuple(_situation(one, brief) for one in own.situations[:MOST_SITUATIONS]),
        artefacts=artefacts,
        below=_new_at(said, levels[at - 1] if at else None),
        above=_new_at(said, levels[at + 1] if at + 1 < len(levels) else None),
        # A level that has situations asks for something, whatever else the reply says of it.
        nothing="" if own.situations else _cut(own.nothing, LONG_CHARS),
    )


def _situation(said: _ReplySituation, brief: CellBrief) -> Situation:
    quote = clean_text(said.quote)
    known = {fact.id for fact in brief.company.facts}
    facts = tuple(dict.fromkeys(one for one in said.facts if one in known))
    stands = bool(quote) and find(quote, brief.definition) is not None
    return Situation(quote if stands else "", _cut(said.situation, LONG_CHARS), facts[:MOST_FACTS])


def _new_at(said: Mapping[int, _ReplyLevel], level: int | None) -> str:
    return _cut(said[level].new, LONG_CHARS) if level is not None and level in said else ""


def _cut(text: str, longest: int) -> str:
    text = clean_text(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
