"""The adaptive limiter, on a clock that the test moves."""

import threading
import time

import pytest

from levelingai.llm.limiter import Advice, Limiter, QueueTooLong, Quota
from tests.levelingai.llm.helpers import Clock

pytestmark = pytest.mark.core


def ask(limiter, clock, *, tokens=0, ticket=None):
    """Whether a turn is to be had at once."""
    try:
        limiter.turn(ticket or limiter.ticket(), tokens=tokens, until=clock.now)
    except QueueTooLong:
        return False
    return True


class Provider:
    """A bucket of `per_s` requests with room for `burst`; refuses with `Retry-After`."""

    def __init__(self, clock, per_s, burst, *, tells):
        self.clock, self.per_s, self.burst, self.tells = clock, per_s, burst, tells
        self.level, self.at = float(burst), clock.now
        self.served = self.refused = 0

    def ask(self):
        now = self.clock.now
        self.level = min(self.burst, self.level + (now - self.at) * self.per_s)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            self.served += 1
            return True, Advice(self.quotas())
        self.refused += 1
        return False, Advice(self.quotas(), retry_after_s=(1 - self.level) / self.per_s)

    def quotas(self):
        if not self.tells:
            return {}
        return {"requests": Quota(self.per_s * 60, int(self.level), self.burst / self.per_s)}


def run(limiter, provider, clock, seconds, step=0.01):
    """Ask as often as the limiter lets; one request is answered at once."""
    for _ in range(int(seconds / step)):
        while ask(limiter, clock):
            is_served, advice = provider.ask()
            if is_served:
                limiter.advise(advice)
                limiter.succeeded()
            else:
                limiter.refused(advice)
        clock.now += step


@pytest.mark.parametrize("tells", [True, False], ids=["with headers", "without headers"])
@pytest.mark.parametrize(("per_s", "burst"), [(1, 5), (1, 60), (10, 10), (0.2, 1)])
def test_limiter_uses_nine_tenths_of_a_limit(per_s, burst, tells):
    clock = Clock()
    limiter, provider = Limiter(clock), Provider(clock, per_s, burst, tells=tells)
    run(limiter, provider, clock, 300)
    assert provider.served >= 0.9 * 300 * per_s
    assert provider.refused <= 0.2 * provider.served


def test_limiter_finds_the_pace_of_a_provider_that_limits_requests_at_once():
    """8 at once, 3 s each, "Retry-After: 1" and no headers: 160 requests take 60 s at best."""
    clock = Clock()
    limiter = Limiter(clock)
    ends, served, refused = [], 0, 0
    while served < 160:
        for _ in [end for end in ends if end <= clock.now]:
            limiter.succeeded()
            served += 1
        ends = [end for end in ends if end > clock.now]
        while ask(limiter, clock):
            if len(ends) < 8:
                ends.append(clock.now + 3)
            else:
                limiter.refused(Advice(retry_after_s=1))
                refused += 1
        clock.now += 0.01
    assert clock.now - 1000 <= 60 / 0.75
    assert refused <= 0.2 * served


def test_limiter_without_limits_holds_no_one_up():
    clock = Clock()
    limiter = Limiter(clock)
    assert all(ask(limiter, clock, tokens=10_000) for _ in range(500))


def test_limiter_stops_at_what_the_headers_say():
    clock = Clock()
    limiter = Limiter(clock)
    limiter.advise(Advice({"requests": Quota(limit=60, remaining=3, reset_s=57)}))
    assert [ask(limiter, clock) for _ in range(5)] == [True, True, True, False, False]
    clock.now += 1
    assert [ask(limiter, clock) for _ in range(2)] == [True, False]


def test_limiter_counts_tokens_apart():
    clock = Clock()
    limiter = Limiter(clock)
    limiter.advise(Advice({"tokens": Quota(limit=6000, remaining=2500, reset_s=35)}))
    assert [ask(limiter, clock, tokens=1000) for _ in range(3)] == [True, True, False]
    clock.now += 5
    assert ask(limiter, clock, tokens=1000)


def test_limiter_reads_a_daily_limit_as_one():
    assert Quota(limit=14_400, remaining=14_370, reset_s=180).per_s == pytest.approx(1 / 6)


def test_limiter_holds_every_thread_after_a_refusal():
    clock = Clock()
    limiter = Limiter(clock)
    assert limiter.refused(Advice(retry_after_s=20)) == 20
    assert not ask(limiter, clock)
    clock.now += 19.9
    assert not ask(limiter, clock)
    clock.now += 0.2
    assert ask(limiter, clock)


def test_limiter_gives_up_at_once_when_the_pause_outlasts_the_deadline():
    clock = Clock()
    limiter = Limiter(clock)
    limiter.pause(3600)
    with pytest.raises(QueueTooLong) as caught:
        limiter.turn(limiter.ticket(), tokens=0, until=clock.now + 90)
    assert caught.value.wait_s == 3600
    assert not caught.value.is_moving


def test_limiter_tells_a_queue_that_moves_from_one_that_stands():
    clock = Clock()
    limiter = Limiter(clock)
    limiter.advise(Advice({"requests": Quota(limit=6, remaining=0, reset_s=60)}))

    def is_moving():
        with pytest.raises(QueueTooLong) as caught:
            limiter.turn(limiter.ticket(), tokens=0, until=clock.now + 5)
        return caught.value.is_moving

    told = [is_moving()]
    limiter.succeeded()
    told.append(is_moving())
    limiter.pause(6)
    told.append(is_moving())
    clock.now += 70
    limiter.refused(Advice(retry_after_s=7))
    told.append(is_moving())
    assert told == [False, True, False, False]


def test_limiter_pauses_longer_when_refusals_name_no_time():
    limiter = Limiter(Clock())
    assert [limiter.refused(Advice()) for _ in range(6)] == [1, 2, 4, 8, 16, 30]
    limiter.succeeded()
    assert limiter.refused(Advice()) == 1


def test_limiter_serves_threads_in_the_order_of_their_tickets():
    limiter, order = Limiter(), []
    tickets = [limiter.ticket() for _ in range(6)]
    limiter.pause(0.2)

    def wait(ticket):
        limiter.turn(ticket, tokens=0, until=time.monotonic() + 5)
        order.append(ticket)

    limiter.advise(Advice({"requests": Quota(limit=6000, remaining=0, reset_s=60)}))
    threads = [threading.Thread(target=wait, args=[ticket]) for ticket in reversed(tickets)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert order == tickets
