"""What prompts are made of: short lines, and blocks of data that cannot end themselves."""

from __future__ import annotations

import json

from generation.core.recovery import MatrixLevel

NAME_CHARS = 200
"""Most characters of a name or title."""


def level_name(level: MatrixLevel, index: int) -> str:
    """Code and title of a level; its number where the guide gives it neither."""
    name = " ".join(part for part in (line(level.code), line(level.title)) if part)
    return name or f"Level {index + 1}"


def line(text: str) -> str:
    return short(" ".join(text.split()), NAME_CHARS)


def short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def json_block(value: object, delimiter: str) -> str:
    return block(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")), delimiter)


def block(text: str, delimiter: str) -> str:
    """Text that cannot end its own block, even if its author had guessed the delimiter."""
    return f"<<<{delimiter}\n{text.replace(delimiter, '')}\n{delimiter}>>>\n"
