"""Talks to the language model: the only importer of openai.

`ChatClient.complete` is one call: it waits for its turn, asks, retries what is worth retrying and
ends with a `Reply` or a `CallFailed`, within a deadline that holds whatever the server does. Each
answer is streamed, so that one may be slow as long as it goes on.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import httpx2
import openai
from openai.types.chat import ChatCompletionMessageParam

from levelingai.llm.call import NO_ADVICE, Call, Request, Response, Surroundings
from levelingai.llm.dialect import Dialect
from levelingai.llm.failures import complaint_from
from levelingai.llm.headers import advice_from
from levelingai.llm.listen import (
    FIRST_PIECE_LOCAL_S,
    FIRST_PIECE_THINKING_S,
    Broken,
    Listener,
    Patience,
)
from levelingai.llm.pace import Pace
from levelingai.llm.provider import DEFAULT_BASE_URL, Provider, provider_for
from levelingai.llm.reply import Answer
from levelingai.llm.transport import bounded_transport
from levelingai.llm.types import (
    CallFailed,
    CallRecord,
    ClientSettings,
    Message,
    Reason,
    Reply,
    Usage,
)
from levelingai.sandbox.deadline import BodyTooLarge, deadline
from levelingai.sandbox.dial import Refused

__all__ = [
    "CallFailed",
    "CallRecord",
    "ChatClient",
    "ClientSettings",
    "Message",
    "Reply",
    "Usage",
    "preload",
]

logger = logging.getLogger(__name__)

SPARE_CONNECTIONS = 8
CONNECT_S = 5.0
NO_THOUGHT = ("", "none", "minimal")
"""Efforts that promise no long thinking before the first piece."""
LEAST_TEXT = 100_000
LONGEST_TOKEN = 16
"""Characters. Some servers know no token limit: a text longer than this ran away."""
_NO_ANSWER = (openai.APIConnectionError, httpx2.HTTPError)
"""The SDK translates what happens before the body, and not what happens in it."""


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
        deadline); it stands in the queue of a rate limit for at most `queue_s` before it is let in.
        Raises `CallFailed`.
        """
        limit_s = self.settings.call_deadline_s
        now = time.monotonic()
        until = now + (limit_s if deadline_s is None else min(deadline_s, limit_s))
        request = Request(
            messages=messages,
            purpose=purpose,
            schema=schema,
            schema_name=schema_name,
            max_tokens=max_output_tokens or self.settings.max_output_tokens,
        )
        queue_until = until if queue_s is None else min(until, now + queue_s)
        around = Surroundings(self.settings, self.provider, self._send, self.record)
        call = Call(around, request, until=until, queue_until=queue_until)
        if self.settings.log_prompts:
            logger.info("prompt for %s: %s", purpose, json.dumps(messages, ensure_ascii=False))
        reply = call.run()
        if self.settings.log_prompts:
            logger.info("reply for %s: %s", purpose, reply.text)
        return reply

    @property
    def pace(self) -> Pace:
        """How many requests the provider may have under way, and what it brings."""
        return self.provider.pace

    @property
    def context_tokens(self) -> int | None:
        """What the model reads and writes at most, as configured or as it said; else None."""
        return self.provider.room.context(self.settings.context_tokens)

    def _send(self, request: Request, dialect: Dialect, until: float) -> Response:
        """One HTTP request, with everything that may come of it sorted."""
        create = self.sdk().chat.completions.with_streaming_response.create
        with deadline(until) as waits:
            max_text = max(LEAST_TEXT, LONGEST_TOKEN * request.max_tokens)
            listener = Listener(waits, self._patience(dialect), max_text)
            try:
                with create(
                    model=self.settings.model,
                    messages=cast("list[ChatCompletionMessageParam]", list(request.messages)),
                    timeout=self._timeout(),
                    **dialect.arguments(
                        self.settings, request.schema, request.schema_name, request.max_tokens
                    ),
                ) as raw:
                    # Not raw.parse(): it trusts the body's type, encoding and shape.
                    answer = listener.listen(_parts(raw.http_response))
                    advice, request_id = advice_from(raw.headers), raw.request_id or ""
            except openai.APIStatusError as error:
                return _refusal(error)
            except (*_NO_ANSWER, Refused, BodyTooLarge) as error:
                answer, advice, request_id = Answer(reason=_reason_of(error)), NO_ADVICE, ""
            is_silent = answer.reason == "timeout" and listener.is_silent
        return Response(answer, advice, request_id, is_silent=is_silent)

    def _patience(self, dialect: Dialect) -> Patience:
        """How long the server may be silent: it reads the prompt first, and may think."""
        gap_s = self.settings.timeout_s
        if self.provider.answers_whole or not dialect.is_streamed:
            first_s = float("inf")  # until the call's deadline: all of the answer comes at once
        elif self.settings.is_local:
            first_s = FIRST_PIECE_LOCAL_S
        elif self.settings.reasoning_effort not in NO_THOUGHT or self.provider.room.thinking_tokens:
            first_s = FIRST_PIECE_THINKING_S
        else:
            first_s = gap_s
        return Patience(max(first_s, gap_s), gap_s)

    def _timeout(self) -> httpx2.Timeout:
        """None for what the thread's waits end, see `levelingai.sandbox.deadline`."""
        timeout_s = self.settings.timeout_s
        connect_s = min(CONNECT_S, timeout_s)
        return httpx2.Timeout(connect=connect_s, read=None, write=timeout_s, pool=timeout_s)

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


def preload() -> None:
    """Load all that the first call would load; a worker does so before it forks.

    Opens no connection.
    """
    sdk = _build_sdk(ClientSettings(DEFAULT_BASE_URL, "none", "none"))
    _ = sdk.chat.completions.with_streaming_response
    sdk.close()


def _build_sdk(settings: ClientSettings) -> openai.OpenAI:
    base_url = settings.base_url or DEFAULT_BASE_URL
    connections = settings.max_concurrency + SPARE_CONNECTIONS
    timeout = httpx2.Timeout(settings.timeout_s, connect=min(CONNECT_S, settings.timeout_s))
    return openai.OpenAI(
        api_key=settings.api_key or "none",  # servers without keys take any, the SDK takes no empty
        base_url=base_url,
        max_retries=0,
        timeout=timeout,
        # The cap on a reply counts bytes on the wire: they must be the reply's own.
        default_headers={"Accept-Encoding": "identity"},
        http_client=httpx2.Client(
            transport=bounded_transport(
                base_url, max_connections=connections, is_guarded=settings.is_guarded
            ),
            follow_redirects=False,
            trust_env=False,
            timeout=timeout,
        ),
    )


def _parts(response: httpx2.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_bytes()
    except (httpx2.HTTPError, BodyTooLarge) as error:
        raise Broken(_reason_of(error)) from error


def _refusal(error: openai.APIStatusError) -> Response:
    """An answer with an error status, as plain values."""
    body = error.body if isinstance(error.body, dict) else str(error.body)
    complaint = complaint_from(body, error.status_code)
    headers = error.response.headers
    return Response(
        Answer(reason=complaint.reason, complaint=complaint),
        advice_from(headers),
        error.request_id or "",
        is_final=headers.get("x-should-retry") == "false",
    )


def _reason_of(error: Exception) -> Reason:
    """Why there was no answer at all."""
    if isinstance(error, BodyTooLarge):
        return "too_large"
    if isinstance(error, Refused):
        return "address_refused"
    is_timeout = isinstance(error, (openai.APITimeoutError, httpx2.TimeoutException))
    return "timeout" if is_timeout else "connection"
