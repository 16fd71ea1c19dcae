"""The language model as one more strategy of recovery: it points, the document's text is copied."""

from __future__ import annotations

import json
import logging
import secrets
import time
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.conf import settings

from generation.core.reading import Document
from generation.core.recovery import NUMBERED_VERSION, Attempt, numbered_lines, quoted
from levelingai.llm.setup import get_client, small_model
from levelingai.llm.types import CallFailed, Message

logger = logging.getLogger(__name__)

PURPOSE = "parse_matrix"
SCHEMA_NAME = "guide_matrix"
DEADLINE_SECONDS = 90.0
"""For the whole question; a server of one's own has the whole of a call's time."""

QUEUE_SECONDS = 20.0
"""In the queue of a rate limit: rather than wait longer, the guide waits for its manager."""

MOST_OUTPUT_TOKENS = 16_000
TOKENS_PER_LINE = 60
"""Of the reply: the most that the entry of a line's cell takes, with its numbers and quotes."""

MOST_LINES = 4000
"""A longer document would not fit into a model's window, nor its matrix into the reply."""


def point_at_matrix(document: Document, workspace_id: UUID | None = None) -> Attempt:
    """The matrix that a workspace's model points at; without one, the installation's.

    Whatever goes wrong is the attempt's `error`.
    """
    started = time.perf_counter()
    asked = small_model(workspace_id)
    try:
        attempt = _ask(document, workspace_id, asked)
    except CallFailed as error:
        logger.info("The model recovered no matrix: %s", error.code)
        attempt = Attempt(quoted.name, error=error.message)
    return replace(
        attempt,
        seconds=time.perf_counter() - started,
        model=attempt.model or asked,
        prompt_version=NUMBERED_VERSION,
    )


def _ask(document: Document, workspace_id: UUID | None, asked: str) -> Attempt:
    lines = len(numbered_lines(document))
    if not lines:
        return Attempt(quoted.name)
    if lines > MOST_LINES:
        return Attempt(quoted.name, error="The document is too long to show to a language model.")
    delimiter = f"document-{secrets.token_hex(10)}"
    client = get_client(workspace_id, asked, max_retries=1)
    reply = client.complete(
        cast("list[Message]", quoted.build_parse_messages(document, delimiter)),
        schema=quoted.PARSE_SCHEMA,
        schema_name=SCHEMA_NAME,
        purpose=PURPOSE,
        deadline_s=None if client.settings.is_local else DEADLINE_SECONDS,
        queue_s=QUEUE_SECONDS,
        max_output_tokens=_room(lines),
    )
    attempt = quoted.matrix_from_reply(document, _json_of(reply.text))
    return replace(attempt, model=reply.model)


def _room(lines: int) -> int:
    wanted = max(settings.LLM_MAX_OUTPUT_TOKENS, 1000 + TOKENS_PER_LINE * lines)
    return min(wanted, max(settings.LLM_MAX_OUTPUT_TOKENS, MOST_OUTPUT_TOKENS))


def _json_of(text: str) -> Any:
    """The JSON object in a reply that may have words or a fence around it; None: there is none."""
    start, end = text.find("{"), text.rfind("}")
    try:
        return json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return None
