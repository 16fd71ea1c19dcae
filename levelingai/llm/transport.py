"""The model client's connections: one pool for one provider, bounded in time and size.

Every wait ends at the deadline of the calling thread, see `levelingai.sandbox.deadline`.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.request import getproxies, proxy_bypass  # reads the environment only

import httpcore2
import httpx2

from levelingai.sandbox.deadline import PooledTransport, TimedBackend, core_url
from levelingai.sandbox.dial import Guard, GuardedBackend

MAX_REPLY_BYTES = 2_000_000
"""No answer is as long: the longest that is asked for has some thousand tokens."""
MAX_STREAM_BYTES = 16_000_000
"""In a stream each token brings some 300 bytes around it, and thoughts count as well as text."""
KEPT_S = 5.0
"""How long an idle connection stays open, below the 60 s and more of what servers keep."""


class _GuardedBackend(TimedBackend):
    """Dials public addresses only, and looks the name up anew for each connection.

    A client lives for days, and the addresses of a service change; each one is checked when it is
    dialled.
    """

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return GuardedBackend(Guard()).connect_tcp(host, port, timeout)


def bounded_transport(
    base_url: str, *, max_connections: int, is_guarded: bool = False
) -> PooledTransport:
    """A transport to `base_url`, by way of the environment's proxy if there is one.

    A guarded one reaches public addresses only, and by no proxy, which would look up
    the name itself.
    """
    url = httpx2.URL(base_url)
    pool = httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context() if url.scheme == "https" else None,
        proxy=None if is_guarded else _proxy_for(url),
        max_connections=max_connections,
        max_keepalive_connections=max_connections,
        keepalive_expiry=KEPT_S,
        network_backend=_GuardedBackend() if is_guarded else TimedBackend(),
    )
    return PooledTransport(pool, max_body=MAX_REPLY_BYTES, max_stream=MAX_STREAM_BYTES)


def _proxy_for(url: httpx2.URL) -> httpcore2.Proxy | None:
    if url.host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(url.host):
        return None
    proxies = getproxies()
    address = proxies.get(url.scheme) or proxies.get("all")
    if not address:
        return None
    proxy = httpx2.Proxy(address)
    return httpcore2.Proxy(core_url(proxy.url), auth=proxy.raw_auth, headers=proxy.headers.raw)
