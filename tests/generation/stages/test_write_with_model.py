"""The model writer over a client that says what it is told to: steps, bounds, and what is kept."""

import json
import re
import threading
import time
from collections import Counter, defaultdict
from dataclasses import replace
from random import Random
from types import SimpleNamespace

import pytest

from generation.core.writing import UNDECIDED, UNSORTED, Landing, get_prompt
from generation.core.writing.plans import CellPlan
from generation.stages import row_calls
from generation.stages.row_calls import Times, Writer
from generation.stages.row_state import Cell, Row
from generation.stages.write_with_model import write_rows
from levelingai.llm.client import ClientSettings
from levelingai.llm.failures import failure
from levelingai.llm.types import Usage
from tests.levelingai.llm.helpers import make_brief, make_briefs, make_reply

pytestmark = pytest.mark.core

KINDS = {purpose: kind for kind, purpose in row_calls.PURPOSES.items()}
BROKEN = "I would rather talk about something else."
THINGS = ("a note", "a map", "a plan", "a list", "a letter", "a label")


def good(brief, count=3, start=0):
    """Examples that reach the bar, each cell's and each situation's unlike the others."""
    quote = brief.definition.split("\n")[0]
    return [_good(brief, at, quote) for at in range(start, start + count)]


def _good(brief, at, quote):
    chance = Random(f"{brief.level} {brief.competency} {at}")
    one, two, three, four, five, six = (
        "".join(chance.choice("bdfglmnprst") + chance.choice("aeiou") for _ in range(4))
        for _ in range(6)
    )
    return {
        "headline": f"Writes {THINGS[at]} on {one}",
        "text": f"Writes {THINGS[at]} on {one} and {two}, files it beside the {three} of the {four}, "
        f"until the next {five} finds {six} without asking.",
        "evidence": f"The {one} file",
        "illustrates": quote,
        "facts": [],
    }


WEAK = {
    "headline": "Is strong", "text": "Is effective with various things.", "evidence": "A note",
    "facts": [],
}  # fmt: skip


def weak(brief):
    return WEAK | {"illustrates": brief.definition.split("\n")[0]}


class Model:
    """Answers each kind of call as told; by default as a good model would.

    An answer is a text, an exception to raise, or a function of the messages; of a list the next.
    """

    settings = ClientSettings("http://127.0.0.1", "key", "model", max_output_tokens=700)

    def __init__(self, *briefs, takes_s=0.0, **answers):
        self.briefs = briefs
        self.takes_s = takes_s
        self.answers = {kind: list(said) if isinstance(said, list) else [said]
                        for kind, said in answers.items()}  # fmt: skip
        self.asked = []
        self.lock = threading.Lock()

    def complete(self, messages, *, purpose, **more):
        with self.lock:
            self.asked.append({"messages": messages, "purpose": purpose, **more})
            said = self.answers.get(KINDS[purpose.removesuffix("_again")])
            answer = None if said is None else said.pop(0) if len(said) > 1 else said[0]
        time.sleep(self.takes_s)
        if callable(answer):
            answer = answer(messages)
        if isinstance(answer, Exception):
            raise answer
        kind = KINDS[purpose.removesuffix("_again")]
        return make_reply(answer if answer is not None else getattr(self, kind)(messages))

    def plan(self, messages):
        asked = re.search(r"Plan these levels, by number: ([\d, ]+)", messages[1]["content"])
        return plan_of(*map(int, asked[1].split(",")))

    def write(self, messages):
        return json.dumps({"nothing": "", "examples": good(self.brief_of(messages))})

    def repair(self, messages):
        brief = self.brief_of(messages)
        count = int(re.search(r"Write exactly (\d)", messages[1]["content"])[1])
        return json.dumps({"nothing": "", "examples": good(brief, count, start=3)})

    def brief_of(self, messages):
        said = messages[1]["content"]
        return next(
            one for one in self.briefs if f"\nDefinition:\n<<<data-1\n{one.definition}" in said
        )

    def sort(self, messages, where=None):
        """Every example into its own cell, or where `where` says for a level."""
        cells = json.loads(re.search(r'\{"cells": .*', messages[1]["content"])[0])["cells"]
        items = json.loads(re.search(r'\{"examples": .*', messages[1]["content"])[0])["examples"]
        at = {(cell["definition"]): cell["id"] for cell in cells}
        own = {one["text"]: brief.definition for brief in self.briefs
               for one in good(brief, 6)}  # fmt: skip
        where = where or {}
        return json.dumps({"sorted": [
            {"id": item["id"], "cell": where.get(item["text"], at.get(own.get(item["text"]), "none"))}
            for item in items
        ]})  # fmt: skip

    def mend(self, messages):
        asked = json.loads(re.search(r'\{"examples": .*', messages[1]["content"])[0])["examples"]
        written = []
        for at, one in enumerate(asked):
            brief = next(b for b in self.briefs if one["illustrates"] in b.definition)
            written.append({"id": one["id"], **good(brief, 1, start=3 + at % 3)[0]})
        return json.dumps({"examples": written})

    @property
    def kinds(self):
        return Counter(request["purpose"] for request in self.asked)


