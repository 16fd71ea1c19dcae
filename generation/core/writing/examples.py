"""From a writer's reply to exactly three examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict

from generation.core.errors import GenerationError
from generation.core.writing.replies import bad_output, shaped
from levelingai.grounding.fold import clean_text
from levelingai.grounding.reply import json_values

if TYPE_CHECKING:
    from generation.core.writing.cell_brief import CellBrief

EXAMPLES_PER_CELL = 3

MAX_REPLY_CHARS: Final = 64_000
"""A reply of three examples has about 2,000 characters; far more is refused before it is parsed."""

FIELD_LIMITS: Final[Mapping[str, int]] = {
    "headline": 160,
    "text": 700,
    "evidence": 400,
    "illustrates": 1200,
}
"""Most characters a field may have. Wider than the rubric's word limits, which the repair call
can mend; beyond these the reply is no example at all."""

_MAX_FACTS: Final = 6
MAX_REASON_CHARS: Final = 300

Origin = Literal["bank", "case", "model", "chat", "manual"]
"""Who an example comes from; relevance (R11) is decided by it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One illustration of a cell: the fields and limits of the example format.

    `illustrates` is verbatim in the definition; `facts` are ids of company facts that it uses.
    `origin` says who wrote it; `behaviour` is the bank's tag of one from there.
    """

    headline: str
    text: str
    evidence: str
    illustrates: str
    facts: tuple[str, ...] = ()
    origin: Origin = "model"
    behaviour: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "headline": self.headline,
            "text": self.text,
            "evidence": self.evidence,
            "illustrates": self.illustrates,
            "facts": list(self.facts),
            "origin": self.origin,
            "behaviour": self.behaviour,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            headline=data["headline"],
            text=data["text"],
            evidence=data["evidence"],
            illustrates=data["illustrates"],
            facts=tuple(data.get("facts", ())),
            origin=data.get("origin", "model"),
            behaviour=data.get("behaviour", ""),
        )


class _ReplyExample(BaseModel):
    """One example as a model sends it. No defaults: strict mode refuses a schema that has any."""

    model_config = ConfigDict(extra="ignore", strict=True)

    headline: str
    text: str
    evidence: str
    illustrates: str
    facts: list[str]


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    examples: list[_ReplyExample]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class CellReply:
    """What a model wrote for a cell: examples, or why there are none."""

    examples: tuple[Example, ...] = ()
    nothing: str = ""


def read_reply(
    reply: str, *, brief: CellBrief, counts: Sequence[int] = (EXAMPLES_PER_CELL,)
) -> CellReply:
    """Read a model's reply: JSON, bare, fenced or with prose around it.

    Texts come back as single lines of plain text without control or bidi characters; markup in them
    is left as the plain text it is. Ids of facts that the brief does not hold are dropped.
    Raises `GenerationError("llm_bad_output")`, not permanent, for all but so many (`counts`) whole
    examples, or none with the reason why.
    """
    if len(reply) > MAX_REPLY_CHARS:
        raise bad_output("The model's reply was far too long to be three examples.")
    parsed = _first_reply(reply)
    nothing = clean_text(parsed.nothing)
    if nothing and not parsed.examples:
        return CellReply(nothing=nothing[:MAX_REASON_CHARS])
    if len(parsed.examples) not in counts:
        raise bad_output(
            f"The model wrote {len(parsed.examples)} examples instead of {counts[-1]}."
        )
    known = {fact.id for fact in brief.company.facts}
    return CellReply(tuple(_example(item, known) for item in parsed.examples))


class _MendedExample(_ReplyExample):
    id: str


class _Mended(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    examples: list[_MendedExample]


def read_mended(reply: str, *, briefs: Mapping[str, CellBrief]) -> dict[str, Example]:
    """Examples by their ids, which `briefs` has with the cells they are for.

    What has another id, or a field that is empty or far too long, is left out. Raises
    `GenerationError("llm_bad_output")`, not permanent, where nothing is left.
    """
    found: dict[str, Example] = {}
    for parsed in shaped(reply[:MAX_REPLY_CHARS], _Mended, items="examples"):
        for item in parsed.examples:
            brief = briefs.get(item.id.strip())
            if brief is not None:
                known = {fact.id for fact in brief.company.facts}
                with suppress(GenerationError):
                    found[item.id.strip()] = _example(item, known)
    if not found:
        raise bad_output("The model's reply held none of the examples that were asked for.")
    return found


def _first_reply(reply: str) -> _Reply:
    """The first JSON value in the reply that has the right shape."""
    for parsed in shaped(reply, _Reply, items="examples"):
        return parsed
    if any(True for _ in json_values(reply)):
        raise bad_output("The model's reply did not have the fields of three examples.")
    raise bad_output("The model's reply held no readable examples.")


def _example(item: _ReplyExample, known: set[str]) -> Example:
    fields = {name: clean_text(getattr(item, name)) for name in FIELD_LIMITS}
    for name, limit in FIELD_LIMITS.items():
        if not fields[name]:
            raise bad_output(f"The model left the {name} of an example empty.")
        if len(fields[name]) > limit:
            raise bad_output(f"The model wrote {len(fields[name])} characters as {name}.")
    return Example(
        headline=fields["headline"],
        text=fields["text"],
        evidence=fields["evidence"],
        illustrates=fields["illustrates"],
        facts=_known_facts(item.facts, known),
    )


def _known_facts(ids: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ in known))[:_MAX_FACTS]
