"""What the readers of a model's replies share: JSON of the right shape, and how a reply fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from generation.core.errors import GenerationError
from levelingai.grounding.reply import json_values

Shape = TypeVar("Shape", bound=BaseModel)


def shaped(reply: str, shape: type[Shape], *, items: str = "") -> Iterator[Shape]:
    """The JSON values in a reply that have a shape; a bare list counts as its field `items`."""
    for value in json_values(reply):
        try:
            yield shape.model_validate(
                {items: value} if items and isinstance(value, list) else value
            )
        except ValidationError:
            continue


def bad_output(message: str) -> GenerationError:
    """The error for a reply that cannot be used; another one may be."""
    return GenerationError("llm_bad_output", message, permanent=False)
