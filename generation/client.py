"""Talks to the language model: the only importer of openai.

`ChatClient.complete` is one call: it waits for its turn, asks, retries what is worth retrying and
ends with a `Reply` or a `CallFailed`, within a deadline that holds whatever the server does.
"""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

import httpx2
import openai  # noqa: TID251 - this is the one module
from openai.types.chat import ChatCompletionMessageParam  # noqa: TID251

from generation.core.limiter import FIRST_OPEN_S, Advice, BreakerOpen, QueueTooLong
from generation.llm import transport
from generation.llm.dialect import MAX_ADAPTATIONS, Dialect
from generation.llm.failures import MEANINGS, Complaint, failure
from generation.llm.headers import advice_from
from generation.llm.provider import DEFAULT_BASE_URL, Provider, provider_for
from generation.llm.reply import Answer, read_body
from generation.llm.types import (
    CallFailed,
    CallRecord,
    ClientSettings,
    Message,
    Reason,
    Reply,
    Usage,
)

__all__ = ["CallFailed", "CallRecord", "ChatClient", "ClientSettings", "Message", "Reply", "Usage"]

logger = logging.getLogger(__name__)

MAX_REFUSALS = 10
"""How often one call lets itself be turned away by a rate limit before it gives up."""
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 8.0
CHARS_PER_TOKEN = 4
SPARE_CONNECTIONS = 8


NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class _Request:
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
class _Response:
    """One HTTP answer, or the lack of one, sorted."""

    answer: Answer
    advice: Advice = NO_ADVICE
    request_id: str = ""
    duration_s: float = 0.0
    complaint: Complaint | None = None
    is_final: bool = False
    """The server said that the same request is not to be sent again."""


class ChatClient:
    """One client per process, made after fork; threads share it.

    `record` is called from the calling thread after every HTTP request, failed ones included.
    """

    def __init__(
        self,
        settings: ClientSettings,
        record: Callable[[CallRecord], None],
        *,
        provider: Provider | None = None,
    ) -> None:
        self.settings = settings
        self.record = record
        self.provider = provider or provider_for(settings)
        self._sdk: openai.OpenAI | None = None
        self._lock = threading.Lock()

    def complete(  # noqa: PLR0913 - all but the messages are named at the call
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any],
        schema_name: str,
        purpose: str,
        deadline_s: float | None = None,
        queue_s: float | None = None,
        max_output_tokens: int | None = None,
    ) -> Reply:
        """Ask the model for JSON that keeps `schema`, and return its text as it came.

        The messages must spell the schema out themselves: not every server takes one. The text
        is not checked against it. The call ends within `deadline_s` (at most the settings' call
        deadline); it stands in the queue of a rate limit for at most `queue_s` before it is first
        sent. Raises `CallFailed`.
        """
        limit_s = self.settings.call_deadline_s
        now = time.monotonic()
        until = now + (limit_s if deadline_s is None else min(deadline_s, limit_s))
        request = _Request(
            messages=messages,
            purpose=purpose,
            schema=schema,
            schema_name=schema_name,
            max_tokens=max_output_tokens or self.settings.max_output_tokens,
        )
        queue_until = until if queue_s is None else min(until, now + queue_s)
        call = _Call(self, request, until=until, queue_until=queue_until)
        if self.settings.log_prompts:
            logger.info("prompt for %s: %s", purpose, json.dumps(messages, ensure_ascii=False))
        reply = call.run()
        if self.settings.log_prompts:
            logger.info("reply for %s: %s", purpose, reply.text)
        return reply

    def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        with self._lock:
            if self._sdk is not None:
                self._sdk.close()
                self._sdk = None

    def sdk(self) -> openai.OpenAI:
        """The SDK's client, built at the first call: a worker must fork before it connects."""
        with self._lock:
            if self._sdk is None:
                self._sdk = _build_sdk(self.settings)
            return self._sdk


def _build_sdk(settings: ClientSettings) -> openai.OpenAI:
    base_url = settings.base_url or DEFAULT_BASE_URL
    connections = settings.max_concurrency + SPARE_CONNECTIONS
    return openai.OpenAI(
        api_key=settings.api_key or "none",  # servers without keys take any, the SDK takes no empty
        base_url=base_url,
        max_retries=0,
        timeout=settings.timeout_s,
        # The cap on a reply counts bytes on the wire: they must be the reply's own.
        default_headers={"Accept-Encoding": "identity"},
        http_client=httpx2.Client(
            transport=transport.BoundedTransport(base_url, max_connections=connections),
            follow_redirects=False,
            trust_env=False,
            timeout=settings.timeout_s,
        ),
    )


