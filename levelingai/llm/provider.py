"""What all clients of one provider in this process know of it together."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from levelingai.llm.breaker import Breaker
from levelingai.llm.dialect import Dialect
from levelingai.llm.limiter import Limiter
from levelingai.llm.pace import Pace
from levelingai.llm.room import Room
from levelingai.llm.types import ClientSettings

DEFAULT_BASE_URL = "https://api.openai.com/v1"


class Provider:
    """One model at one address under one key: its limits, its health, its pace, its dialect.

    `answers_whole`: its last answer came in one piece, asked to stream or not.
    """

    def __init__(self, settings: ClientSettings) -> None:
        start = 1 if settings.is_local else settings.max_concurrency
        self.limiter = Limiter()
        self.breaker = Breaker()
        self.pace = Pace(start, settings.max_concurrency)
        self.room = Room()
        self.answers_whole = False
        self._dialect = Dialect.first(settings)
        self._lock = threading.Lock()

    @property
    def dialect(self) -> Dialect:
        with self._lock:
            return self._dialect

    def understood(self, dialect: Dialect) -> None:
        """Remember the dialect of a request that was answered."""
        with self._lock:
            self._dialect = replace(dialect, is_proven=True)


@dataclass(frozen=True, slots=True)
class _Key:
    base_url: str
    model: str
    api_key: str = field(repr=False)
    json_mode: str


_providers: dict[_Key, Provider] = {}
_lock = threading.Lock()


def provider_for(settings: ClientSettings) -> Provider:
    """The one provider that these settings mean. Limits belong to a key, so that it counts too."""
    base_url = (settings.base_url or DEFAULT_BASE_URL).rstrip("/")
    key = _Key(base_url, settings.model, settings.api_key, settings.json_mode)
    with _lock:
        if key not in _providers:
            _providers[key] = Provider(settings)
        return _providers[key]
