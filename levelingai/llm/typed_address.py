"""Which address of a model's server an owner may type. Pure but for the settings' rules.

A public https address, whose every dialling is guarded. Plain http, this machine and private
networks only in a local run, or where the operator lists the host in LLM_ALLOWED_HOSTS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from levelingai.sandbox.addresses import DEFAULT_PORTS, public_host

MAX_LENGTH = 500
EXAMPLE = "https://api.example.com/v1"
USUAL_PATH = "/v1"
"""What is added where only a host was typed."""

_CALLS = ("/chat/completions", "/completions", "/models", "/responses")
"""Ends of addresses that people copy whole; the part before is meant."""
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s\\<>\"'`{}|^\x00-\x1f\x7f]")
_NAME = re.compile(r"^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$")
_NUMBER = re.compile(r"^(0x[0-9a-f]*|[0-9]+)$")
"""A last label that makes a name an address in some notation."""


class AddressRefused(ValueError):
    """The address may not be asked; the message is for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked.

    `is_guarded`: only public addresses are dialled for it. `is_local`: it is this machine or one
    in a private network, so that nothing is sent over the internet; `is_here`: this machine.
    """

    base_url: str
    is_guarded: bool
    is_local: bool = False
    is_here: bool = False

    @property
    def shown(self) -> str:
        """Host and port."""
        return urlsplit(self.base_url).netloc


def read_address(text: str) -> Address:
    """The address that was typed, in its one spelling. Raises `AddressRefused`."""
    parts, port = _parts(text)
    if _is_listed(parts.hostname or "", port or DEFAULT_PORTS[parts.scheme]):
        return _unguarded(parts, port)
    if parts.scheme == "https" and (public := _public(parts.hostname or "")):
        if port not in (None, DEFAULT_PORTS["https"]):
            raise _refused("Please leave out the port number.")
        return Address(_spelt("https", public, None, parts.path), is_guarded=True)
    if not settings.LOCAL_RUN:
        raise _refused("It has to be the https address of a public server.")
    return _unguarded(parts, port)


def is_own_server(base_url: str, api_key: str) -> bool:
    """Whether a configured address leads to this machine or its own network, and takes no key: it
    may be slow, and is asked gently."""
    host = urlsplit(base_url).hostname or ""
    return bool(host) and not api_key and not _public(host)


def _parts(text: str) -> tuple[SplitResult, int | None]:
    text = text.strip()
    if not text or len(text) > MAX_LENGTH or _UNSAFE.search(text):
        raise _refused("This is not an address.")
    if not _SCHEME.match(text) or re.match(r"^[^/:]+:\d+(/|$)", text):
        raise _refused("Please begin with http:// or https://.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _refused("This is not an address.") from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise _refused("This is not an address.")
    if "@" in parts.netloc:
        raise _refused("Please leave out the user name and password; a key has its own field.")
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise _refused("Please leave out everything from the question mark on.")
    return parts, port


def _is_listed(host: str, port: int) -> bool:
    """Whether the operator lets owners connect this host, at any port or at this one."""
    names = {host, f"{host}:{port}", f"[{host}]", f"[{host}]:{port}"}
    return any(listed.strip().lower() in names for listed in settings.LLM_ALLOWED_HOSTS)


def _public(host: str) -> str:
    """The host in its one spelling where it may be public, else empty."""
    try:
        return public_host(f"[{host}]" if ":" in host else host)
    except ValueError:
        return ""


def _unguarded(parts: SplitResult, port: int | None) -> Address:
    host = parts.hostname or ""
    number = _number(host)
    if number is None and not _NAME.match(host):
        raise _refused("This is not an address.")
    shown = f"[{host}]" if ":" in host else host
    default = DEFAULT_PORTS[parts.scheme]
    return Address(
        _spelt(parts.scheme, shown, None if port == default else port, parts.path),
        is_guarded=False,
        is_local=not _public(host),
        is_here=host == "localhost" or (number is not None and number.is_loopback),
    )


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The host as a number that a server can have; None for a name.

    Link-local numbers are those of clouds' metadata services, and other notations of numbers hide
    where they lead: both are refused.
    """
    try:
        number = ip_address(host)
    except ValueError:
        if _NUMBER.match(host.rpartition(".")[2]):
            raise _refused("This is not an address.") from None
        return None
    mapped = isinstance(number, IPv6Address) and (number.ipv4_mapped or number.scope_id)
    usable = number.is_loopback or not (number.is_unspecified or number.is_reserved)
    if mapped or not usable or number.is_link_local or number.is_multicast:
        raise _refused("No server can be asked at this address.")
    return number


def _spelt(scheme: str, host: str, port: int | None, path: str) -> str:
    path = path.rstrip("/")
    for call in _CALLS:
        path = path.removesuffix(call)
    where = f"{host}:{port}" if port else host
    return f"{scheme}://{where}{path or USUAL_PATH}"


def _refused(reason: str) -> AddressRefused:
    return AddressRefused(f"{reason} A good one looks like {EXAMPLE}.")