class _Call:
    """One call with its retries: at most 1 + `max_retries` requests that fail, `MAX_REFUSALS`
    that a rate limit turns away, `MAX_ADAPTATIONS` that the server asks to put differently."""

    def __init__(
        self, client: ChatClient, request: _Request, *, until: float, queue_until: float
    ) -> None:
        self.client = client
        self.settings = client.settings
        self.provider = client.provider
        self.request = request
        self.until = until
        self.queue_until = queue_until
        self.dialect: Dialect = client.provider.dialect
        self.ticket = client.provider.limiter.ticket()
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

    def _ask(self) -> _Response:
        """Send one request when its turn has come, and tell everyone concerned what came of it."""
        try:
            self.provider.breaker.check()
            self._wait_for_turn()
            with self.provider.breaker.attempt():
                response = self._send()
                self._report_health(response.answer.reason)
        except BreakerOpen as stop:
            raise _stopped(stop) from None
        self._account(response)
        if response.answer.reason != "rate_limited":
            self.provider.limiter.advise(response.advice)
        return response

    def _wait_for_turn(self) -> None:
        until = self.until if self.usage.requests else self.queue_until
        try:
            self.provider.limiter.turn(self.ticket, tokens=self.request.tokens, until=until)
        except QueueTooLong as queue:
            raise failure("queue", retry_after_s=queue.wait_s) from None

    def _send(self) -> _Response:
        started = time.monotonic()
        with transport.deadline(min(started + self.settings.timeout_s, self.until)):
            response = self._post()
        return replace(response, duration_s=time.monotonic() - started)

    def _post(self) -> _Response:
        arguments = self.dialect.arguments(
            self.settings,
            self.request.schema,
            self.request.schema_name,
            self.request.max_tokens,
        )
        try:
            raw = self.client.sdk().chat.completions.with_raw_response.create(
                model=self.settings.model,
                messages=cast("list[ChatCompletionMessageParam]", list(self.request.messages)),
                **arguments,
            )
        except openai.APITimeoutError:
            return _Response(Answer(reason="timeout"))
        except openai.APIConnectionError:
            return _Response(Answer(reason="connection"))
        except openai.APIStatusError as error:
            return _refusal(error)
        except transport.ReplyTooLarge:
            return _Response(Answer(reason="too_large"))
        return _Response(
            read_body(raw.http_response.content),
            advice_from(raw.headers),
            raw.request_id or "",
        )

    def _report_health(self, reason: Reason | None) -> None:
        kind = MEANINGS[reason].breaker if reason else None
        if reason and kind:
            self.provider.breaker.failed(kind, failure(reason))
        else:
            self.provider.breaker.succeeded()

    def _account(self, response: _Response) -> None:
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
        self.client.record(
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

    def _prepare_retry(self, reason: Reason, response: _Response) -> None:
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

    def _be_refused(self, response: _Response) -> None:
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
        pause_s = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * 2 ** (self.failures - 1))
        pause_s *= random.uniform(0.75, 1.25)  # noqa: S311 - spreads retries, guards nothing
        if retry_after_s:
            self.provider.limiter.pause(retry_after_s)
        if time.monotonic() + max(pause_s, retry_after_s or 0.0) >= self.until:
            raise failure(reason, retry_after_s=retry_after_s)
        time.sleep(pause_s)

    def _reply(self, response: _Response) -> Reply:
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


def _refusal(error: openai.APIStatusError) -> _Response:
    """An answer with an error status, as plain values."""
    body = error.body if isinstance(error.body, dict) else {"message": str(error.body)[:2000]}
    complaint = Complaint(
        status=error.status_code,
        code=str(body.get("code") or ""),
        type=str(body.get("type") or ""),
        param=str(body.get("param") or ""),
        message=str(body.get("message") or body)[:2000],
    )
    headers = error.response.headers
    return _Response(
        Answer(reason=complaint.reason),
        advice_from(headers),
        error.request_id or "",
        complaint=complaint,
        is_final=headers.get("x-should-retry") == "false",
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
    per_million = sum((count * rate for count, rate in zip(counts, price, strict=True)), Decimal(0))
    return per_million / 1_000_000
