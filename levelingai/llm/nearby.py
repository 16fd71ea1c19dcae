"""Which servers are one's own: they may be slow, and are asked gently."""

from __future__ import annotations

from urllib.parse import urlsplit

from levelingai.sandbox.addresses import public_host


def is_own_server(base_url: str, api_key: str) -> bool:
    """Whether an address leads to this machine or its own network, and takes no key.

    Nothing is looked up: a private address or a name that cannot be a public one says so itself.
    """
    if not base_url or api_key:
        return False
    try:
        public_host(urlsplit(base_url).hostname or "")
    except ValueError:
        return True
    return False
