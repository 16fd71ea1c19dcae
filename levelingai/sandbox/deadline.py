"""HTTP connections whose every wait ends at a moment that the caller sets.

An ordinary read timeout is the gap between two bytes: a server that drips holds its caller for
ever. Here each wait on a socket, for a connection or for a byte, ends at the deadline of the
thread that waits, or earlier where its caller has heard nothing for too long. Both that talk to
the outside stand on this: the fetcher of websites and the model client.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2

EVENT_STREAM = "text/event-stream"
CLOSE_S = 0.02
"""A wait that ends so shortly before the deadline was ended by it: clocks are not that exact."""

_thread = threading.local()


class DeadlinePassed(httpcore2.ReadTimeout):
    """No time is left for this wait."""


class BodyTooLarge(Exception):
    """The body of an answer is longer than its reader takes."""


@dataclass(slots=True)
class Waits:
    """When a thread's waits end (monotonic seconds): at `until` in any case.

    `silent_at` ends them earlier; whoever reads moves it on with each thing worth waiting for.
    """

    until: float
    silent_at: float = float("inf")

    @property
    def is_over(self) -> bool:
        """Whether the deadline itself has passed, not just the patience with a silence."""
        return time.monotonic() >= self.until - CLOSE_S

    def left_s(self) -> float:
        return min(self.until, self.silent_at) - time.monotonic()


@contextmanager
def deadline(at: float) -> Iterator[Waits]:
    """Let no wait on a socket in this thread pass the moment `at` (monotonic seconds)."""
    waits = _thread.waits = Waits(at)
    try:
        yield waits
    finally:
        _thread.waits = None


def time_left(timeout: float | None) -> float | None:
    """`timeout` (seconds; None is for ever), cut at the thread's deadline.

    Raises DeadlinePassed when nothing is left.
    """
    waits: Waits | None = getattr(_thread, "waits", None)
    if waits is None:
        return timeout
    left = waits.left_s()
    if left <= 0:
        raise DeadlinePassed("deadline")
    return left if timeout is None else min(left, timeout)


class TimedStream(httpcore2.NetworkStream):
    """A socket whose waits end at the deadline of the thread that waits."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, time_left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        return TimedStream(self._inner.start_tls(ssl_context, server_hostname, time_left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class TimedBackend(httpcore2.NetworkBackend):
    """Opens timed streams, by way of `dialler` (by default the system's sockets)."""

    def __init__(self, dialler: httpcore2.NetworkBackend | None = None) -> None:
        self._dialler = dialler or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return TimedStream(
            self._dialler.connect_tcp(host, port, time_left(timeout), local_address, socket_options)
        )


class PooledTransport(httpx2.BaseTransport):
    """A client's requests through `pool`, with bodies of at most `max_body` bytes.

    A stream of events may be as long as `max_stream`, by default no longer than any other body.
    httpx2's own transport takes no network backend. The errors are httpx2's, and BodyTooLarge.
    """

    def __init__(
        self, pool: httpcore2.ConnectionPool, *, max_body: int, max_stream: int | None = None
    ) -> None:
        self._pool = pool
        self._max_body = max_body
        self._max_stream = max_stream or max_body

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = httpcore2.Request(
            method=request.method,
            url=core_url(request.url),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _translated():
            answer = self._pool.handle_request(asked)
        headers = httpx2.Headers(answer.headers)
        is_stream = headers.get("content-type", "").startswith(EVENT_STREAM)
        return httpx2.Response(
            status_code=answer.status,
            headers=headers,
            stream=_Body(answer.stream, self._max_stream if is_stream else self._max_body),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """A body as it comes, up to the cap."""

    def __init__(self, inner: Any, max_size: int) -> None:
        self._inner = inner
        self._max_size = max_size

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        with _translated():
            for part in self._inner:
                size += len(part)
                if size > self._max_size:
                    raise BodyTooLarge
                yield part

    def close(self) -> None:
        self._inner.close()


def core_url(url: httpx2.URL) -> httpcore2.URL:
    """`url` as the pool knows addresses."""
    return httpcore2.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


_CLIENT_ERRORS: dict[type[Exception], type[httpx2.TransportError]] = {
    httpcore2.ConnectTimeout: httpx2.ConnectTimeout,
    httpcore2.WriteTimeout: httpx2.WriteTimeout,
    httpcore2.PoolTimeout: httpx2.PoolTimeout,
    httpcore2.TimeoutException: httpx2.ReadTimeout,
    httpcore2.ConnectError: httpx2.ConnectError,
    httpcore2.NetworkError: httpx2.NetworkError,
    httpcore2.ProtocolError: httpx2.ProtocolError,
    httpcore2.ProxyError: httpx2.ProxyError,
    httpcore2.UnsupportedProtocol: httpx2.UnsupportedProtocol,
}
"""The pool's errors as the client above knows them; the first that fits is taken."""


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except tuple(_CLIENT_ERRORS) as error:
        kind = next(kind for kind in _CLIENT_ERRORS if isinstance(error, kind))
        raise _CLIENT_ERRORS[kind](str(error)) from error
