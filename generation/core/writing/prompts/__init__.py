"""Prompts by version. A published version never changes; new wording is a new file."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import Check
from generation.core.writing.examples import Example
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
    """

    name: str
    version: str
    schema: Mapping[str, Any]
    schema_name: str
    build_messages: Callable[[CellBrief, str], Messages]
    build_repair_messages: Callable[[CellBrief, str, Sequence[Example], Sequence[Check]], Messages]
    build_retry_messages: Callable[[Sequence[Mapping[str, str]], str], Messages]
    plan: PlanPrompt | None = None


def _repair_v1(
    brief: CellBrief, delimiter: str, examples: Sequence[Example], checks: Sequence[Check]
) -> Messages:
    """v1 asks in the conversation that it began, for the criteria that it knows."""
    known = [check for check in checks if check.criterion in v1.CRITERIA]
    earlier = [
        {"headline": one.headline, "text": one.text, "evidence": one.evidence}
        | {"illustrates": one.illustrates, "facts": list(one.facts)}
        for one in examples
    ]
    reply = json.dumps({"examples": earlier}, ensure_ascii=False)
    return v1.build_repair_messages(v1.build_messages(brief, delimiter), reply, known)


PROMPTS: Mapping[str, Prompt] = {
    module.VERSION: Prompt(
        name=module.NAME,
        version=module.VERSION,
        schema=module.SCHEMA,
        schema_name=module.SCHEMA_NAME,
        build_messages=module.build_messages,
        build_repair_messages=repair,
        build_retry_messages=module.build_retry_messages,
        plan=plan,
    )
    for module, repair, plan in (
        (v1, _repair_v1, None),
        (
            v2,
            v2.build_repair_messages,
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
