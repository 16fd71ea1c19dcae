"""How many requests a provider may have under way at once: learned from how it keeps up.

Pure and thread-safe; the clock is an argument. A server with one place for requests is not made
faster by a second one, it only lets both wait; one with many places is. Which of them it is shows
in the tokens a second that come out of all requests together.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from levelingai.llm.limiter import QueueTooLong, Ticket

Clock = Callable[[], float]
"""Monotonic seconds."""

PAYS = 1.2
"""Twice the requests at once have to bring so much more; less is chance, or a queue over there."""
ANSWERS_A_PLACE = 2
"""So many for each place before a throughput is believed: answers differ in length."""
AGAIN_S = 600.0
"""How long what did not pay is left alone before it is tried once more."""
LATE = 8
LEAST_ALONE_S = 1.0
LATE_IN_A_ROW = 3
"""So many first tokens in a row that come `LATE` times as late as when a request is alone (taken
as a second at least) mean that the server is swamped."""
REMEMBERED = 32
"""Answers from which the throughput is told."""
UNKNOWN_WAIT_S = 1.0


@dataclass(eq=False, slots=True)
class Place:
    """One request under way. Its holder says what came of it before leaving.

    `is_shared`: others were under way at the same time. `others_were_answered`: some of them were
    answered while this one waited, so that the server is alive.
    """

    entered: float
    is_shared: bool = False
    tokens: int = 0
    first_token_s: float | None = None
    is_answered: bool = False
    is_silent: bool = False
    others_were_answered: bool = False

    def answered(self, tokens: int, first_token_s: float | None) -> None:
        self.is_answered = True
        self.tokens = tokens
        self.first_token_s = first_token_s

    def timed_out(self) -> None:
        """The server was silent for too long."""
        self.is_silent = True


@dataclass(slots=True)
class _Step:
    """What came out while all places were taken: `began` is when the first answer did."""

    began: float | None = None
    tokens: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class _Trial:
    """What held before the limit was doubled."""

    limit: int
    tokens_per_s: float


@dataclass(frozen=True, slots=True)
class _Served:
    entered: float
    left: float
    tokens: int


@dataclass(slots=True)
class _Lateness:
    """First tokens: how soon they come to a request that is alone, and how many come late."""

    alone: deque[float] = field(default_factory=lambda: deque(maxlen=5))
    in_a_row: int = 0

    def is_swamped(self, place: Place) -> bool:
        if place.first_token_s is None:
            return False
        if not place.is_shared:
            self.alone.append(place.first_token_s)
        if not self.alone:
            return False
        usual = max(LEAST_ALONE_S, sum(self.alone) / len(self.alone))
        is_late = place.is_shared and place.first_token_s > LATE * usual
        self.in_a_row = self.in_a_row + 1 if is_late else 0
        return self.in_a_row >= LATE_IN_A_ROW


class Pace:
    """Places for requests to one provider, first come first served, across threads.

    There are `start` of them at first, and never more than `most`. Starting with `most` means to
    trust the provider: it loses places only on evidence. Starting with fewer means to find out: the
    places double as long as that pays.
    """

    def __init__(self, start: int, most: int, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._most = max(1, most)
        self._limit = max(1, min(start, self._most))
        self._is_trusted = self._limit == self._most
        self._under_way: set[Place] = set()
        self._queue: list[Ticket] = []
        self._last_number = 0
        self._step: _Step | None = None
        self._trial: _Trial | None = None
        self._again_at = float("-inf")
        self._slowed_at = float("-inf")
        self._lateness = _Lateness()
        self._served: deque[_Served] = deque(maxlen=REMEMBERED)

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        with self._changed:
            return self._limit

    @property
    def under_way(self) -> int:
        with self._changed:
            return len(self._under_way)

    @property
    def tokens_per_s(self) -> float:
        """What the last answers brought together, a second in which any was under way; or 0."""
        with self._changed:
            served = sorted(self._served, key=lambda one: one.entered)
        busy_s, reached = 0.0, float("-inf")
        for one in served:
            busy_s += max(0.0, one.left - max(one.entered, reached))
            reached = max(reached, one.left)
        return sum(one.tokens for one in served) / busy_s if busy_s else 0.0

    @contextmanager
    def place(self, *, until: float, ticket: Ticket | None = None) -> Iterator[Place]:
        """Hold a place, and wait for it until the moment `until`; then raise `QueueTooLong`.

        Of those who wait, earlier tickets go first: those of the provider's limiter.
        """
        place = self._enter(until, ticket)
        try:
            yield place
        finally:
            self._leave(place)

    def _enter(self, until: float, ticket: Ticket | None) -> Place:
        with self._changed:
            self._last_number += 1
            ticket = ticket or Ticket(self._last_number, self._clock())
            self._queue.append(ticket)
            try:
                self._wait(ticket, until)
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()
            now = self._clock()
            place = Place(now, is_shared=bool(self._under_way))
            for other in self._under_way:
                other.is_shared = True
            self._under_way.add(place)
            if self._step is None and len(self._under_way) == self._limit:
                self._step = _Step()
            return place

    def _wait(self, ticket: Ticket, until: float) -> None:
        while len(self._under_way) >= self._limit or ticket != min(self._queue):
            now = self._clock()
            if now >= until:
                raise QueueTooLong(self._usual_s(), is_moving=True)
            self._changed.wait(until - now)

    def _usual_s(self) -> float:
        """How long a place is usually held."""
        if not self._served:
            return UNKNOWN_WAIT_S
        return sum(one.left - one.entered for one in self._served) / len(self._served)

    def _leave(self, place: Place) -> None:
        with self._changed:
            now = self._clock()
            self._under_way.remove(place)
            if place.is_answered:
                self._take_in(place, now)
            elif place.is_silent and self._is_crowded(place):
                self._slow_down(now)
            if not self._queue:
                self._step = None
            self._changed.notify_all()

    def _is_crowded(self, place: Place) -> bool:
        """Whether a silence came of too many at once, rather than of a server that is down.

        Requests that were under way together count once.
        """
        is_new = place.entered >= self._slowed_at
        is_evidence = place.others_were_answered or not self._is_trusted
        return is_new and place.is_shared and is_evidence

    def _is_swamped(self, place: Place) -> bool:
        """Whether first tokens come so late that a trusted provider has too many requests.

        Where the places are being found out, a queue over there is no harm: throughput decides.
        """
        is_new = place.entered >= self._slowed_at
        return self._is_trusted and is_new and self._lateness.is_swamped(place)

    def _take_in(self, place: Place, now: float) -> None:
        for other in self._under_way:
            other.others_were_answered = True
        self._served.append(_Served(place.entered, now, place.tokens))
        if self._is_swamped(place):
            self._slow_down(now)
        if self._step is not None:
            self._count(self._step, place.tokens, now)

    def _count(self, step: _Step, tokens: int, now: float) -> None:
        """Take an answer into the step, which is measured from its first answer on.

        So no step counts the time in which the server loads its model.
        """
        if step.began is None:
            step.began = now
            return
        step.tokens += tokens
        step.ended += 1
        if step.ended >= ANSWERS_A_PLACE * self._limit and now > step.began:
            self._decide(step.tokens / (now - step.began), now)

    def _decide(self, tokens_per_s: float, now: float) -> None:
        """Double, stay or go back, after a step whose throughput is known."""
        trial, self._trial, self._step = self._trial, None, None
        if trial is not None and tokens_per_s < PAYS * trial.tokens_per_s:
            self._limit = trial.limit
            self._slowed_at, self._again_at = now, now + AGAIN_S
        elif self._limit < self._most and (trial is not None or now >= self._again_at):
            self._trial = _Trial(self._limit, tokens_per_s)
            self._limit = min(self._most, 2 * self._limit)

    def _slow_down(self, now: float) -> None:
        self._limit = max(1, self._limit // 2)
        self._trial = self._step = None
        self._slowed_at, self._again_at = now, now + AGAIN_S
        self._lateness.in_a_row = 0
