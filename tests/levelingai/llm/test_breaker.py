"""The breaker, on a clock that the test moves."""

import pytest

from levelingai.llm.breaker import Breaker, BreakerOpen
from tests.levelingai.llm.helpers import Clock

pytestmark = pytest.mark.core


def fail(breaker, times, kind="down"):
    for _ in range(times):
        breaker.failed(kind, ValueError("no connection"))


def test_breaker_opens_after_failures_in_a_row():
    clock = Clock()
    breaker = Breaker(clock)
    fail(breaker, 7)
    breaker.succeeded()
    fail(breaker, 7)
    breaker.check()
    fail(breaker, 1)
    with pytest.raises(BreakerOpen) as caught:
        breaker.check()
    assert caught.value.retry_after_s == 15
    assert str(caught.value.cause) == "no connection"


def test_breaker_lets_one_probe_through_and_closes_when_it_is_answered():
    clock = Clock()
    breaker = Breaker(clock)
    fail(breaker, 8)
    clock.now += 15
    with breaker.attempt():
        with pytest.raises(BreakerOpen), breaker.attempt():
            pytest.fail("a second probe")
        breaker.succeeded()
    with breaker.attempt(), breaker.attempt():
        pass


def test_breaker_stays_open_for_longer_after_each_failed_probe():
    clock = Clock()
    breaker = Breaker(clock)
    fail(breaker, 8)
    waits = []
    for _ in range(5):
        with pytest.raises(BreakerOpen) as caught:
            breaker.check()
        waits.append(caught.value.retry_after_s)
        clock.now += waits[-1]
        with breaker.attempt():
            fail(breaker, 1)
    assert waits == [15, 30, 60, 120, 120]


def test_breaker_forgets_a_probe_that_never_came_back():
    clock = Clock()
    breaker = Breaker(clock)
    fail(breaker, 8)
    clock.now += 15
    lost = breaker.attempt()
    lost.__enter__()
    with pytest.raises(BreakerOpen):
        breaker.check()
    clock.now += 120
    breaker.check()


@pytest.mark.parametrize(
    ("kind", "failures", "wait_s"), [("exhausted", 1, 300), ("misconfigured", 3, 60)]
)
def test_breaker_opens_sooner_where_waiting_does_not_help(kind, failures, wait_s):
    breaker = Breaker(Clock())
    fail(breaker, failures - 1, kind)
    breaker.check()
    fail(breaker, 1, kind)
    with pytest.raises(BreakerOpen) as caught:
        breaker.check()
    assert caught.value.retry_after_s == wait_s


def test_breaker_counts_failures_of_requests_that_were_under_way_once():
    clock = Clock()
    breaker = Breaker(clock)
    fail(breaker, 48)
    with pytest.raises(BreakerOpen) as caught:
        breaker.check()
    assert caught.value.retry_after_s == 15
