"""Asking a model for blocks, and reading its reply: passages by number, the shape by schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from levelingai.grounding.passages import MARKS, Block, Mark, Passage, SourceRef

BLOCKS_SCHEMA_NAME: Final = "grounded_blocks"
BLOCKS_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "blocks": {
            "type": "array",
            "description": "The text, sentence by sentence.",
            "items": {
                "type": "object",
                "properties": {
                    "sentence": {"type": "string", "description": "One plain sentence."},
                    "mark": {"type": "string", "enum": list(MARKS)},
                    "refs": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "passage": {"type": "integer"},
                                "quote": {
                                    "type": "string",
                                    "description": "Words of that passage, copied exactly.",
                                },
                            },
                            "required": ["passage", "quote"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["sentence", "mark", "refs"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["blocks"],
    "additionalProperties": False,
}
"""What a reply must look like, in the subset that strict mode and compatible servers share."""

MAX_REPLY_CHARS: Final = 64_000
"""Far more than any text of the product; a longer reply is refused before it is parsed."""
MAX_BLOCKS: Final = 60
MAX_REFS: Final = 8
MAX_SENTENCE_CHARS: Final = 600
MAX_QUOTE_CHARS: Final = 1200
MAX_STARTS: Final = 24
"""Places in a reply at which JSON is looked for, so that a hostile one costs little."""
MAX_FENCES: Final = 4

_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.DOTALL)


class _Ref(BaseModel):
    """No defaults here and below: strict mode refuses a schema that has any."""

    model_config = ConfigDict(extra="ignore", strict=True)

    passage: int
    quote: str = Field(max_length=MAX_QUOTE_CHARS)


class _Block(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    sentence: str = Field(max_length=MAX_SENTENCE_CHARS)
    mark: Mark
    refs: list[_Ref] = Field(max_length=MAX_REFS)


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    blocks: list[_Block] = Field(max_length=MAX_BLOCKS)


def passages_as_data(passages: Sequence[Passage], delimiter: str) -> str:
    """The passages for a prompt, numbered from 1, each between marker lines.

    `delimiter` is a secret that no author of a passage knows: what stands between its lines is
    data, whatever it says.
    """
    parts = []
    for number, passage in enumerate(passages, start=1):
        place = " ".join(passage.place.replace(delimiter, "").split())
        head = f"Passage {number} ({passage.kind}{', ' if place else ''}{place}):"
        text = passage.text.replace(delimiter, "")
        parts.append(f"{head}\n<<<{delimiter}\n{text}\n{delimiter}>>>")
    return "\n\n".join(parts)


def read_blocks(reply: str, passages: Sequence[Passage]) -> tuple[Block, ...]:
    """The blocks of a reply, unverified; a ref to a passage that was not given stands nowhere.

    Raises ValueError, with a sentence for the model, where there is no JSON of the schema.
    """
    if len(reply) > MAX_REPLY_CHARS:
        raise ValueError("The reply is too long.")
    for value in json_values(reply):
        try:
            parsed = _Reply.model_validate(value)
        except ValidationError:
            continue
        return tuple(_block(block, passages) for block in parsed.blocks)
    raise ValueError("The reply is no JSON of the schema.")


def json_values(reply: str) -> Iterator[Any]:
    """JSON objects and arrays in a reply: the whole of it, fenced blocks, then any that starts."""
    found = False
    for text in (reply, *_FENCE.findall(reply)[:MAX_FENCES]):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue
        found = True
        yield value
    if not found:
        yield from _started_values(reply)


def _started_values(reply: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(), -1
    for _ in range(MAX_STARTS):
        starts = [place for place in (reply.find(mark, at + 1) for mark in "{[") if place >= 0]
        if not starts:
            return
        at = min(starts)
        try:
            value, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            continue
        yield value
        at = end - 1


def _block(block: _Block, passages: Sequence[Passage]) -> Block:
    refs = tuple(_ref(ref, passages) for ref in block.refs)
    return Block(block.sentence, refs, block.mark)


def _ref(ref: _Ref, passages: Sequence[Passage]) -> SourceRef:
    if 1 <= ref.passage <= len(passages):
        passage = passages[ref.passage - 1]
        return SourceRef(passage.kind, passage.id, ref.quote)
    return SourceRef("typed", f"no passage {ref.passage}", ref.quote)
