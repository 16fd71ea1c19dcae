"""Reading the body of a chat completion without trusting any of it.

`read_body` reads one that came whole; `stream.py` reads one that comes in events, with the same
rules for what a message is worth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from levelingai.llm.failures import Complaint, complaint_in
from levelingai.llm.types import Reason

# Everything below a space but tab and line feed, and delete: databases and terminals choke on it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Some templates open the thoughts in the prompt: then only their end is in the answer.
_THOUGHT = re.compile(r"\A(?:\s*<think>|(?!\s*[{\[`])).*?</think>", re.S)
_OPEN_THOUGHT = re.compile(r"\A\s*<think>")
_THOUGHT_FIELDS = ("reasoning_content", "reasoning", "thinking")
_MOST_TOKENS = 100_000_000
CHARS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body holds; `reason` is set where that is no usable answer.

    `thought_tokens` are those of `tokens_out` that were thought and not said. `chars` counts what
    was said and thought, for servers that count no tokens. `is_whole`: it came in one piece.
    """

    text: str = ""
    model: str = ""
    finish_reason: str = ""
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    thought_tokens: int = 0
    chars: int = 0
    first_token_s: float | None = None
    is_whole: bool = False
    reason: Reason | None = None
    complaint: Complaint | None = None

    @property
    def tokens_made(self) -> int:
        """The tokens that the model wrote, as counted or else estimated."""
        return self.tokens_out or -(-self.chars // CHARS_PER_TOKEN)

    @property
    def is_out_of_breath(self) -> bool:
        """Whether the limit was used up by thinking rather than by a text that is too long."""
        return self.reason == "truncated" and (self.thought_tokens > 0 or not self.text)


def read_body(body: bytes) -> Answer:
    """The answer in a body with status 200."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Answer(reason="unreadable")
    except (ValueError, RecursionError):
        is_page = body.lstrip()[:1] == b"<"
        return Answer(reason="web_page" if is_page else "unreadable")
    if not isinstance(data, dict):
        return Answer(reason="unreadable")
    complaint = complaint_in(data)
    if complaint is not None:
        return Answer(reason=complaint.reason, complaint=complaint)
    answer = with_usage(Answer(model=model_of(data), is_whole=True), data.get("usage"))
    choice = first_choice(data)
    if choice is None:
        return replace(answer, reason="empty")
    given = choice.get("message")
    message: Mapping[str, Any] = given if isinstance(given, dict) else {}
    return with_message(
        answer,
        text=content_of(message),
        thoughts=len(thought_of(message)),
        is_refused=bool(message.get("refusal")),
        finish=finish_of(choice),
    )


def with_message(
    answer: Answer, *, text: str, thoughts: int, is_refused: bool, finish: str
) -> Answer:
    """The answer with what its message says, `thoughts` characters of it unsaid, and its worth."""
    said, chars = _clean(text), len(text) + thoughts
    if _OPEN_THOUGHT.match(said):
        thoughts += len(text)
    elif "</think>" in text:
        thoughts += max(0, len(text) - len(said))
    reason: Reason | None = None
    if is_refused:
        reason = "refused"
    elif finish == "content_filter":
        reason = "filtered"
    elif finish == "length":
        reason = "truncated"
    elif finish == "error":
        reason = "server_error"
    elif not said:
        reason = "empty"
    return replace(
        answer,
        text=said,
        chars=chars,
        thought_tokens=answer.thought_tokens or -(-thoughts // CHARS_PER_TOKEN),
        finish_reason=finish,
        reason=reason,
    )


def with_usage(answer: Answer, usage: object) -> Answer:
    if not isinstance(usage, dict):
        return answer
    tokens_in = _count(usage.get("prompt_tokens"))
    tokens_out = _count(usage.get("completion_tokens"))
    cached = _detail(usage, "prompt_tokens_details", "cached_tokens")
    thought = _detail(usage, "completion_tokens_details", "reasoning_tokens")
    return replace(
        answer,
        tokens_in=tokens_in,
        tokens_cached=min(cached, tokens_in),
        tokens_out=tokens_out,
        thought_tokens=min(thought, tokens_out),
    )


def _detail(usage: Mapping[str, Any], group: str, name: str) -> int:
    details = usage.get(group)
    return _count(details.get(name)) if isinstance(details, dict) else 0


def first_choice(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The one choice that was asked for, if it is there."""
    choices = data.get("choices")
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and choice.get("index") in (0, None):
            return choice
    return None


def model_of(data: Mapping[str, Any]) -> str:
    return _text(data.get("model"))[:100]


def finish_of(choice: Mapping[str, Any]) -> str:
    return _text(choice.get("finish_reason"))[:40]


def content_of(message: Mapping[str, Any]) -> str:
    """Text, or the text parts of a list of parts, as some servers answer."""
    content = message.get("content")
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return _text(content)


def thought_of(message: Mapping[str, Any]) -> str:
    """What a reasoning model thought beside its text, by whichever name the server gives it."""
    return next((_text(message[name]) for name in _THOUGHT_FIELDS if message.get(name)), "")


def _clean(text: str) -> str:
    """Without control characters, lone surrogates and the thoughts that some models leave in."""
    text = _CONTROL.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    return _THOUGHT.sub("", text).strip()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return int(value) if is_count and isinstance(value, int) else 0
