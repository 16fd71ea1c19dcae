"""Prompts by version. A published version never changes; new wording is a new file."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import Check
from generation.core.writing.prompts import plan_v2, v1, v2

Messages = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class PlanPrompt:
    """The wording that asks for the plan of a row's cells, with the schema of the reply."""

    schema: Mapping[str, Any]
    schema_name: str
    build_messages: Callable[[Sequence[CellBrief], str], Messages]
    max_tokens: Callable[[Sequence[CellBrief]], int]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One frozen wording, with the schema of the reply that it asks for.

    `plan` asks for the plan of a row before its cells are written, where the version has one.
    `repairs_all`: a repair brings all three examples again, not those alone that failed.
    """

    name: str
    version: str
    schema: Mapping[str, Any]
    schema_name: str
    build_messages: Callable[[CellBrief, str], Messages]
    build_repair_messages: Callable[[Sequence[Mapping[str, str]], str, Sequence[Check]], Messages]
    build_retry_messages: Callable[[Sequence[Mapping[str, str]], str], Messages]
    plan: PlanPrompt | None = None
    repairs_all: bool = False


PROMPTS: Mapping[str, Prompt] = {
    module.VERSION: Prompt(
        name=module.NAME,
        version=module.VERSION,
        schema=module.SCHEMA,
        schema_name=module.SCHEMA_NAME,
        build_messages=module.build_messages,
        build_repair_messages=module.build_repair_messages,
        build_retry_messages=module.build_retry_messages,
        plan=plan,
        repairs_all=plan is None,
    )
    for module, plan in (
        (v1, None),
        (
            v2,
            PlanPrompt(
                schema=plan_v2.SCHEMA,
                schema_name=plan_v2.SCHEMA_NAME,
                build_messages=plan_v2.build_messages,
                max_tokens=plan_v2.max_tokens,
            ),
        ),
    )
}
LATEST_PROMPT = "v2"


def get_prompt(version: str = LATEST_PROMPT) -> Prompt:
    """The prompt of a version; `KeyError` for one that never was."""
    return PROMPTS[version]


def make_delimiter(guide_id: str, secret: str) -> str:
    """A marker that nobody who writes a guide can know, yet the same for all of its cells."""
    digest = hmac.new(secret.encode(), guide_id.encode(), hashlib.sha256)
    return f"data-{digest.hexdigest()[:20]}"
