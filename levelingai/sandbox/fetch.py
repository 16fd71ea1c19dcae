"""One page from an address: redirects by hand, every hop checked, size, time and type limited."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, Self

import httpcore
import httpx

from levelingai.sandbox.dial import CONNECT_TIMEOUT_S, Guard, GuardedBackend, Refused, TooSlow

FetchStatus = Literal[
    "disallowed",
    "elsewhere",
    "refused",
    "blocked",
    "unreachable",
    "too_large",
    "wrong_type",
    "too_slow",
]
"""Why an address gave no page."""

USER_AGENT = "LevelingAI/1.0 (company research; reads a few public pages at a manager's request)"
ROBOTS_NAME = "LevelingAI"
MAX_BYTES = 2 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_URL = 2000
REQUEST_SECONDS = 5.0
HTML_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
XML_TYPES = ("text/xml", "application/xml")
_REDIRECTS = (301, 302, 303, 307, 308)
_BLOCKED = (401, 402, 403, 405, 407, 429, 451)
NOT_MODIFIED = 304
TOO_MANY_REQUESTS = 429


class FetchFailed(Exception):
    """An address gave no page. `url` is where the trail ended, `http_status` 0 without an answer.

    `can_try_http` tells that nothing listens for https there.
    """

    def __init__(
        self,
        status: FetchStatus,
        url: str,
        detail: str,
        *,
        http_status: int = 0,
        can_try_http: bool = False,
    ) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.url = url
        self.detail = detail
        self.http_status = http_status
        self.can_try_http = can_try_http


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that arrived whole. `url` is where the redirects ended."""

    url: str
    http_status: int
    content_type: str
    charset: str
    body: bytes
    etag: str = ""
    last_modified: str = ""
    hops_left: int = 0