def plan_of(*numbers, **more):
    levels = [
        {"level": number, "nothing": "", "new": f"new at {number}", "reach": "a task",
         "situations": [{"quote": "Takes up questions", "situation": "a box", "facts": []}], **more}
        for number in numbers
    ]  # fmt: skip
    return json.dumps({"artefacts": ["box", "shelf"], "levels": levels})


def rows_for(briefs, version="v2"):
    cells = defaultdict(dict)
    for index, brief in enumerate(briefs):
        cells[brief.competency][brief.level] = Cell(index, brief)
    has_plan = get_prompt(version).plan is not None
    return [Row(row, cells[row], has_plan=has_plan) for row in sorted(cells)]


def run(model, rows, *, version="v2", slots=8, deadline_s=20.0, grace_s=10.0):
    writer = Writer(model, model, get_prompt(version), "data-1")
    times = Times.within(deadline_s, grace_s)
    return list(write_rows(rows, writer, slots=lambda: slots, times=times))


def last_of(batches):
    return dict(pair for batch in batches for pair in batch)


def write(model, *, version="v2", **more):
    return last_of(run(model, rows_for(model.briefs, version), version=version, **more))


ROW = make_briefs(1)


def test_row_is_planned_written_to_the_plan_and_sorted():
    model = Model(*ROW)
    batches = run(model, rows_for(ROW))
    assert model.kinds == {"plan_row": 1, "generate_examples": 4, "sort_examples": 1}
    # A database that upserts a batch refuses the same row twice.
    assert all(len(batch) == len(dict(batch)) for batch in batches)
    outcomes = last_of(batches)
    assert {outcome.status for outcome in outcomes.values()} == {"ready"}
    assert [check.criterion for check in outcomes[0].checks] == [f"R{n}" for n in range(1, 13)]
    assert {check.passed for check in outcomes[0].checks} == {True}
    cell = next(one for one in model.asked if one["purpose"] == "generate_examples")
    assert "new at " in cell["messages"][1]["content"]
    spent = sum((o.usage for b in batches for _, o in b), start=Usage())
    assert (spent.requests, spent.tokens_in) == (6, 600)


def test_each_step_comes_back_so_that_no_finished_call_is_repeated():
    """What an interrupted run had come to is all that the next one needs."""
    model = Model(*ROW)
    steps = [
        outcome
        for batch in run(model, rows_for(ROW))
        for index, outcome in batch
        if index == 0 and outcome.status == "writing"
    ]
    assert [bool(step.plan) + bool(step.examples) for step in steps] == [1, 2]
    left_over = ({"generate_examples": 1, "sort_examples": 1}, {"sort_examples": 1})
    for step, left in zip(steps, left_over, strict=True):
        brief = replace(ROW[0], plan=step.plan, landings=step.landings)
        row = Row(0, {0: Cell(0, brief, step.examples)})
        if step.examples:
            row.check(row.cells[0])
        again = Model(*ROW)
        assert last_of(run(again, [row]))[0].status == "ready"
        assert again.kinds == left


