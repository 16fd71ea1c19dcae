"""What goes into the model client and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypedDict

CallCode = Literal["llm_unavailable", "llm_quota", "llm_refused", "llm_bad_output"]
"""What a person is told of a failed call (spec, section 6)."""

JsonMode = Literal["auto", "json_schema", "json_object", "prompt"]


class Message(TypedDict):
    """One chat message."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """Everything a client must know; plain values, so that it needs no settings module.

    `timeout_s` is how long a server may be silent within an answer, `call_deadline_s` bounds a
    call with its retries. `max_retries` are retries after failures; waiting for a rate limit is
    bounded by the deadline instead. `max_output_tokens` are tokens of text: what a model thinks
    before comes on top. `context_tokens` is what the model reads and writes at most, None where
    that is to be found out. `is_local`: a server of one's own, which may be slow and is asked
    gently. `is_guarded`: a person typed the address, and it has to be a public one.
    `price_per_million` is what a million tokens cost: in, cached in, out.
    """

    base_url: str
    api_key: str
    model: str
    json_mode: JsonMode = "auto"
    timeout_s: float = 30.0
    max_retries: int = 2
    call_deadline_s: float = 600.0
    max_output_tokens: int = 2000
    temperature: float | None = None
    max_concurrency: int = 48
    log_prompts: bool = False
    price_per_million: tuple[Decimal, Decimal, Decimal] | None = None
    context_tokens: int | None = None
    reasoning_effort: str = ""
    is_local: bool = False
    is_guarded: bool = False

    def __repr__(self) -> str:
        return f"ClientSettings(base_url={self.base_url!r}, model={self.model!r})"


@dataclass(frozen=True, slots=True)
class Usage:
    """What was spent. `cost` is None where no price is set; `requests` counts HTTP requests."""

    requests: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    duration_s: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            requests=self.requests + other.requests,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_cached=self.tokens_cached + other.tokens_cached,
            tokens_out=self.tokens_out + other.tokens_out,
            cost=sum(costs, Decimal(0)) if costs else None,
            duration_s=self.duration_s + other.duration_s,
        )

    def shares(self, count: int) -> list[Usage]:
        """The same in `count` parts; what does not divide falls to the first."""
        if not count:
            return []
        part = Usage(
            tokens_in=self.tokens_in // count,
            tokens_cached=self.tokens_cached // count,
            tokens_out=self.tokens_out // count,
            cost=None if self.cost is None else self.cost / count,
            duration_s=self.duration_s / count,
        )
        rest = count - 1
        first = replace(
            part,
            requests=self.requests,
            tokens_in=self.tokens_in - part.tokens_in * rest,
            tokens_cached=self.tokens_cached - part.tokens_cached * rest,
            tokens_out=self.tokens_out - part.tokens_out * rest,
        )
        return [first, *[part] * rest]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. Tokens, cost and duration are those of its request.

    `usage` is that of the whole call, failed requests included. `first_token_s` is when the first
    text or thought came; None for an answer that came whole.
    """

    text: str
    model: str
    request_id: str
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: Decimal | None
    duration_s: float
    finish_reason: str
    usage: Usage
    first_token_s: float | None = None


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One HTTP request to the model, as it is kept for the admin. It holds no text."""

    purpose: str
    model: str
    request_id: str
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: Decimal | None
    duration_s: float
    outcome: Literal["ok", "failed"]
    error_code: str
    """Empty, or the reason of `CallFailed` (`timeout`, `rate_limited`, `refused` …)."""


Reason = Literal[
    "connection",
    "timeout",
    "server_error",
    "web_page",
    "rate_limited",
    "queue",
    "stopped",
    "quota",
    "key_refused",
    "address_refused",
    "unknown_model",
    "bad_request",
    "too_long",
    "refused",
    "filtered",
    "truncated",
    "empty",
    "unreadable",
    "too_large",
]


POSTPONED: frozenset[Reason] = frozenset({"rate_limited", "queue", "stopped", "quota"})


class CallFailed(Exception):
    """A call ended without an answer.

    `code` and `message` are for a person, `reason` for code and logs, `usage` is what it cost.
    `permanent` means that the same request fails again; `retry_after_s`, where the provider named
    one, is how long to leave it alone.
    """

    def __init__(
        self,
        code: CallCode,
        message: str,
        *,
        reason: Reason,
        permanent: bool,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.reason: Reason = reason
        self.permanent = permanent
        self.retry_after_s = retry_after_s
        self.usage = Usage()

    @property
    def is_postponed(self) -> bool:
        """Whether the provider serves no one now (its limit, its quota, it is down).

        Nothing was wrong with this call: it is worth asking again after `retry_after_s`.
        """
        return self.reason in POSTPONED and not self.permanent
