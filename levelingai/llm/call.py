"""One call: turns, retries, adaptations and accounts around the requests that it takes.

Knows the limiter, the breaker and what failures mean, but not how a request is sent.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from levelingai.llm.breaker import FIRST_OPEN_S, BreakerOpen
from levelingai.llm.dialect import MAX_ADAPTATIONS, Dialect
from levelingai.llm.failures import MEANINGS, Complaint, failure
from levelingai.llm.limiter import Advice, QueueTooLong
from levelingai.llm.provider import Provider
from levelingai.llm.reply import Answer
from levelingai.llm.types import (
    CallFailed,
    CallRecord,
    ClientSettings,
    Message,
    Reason,
    Reply,
    Usage,
)

logger = logging.getLogger(__name__)

MAX_REFUSALS = 10
"""How often one call lets itself be turned away by a rate limit before it gives up."""
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 8.0
BACKOFF_GROWTH = 2
SPREAD = (0.75, 1.25)
"""Each pause is made so much shorter or longer: calls that failed together come back apart."""
ITS_OWN = 0.9
"""A request that had so much of its time and no answer had time enough."""
CHARS_PER_TOKEN = 4
PRICED_TOKENS = 1_000_000
"""Prices are for so many."""

NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, whatever the dialect."""

    messages: Sequence[Message]
    purpose: str
    schema: Mapping[str, Any]
    schema_name: str
    max_tokens: int

    @property
    def tokens(self) -> float:
        """What a rate limit is likely to count; providers count what might be answered."""
        size = sum(len(message["content"]) for message in self.messages)
        return max(size / CHARS_PER_TOKEN, self.max_tokens)


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer, or the lack of one, sorted."""

    answer: Answer
    advice: Advice = NO_ADVICE
    request_id: str = ""
    duration_s: float = 0.0
    complaint: Complaint | None = None
    is_final: bool = False
    """The server said that the same request is not to be sent again."""


Send = Callable[[Request, Dialect, float], Response]
"""Sends one request so that it ends by a moment (monotonic seconds), whatever the server does."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a call has in common with all others of its client."""

    settings: ClientSettings
    provider: Provider
    send: Send
    record: Callable[[CallRecord], None]


