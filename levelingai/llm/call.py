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
from levelingai.llm.pace import Place
from levelingai.llm.provider import Provider
from levelingai.llm.reply import CHARS_PER_TOKEN, Answer
from levelingai.llm.room import estimated_tokens
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
PRICED_TOKENS = 1_000_000
"""Prices are for so many."""

NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, whatever the dialect. `max_tokens` are those of the text.

    As it is sent, they are those of the thoughts too, and cut to what fits.
    """

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
    is_final: bool = False
    """The server said that the same request is not to be sent again."""
    is_silent: bool = False
    """It timed out because nothing was heard, not because the call's deadline had come."""

    @property
    def complaint(self) -> Complaint | None:
        return self.answer.complaint


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
        self.prompt_tokens = estimated_tokens(request.messages)
        self.dialect: Dialect = around.provider.dialect
        self.ticket = around.provider.limiter.ticket()
        self.usage = Usage()
        self.failures = self.refusals = self.adaptations = 0
        self.asked, self.thinking_tokens = request, 0

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
        provider = self.provider
        self._fit()
        try:
            provider.breaker.check()
            provider.limiter.turn(self.ticket, tokens=self.asked.tokens, until=self._patient_until)
            with (
                provider.pace.place(until=self._patient_until, ticket=self.ticket) as place,
                provider.breaker.attempt(),
            ):
                response = self._send()
                self._report_pace(response, place)
                self._report_health(response, place)
        except BreakerOpen as stop:
            raise _stopped(stop) from None
        except QueueTooLong as queue:
            reason: Reason = "queue" if queue.is_moving else "rate_limited"
            raise failure(reason, retry_after_s=queue.wait_s) from None
        self._account(response)
        if response.answer.reason != "rate_limited":
            provider.limiter.advise(response.advice)
        return response

    def _fit(self) -> None:
        """Put the token limit of the next request to what it needs and what fits."""
        self.thinking_tokens = self.provider.room.thinking_tokens
        self.asked = replace(self.request, max_tokens=self._limit())

    def _limit(self) -> int:
        return self.provider.room.limit(
            self.request.max_tokens, self.prompt_tokens, self.settings.context_tokens
        )

    @property
    def _patient_until(self) -> float:
        was_let_in = self.usage.requests > self.refusals
        return self.until if was_let_in else self.queue_until

    def _send(self) -> Response:
        started = time.monotonic()
        response = self.send(self.asked, self.dialect, self.until)
        return replace(response, duration_s=time.monotonic() - started)

    def _report_pace(self, response: Response, place: Place) -> None:
        answer = response.answer
        if answer.tokens_made:
            place.answered(answer.tokens_made, answer.first_token_s)
        elif response.is_silent:
            place.timed_out()

    def _report_health(self, response: Response, place: Place) -> None:
        reason = response.answer.reason
        kind = MEANINGS[reason].breaker if reason else None
        if not reason or not kind:
            self.provider.breaker.succeeded()
        elif reason != "timeout" or (response.is_silent and not place.others_were_answered):
            # A request cut short by the call's own deadline says nothing of the provider, and one
            # that got no answer while others did says only that there were too many.
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
        elif self._has_made_room(response):
            self._count_adaptation()
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

    def _has_made_room(self, response: Response) -> bool:
        """Whether another token limit may help: less where it did not fit, more for thoughts."""
        room, answer = self.provider.room, response.answer
        if answer.complaint is not None and answer.reason in ("too_long", "bad_request"):
            room.learn(answer.complaint.text)
            is_hopeless = room.is_too_small(self.prompt_tokens, self.settings.context_tokens)
            return not is_hopeless and self._limit() < self.asked.max_tokens
        if answer.is_out_of_breath:
            room.think_more(self.thinking_tokens)
            return self._limit() > self.asked.max_tokens
        return False

    def _count_adaptation(self) -> None:
        self.adaptations += 1
        if self.adaptations > MAX_ADAPTATIONS:
            raise failure("bad_request")

    def _adapt(self, complaint: Complaint) -> None:
        dialect = self.dialect.adapted(complaint.text)
        if dialect is None:
            raise failure("bad_request")
        self._count_adaptation()
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
        self.provider.answers_whole = answer.is_whole
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
            first_token_s=answer.first_token_s,
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
