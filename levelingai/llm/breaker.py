"""When to stop asking a provider: it is down, exhausted, or refuses what is asked.

Pure and thread-safe; the clock is an argument.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

Kind = Literal["down", "exhausted", "misconfigured"]

Clock = Callable[[], float]
"""Monotonic seconds."""

FAILURES_TO_OPEN: Mapping[Kind, int] = {"down": 8, "misconfigured": 3, "exhausted": 1}
FIRST_OPEN_S: Mapping[Kind, float] = {"down": 15.0, "misconfigured": 60.0, "exhausted": 300.0}
LONGEST_OPEN_S: Mapping[Kind, float] = {"down": 120.0, "misconfigured": 60.0, "exhausted": 900.0}
GROWTH = 2
"""How much longer it stays open after each probe that failed."""
PROBE_S = 120.0
"""After this long a probe that was never heard of again no longer keeps others from trying."""


class BreakerOpen(Exception):
    """The provider is left alone for `retry_after_s`; `cause` is the failure that opened it."""

    def __init__(self, cause: Exception, retry_after_s: float) -> None:
        super().__init__(f"calls are stopped for {retry_after_s:.0f} s")
        self.cause = cause
        self.retry_after_s = retry_after_s


class Breaker:
    """Stops calls after failures in a row, then lets one probe through at a time.

    The kinds: `down` (no connection, timeouts, server errors), `exhausted` (the account's quota)
    and `misconfigured` (the key or the model is refused). Refusals of a rate limit and bad
    replies are no business of the breaker: the provider is alive.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._cause: Exception | None = None
        self._open_s = 0.0
        self._open_until = 0.0
        self._probe_until = 0.0

    @property
    def is_open(self) -> bool:
        with self._lock:
            return self._cause is not None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Around one request. Raises `BreakerOpen` instead of letting it through."""
        is_probe = self._enter()
        try:
            yield
        finally:
            if is_probe:
                with self._lock:
                    self._probe_until = 0.0

    def check(self) -> None:
        """Raise `BreakerOpen` if a request would not be let through now; takes no probe."""
        with self._lock:
            self._refuse_if_open(self._clock())

    def _enter(self) -> bool:
        with self._lock:
            now = self._clock()
            self._refuse_if_open(now)
            if self._cause is None:
                return False
            self._probe_until = now + PROBE_S
            return True

    def _refuse_if_open(self, now: float) -> None:
        if self._cause is None:
            return
        wait_s = self._open_until - now
        if wait_s <= 0 and now < self._probe_until:
            wait_s = self._open_s
        if wait_s > 0:
            raise BreakerOpen(self._cause, wait_s)

    def succeeded(self) -> None:
        """The provider answered: close."""
        with self._lock:
            self._in_a_row = 0
            self._cause = None
            self._open_s = 0.0

    def failed(self, kind: Kind, cause: Exception, retry_after_s: float | None = None) -> None:
        """Count a failure; open when there were enough in a row, or at once after a probe."""
        with self._lock:
            now = self._clock()
            self._in_a_row += 1
            if self._cause is not None and now < self._open_until:
                return  # sent before it opened
            if self._cause is None and self._in_a_row < FAILURES_TO_OPEN[kind]:
                return
            self._open_s = min(LONGEST_OPEN_S[kind], max(FIRST_OPEN_S[kind], self._open_s * GROWTH))
            self._cause = cause
            self._open_until = now + max(self._open_s, retry_after_s or 0.0)
