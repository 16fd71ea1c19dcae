"""How fast a provider may be asked: learned from its answers.

Pure and thread-safe; the clock is an argument. A `Limiter` lets many threads share one provider's
limits: it counts requests and tokens against what the provider's headers say, and finds the rate by
itself where a provider refuses without saying its limit.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Clock = Callable[[], float]

WINDOW_S = 60.0
"""Over which admitted requests are counted when a rate must be guessed."""
SLOWEST_PER_S = 1 / 60
FREE_PER_S = 50.0
"""A guessed rate that grew beyond this is no limit any more."""
BACK_OFF = 0.9
EAGER_GROWTH = 1.1
"""Growth of a guessed rate with each success, until the provider refuses again."""
CAREFUL_GROWTH = 1.01
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
"""Pauses after refusals that name no waiting time; they double from the first to the longest."""
MOST_DOUBLINGS = 10
"""More would only make large numbers of what the longest pause cuts anyway."""
SHORTEST_PAUSE_S = 0.05
"""A shorter one guesses no rate: it would be that of a free provider."""
MINUTE_S = 60.0
REMEMBERED = 10_000
"""Requests within a window; no provider of ours lets more in."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What a provider's headers say of one limit; `reset_s` is when it is full again."""

    limit: float
    remaining: float
    reset_s: float | None = None

    @property
    def per_s(self) -> float:
        """The refill. Headers say "a minute"; where `reset_s` shows a longer period, it counts."""
        by_minute = self.limit / MINUTE_S
        used = self.limit - self.remaining
        if self.reset_s and used > 0:
            return min(by_minute, used / self.reset_s)
        return by_minute


@dataclass(frozen=True, slots=True)
class Advice:
    """What one answer says of the provider's limits."""

    quotas: Mapping[str, Quota] = field(default_factory=dict)
    """By what they count: `requests`, `tokens`."""
    retry_after_s: float | None = None


class QueueTooLong(Exception):
    """No turn came in time. `wait_s` is how long to leave the provider alone.

    `is_moving` tells a queue that is served, only too slowly, from one that stands still.
    """

    def __init__(self, wait_s: float, *, is_moving: bool) -> None:
        super().__init__(f"no turn within the deadline; next one in {wait_s:.1f} s")
        self.wait_s = wait_s
        self.is_moving = is_moving


class Ticket(NamedTuple):
    """A place in the queue: earlier ones go first."""

    number: int
    drawn_at: float


class _Bucket:
    """A local copy of a provider's bucket; without a rate it never holds anyone up."""

    def __init__(self, now: float) -> None:
        self.per_s: float | None = None
        self.size = 0.0
        self.level = 0.0
        self.at = now

    def refill(self, now: float) -> None:
        if self.per_s is not None:
            self.level = min(self.size, self.level + (now - self.at) * self.per_s)
        self.at = now

    def wait_s(self, amount: float) -> float:
        if self.per_s is None:
            return 0.0
        missing = min(amount, self.size) - self.level
        return max(0.0, missing / self.per_s)

    def take(self, amount: float) -> None:
        if self.per_s is not None:
            self.level -= amount

    def follow(self, quota: Quota, now: float) -> None:
        """Believe the provider where it knows of less than we counted (others share its limit)."""
        self.refill(now)
        known = self.per_s is not None
        self.per_s = max(quota.per_s, SLOWEST_PER_S)
        self.size = max(1.0, quota.limit)
        self.level = min(self.level, quota.remaining) if known else quota.remaining

    def drain(self, now: float, pause_s: float) -> None:
        """Empty, as the provider says it is, but so that the pause leaves room for one."""
        self.at = now
        self.level = 0.0 if self.per_s is None else max(0.0, 1 - pause_s * self.per_s)


