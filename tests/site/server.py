"""A web server on loopback that answers from a table and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Response:
    """One answer. `trickle_s` sends the body a byte at a time with that pause."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    trickle_s: float = 0.0
    delay_s: float = 0.0

    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]


Table = Mapping[str, Response | Callable[[Request], Response]]


class Site:
    """Serves `table` at `http://127.0.0.1:PORT` for as long as the `with` block runs.

    `certificate` is a file with certificate and key; the address then begins with `https`.
    """

    def __init__(self, table: Table, *, certificate: Path | None = None) -> None:
        self.table = dict(table)
        self.requests: list[Request] = []
        self._stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._is_secure = certificate is not None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http{'s' if self._is_secure else ''}://{self.host}"

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                request = Request(self.path, dict(self.headers))
                site.requests.append(request)
                found = site.table.get(self.path, Response("Not found", status=404))
                answer = found(request) if callable(found) else found
                site._stopping.wait(answer.delay_s)
                self._send(answer)

            def _send(self, answer: Response) -> None:
                data = answer.data()
                try:
                    self.send_response(answer.status)
                    if answer.content_type:
                        self.send_header("Content-Type", answer.content_type)
                    if not {"Content-Length", "Transfer-Encoding"} & set(answer.headers):
                        self.send_header("Content-Length", str(len(data)))
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    for chunk in _chunks(data, answer.trickle_s):
                        self.wfile.write(chunk)
                        if site._stopping.wait(answer.trickle_s):
                            return
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """The test run stays quiet."""

        return Handler


def _chunks(data: bytes, trickle_s: float) -> Iterator[bytes]:
    size = 1 if trickle_s else 1 << 16
    for start in range(0, len(data), size):
        yield data[start : start + size]
