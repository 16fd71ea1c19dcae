"""How many tokens fit: what a model reads and writes at most, and what it needs to think.

Learned from refusals and from answers that broke off, and shared by all clients of a provider.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence

from levelingai.llm.types import Message

BYTES_PER_TOKEN = 3.5
"""Of a prompt in UTF-8. Careful: English text has 4 and more, what is full of signs fewer."""
SURE = 0.8
"""Of the estimate: a prompt that takes more than a context even so is too long for it."""
MESSAGE_TOKENS = 8
"""What each message costs beside its text."""
LEAST_ANSWER_TOKENS = 256
"""So much is asked for, however little room a prompt leaves: the estimate may be wrong."""
LEAST_CONTEXT, MOST_CONTEXT = 256, 10_000_000
"""A number outside is no context length, whatever words stand around it."""
THINKING_STEPS = (0, 2_000, 8_000, 16_000)
"""Tokens to think before the text: more each time a model used up its limit by thinking."""

_NUMBER = r"(\d[\d,_]*)"
_CONTEXT = tuple(
    re.compile(pattern.replace("NUMBER", _NUMBER))
    for pattern in (
        r"maximum context length (?:is|of) NUMBER",  # the hosted API, vLLM and many more
        r"context length of (?:only )?NUMBER",  # LM Studio
        r"context (?:size|window|length) (?:of |is )?\(?NUMBER",  # llama.cpp and its Python server
        r"n_ctx\w*\W{0,4}NUMBER",
        r"max_model_len\w*\W{0,4}NUMBER",
        r"NUMBER maximum context length",
        r"configured limit of NUMBER tokens",
        r"tokens allowed \(NUMBER\)",
        r"tokens > NUMBER maximum",
        r"max_new_tokens` must be <= NUMBER",
    )
)
_OUTPUT = tuple(
    re.compile(pattern.replace("NUMBER", _NUMBER))
    for pattern in (
        r"at most NUMBER (?:completion|output) tokens",
        r"max_(?:completion_)?tokens\W{1,4}\d+ > NUMBER",
        r"max_(?:completion_)?tokens\W.{0,40}less than or equal to \W?NUMBER",
        r"range of max_(?:completion_)?tokens is \[\d+, ?NUMBER\]",
    )
)


def estimated_tokens(messages: Iterable[Message]) -> int:
    """What a prompt takes of the context, rather too many than too few."""
    return sum(
        MESSAGE_TOKENS + int(len(message["content"].encode("utf-8", "replace")) / BYTES_PER_TOKEN)
        for message in messages
    )


def context_in(complaint: str) -> int | None:
    """The context length that a refusal names."""
    found = _named(complaint, _CONTEXT)
    return found if found and LEAST_CONTEXT <= found <= MOST_CONTEXT else None


def output_in(complaint: str) -> int | None:
    """The longest answer that a refusal of a token limit allows."""
    return _named(complaint, _OUTPUT)


def _named(complaint: str, patterns: Sequence[re.Pattern[str]]) -> int | None:
    for pattern in patterns:
        match = pattern.search(complaint.lower())
        if match:
            return int(re.sub(r"\D", "", match[1])[:12])
    return None


class Room:
    """What is known of one model's limits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._context: int | None = None
        self._output: int | None = None
        self._thinking = 0

    @property
    def thinking_tokens(self) -> int:
        """How much is added to a limit of text, for the thoughts that come before it."""
        return self._thinking

    def learn(self, complaint: str) -> None:
        """Remember what a refusal says of the limits."""
        context, output = context_in(complaint), output_in(complaint)
        with self._lock:
            self._context = _smaller(self._context, context)
            self._output = _smaller(self._output, output)

    def think_more(self, had: int) -> None:
        """Give a model more room to think that had `had` tokens for it and needed them all."""
        with self._lock:
            if self._thinking <= had:
                more = [step for step in THINKING_STEPS if step > had]
                self._thinking = more[0] if more else self._thinking

    def limit(self, text_tokens: int, prompt_tokens: int, configured: int | None) -> int:
        """The token limit of a request whose text may have `text_tokens`.

        `configured` is the context length that somebody set.
        """
        with self._lock:
            wanted = text_tokens + self._thinking
            context = _smaller(configured, self._context)
            if context is not None:
                wanted = min(wanted, max(LEAST_ANSWER_TOKENS, context - prompt_tokens))
            return min(wanted, self._output) if self._output else wanted

    def is_too_small(self, prompt_tokens: int, configured: int | None) -> bool:
        """Whether a prompt does not fit, however little is asked for."""
        context = self.context(configured)
        return context is not None and prompt_tokens * SURE + LEAST_ANSWER_TOKENS > context

    def context(self, configured: int | None) -> int | None:
        """The smaller of what somebody set and what was learned."""
        return _smaller(configured, self._context)


def _smaller(one: int | None, other: int | None) -> int | None:
    known = [number for number in (one, other) if number is not None]
    return min(known) if known else None
