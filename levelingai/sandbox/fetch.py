"""One page from an address: redirects by hand, every hop checked, size, time and type limited."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal, Self

import httpcore2
import httpx2

from levelingai.sandbox.deadline import BodyTooLarge, PooledTransport, deadline
from levelingai.sandbox.dial import CONNECT_TIMEOUT_S, Guard, GuardedBackend, Refused

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
MAX_ETAG = 200
MAX_DATE = 100
MAX_TYPE = 80
"""Characters that are kept of these headers."""
MAX_CONNECTIONS = 4
MAX_KEPT_CONNECTIONS = 2
_PAGES = (200, 203)
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

    `deadline` (monotonic seconds) ends the visit; each request ends after `request_seconds`, and no
    body is longer than `max_bytes`.
    `dialler` opens the connections to the addresses that `guard` allows.
    """

    guard: Guard
    deadline: float
    delay_s: float = 1.0
    request_seconds: float = REQUEST_SECONDS
    max_bytes: int = MAX_BYTES
    dialler: httpcore2.NetworkBackend | None = None
    _client: httpx2.Client = field(init=False)
    _delays: dict[str, float] = field(default_factory=dict)
    _next_request: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = httpx2.Client(
            transport=PooledTransport(_pool(self.guard, self.dialler), max_body=self.max_bytes),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(self.request_seconds, connect=CONNECT_TIMEOUT_S),
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
        host = httpx2.URL(url).host
        self._delays[host] = delay_s
        if host in self._next_request:
            self._next_request[host] += max(0.0, delay_s - self.delay_s)

    def _checked(self, url: str) -> httpx2.URL:
        if len(url) > MAX_URL:
            raise FetchFailed("refused", url[:MAX_URL], "address too long")
        try:
            target = httpx2.URL(url).copy_with(fragment=None)
            host = target.raw_host.decode("ascii")
            self.guard.check(target.scheme, host, target.port, has_userinfo=bool(target.userinfo))
        except (httpx2.InvalidURL, UnicodeError, ValueError) as exc:
            raise FetchFailed("refused", url, "no valid address") from exc
        except Refused as exc:
            raise FetchFailed("refused", url, str(exc)) from exc
        return target

    def _send(
        self, target: httpx2.URL, types: tuple[str, ...], conditions: dict[str, str]
    ) -> Answer | str:
        """The answer, or the address that it redirects to."""
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
        url = str(target)
        with _failures_of(url):
            self._wait_for_turn(target.host)
            with deadline(min(self.deadline, time.monotonic() + self.request_seconds)):
                response = self._client.send(request, stream=True)
                try:
                    return _answer(response, url, types, self.max_bytes)
                finally:
                    response.close()
                    self._client.cookies.clear()

    def _wait_for_turn(self, host: str) -> None:
        """Keep the distance to the last request to this host."""
        now = time.monotonic()
        turn = max(now, self._next_request.get(host, now))
        if turn >= self.deadline:
            raise httpx2.ReadTimeout("no turn before the end of the visit")
        self._next_request[host] = turn + max(self.delay_s, self._delays.get(host, 0.0))
        time.sleep(turn - now)


@contextmanager
def _failures_of(url: str) -> Iterator[None]:
    """Whatever goes wrong while `url` is fetched, as FetchFailed."""
    try:
        yield
    except Refused as exc:
        raise FetchFailed("refused", url, str(exc)) from exc
    except BodyTooLarge as exc:
        raise FetchFailed("too_large", url, "more than the limit") from exc
    except (httpx2.ReadTimeout, httpx2.WriteTimeout) as exc:
        raise FetchFailed("too_slow", url, "time used up") from exc
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as exc:
        is_certificate = "certificate" in str(exc).lower()
        can_try_http = url.startswith("https:") and not is_certificate
        raise FetchFailed("unreachable", url, str(exc), can_try_http=can_try_http) from exc
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as exc:
        raise FetchFailed("unreachable", url, f"{type(exc).__name__}: {exc}") from exc


def _answer(
    response: httpx2.Response, url: str, types: tuple[str, ...], max_bytes: int
) -> Answer | str:
    """What `response` is worth, its body read, or the address that it redirects to."""
    status = response.status_code
    headers = response.headers
    if status in _REDIRECTS and "location" in headers:
        return _redirected(url, headers["location"])
    if status not in _PAGES and status != NOT_MODIFIED:
        failed: FetchStatus = "blocked" if status in _BLOCKED else "unreachable"
        raise FetchFailed(failed, url, f"HTTP {status}", http_status=status)
    kind, charset = _content_type(headers.get("content-type", ""))
    return Answer(
        url=url,
        http_status=status,
        content_type=kind,
        charset=charset,
        body=b"" if status == NOT_MODIFIED else _body(response, url, kind, types, max_bytes),
        etag=headers.get("etag", "")[:MAX_ETAG],
        last_modified=headers.get("last-modified", "")[:MAX_DATE],
    )


def _redirected(url: str, location: str) -> str:
    try:
        return str(httpx2.URL(url).join(location))
    except httpx2.InvalidURL as exc:
        raise FetchFailed("refused", url, "redirect to no valid address") from exc


def _body(
    response: httpx2.Response, url: str, kind: str, types: tuple[str, ...], max_bytes: int
) -> bytes:
    """The bytes as they came: what is packed is refused, for what it may unpack to."""
    status = response.status_code
    if kind not in types:
        raise FetchFailed("wrong_type", url, kind[:MAX_TYPE], http_status=status)
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity"):
        raise FetchFailed("wrong_type", url, "content encoding", http_status=status)
    length = response.headers.get("content-length", "0")
    if length.isdigit() and int(length) > max_bytes:
        raise FetchFailed("too_large", url, f"{length} bytes announced")
    return b"".join(response.iter_raw())


def _content_type(header: str) -> tuple[str, str]:
    kind, _, parameters = header.partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower()
    return kind.strip().lower(), charset


def _pool(guard: Guard, dialler: httpcore2.NetworkBackend | None) -> httpcore2.ConnectionPool:
    """Connections to the addresses that `guard` allows; no environment has a say."""
    return httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        network_backend=GuardedBackend(guard, dialler),
        max_connections=MAX_CONNECTIONS,
        max_keepalive_connections=MAX_KEPT_CONNECTIONS,
        retries=0,
    )
