"""Where the fetcher may connect to: public addresses only, each name looked up once.

The check stands at the moment of dialling, on the very address that is dialled, so no difference
between two parsers of addresses and no second answer of a name server can lead around it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address

import httpcore2

from levelingai.sandbox.addresses import DEFAULT_PORTS, is_public_address, public_host
from levelingai.sandbox.deadline import TimedBackend

CONNECT_TIMEOUT_S = 4.0
LOOKUP_TIMEOUT_S = 4.0
ADDRESSES_TRIED = 3

Lookup = Callable[[str, int], list[str]]


class Refused(Exception):
    """The address is one that the fetcher never visits."""


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
    refused.
    """

    allow_test_host: str = ""
    lookup: Lookup = look_up
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

    def _is_test_host(self, host: str, port: int) -> bool:
        return bool(self.allow_test_host) and f"{host}:{port}" == self.allow_test_host


class GuardedBackend(TimedBackend):
    """Dials only what `guard` allows; every wait ends at the thread's deadline."""

    def __init__(self, guard: Guard, dialler: httpcore2.NetworkBackend | None = None) -> None:
        super().__init__(dialler)
        self._guard = guard

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            addresses = self._guard.addresses(host, port)
        except OSError as exc:
            raise httpcore2.ConnectError(str(exc)) from exc
        failure: httpcore2.NetworkError | httpcore2.TimeoutException | None = None
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                return super().connect_tcp(address, port, timeout)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as exc:
                failure = exc
        raise failure or httpcore2.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        raise Refused("socket")