def test_weak_examples_alone_are_repaired_once():
    brief = ROW[1]
    mixed = json.dumps({"nothing": "", "examples": [*good(brief, 2), weak(brief)]})
    model = Model(brief, write=mixed)
    outcome = write(model)[0]
    assert model.kinds["repair_examples"] == 1
    assert outcome.status == "ready"
    texts = [one["text"] for one in (*good(brief, 2), *good(brief, 1, start=3))]
    assert [example.text for example in outcome.examples] == texts
    repair = next(one for one in model.asked if one["purpose"] == "repair_examples")
    said = repair["messages"][1]["content"]
    assert "Write exactly 1 example in place of number 3" in said
    assert "Example 3 has 5 words" in said
    assert "Example 1 " not in said


@pytest.mark.parametrize("repair", [BROKEN, failure("timeout"), failure("refused")])
def test_example_that_stays_below_the_bar_is_left_out_with_its_reason(repair):
    brief = ROW[1]
    mixed = json.dumps({"nothing": "", "examples": [*good(brief, 2), weak(brief)]})
    model = Model(brief, write=mixed, repair=repair)
    outcome = write(model)[0]
    assert (outcome.status, len(outcome.examples)) == ("ready", 2)
    assert outcome.reason.startswith("2 of 3: Example 3 starts from")
    assert model.kinds["repair_examples"] == 1


def test_cell_without_an_example_at_the_bar_needs_review_and_is_not_sorted():
    brief = ROW[1]
    all_weak = json.dumps({"nothing": "", "examples": [weak(brief)] * 3})
    model = Model(brief, write=all_weak, repair=all_weak)
    outcome = write(model)[0]
    assert (outcome.status, len(outcome.examples)) == ("needs_review", 3)
    assert "which nobody can observe" in outcome.reason
    assert "sort_examples" not in model.kinds


def test_example_that_lands_elsewhere_is_mended_and_sorted_again():
    lost = good(ROW[0])[1]["text"]
    model = Model(*ROW)
    model.answers["sort"] = [lambda m: model.sort(m, {lost: "none"}), model.sort]
    outcomes = write(model)
    assert model.kinds == {
        "plan_row": 1, "generate_examples": 4, "sort_examples": 2, "mend_examples": 1,
    }  # fmt: skip
    assert {outcome.status for outcome in outcomes.values()} == {"ready"}
    assert lost not in [example.text for example in outcomes[0].examples]
    assert len(outcomes[0].examples) == 3


def test_example_that_lands_elsewhere_twice_is_not_shown():
    model = Model(*ROW)
    texts = {one["text"] for one in good(ROW[0], 6)}
    model.answers["sort"] = [lambda m: model.sort(m, dict.fromkeys(texts, "none"))]
    outcomes = write(model)
    assert [outcomes[at].status for at in range(4)] == ["needs_review", *["ready"] * 3]
    assert "none of the definitions around it, as a blind sort put it" in outcomes[0].reason
    assert len(outcomes[0].examples) == 3  # for a person to see
    assert model.kinds["mend_examples"] == 1


def test_mending_that_fails_leaves_what_was_sorted_well():
    lost = good(ROW[0])[1]["text"]
    model = Model(*ROW, mend=BROKEN)
    model.answers["sort"] = [lambda m: model.sort(m, {lost: "none"})]
    outcomes = write(model)
    assert {outcome.status for outcome in outcomes.values()} == {"ready"}
    assert outcomes[0].reason.startswith("2 of 3: Example 2 illustrates none of")


@pytest.mark.parametrize("said", [BROKEN, failure("refused"), failure("key_refused")])
def test_row_that_cannot_be_sorted_waits_for_a_person(said):
    outcomes = write(Model(*ROW, sort=said))
    assert {(o.status, o.reason, len(o.examples)) for o in outcomes.values()} == {
        ("needs_review", UNSORTED, 3)
    }