class Call:
    """One call with its retries: at most 1 + `max_retries` requests that fail, `MAX_REFUSALS`
    that a rate limit turns away, `MAX_ADAPTATIONS` that the server asks to put differently."""

    def __init__(
        self, around: Surroundings, request: Request, *, until: float, queue_until: float
    ) -> None:
        self.settings = around.settings
        self.provider = around.provider
        self.send = around.send
        self.record = around.record
        self.request = request
        self.until = until
        self.queue_until = queue_until
        self.dialect: Dialect = around.provider.dialect
        self.ticket = around.provider.limiter.ticket()
        self.usage = Usage()
        self.failures = self.refusals = self.adaptations = 0

    def run(self) -> Reply:
        try:
            while True:
                response = self._ask()
                reason = response.answer.reason
                if reason is None:
                    return self._reply(response)
                self._prepare_retry(reason, response)
        except CallFailed as error:
            error.usage = self.usage
            raise

    def _ask(self) -> Response:
        """Send one request when its turn has come, and tell everyone concerned what came of it."""
        try:
            self.provider.breaker.check()
            self._wait_for_turn()
            with self.provider.breaker.attempt():
                response = self._send()
                self._report_health(response)
        except BreakerOpen as stop:
            raise _stopped(stop) from None
        self._account(response)
        if response.answer.reason != "rate_limited":
            self.provider.limiter.advise(response.advice)
        return response

    def _wait_for_turn(self) -> None:
        was_let_in = self.usage.requests > self.refusals
        until = self.until if was_let_in else self.queue_until
        try:
            self.provider.limiter.turn(self.ticket, tokens=self.request.tokens, until=until)
        except QueueTooLong as queue:
            reason: Reason = "queue" if queue.is_moving else "rate_limited"
            raise failure(reason, retry_after_s=queue.wait_s) from None

    def _send(self) -> Response:
        started = time.monotonic()
        until = min(started + self.settings.timeout_s, self.until)
        response = self.send(self.request, self.dialect, until)
        return replace(response, duration_s=time.monotonic() - started)

    def _report_health(self, response: Response) -> None:
        reason = response.answer.reason
        kind = MEANINGS[reason].breaker if reason else None
        if not reason or not kind:
            self.provider.breaker.succeeded()
        elif reason != "timeout" or response.duration_s >= self.settings.timeout_s * ITS_OWN:
            # A request cut short by the call's own deadline says nothing of the provider.
            self.provider.breaker.failed(kind, failure(reason), response.advice.retry_after_s)

    def _account(self, response: Response) -> None:
        """Count what the request used, and hand its record on."""
        answer = response.answer
        cost = _cost(answer, self.settings.price_per_million)
        self.usage += Usage(
            1,
            answer.tokens_in,
            answer.tokens_cached,
            answer.tokens_out,
            cost,
            response.duration_s,
        )
        self.record(
            CallRecord(
                purpose=self.request.purpose,
                model=answer.model or self.settings.model,
                request_id=response.request_id,
                tokens_in=answer.tokens_in,
                tokens_cached=answer.tokens_cached,
                tokens_out=answer.tokens_out,
                cost=cost,
                duration_s=response.duration_s,
                outcome="failed" if answer.reason else "ok",
                error_code=answer.reason or "",
            )
        )
        if answer.reason:
            # The provider's own message is left out: it may repeat the prompt or parts of a key.
            # A rate limit is an ordinary state of things: its answers come by the dozen.
            level = logging.INFO if answer.reason == "rate_limited" else logging.WARNING
            logger.log(
                level,
                "%s: request %s failed: %s, status %s, %.1f s",
                self.request.purpose,
                response.request_id or "without id",
                answer.reason,
                response.complaint.status if response.complaint else "none",
                response.duration_s,
            )

    def _prepare_retry(self, reason: Reason, response: Response) -> None:
        """Get ready to ask again, or raise."""
        complaint = response.complaint
        if reason == "rate_limited":
            self._be_refused(response)
        elif complaint is not None and complaint.is_about_parameters:
            self._adapt(complaint)
        elif MEANINGS[reason].is_retried and not response.is_final:
            self._back_off(reason, response.advice.retry_after_s)
        else:
            raise failure(reason, retry_after_s=_wait_after(reason, response.advice))

    def _be_refused(self, response: Response) -> None:
        pause_s = self.provider.limiter.refused(response.advice)
        self.refusals += 1
        if response.is_final or self.refusals > MAX_REFUSALS:
            raise failure("rate_limited", retry_after_s=pause_s)

    def _adapt(self, complaint: Complaint) -> None:
        dialect = self.dialect.adapted(complaint.text)
        self.adaptations += 1
        if dialect is None or self.adaptations > MAX_ADAPTATIONS:
            raise failure("bad_request")
        self.dialect = dialect

    def _back_off(self, reason: Reason, retry_after_s: float | None) -> None:
        self.failures += 1
        if self.failures > self.settings.max_retries:
            raise failure(reason, retry_after_s=retry_after_s)
        pause_s = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * BACKOFF_GROWTH ** (self.failures - 1))
        pause_s *= random.uniform(*SPREAD)  # noqa: S311 - spreads retries, guards nothing
        if retry_after_s:
            self.provider.limiter.pause(retry_after_s)
        if time.monotonic() + max(pause_s, retry_after_s or 0.0) >= self.until:
            raise failure(reason, retry_after_s=retry_after_s)
        time.sleep(pause_s)

    def _reply(self, response: Response) -> Reply:
        self.provider.limiter.succeeded()
        self.provider.understood(self.dialect)
        answer = response.answer
        return Reply(
            text=answer.text,
            model=answer.model or self.settings.model,
            request_id=response.request_id,
            tokens_in=answer.tokens_in,
            tokens_cached=answer.tokens_cached,
            tokens_out=answer.tokens_out,
            cost=_cost(answer, self.settings.price_per_million),
            duration_s=response.duration_s,
            finish_reason=answer.finish_reason,
            usage=self.usage,
        )


def _wait_after(reason: Reason, advice: Advice) -> float | None:
    """How long to leave the provider alone: as it says, or as long as the breaker will."""
    if reason == "quota" and advice.retry_after_s is None:
        return FIRST_OPEN_S["exhausted"]
    return advice.retry_after_s


def _stopped(stop: BreakerOpen) -> CallFailed:
    """The error for a call that the breaker did not let through."""
    cause = stop.cause
    if isinstance(cause, CallFailed) and (cause.permanent or cause.reason == "quota"):
        retry_after_s = None if cause.permanent else stop.retry_after_s
        return failure(cause.reason, retry_after_s=retry_after_s)
    return failure("stopped", retry_after_s=stop.retry_after_s)


def _cost(answer: Answer, price: tuple[Decimal, Decimal, Decimal] | None) -> Decimal | None:
    if price is None:
        return None
    fresh = answer.tokens_in - answer.tokens_cached
    counts = (fresh, answer.tokens_cached, answer.tokens_out)
    amounts = (count * Decimal(str(rate)) for count, rate in zip(counts, price, strict=True))
    return sum(amounts, Decimal(0)) / PRICED_TOKENS
