"""Visits a website in a limited process; started by path (`python -I child.py`).

`-I` hides the project, so its root is put on the path here. Whatever reads the website is
imported inside the handler only: by then the limits of `sandbox.serve` stand.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generation.core import sandbox


def visit(request: Mapping[str, Any], _payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The brief of one website, or the failure of its home page."""
    import time

    from generation.fetch.guard import Guard
    from generation.fetch.http import FetchFailed, Http
    from generation.fetch.visit import Visit

    deadline = time.monotonic() + request["until"] - time.time()
    guard = Guard(allow_test_host=request["allow_test_host"])
    known = {url: (etag, last_modified) for url, etag, last_modified in request["known"]}
    with Http(guard, deadline=deadline, delay_s=request["delay_s"]) as http:
        try:
            brief = Visit(http, known, request["max_pages"]).brief(request["url"])
        except FetchFailed as exc:
            failure = {"status": exc.status, "url": exc.url, "detail": exc.detail}
            return {"failed": failure}, b""
    return {"brief": brief.to_json()}, b""


if __name__ == "__main__":
    sandbox.serve({"visit": visit})
