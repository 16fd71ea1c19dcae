"""Reading the body of a chat completion without trusting any of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from levelingai.llm.types import Reason

# Everything below a space but tab and line feed, and delete: databases and terminals choke on it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.S)
_MOST_TOKENS = 100_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body holds; `reason` is set where that is no usable answer."""

    text: str = ""
    model: str = ""
    finish_reason: str = ""
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    reason: Reason | None = None


def read_body(body: bytes) -> Answer:
    """The answer in a body with status 200."""
    try:
        data = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        return Answer(reason="unreadable")
    except (ValueError, RecursionError):
        is_page = body.lstrip()[:1] == b"<"
        return Answer(reason="web_page" if is_page else "unreadable")
    if not isinstance(data, dict):
        return Answer(reason="unreadable")
    answer = _with_usage(Answer(model=_text(data.get("model"))[:100]), data.get("usage"))
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict):
        return replace(answer, reason="empty")
    return _with_choice(answer, choice)


def _with_usage(answer: Answer, usage: object) -> Answer:
    if not isinstance(usage, dict):
        return answer
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    tokens_in = _count(usage.get("prompt_tokens"))
    return replace(
        answer,
        tokens_in=tokens_in,
        tokens_cached=min(_count(cached), tokens_in),
        tokens_out=_count(usage.get("completion_tokens")),
    )


def _with_choice(answer: Answer, choice: Mapping[str, Any]) -> Answer:
    given = choice.get("message")
    message: Mapping[str, Any] = given if isinstance(given, dict) else {}
    finish = _text(choice.get("finish_reason"))[:40]
    text = _clean(_content(message.get("content")))
    reason: Reason | None = None
    if message.get("refusal"):
        reason = "refused"
    elif finish == "content_filter":
        reason = "filtered"
    elif finish == "length":
        reason = "truncated"
    elif not text:
        reason = "empty"
    return replace(answer, text=text, finish_reason=finish, reason=reason)


def _content(content: object) -> str:
    """Text, or the text parts of a list of parts, as some servers answer."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return _text(content)


def _clean(text: str) -> str:
    """Without control characters, lone surrogates and the thoughts that some models leave in."""
    text = _CONTROL.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    return _THOUGHT.sub("", text).strip()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return int(value) if is_count and isinstance(value, int) else 0
