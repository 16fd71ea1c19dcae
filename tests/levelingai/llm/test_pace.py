"""How many requests at once: found out from servers that stand for real ones."""

import itertools
import threading
import time
from contextlib import ExitStack

import pytest

from levelingai.llm.limiter import Limiter, QueueTooLong
from levelingai.llm.pace import Pace
from tests.levelingai.llm.helpers import Clock

pytestmark = pytest.mark.core

ANSWER_S = 0.05
"""Much longer than threads take to take turns."""
TOKENS = 100


class Server:
    """Works on `slots` requests at once and lets the others wait; first it loads its model."""

    def __init__(self, slots, loads_s=0.0):
        self.pauses = itertools.chain([loads_s], itertools.repeat(0.0))
        self.slots = threading.Semaphore(slots)
        self.served = 0
        self.limits = []

    def ask(self, pace):
        started = time.monotonic()
        with pace.place(until=started + 30) as place:
            with self.slots:
                first_token_s = time.monotonic() - started
                time.sleep(next(self.pauses) + ANSWER_S)
            place.answered(TOKENS, first_token_s)
            self.served += 1
            self.limits.append(pace.limit)


def run(pace, server, requests, callers=20):
    """Ask so often, by many threads that each go on as soon as they were answered."""
    left = iter(range(requests))
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                if next(left, None) is None:
                    return
            server.ask(pace)

    threads = [threading.Thread(target=work) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_pace_leaves_a_server_with_one_slot_alone():
    pace, server = Pace(1, 32), Server(1)
    assert pace.limit == 1
    run(pace, server, 20)
    assert server.served == 20
    assert max(server.limits) <= 2
    assert pace.limit == 1
    assert TOKENS / ANSWER_S / 2 < pace.tokens_per_s < TOKENS / ANSWER_S * 1.1


@pytest.mark.parametrize("slots", [4, 8])
def test_pace_grows_with_the_slots_of_a_server(slots):
    pace, server = Pace(1, 128), Server(slots)
    run(pace, server, 40 * slots)
    assert slots <= pace.limit <= 4 * slots  # perhaps in the middle of a trial


def test_pace_tries_again_after_a_while(monkeypatch):
    pace, server = Pace(1, 32), Server(1)
    run(pace, server, 12)
    assert pace.limit == 1
    server.limits.clear()
    run(pace, server, 6)
    assert max(server.limits) == 1
    monkeypatch.setattr(pace, "_again_at", 0.0)
    server.slots = threading.Semaphore(4)
    run(pace, server, 80)
    assert pace.limit >= 4


def test_pace_learns_nothing_from_an_answer_for_which_a_model_was_loaded():
    pace, server = Pace(1, 32), Server(1, loads_s=1.0)
    run(pace, server, 20)
    assert max(server.limits) <= 2
    assert pace.limit == 1


def test_pace_does_not_grow_without_need():
    pace, server = Pace(1, 32), Server(8)
    run(pace, server, 20, callers=1)
    assert pace.limit == 1


def hold(pace, clock, count):
    """So many places, held until the stack is closed."""
    stack = ExitStack()
    return stack, [stack.enter_context(pace.place(until=clock.now)) for _ in range(count)]


def answer_one(pace, clock, *, after_s=1.0, first_token_s=0.1):
    with pace.place(until=clock.now) as place:
        clock.now += after_s
        place.answered(TOKENS, first_token_s)


def test_pace_gives_out_no_more_places_than_there_are():
    clock = Clock()
    pace = Pace(3, 3, clock)
    stack, _ = hold(pace, clock, 3)
    assert pace.under_way == 3
    with pytest.raises(QueueTooLong) as caught, pace.place(until=clock.now):
        pass
    assert caught.value.is_moving
    stack.close()
    assert pace.under_way == 0
    answer_one(pace, clock)


def test_pace_halves_for_silence_while_others_are_answered_and_only_once_for_all():
    clock = Clock()
    pace = Pace(16, 16, clock)
    stack, places = hold(pace, clock, 15)
    answer_one(pace, clock)
    for place in places[:6]:
        place.timed_out()
    assert all(place.others_were_answered for place in places)
    stack.close()
    assert pace.limit == 8
    stack, places = hold(pace, clock, 7)
    answer_one(pace, clock)
    places[0].timed_out()
    stack.close()
    assert pace.limit == 4


def test_pace_does_not_blame_itself_for_a_server_that_is_down():
    clock = Clock()
    pace = Pace(16, 16, clock)
    stack, places = hold(pace, clock, 16)
    for place in places:
        place.timed_out()
    stack.close()
    assert pace.limit == 16
    assert not any(place.others_were_answered for place in places)


def test_pace_halves_a_server_that_was_tried_with_more():
    clock = Clock()
    pace = Pace(4, 16, clock)
    stack, places = hold(pace, clock, 2)
    places[0].timed_out()
    stack.close()
    assert pace.limit == 2
    with pace.place(until=clock.now) as place:
        place.timed_out()
    assert pace.limit == 2


def test_pace_halves_when_first_tokens_come_many_times_later_than_alone():
    clock = Clock()
    pace = Pace(16, 16, clock)
    answer_one(pace, clock, first_token_s=0.5)
    stack, _ = hold(pace, clock, 15)
    for first_token_s in (9, 2, 9, 9):
        answer_one(pace, clock, first_token_s=first_token_s)
    assert pace.limit == 16
    answer_one(pace, clock, first_token_s=9)
    assert pace.limit == 8
    stack.close()


def test_pace_tells_the_throughput_of_all_requests_together():
    clock = Clock()
    pace = Pace(4, 4, clock)
    assert pace.tokens_per_s == 0
    stack, places = hold(pace, clock, 2)
    clock.now += 10
    for place in places:
        place.answered(100, 1.0)
    stack.close()
    clock.now += 1000
    assert pace.tokens_per_s == 20


def test_pace_serves_threads_in_the_order_of_their_tickets():
    limiter, pace, order = Limiter(), Pace(1, 1), []
    tickets = [limiter.ticket() for _ in range(7)]

    def wait(ticket):
        with pace.place(until=time.monotonic() + 10, ticket=ticket):
            order.append(ticket)

    with pace.place(until=time.monotonic(), ticket=tickets[0]):
        threads = [threading.Thread(target=wait, args=[ticket]) for ticket in tickets[:0:-1]]
        for thread in threads:
            thread.start()
        while len(pace._queue) < 6:
            time.sleep(0.01)
    for thread in threads:
        thread.join(10)
    assert order == tickets[1:]
