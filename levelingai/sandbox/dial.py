"""Where the fetcher may connect to: public addresses only, each name looked up once.

The check stands at the moment of dialling, on the very address that is dialled, so no difference
between two parsers of addresses and no second answer of a name server can lead around it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import httpcore

from levelingai.sandbox.addresses import DEFAULT_PORTS, is_public_address, public_host

CONNECT_TIMEOUT_S = 4.0
LOOKUP_TIMEOUT_S = 4.0
ADDRESSES_TRIED = 3

Lookup = Callable[[str, int], list[str]]


class Refused(Exception):
    """The address is one that the fetcher never visits."""


class TooSlow(Exception):
    """The time for a request, or for the whole visit, is used up."""


def look_up(host: str, port: int) -> list[str]:
    """All addresses of `host`. The lookup cannot be interrupted, so it gets a thread to end in."""
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as exc:
            failed.append(exc if isinstance(exc, OSError) else OSError(str(exc)))
        else:
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(LOOKUP_TIMEOUT_S)
    if failed:
        raise failed[0]
    return found


@dataclass(slots=True)
class Guard:
    """Says which hosts may be visited and remembers the address that each one was found at.

    `allow_test_host` is one loopback `host:port` for tests; everything else on loopback stays
    refused. `deadline` (monotonic seconds) is moved by the fetcher before each request.
    """

    allow_test_host: str = ""
    lookup: Lookup = look_up
    deadline: float = float("inf")
    _addresses: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.allow_test_host:
            return
        host, _, port = self.allow_test_host.rpartition(":")
        if not (port.isdigit() and ip_address(host.strip("[]")).is_loopback):
            raise ValueError("The test host must be a loopback address with a port.")

    def check(self, scheme: str, host: str, port: int | None, *, has_userinfo: bool) -> None:
        """Raise Refused unless an address of these parts may be visited."""
        if scheme not in DEFAULT_PORTS:
            raise Refused("scheme")
        if has_userinfo:
            raise Refused("userinfo")
        if self._is_test_host(host, port or DEFAULT_PORTS[scheme]):
            return
        if port not in (None, *DEFAULT_PORTS.values()):
            raise Refused("port")
        try:
            public_host(host)
        except ValueError as exc:
            raise Refused("host") from exc

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses to dial for `host`; Refused unless every single one is public."""
        if self._is_test_host(host, port):
            return [host]
        if port not in DEFAULT_PORTS.values():
            raise Refused("port")
        key = (host, port)
        if key not in self._addresses:
            found = self.lookup(host.strip("[]"), port)
            if not found:
                raise OSError("the name has no address")
            self._addresses[key] = found
        if not all(is_public_address(address) for address in self._addresses[key]):
            raise Refused("address")
        return self._addresses[key]

    def time_left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooSlow
        return left if timeout is None else min(left, timeout)

    def _is_test_host(self, host: str, port: int) -> bool:
        return bool(self.allow_test_host) and f"{host}:{port}" == self.allow_test_host


class GuardedBackend(httpcore.NetworkBackend):
    """Dials only what `guard` allows, and ends every wait at its deadline."""

    def __init__(self, guard: Guard, dialler: httpcore.NetworkBackend | None = None) -> None:
        self._guard = guard
        self._dialler = dialler or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._guard.addresses(host, port)
        except OSError as exc:
            raise httpcore.ConnectError(str(exc)) from exc
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in addresses[:ADDRESSES_TRIED]:
            wait = self._guard.time_left(timeout)
            try:
                stream = self._dialler.connect_tcp(address, port, wait)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _TimedStream(stream, self._guard)
        raise failure or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        raise Refused("socket")

    def sleep(self, seconds: float) -> None:
        time.sleep(self._guard.time_left(seconds))


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the guard's deadline: one byte a second gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.time_left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        wait = self._guard.time_left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, wait), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
