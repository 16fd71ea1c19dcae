"""One file from an address that a person typed. Runs in limited children alone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from levelingai.sandbox.dial import Guard
from levelingai.sandbox.fetch import FetchFailed, Http

REQUEST_SECONDS = 12.0
"""A large sheet is exported while somebody waits for it."""


def download(request: Mapping[str, Any], _payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The file at `url`, or why there is none. All hosts on the way end in one of `hosts`."""
    hosts = tuple(request["hosts"])

    def require_known(url: str) -> None:
        host = urlsplit(url).hostname or ""
        if not any(host == end or host.endswith(f".{end}") for end in hosts):
            raise FetchFailed("elsewhere", url, "another host")

    deadline = time.monotonic() + request["until"] - time.time()
    guard = Guard(allow_test_host=request["allow_test_host"])
    with Http(
        guard,
        deadline=deadline,
        delay_s=0.0,
        request_seconds=REQUEST_SECONDS,
        max_bytes=request["max_bytes"],
    ) as http:
        try:
            answer = http.get(request["url"], types=tuple(request["types"]), before=require_known)
        except FetchFailed as exc:
            failed = {"status": exc.status, "detail": exc.detail, "http_status": exc.http_status}
            return {"failed": failed}, b""
    return {"content_type": answer.content_type}, answer.body
