"""Which addresses of the open internet the product accepts. Pure: nothing is looked up here.

Forms check what a person typed with `normalise_website`; the fetcher checks every host it is sent
to with `public_host` and every address that a name resolves to with `is_public_address`.
"""

from __future__ import annotations

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import urlsplit

import idna

EXAMPLE = "https://www.example.com"
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_LENGTH = 2048

_TRANSITION_NETWORKS: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments, one of them a cloud's metadata service
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # a cloud's metadata service at a public address
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64: reaches any IPv4 address
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "fec0::/10",  # site-local, deprecated
    )
)
"""Refused beside what `is_global` refuses: each can lead back into a private network."""

_PRIVATE_SUFFIXES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "onion",
)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_SCHEME_WITHOUT_HOST = re.compile(r"^(mailto|javascript|data|file|tel|about|blob):", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s\\<>\"'`{}|^\x00-\x1f\x7f]")
_NUMBER = re.compile(r"^(0x[0-9a-f]*|[0-9]+)$")
_HOST = re.compile(r"^(?=.{4,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$")


def is_public_address(address: str | IPv4Address | IPv6Address) -> bool:
    """Whether `address` belongs to the open internet; False also for what is no address."""
    if isinstance(address, str):
        if "%" in address:
            return False
        try:
            address = ip_address(address)
        except ValueError:
            return False
    if isinstance(address, IPv6Address) and (address.scope_id or address.ipv4_mapped):
        return False
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(
        address in network for network in _TRANSITION_NETWORKS if network.version == address.version
    )


def public_host(host: str) -> str:
    """`host` in its one canonical spelling (lower case, IDNA, IPv6 in brackets).

    Raises ValueError for a host that cannot be public: a single label, a name kept for private
    networks, a private address, or an address in another notation than the usual one.
    """
    if host.startswith("[") or ":" in host:
        return _public_ipv6(host)
    host = _to_ascii(host.rstrip("."))
    if _NUMBER.match(host.rpartition(".")[2]):
        return _public_ipv4(host)
    if not _HOST.match(host):
        raise ValueError("This is not the name of a public website.")
    if host.endswith(tuple(f".{suffix}" for suffix in _PRIVATE_SUFFIXES)):
        raise ValueError("This name belongs to a private network.")
    return host


def normalise_website(text: str, *, allow_test_host: str = "") -> str:
    """The origin of the website that a person typed, such as `https://www.example.com`.

    Adds `https://` where no scheme is given and drops path, query and default port.
    `allow_test_host` is the one loopback `host:port` that tests may use.
    Raises ValueError with a sentence for the person who typed it.
    """
    text = text.strip()
    if not text or len(text) > MAX_LENGTH or _UNSAFE.search(text):
        raise _not_a_website()
    if not _SCHEME.match(text):
        if _SCHEME_WITHOUT_HOST.match(text):
            raise _not_a_website()
        text = f"https://{text.removeprefix('//')}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _not_a_website() from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise _not_a_website()
    if "@" in parts.netloc:
        raise _not_a_website("Please leave out the user name and password.")
    if allow_test_host and parts.netloc == allow_test_host:
        return f"{parts.scheme}://{allow_test_host}"
    if port not in (None, DEFAULT_PORTS[parts.scheme]):
        raise _not_a_website("Please leave out the port number.")
    try:
        host = public_host(parts.netloc.rpartition(":")[0] if port else parts.netloc.rstrip(":"))
    except ValueError as exc:
        raise _not_a_website(str(exc)) from None
    return f"{parts.scheme}://{host}"


def _not_a_website(reason: str = "This is not the address of a public website.") -> ValueError:
    return ValueError(f"{reason} A good one looks like {EXAMPLE}.")


def _to_ascii(host: str) -> str:
    """IDNA of `host`. Full-width digits and dots become plain ones, so check what comes back."""
    host = host.lower()
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise ValueError("This is not the name of a public website.") from None


def _public_ipv4(host: str) -> str:
    """Accepts four decimal numbers only: other notations hide where they lead."""
    try:
        address = IPv4Address(host)
    except ValueError:
        raise ValueError("This is not the name of a public website.") from None
    return _require_public(address, str(address))


def _public_ipv6(host: str) -> str:
    try:
        address = IPv6Address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        raise ValueError("This is not the name of a public website.") from None
    return _require_public(address, f"[{address}]")


def _require_public(address: IPv4Address | IPv6Address, shown: str) -> str:
    if not is_public_address(address):
        raise ValueError("This address belongs to a private network.")
    return shown