class Limiter:
    """Turns for requests to one provider, first come first served, across threads.

    `turn(ticket)` waits for one. `succeeded`, `refused` and `advise` tell what came of it. A
    request that was refused asks again with its old ticket and stands in front.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        now = clock()
        self._buckets = {"requests": _Bucket(now), "tokens": _Bucket(now)}
        self._told = False
        self._growth = EAGER_GROWTH
        self._blocked_until = now
        self._slowed_at = now - WINDOW_S
        self._served_at = float("-inf")
        self._refusals = 0
        self._sent: deque[float] = deque(maxlen=REMEMBERED)
        self._queue: list[Ticket] = []
        self._last_number = 0

    def ticket(self) -> Ticket:
        with self._changed:
            self._last_number += 1
            return Ticket(self._last_number, self._clock())

    def turn(self, ticket: Ticket, *, tokens: float, until: float) -> None:
        """Wait for a turn; raise `QueueTooLong` when none comes before the moment `until`."""
        with self._changed:
            self._queue.append(ticket)
            try:
                self._wait(ticket, tokens, until)
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()
            self._buckets["requests"].take(1)
            self._buckets["tokens"].take(tokens)
            self._sent.append(self._clock())

    def _wait(self, ticket: Ticket, tokens: float, until: float) -> None:
        while True:
            now = self._clock()
            wait_s = self._wait_s(tokens, now)
            is_first = ticket == min(self._queue)
            if is_first and wait_s <= 0:
                return
            if now + wait_s > until or now >= until:
                raise QueueTooLong(max(wait_s, FIRST_PAUSE_S), is_moving=self._moves(ticket, until))
            # Those behind the first are woken by it, and look up only to keep their own deadline.
            self._changed.wait(wait_s if is_first else until - now)

    def _moves(self, ticket: Ticket, until: float) -> bool:
        was_served = self._served_at >= ticket.drawn_at - WINDOW_S
        return was_served and self._blocked_until <= until

    def _wait_s(self, tokens: float, now: float) -> float:
        requests, budget = self._buckets["requests"], self._buckets["tokens"]
        requests.refill(now)
        budget.refill(now)
        return max(self._blocked_until - now, requests.wait_s(1), budget.wait_s(tokens))

    def advise(self, advice: Advice) -> None:
        """Take in what the headers of any answer say of the limits."""
        with self._changed:
            self._follow(advice, self._clock())
            self._changed.notify_all()

    def succeeded(self) -> None:
        """A request was let in: a guessed rate may grow."""
        with self._changed:
            self._refusals = 0
            self._served_at = self._clock()
            bucket = self._buckets["requests"]
            if self._told or bucket.per_s is None:
                return
            bucket.refill(self._clock())
            bucket.per_s *= self._growth
            if bucket.per_s > FREE_PER_S:
                bucket.per_s = None
                self._growth = EAGER_GROWTH
            self._changed.notify_all()

    def refused(self, advice: Advice) -> float:
        """A request was turned away for the limit's sake: hold everyone. Returns the pause in s."""
        with self._changed:
            now = self._clock()
            pause_s = self._pause_s(advice)
            self._follow(advice, now)
            if self._sent:
                self._sent.pop()
            if "requests" not in advice.quotas and not self._told:
                self._slow_down(pause_s, now)
            self._buckets["requests"].drain(now, pause_s)
            self._blocked_until = max(self._blocked_until, now + pause_s)
            self._changed.notify_all()
            return pause_s

    def pause(self, seconds: float) -> None:
        """Hold everyone, as a busy provider asked with Retry-After."""
        with self._changed:
            self._blocked_until = max(self._blocked_until, self._clock() + seconds)
            self._changed.notify_all()

    def _pause_s(self, advice: Advice) -> float:
        self._refusals += 1
        if advice.retry_after_s is not None:
            return advice.retry_after_s
        return _doubled(FIRST_PAUSE_S, self._refusals - 1, LONGEST_PAUSE_S)

    def _follow(self, advice: Advice, now: float) -> None:
        for name, quota in advice.quotas.items():
            bucket = self._buckets.get(name)
            if bucket is not None and quota.limit > 0:
                bucket.follow(quota, now)
                self._told = self._told or name == "requests"

    def _slow_down(self, pause_s: float, now: float) -> None:
        """Guess the rate of a provider that refuses without telling its limit."""
        bucket = self._buckets["requests"]
        bucket.refill(now)
        if bucket.per_s is None:
            lately = sum(sent > now - WINDOW_S for sent in self._sent)
            bucket.per_s = max(1 / max(pause_s, SHORTEST_PAUSE_S), lately / WINDOW_S, SLOWEST_PER_S)
            bucket.size = max(1.0, bucket.per_s * WINDOW_S)
            self._slowed_at = now
            return
        # Requests that were under way together are refused together: that counts once.
        if now - self._slowed_at >= max(pause_s, 1 / bucket.per_s):
            bucket.per_s = max(SLOWEST_PER_S, bucket.per_s * BACK_OFF)
            if self._served_at > self._slowed_at:
                # The rate was tried and found too high, not just held up by what went before.
                self._growth = CAREFUL_GROWTH
            self._slowed_at = now


def _doubled(first: float, times: int, longest: float) -> float:
    """`first`, doubled so often, but at most `longest`."""
    return float(min(longest, first * 2 ** min(times, MOST_DOUBLINGS)))