@pytest.mark.parametrize(
    ("reason", "status"),
    [("rate_limited", "waiting"), ("stopped", "waiting"), ("timeout", "failed")],
)
def test_row_whose_sort_is_put_off_keeps_its_examples(reason, status):
    outcomes = write(Model(*ROW, sort=failure(reason, retry_after_s=7)))
    assert {(o.status, len(o.examples), o.error.reason) for o in outcomes.values()} == {
        (status, 3, reason)
    }


@pytest.mark.parametrize("said", [BROKEN, failure("refused"), json.dumps({"levels": []})])
def test_row_without_a_plan_is_written_all_the_same(said):
    model = Model(*ROW, plan=said)
    assert {outcome.status for outcome in write(model).values()} == {"ready"}
    assert model.kinds["generate_examples"] == 4


def test_row_whose_plan_is_put_off_waits_and_asks_for_nothing_else():
    model = Model(*ROW, plan=failure("stopped", retry_after_s=7))
    assert {outcome.status for outcome in write(model).values()} == {"waiting"}
    assert model.kinds == {"plan_row": 1}


def test_level_that_asks_for_nothing_gets_nothing_and_says_why():
    model = Model(*ROW, plan=lambda m: plan_of(1, nothing="It describes a failing.", situations=[])[:-2]
                  + ", " + plan_of(2, 3, 4)[plan_of(2, 3, 4).index('{"level"'):])  # fmt: skip
    outcomes = write(model)
    assert (outcomes[0].status, outcomes[0].reason) == ("abstained", "It describes a failing.")
    assert outcomes[0].examples == ()
    assert {outcomes[at].status for at in (1, 2, 3)} == {"ready"}
    said_later = json.dumps({"nothing": "It asks for nothing.", "examples": []})
    assert write(Model(ROW[1], write=said_later))[0].status == "abstained"


def test_unreadable_reply_is_asked_for_in_other_words():
    model = Model(ROW[1])
    model.answers["write"] = [BROKEN, model.write]
    assert write(model)[0].status == "ready"
    _, second = (one for one in model.asked if one["purpose"].startswith("generate"))
    assert second["purpose"] == "generate_examples_again"
    assert "could not be used. The model's reply held no" in second["messages"][-1]["content"]


def test_reply_that_broke_off_gets_twice_the_room():
    model = Model(ROW[1])
    model.answers["write"] = [failure("truncated"), model.write]
    assert write(model)[0].status == "ready"
    rooms = [o["max_output_tokens"] for o in model.asked if o["purpose"].startswith("generate")]
    assert rooms == [None, 1400]


def test_cell_that_stays_unreadable_fails_alone():
    model = Model(*ROW)
    model.answers["write"] = [lambda m: BROKEN if "L2" in cell_of(m) else model.write(m)]
    outcomes = write(model)
    assert Counter(outcome.status for outcome in outcomes.values()) == {"ready": 3, "failed": 1}
    assert outcomes[1].error.code == "llm_bad_output"
    assert model.kinds["generate_examples_again"] == 1


def cell_of(messages):
    said = messages[1]["content"]
    return said[said.index("THE CELL TO WRITE FOR") :]


FAILURES = [
    ("queue", "waiting"), ("rate_limited", "waiting"), ("stopped", "waiting"), ("quota", "waiting"),
    ("timeout", "failed"), ("connection", "failed"), ("server_error", "failed"),
    ("key_refused", "failed"), ("refused", "failed"), ("too_long", "failed"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "status"), FAILURES)
def test_failure_of_the_provider_waits_and_of_the_cell_fails(reason, status):
    error = failure(reason, retry_after_s=7)
    error.usage = Usage(requests=3, duration_s=1)
    model = Model(ROW[1], write=error)
    outcome = write(model)[0]
    assert (outcome.status, outcome.error, model.kinds["generate_examples"]) == (status, error, 1)
    assert outcome.usage.requests == 3
    assert (outcome.examples, outcome.plan is not None) == ((), True)


def test_v1_writes_without_a_plan_and_is_sorted_too():
    model = Model(*ROW)
    outcomes = write(model, version="v1")
    assert model.kinds == {"generate_examples": 4, "sort_examples": 1}
    assert {outcome.status for outcome in outcomes.values()} == {"ready"}


