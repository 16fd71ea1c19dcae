"""Small questions to a model's server beside the calls: which models it has, how long they read.

Each ends within its time, follows no redirect, names no proxy and reads so much of an answer.
What comes back is JSON or nothing: no body of an answer ever reaches a person.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2

from levelingai.grounding.fold import clean_text
from levelingai.sandbox.deadline import BodyTooLarge, PooledTransport, TimedBackend, deadline
from levelingai.sandbox.dial import Guard, GuardedBackend, Refused

MAX_ANSWER_BYTES = 1_000_000
MAX_NAME = 120
"""Characters of a model's name: as many as a connection keeps."""
MAX_MODELS = 50

_LIST_S = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `status` is 0 where it said nothing; `data` None where it is no JSON."""

    status: int = 0
    data: Any = None

    @property
    def is_ok(self) -> bool:
        return self.status == httpx2.codes.OK and self.data is not None


class Asker:
    """Questions to one server, all of them within `seconds`."""

    def __init__(self, client: httpx2.Client, seconds: float) -> None:
        self._client = client
        self._until = time.monotonic() + seconds

    def get(self, url: str, key: str = "") -> Answer:
        return self._ask("GET", url, {"Authorization": f"Bearer {key}"} if key else {})

    def post(self, url: str, body: object) -> Answer:
        return self._ask("POST", url, {}, json=body)

    def _ask(self, method: str, url: str, headers: dict[str, str], **more: Any) -> Answer:
        try:
            with (
                deadline(self._until),
                self._client.stream(method, url, headers=headers, **more) as response,
            ):
                body = b"".join(response.iter_raw())
        except (httpx2.HTTPError, httpx2.InvalidURL, BodyTooLarge, Refused, UnicodeError):
            return Answer()
        return Answer(response.status_code, _json(body))


@contextmanager
def asking(base_url: str, seconds: float, *, is_guarded: bool = False) -> Iterator[Asker]:
    """Someone to ask the server at `base_url`.

    `is_guarded`: public addresses only, checked as they are dialled.
    """
    is_https = base_url.startswith("https://")
    pool = httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context() if is_https else None,
        max_connections=2,
        network_backend=GuardedBackend(Guard()) if is_guarded else TimedBackend(),
    )
    client = httpx2.Client(
        transport=PooledTransport(pool, max_body=MAX_ANSWER_BYTES),
        # The cap counts bytes on the wire: they must be the answer's own.
        headers={"Accept-Encoding": "identity", "Accept": "application/json"},
        follow_redirects=False,
        trust_env=False,
        timeout=seconds,
    )
    with client:
        yield Asker(client, seconds)


def listed_models(base_url: str, key: str = "", *, is_guarded: bool) -> tuple[int, list[str]]:
    """The status of a server's own list, and the names in it; none where there is no list."""
    with asking(base_url, _LIST_S, is_guarded=is_guarded) as asker:
        answer = asker.get(f"{base_url.rstrip('/')}/models", key)
    return answer.status, [name for name, _ in entries_of(answer, "data", "id")]


def entries_of(answer: Answer, field: str, name: str) -> list[tuple[str, dict[str, Any]]]:
    """The named objects in a list of an answer, with their names; nothing that is shaped else."""
    data = answer.data if answer.is_ok else None
    entries = data.get(field) if isinstance(data, dict) else None
    if not isinstance(entries, list):
        return []
    known = [entry for entry in entries if isinstance(entry, dict) and is_name(entry.get(name))]
    return [(str(entry[name]), entry) for entry in known[:MAX_MODELS]]


def is_name(text: object) -> bool:
    """Whether this may be shown as a model's name, and sent back as one."""
    return isinstance(text, str) and 0 < len(text) <= MAX_NAME and clean_text(text) == text


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
