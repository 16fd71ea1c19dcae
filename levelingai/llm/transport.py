"""The model client's connections: one pool for one provider, bounded in time and size.

Every wait ends at the deadline of the calling thread, see `levelingai.sandbox.deadline`.
"""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass  # reads the environment only

import httpcore2
import httpx2

from levelingai.sandbox.deadline import PooledTransport, TimedBackend, core_url

MAX_REPLY_BYTES = 2_000_000
"""No answer is as long: the longest that is asked for has some thousand tokens."""
KEPT_S = 5.0
"""How long an idle connection stays open, below the 60 s and more of what servers keep."""


def bounded_transport(base_url: str, *, max_connections: int) -> PooledTransport:
    """A transport to `base_url`, by way of the environment's proxy if there is one."""
    url = httpx2.URL(base_url)
    pool = httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context() if url.scheme == "https" else None,
        proxy=_proxy_for(url),
        max_connections=max_connections,
        max_keepalive_connections=max_connections,
        keepalive_expiry=KEPT_S,
        network_backend=TimedBackend(),
    )
    return PooledTransport(pool, max_body=MAX_REPLY_BYTES)


def _proxy_for(url: httpx2.URL) -> httpcore2.Proxy | None:
    if url.host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(url.host):
        return None
    proxies = getproxies()
    address = proxies.get(url.scheme) or proxies.get("all")
    if not address:
        return None
    proxy = httpx2.Proxy(address)
    return httpcore2.Proxy(core_url(proxy.url), auth=proxy.raw_auth, headers=proxy.headers.raw)