def test_one_slot_takes_row_after_row_the_middle_levels_first():
    briefs = make_briefs(2)
    model = Model(*briefs)
    write(model, slots=1)
    order = [(one["purpose"][:4], re.findall(r"Level: (L\d)", one["messages"][1]["content"]))
             for one in model.asked]  # fmt: skip
    row = [("plan", []), *(("gene", [level]) for level in ("L3", "L2", "L4", "L1")), ("sort", [])]
    assert order == row * 2


def test_calls_are_made_at_once_up_to_the_slots():
    together = threading.Barrier(8, timeout=60)
    inside, peak = threading.Semaphore(8), []

    class Meeting(Model):
        def complete(self, messages, **more):
            peak.append(inside.acquire(blocking=False))
            together.wait()
            inside.release()
            return super().complete(messages, **more)

    briefs = make_briefs(4)
    write(Meeting(*briefs, write=failure("refused")), slots=8, version="v1")
    assert peak == [True] * 16


class Clock:
    """The writer's clock, which moves only when a test says so."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(row_calls, "time", SimpleNamespace(monotonic=lambda: self.now))


def test_calls_after_the_deadline_wait_and_what_is_done_is_kept(monkeypatch):
    clock = Clock(monkeypatch)

    class Slow(Model):
        def complete(self, messages, **more):
            clock.now += 1
            return super().complete(messages, **more)

    model = Slow(*ROW)
    outcomes = write(model, slots=1, deadline_s=2.5)
    assert model.kinds == {"plan_row": 1, "generate_examples": 2}
    assert {outcome.status for outcome in outcomes.values()} == {"waiting"}
    assert sorted(len(outcome.examples) for outcome in outcomes.values()) == [0, 0, 3, 3]
    assert all(outcome.plan and outcome.error.is_postponed for outcome in outcomes.values())


def test_calls_know_how_long_they_may_queue_and_last(monkeypatch):
    Clock(monkeypatch)
    model = Model(*ROW)
    write(model, deadline_s=5, grace_s=3)
    assert {(one["queue_s"], one["deadline_s"]) for one in model.asked} == {(5, 8)}


def test_leaving_the_iteration_begins_no_further_call():
    model = Model(*make_briefs(6), write=failure("refused"), takes_s=0.1)
    found = write_rows(
        rows_for(model.briefs), Writer(model, model, get_prompt(), "data-1"),
        slots=lambda: 2, times=Times.within(20, 10),
    )  # fmt: skip
    next(found)
    found.close()
    asked = len(model.asked)
    time.sleep(0.3)
    assert len(model.asked) <= asked + 2


def test_surprises_are_not_hidden():
    with pytest.raises(ZeroDivisionError):
        write(Model(ROW[1], write=ZeroDivisionError()))


def test_levels_of_a_row_are_told_apart():
    same = json.dumps({"nothing": "", "examples": good(ROW[0])})
    model = Model(*ROW[:2], write=same, repair=same)
    model.answers["write"] = [lambda m: json.dumps({"nothing": "", "examples": [
        one | {"illustrates": model.brief_of(m).definition.split("\n")[0]} for one in good(ROW[0])
    ]})]  # fmt: skip
    steps = [o for batch in run(model, rows_for(ROW[:2]), slots=1) for _, o in batch if o.examples]
    failed = [{check.criterion for check in o.checks if check.passed is False} for o in steps]
    assert ["R9" in criteria for criteria in failed[:2]] == [False, True]


def test_sort_decides_what_a_person_would_else_have_to():
    """Undecided is never ready: the same examples without a sort, and with one."""
    brief = make_brief(plan=CellPlan(new="new"))
    model = Model(brief)
    batches = run(model, [Row(0, {brief.level: Cell(0, brief)})])
    drafted = next(o for b in batches for _, o in b if o.examples)
    assert {c.passed for c in drafted.checks if c.criterion == "R11"} == {None}
    assert UNDECIDED in {c.reason for c in drafted.checks}
    done = last_of(batches)[0]
    assert done.landings == {one["text"]: Landing(is_own=True) for one in good(brief)}
