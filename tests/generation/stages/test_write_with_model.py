"""The model writer over a client that says what it is told to: order, bounds, and what is kept."""

import json
import threading
import time
from collections import Counter
from types import SimpleNamespace

import pytest

from generation.core.writing import UNDECIDED, kept
from generation.core.writing.prompts import get_prompt
from generation.stages import write_with_model
from generation.stages.write_with_model import MAX_CALLS_PER_CELL, Row, write_cell, write_cells
from levelingai.llm.client import ClientSettings
from levelingai.llm.failures import failure
from levelingai.llm.types import Usage
from tests.levelingai.llm.helpers import examples_text, make_brief, make_briefs, make_reply

pytestmark = pytest.mark.core

QUOTE = "Records decisions about a collection so that others find them"


def example(headline, text, evidence, illustrates=QUOTE):
    return {
        "headline": headline,
        "text": text,
        "evidence": evidence,
        "illustrates": illustrates,
        "facts": [],
    }


GOOD = examples_text(
    example(
        "Writes a note on duplicate entries",
        "Writes a decision note on duplicate entries in a collection and files it in the catalogue, "
        "so that the next reader closes the same question without asking.",
        "The decision note in the catalogue",
    ),
    example(
        "Draws a map of the shelf marks",
        "Draws a map of the old shelf marks for a feature project and adds the reasons beside each "
        "change, which lets a colleague trace a moved box.",
        "The map with its dated reasons",
    ),
    example(
        "Updates the plan after the stocktake",
        "Updates the cataloguing plan after the stocktake and marks which series come first, until "
        "the reading room no longer receives requests for uncounted items.",
        "The plan before and after the stocktake",
    ),
)
WEAK_ITEMS = [
    example("Is strong", f"Is effective with various things {name}.", "A note")
    for name in ("here", "there", "everywhere")
]
WEAK = examples_text(*WEAK_ITEMS)
WORSE = examples_text(*({**item, "illustrates": "words of no definition"} for item in WEAK_ITEMS))
BROKEN = "I would rather talk about something else."


class FakeClient:
    """Answers from a list; an exception in it is raised. Remembers what it was asked."""

    settings = ClientSettings("http://127.0.0.1", "key", "model", max_output_tokens=700)

    def __init__(self, *answers, takes_s=0.0):
        self.answers = list(answers)
        self.takes_s = takes_s
        self.asked = []
        self.lock = threading.Lock()

    def complete(self, messages, *, purpose, **more):
        with self.lock:
            self.asked.append({"messages": messages, "purpose": purpose, **more})
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        time.sleep(self.takes_s)
        if isinstance(answer, Exception):
            raise answer
        return make_reply(answer)

    @property
    def purposes(self):
        return [request["purpose"] for request in self.asked]


def write(client, **more):
    return write_cell(make_brief(), client, get_prompt(), delimiter="data-1", **more)


def run(client, briefs, **more):
    limits = {"concurrency": 8, "deadline_s": 20, **more}
    return list(write_cells(briefs, client, get_prompt(), delimiter="data-1", **limits))


def test_good_reply_takes_one_call():
    client = FakeClient(GOOD)
    outcome = write(client)
    assert (outcome.status, outcome.reason) == ("needs_review", UNDECIDED)
    assert (outcome.calls, client.purposes) == (1, ["generate_examples"])
    assert outcome.examples[0].headline == "Writes a note on duplicate entries"
    assert [check.criterion for check in outcome.checks] == [f"R{n}" for n in range(1, 12)]
    assert (outcome.model, outcome.request_id) == ("model-x", "req-1")
    assert client.asked[0]["schema"] == get_prompt().schema


def test_weak_reply_is_repaired_once():
    client = FakeClient(WEAK, GOOD)
    outcome = write(client)
    assert outcome.reason == UNDECIDED
    assert client.purposes == ["generate_examples", "repair_examples"]
    assert outcome.usage.requests == 2
    assert outcome.usage.tokens_in == 200
    repair = client.asked[1]["messages"]
    assert repair[-2] == {"role": "assistant", "content": WEAK}
    assert "R1 failed." in repair[-1]["content"]
    assert "R7" not in repair[-1]["content"]


def test_repair_that_stays_weak_needs_review():
    outcome = write(FakeClient(WEAK, WEAK))
    assert (outcome.status, outcome.calls) == ("needs_review", 2)
    assert kept(outcome.examples, outcome.checks) == ()
    assert "which nobody can observe" in outcome.reason
    assert outcome.error is None


def test_example_that_stays_below_the_bar_is_left_out_with_its_reason():
    mixed = examples_text(*json.loads(GOOD)["examples"][:2], WEAK_ITEMS[0])
    outcome = write(FakeClient(mixed, BROKEN))
    assert [one.headline[:6] for one in outcome.examples] == ["Writes", "Draws "]
    assert outcome.status == "needs_review"  # nobody has looked at the two
    assert outcome.reason.startswith("2 of 3: Example 3 starts from")
    assert {index for check in outcome.checks for index in check.failed} == set()


@pytest.mark.parametrize("repair", [WORSE, BROKEN, failure("timeout"), failure("refused")])
def test_repair_that_is_no_better_is_dropped(repair):
    outcome = write(FakeClient(WEAK, repair))
    assert outcome.status == "needs_review"
    assert outcome.examples[0].illustrates == QUOTE
    assert outcome.calls == 2


def test_unreadable_reply_is_asked_for_in_other_words():
    client = FakeClient(BROKEN, GOOD)
    assert write(client).reason == UNDECIDED
    assert client.purposes == ["generate_examples", "generate_examples_again"]
    first, second = (request["messages"] for request in client.asked)
    assert second[-1]["content"].startswith(first[-1]["content"])
    assert "could not be used. The model's reply held no" in second[-1]["content"]


