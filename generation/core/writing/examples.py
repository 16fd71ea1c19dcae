"""From a writer's reply to exactly three examples."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from generation.core.errors import GenerationError
from levelingai.grounding.fold import clean_text

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
_MAX_STARTS: Final = 24
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.DOTALL)

EXAMPLES_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "examples": {
            "type": "array",
            "description": "Exactly three examples, each of a different situation.",
            "items": {
                "type": "object",
                "properties": {
                    "headline": {
                        "type": "string",
                        "description": "At most 8 words, starting with a verb.",
                    },
                    "text": {
                        "type": "string",
                        "description": "12 to 35 words in one or two sentences.",
                    },
                    "evidence": {
                        "type": "string",
                        "description": "At most 20 words: what one could point at.",
                    },
                    "illustrates": {
                        "type": "string",
                        "description": "Words of the definition, copied exactly.",
                    },
                    "facts": {
                        "type": "array",
                        "description": "Ids of the company facts used; may be empty.",
                        "items": {"type": "string"},
                    },
                },
                "required": ["headline", "text", "evidence", "illustrates", "facts"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["examples"],
    "additionalProperties": False,
}
"""What a reply must look like, in the subset that strict mode and compatible servers share."""


@dataclass(frozen=True, slots=True)
class Example:
    """One illustration of a cell: the fields and limits of the example format.

    `illustrates` is verbatim in the definition; `facts` are ids of company facts that it uses.
    """

    headline: str
    text: str
    evidence: str
    illustrates: str
    facts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "headline": self.headline,
            "text": self.text,
            "evidence": self.evidence,
            "illustrates": self.illustrates,
            "facts": list(self.facts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            headline=data["headline"],
            text=data["text"],
            evidence=data["evidence"],
            illustrates=data["illustrates"],
            facts=tuple(data.get("facts", ())),
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


def parse_examples(reply: str, *, brief: CellBrief) -> tuple[Example, Example, Example]:
    """Read a model's reply: JSON, bare, fenced or with prose around it.

    Texts come back as single lines of plain text without control or bidi characters; markup in them
    is left as the plain text it is. Ids of facts that the brief does not hold are dropped.
    Raises `GenerationError("llm_bad_output")`, not permanent, for all but three whole examples.
    """
    if len(reply) > MAX_REPLY_CHARS:
        raise _bad_output("The model's reply was far too long to be three examples.")
    parsed = _first_reply(reply)
    if len(parsed.examples) != EXAMPLES_PER_CELL:
        raise _bad_output(
            f"The model wrote {len(parsed.examples)} examples instead of {EXAMPLES_PER_CELL}."
        )
    known = {fact.id for fact in brief.company.facts}
    first, second, third = (_example(item, known) for item in parsed.examples)
    return first, second, third


def _bad_output(message: str) -> GenerationError:
    return GenerationError("llm_bad_output", message, permanent=False)


def _first_reply(reply: str) -> _Reply:
    """The first JSON value in the reply that has the right shape."""
    held_json = False
    for value in _json_values(reply):
        held_json = True
        try:
            return _Reply.model_validate({"examples": value} if isinstance(value, list) else value)
        except ValidationError:
            continue
    if held_json:
        raise _bad_output("The model's reply did not have the fields of three examples.")
    raise _bad_output("The model's reply held no readable examples.")


def _json_values(reply: str) -> list[Any]:
    """JSON objects and arrays in the reply: the whole of it, fenced blocks, then any that starts.

    At most `_MAX_STARTS` places are tried, so that a hostile reply costs little.
    """
    found: list[Any] = []
    for text in (reply, *_FENCE.findall(reply)[:4]):
        try:
            found.append(json.loads(text))
        except (ValueError, RecursionError):
            continue
    if found:
        return found
    decoder, at = json.JSONDecoder(), -1
    for _ in range(_MAX_STARTS):
        starts = [place for place in (reply.find(mark, at + 1) for mark in "{[") if place >= 0]
        if not starts:
            break
        at = min(starts)
        try:
            value, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            continue
        found.append(value)
        at = end - 1
    return found


def _example(item: _ReplyExample, known: set[str]) -> Example:
    fields = {name: clean_text(getattr(item, name)) for name in FIELD_LIMITS}
    for name, limit in FIELD_LIMITS.items():
        if not fields[name]:
            raise _bad_output(f"The model left the {name} of an example empty.")
        if len(fields[name]) > limit:
            raise _bad_output(f"The model wrote {len(fields[name])} characters as {name}.")
    return Example(**fields, facts=_known_facts(item.facts, known))


def _known_facts(ids: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ in known))[:_MAX_FACTS]