@dataclass(slots=True)
class Http:
    """Sends the guarded requests of one visit, at most one every `delay_s` to a host.

    `deadline` (monotonic seconds) ends the visit; each request ends after `request_seconds`.
    `dialler` opens the connections to the addresses that `guard` allows.
    """

    guard: Guard
    deadline: float
    delay_s: float = 1.0
    request_seconds: float = REQUEST_SECONDS
    dialler: httpcore.NetworkBackend | None = None
    _client: httpx.Client = field(init=False)
    _delays: dict[str, float] = field(default_factory=dict)
    _next_request: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            transport=_GuardedTransport(self.guard, self.dialler),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self.request_seconds, connect=CONNECT_TIMEOUT_S),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._client.close()

    def get(
        self,
        url: str,
        *,
        types: tuple[str, ...] = HTML_TYPES,
        before: Callable[[str], None] = lambda _url: None,
        headers: Callable[[str], dict[str, str]] = lambda _url: {},
        hops: int = MAX_REDIRECTS,
    ) -> Answer:
        """Read `url` and follow its redirects; raises FetchFailed.

        `before` is called with each address of the trail and may raise FetchFailed;
        `headers` gives the conditions of a repeated visit.
        """
        for hops_left in range(hops, -1, -1):
            target = self._checked(url)
            url = str(target)
            before(url)
            answer = self._send(target, types, headers(url))
            if isinstance(answer, Answer):
                return replace(answer, hops_left=hops_left)
            url = answer
        raise FetchFailed("unreachable", url, "too many redirects")

    def keep_distance(self, url: str, delay_s: float) -> None:
        """Wait at least `delay_s` between requests to the host of `url`, as its rules ask."""
        host = httpx.URL(url).host
        self._delays[host] = delay_s
        if host in self._next_request:
            self._next_request[host] += max(0.0, delay_s - self.delay_s)

    def _checked(self, url: str) -> httpx.URL:
        if len(url) > MAX_URL:
            raise FetchFailed("refused", url[:MAX_URL], "address too long")
        try:
            target = httpx.URL(url).copy_with(fragment=None)
            host = target.raw_host.decode("ascii")
            self.guard.check(target.scheme, host, target.port, has_userinfo=bool(target.userinfo))
        except (httpx.InvalidURL, UnicodeError, ValueError) as exc:
            raise FetchFailed("refused", url, "no valid address") from exc
        except Refused as exc:
            raise FetchFailed("refused", url, str(exc)) from exc
        return target

    def _send(
        self, target: httpx.URL, types: tuple[str, ...], conditions: dict[str, str]
    ) -> Answer | str:
        """The answer, or the address that it redirects to."""
        url = str(target)
        try:
            self._wait_for_turn(target.host)
            self.guard.deadline = min(self.deadline, time.monotonic() + self.request_seconds)
            request = self._client.build_request(
                "GET",
                target,
                headers={
                    "User-Agent": USER_AGENT,
                    "Accept": ", ".join(filter(None, types)),
                    "Accept-Encoding": "identity",
                    **conditions,
                },
            )
            response = self._client.send(request, stream=True)
            try:
                return self._read(response, url, types)
            finally:
                response.close()
                self._client.cookies.clear()
        except Refused as exc:
            raise FetchFailed("refused", url, str(exc)) from exc
        except (TooSlow, httpcore.ReadTimeout, httpcore.WriteTimeout) as exc:
            raise FetchFailed("too_slow", url, "time used up") from exc
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
            is_certificate = "certificate" in str(exc).lower()
            raise FetchFailed(
                "unreachable",
                url,
                str(exc),
                can_try_http=target.scheme == "https" and not is_certificate,
            ) from exc
        except _NETWORK_ERRORS as exc:
            raise FetchFailed("unreachable", url, f"{type(exc).__name__}: {exc}") from exc

    def _read(self, response: httpx.Response, url: str, types: tuple[str, ...]) -> Answer | str:
        status = response.status_code
        if status in _REDIRECTS and "location" in response.headers:
            try:
                return str(httpx.URL(url).join(response.headers["location"]))
            except httpx.InvalidURL as exc:
                raise FetchFailed("refused", url, "redirect to no valid address") from exc
        if status not in (200, 203, NOT_MODIFIED):
            failed: FetchStatus = "blocked" if status in _BLOCKED else "unreachable"
            raise FetchFailed(failed, url, f"HTTP {status}", http_status=status)
        kind, charset = _content_type(response.headers.get("content-type", ""))
        body = b""
        if status != NOT_MODIFIED:
            if kind not in types:
                raise FetchFailed("wrong_type", url, kind[:80], http_status=status)
            if response.headers.get("content-encoding", "identity").strip().lower() not in (
                "",
                "identity",
            ):
                raise FetchFailed("wrong_type", url, "content encoding", http_status=status)
            body = _limited(response, url)
        return Answer(
            url=url,
            http_status=status,
            content_type=kind,
            charset=charset,
            body=body,
            etag=response.headers.get("etag", "")[:200],
            last_modified=response.headers.get("last-modified", "")[:100],
        )

    def _wait_for_turn(self, host: str) -> None:
        """Keep the distance to the last request to this host."""
        now = time.monotonic()
        turn = max(now, self._next_request.get(host, now))
        if turn >= self.deadline:
            raise TooSlow
        self._next_request[host] = turn + max(self.delay_s, self._delays.get(host, 0.0))
        time.sleep(turn - now)


def _limited(response: httpx.Response, url: str) -> bytes:
    length = response.headers.get("content-length", "0")
    if length.isdigit() and int(length) > MAX_BYTES:
        raise FetchFailed("too_large", url, f"{length} bytes announced")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise FetchFailed("too_large", url, "more than the limit")
    return bytes(body)


def _content_type(header: str) -> tuple[str, str]:
    kind, _, parameters = header.partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower()
    return kind.strip().lower(), charset


_NETWORK_ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    OSError,
)


class _GuardedTransport(httpx.BaseTransport):
    """httpx's requests through a connection pool that stands on the guarded backend."""

    def __init__(self, guard: Guard, dialler: httpcore.NetworkBackend | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=GuardedBackend(guard, dialler),
            max_connections=4,
            max_keepalive_connections=2,
            retries=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