def test_reply_that_broke_off_gets_twice_the_room():
    client = FakeClient(failure("truncated"), GOOD)
    assert write(client).reason == UNDECIDED
    assert [request["max_output_tokens"] for request in client.asked] == [None, 1400]


def test_cell_never_takes_more_than_three_calls():
    client = FakeClient(BROKEN, WEAK, BROKEN, GOOD, GOOD)
    outcome = write(client)
    assert len(client.asked) == outcome.calls == MAX_CALLS_PER_CELL == 3
    assert outcome.status == "needs_review"


def test_second_unreadable_reply_fails_the_cell():
    client = FakeClient(BROKEN)
    outcome = write(client)
    assert (outcome.status, outcome.error.code, len(client.asked)) == (
        "failed", "llm_bad_output", 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("queue", "waiting"),
        ("rate_limited", "waiting"),
        ("stopped", "waiting"),
        ("quota", "waiting"),
        ("timeout", "failed"),
        ("connection", "failed"),
        ("server_error", "failed"),
        ("key_refused", "failed"),
        ("refused", "failed"),
        ("too_long", "failed"),
    ],
)
def test_failure_of_the_provider_waits_and_of_the_cell_fails(reason, status):
    error = failure(reason, retry_after_s=7)
    error.usage = Usage(requests=3, duration_s=1)
    client = FakeClient(error)
    outcome = write(client)
    assert (outcome.status, outcome.error, len(client.asked)) == (status, error, 1)
    assert outcome.usage.requests == 3
    assert outcome.examples == ()


def test_no_further_call_is_begun_when_time_is_short():
    client = FakeClient(WEAK, GOOD)
    outcome = write(client, deadline_s=2)
    assert (outcome.status, len(client.asked)) == ("needs_review", 1)
    client = FakeClient(BROKEN, GOOD)
    assert (write(client, deadline_s=2).status, len(client.asked)) == ("failed", 1)


def test_calls_of_a_cell_share_its_deadline():
    client = FakeClient(WEAK, GOOD, takes_s=0.2)
    write(client, deadline_s=30)
    first, second = (request["deadline_s"] for request in client.asked)
    assert 29.5 < first <= 30
    assert second <= first - 0.2


def test_row_tells_levels_apart_that_are_written_at_once():
    row = Row()
    examples = write(FakeClient(GOOD)).examples
    first = row.check(examples, make_brief(level=1))
    second = row.check(examples, make_brief(level=2))
    other_row = row.check(examples, make_brief(level=2, competency=1))
    failed = [
        {c.criterion for c in checks if c.passed is False} for checks in (first, second, other_row)
    ]
    assert ["R9" in criteria for criteria in failed] == [False, True, False]
    again = row.check(examples, make_brief(level=1))
    assert "another level" in next(c.reason for c in again if c.criterion == "R9")


def test_cells_come_back_once_each_as_they_end():
    briefs = make_briefs(6)
    client = FakeClient(GOOD)
    indexes = [index for batch in run(client, briefs) for index, _ in batch]
    assert sorted(indexes) == list(range(24))


def test_cells_are_written_at_once_up_to_the_concurrency():
    together = threading.Barrier(8, timeout=60)
    inside, peak = threading.Semaphore(8), []

    class Meeting(FakeClient):
        def complete(self, messages, **more):
            peak.append(inside.acquire(blocking=False))
            together.wait()
            inside.release()
            return super().complete(messages, **more)

    run(Meeting(failure("refused")), make_briefs(4), concurrency=8)
    assert peak == [True] * 16


class Clock:
    """The writer's clock, which moves only when a test says so."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(write_with_model, "time", SimpleNamespace(monotonic=lambda: self.now))


def test_cells_after_the_deadline_wait(monkeypatch):
    clock = Clock(monkeypatch)

    class Slow(FakeClient):
        def complete(self, messages, **more):
            clock.now += 0.2
            return super().complete(messages, **more)

    client = Slow(failure("refused"))
    batches = run(client, make_briefs(3), concurrency=1, deadline_s=0.3)
    outcomes = [outcome for batch in batches for _, outcome in batch]
    assert Counter(outcome.status for outcome in outcomes) == {"failed": 2, "waiting": 10}
    assert len(client.asked) == 2
    late = [outcome for outcome in outcomes if outcome.status == "waiting"]
    assert all(outcome.error.is_postponed and outcome.calls == 0 for outcome in late)


def test_cells_in_a_queue_give_up_at_the_deadline_and_all_within_the_grace(monkeypatch):
    Clock(monkeypatch)
    client = FakeClient(GOOD)
    run(client, make_briefs(1), deadline_s=5, grace_s=3)
    firsts = [request for request in client.asked if request["purpose"] == "generate_examples"]
    assert {request["queue_s"] for request in firsts} == {5}
    assert {request["deadline_s"] for request in client.asked} == {8}


def test_leaving_the_iteration_begins_no_further_cell():
    client = FakeClient(failure("refused"), takes_s=0.1)
    found = write_cells(
        make_briefs(6), client, get_prompt(), delimiter="d", concurrency=2, deadline_s=20
    )
    next(found)
    found.close()
    asked = len(client.asked)
    time.sleep(0.3)
    assert len(client.asked) <= asked + 2


def test_surprises_are_not_hidden():
    with pytest.raises(ZeroDivisionError):
        run(FakeClient(ZeroDivisionError()), make_briefs(1))


def test_no_briefs_are_no_outcomes():
    assert run(FakeClient(GOOD), []) == []
