"""Every fault of the simulated model, through the real HTTP client, ends in the right outcome."""

from collections import Counter, defaultdict

import pytest

from generation.core.company.company_brief import CompanyContext
from generation.core.writing import get_prompt
from generation.stages.row_calls import Times, Writer
from generation.stages.row_state import Cell, Row
from generation.stages.write_with_model import write_rows
from levelingai.llm import call
from levelingai.llm.breaker import FAILURES_TO_OPEN
from tests.levelingai.llm.helpers import make_brief, make_briefs, make_client

pytestmark = pytest.mark.core

READY, REVIEW, FAILED, WAITING = "ready", "needs_review", "failed", "waiting"
WRITTEN_STATES = {READY, REVIEW}
"""The simulator sorts by shared words: which of its examples come back to their cells is chance."""


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(call, "FIRST_BACKOFF_S", 0.02)


def write(llmsim, profile, *, briefs=None, deadline_s=20, version="v2", **settings):
    patience = {} if profile.startswith("hang") else {"timeout_s": 8}  # none is to hang by load
    client, records = make_client(llmsim, profile, **{**patience, **settings})
    prompt = get_prompt(version)
    cells = defaultdict(dict)
    briefs = briefs or [make_brief(company=CompanyContext())]
    for index, brief in enumerate(briefs):
        cells[brief.competency][brief.level] = Cell(index, brief)
    rows = [Row(row, cells[row], has_plan=prompt.plan is not None) for row in sorted(cells)]
    last, spent = {}, 0
    times = Times.within(deadline_s, 10)
    writer = Writer(client, client, prompt, "data-1")
    for batch in write_rows(rows, writer, slots=lambda: 48, times=times):
        for index, outcome in batch:
            last[index] = outcome
            spent += outcome.usage.requests
    assert sorted(last) == list(range(len(briefs)))
    assert spent <= len(records) == llmsim.stats()["requests"]
    return [last[index] for index in range(len(briefs))], records


WRITTEN = [
    # profile, most requests: plan, cell, its repair, sort, mend, sort again
    ("ok", 6),
    ("slow;ttft=0.2;tps=0", 6),
    ("ratelimited", 6),
    ("unavailable_first;n=2", 8),
    ("malformed;kind=invalid", 9),  # the plan is broken, three whole examples are not
    ("malformed;kind=fenced", 6),
    ("malformed;kind=prose", 6),
    ("schema_violation;kind=extra_key", 6),
    ("weak;n=3", 6),
    ("stubborn;n=3", 6),
    ("duplicate_examples", 6),
    ("injected", 6),
    ("control_chars", 6),
    ("sort_wrong", 6),
]


@pytest.mark.parametrize(("profile", "most"), WRITTEN)
def test_profile_ends_in_examples(llmsim, profile, most):
    (outcome,), records = write(llmsim, profile)
    assert outcome.status in WRITTEN_STATES
    assert outcome.error is None
    assert 1 <= len(outcome.examples) <= 3
    assert len(records) <= most
    assert outcome.request_id.startswith("req_sim")
    assert outcome.model == "gpt-4o-mini"


@pytest.mark.parametrize("profile", ["ok", "sort_wrong"])
def test_nobody_is_shown_what_was_not_sorted_into_its_cell(llmsim, profile):
    outcomes, _ = write(llmsim, profile, briefs=make_briefs(3))
    for outcome in outcomes:
        own = [outcome.landings.get(one.text) for one in outcome.examples]
        if outcome.status == READY:
            assert all(landing is not None and landing.is_own for landing in own)
        else:
            assert not any(landing is not None and landing.is_own for landing in own)
            assert "as a blind sort put it" in outcome.reason


NOT_WRITTEN = [
    # profile, status, code, permanent, words of the message
    ("down", FAILED, "llm_unavailable", False, "could not be reached"),
    ("unavailable", FAILED, "llm_unavailable", False, "a fault of its own"),
    ("error", FAILED, "llm_unavailable", False, "a fault of its own"),
    ("html_error", FAILED, "llm_unavailable", False, "a fault of its own"),
    ("stream_error", FAILED, "llm_unavailable", False, "a fault of its own"),
    ("cut", FAILED, "llm_unavailable", False, "could not be reached"),
    ("hang", FAILED, "llm_unavailable", False, "did not answer in time"),
    ("hang;after=body", FAILED, "llm_unavailable", False, "did not answer in time"),
    ("not_json", FAILED, "llm_unavailable", False, "a web page instead of the model"),
    ("error;status=400", FAILED, "llm_unavailable", True, "did not accept the request"),
    ("error;status=404", FAILED, "llm_unavailable", True, "is not known at its address"),
    ("error;status=413", FAILED, "llm_unavailable", True, "too long for the language model"),
    ("auth_error", FAILED, "llm_unavailable", True, "refused the key"),
    ("forbidden", FAILED, "llm_unavailable", True, "refused the key"),
    ("quota", WAITING, "llm_quota", False, "budget of the account"),
    ("quota;should_retry=false", WAITING, "llm_quota", False, "budget of the account"),
    ("error;status=402", WAITING, "llm_quota", False, "budget of the account"),
    ("ratelimited;always=1;retry_after=0.01", WAITING, "llm_unavailable", False, "takes no more"),
    ("ratelimited;always=1;retry_after=600", WAITING, "llm_unavailable", False, "takes no more"),
    ("refusal", FAILED, "llm_refused", True, "declined to answer"),
    ("content_filter", FAILED, "llm_refused", True, "safety filter"),
    ("content_filter;kind=prompt", FAILED, "llm_refused", True, "safety filter"),
    ("truncated", FAILED, "llm_bad_output", False, "broke off before its end"),
    ("empty_choices", FAILED, "llm_bad_output", False, "was empty"),
    ("empty_content", FAILED, "llm_bad_output", False, "was empty"),
    ("empty_content;kind=null", FAILED, "llm_bad_output", False, "was empty"),
    ("huge", FAILED, "llm_bad_output", False, "far too long"),
    ("invalid_utf8", FAILED, "llm_bad_output", False, "could not be read"),
    ("error;status=200", FAILED, "llm_unavailable", False, "a fault of its own"),
    ("schema_violation;kind=missing_key", FAILED, "llm_bad_output", False, "model"),
    ("schema_violation;kind=wrong_type", FAILED, "llm_bad_output", False, "did not have"),
    ("schema_violation;kind=empty", FAILED, "llm_bad_output", False, "empty"),
]


@pytest.mark.parametrize(("profile", "status", "code", "permanent", "words"), NOT_WRITTEN)
def test_profile_ends_in_an_error_that_says_so(  # noqa: PLR0917 - a table's columns
    llmsim, profile, status, code, permanent, words
):
    """Two steps fail alike here, and the words for people are those of the step that ended it."""
    (outcome,), _ = write(llmsim, profile)
    error = outcome.error
    assert (outcome.status, error.code, error.permanent) == (status, code, permanent)
    assert words in error.message
    assert outcome.examples == ()
    assert (error.retry_after_s is not None) == (status == WAITING)


def test_flaky_model_loses_no_cell(llmsim):
    outcomes, records = write(llmsim, "flaky", briefs=make_briefs(), max_retries=6)
    assert {outcome.status for outcome in outcomes} <= WRITTEN_STATES
    assert {"server_error", "connection"} <= {record.error_code for record in records}


@pytest.mark.parametrize("profile", ["down", "unavailable", "not_json"])
def test_dead_model_is_left_alone_and_the_cells_wait(llmsim, profile):
    outcomes, _ = write(llmsim, profile, briefs=make_briefs(), max_retries=10)
    assert Counter(outcome.status for outcome in outcomes) == {WAITING: 48}
    assert {outcome.error.reason for outcome in outcomes} == {"stopped"}
    assert all(0 < outcome.error.retry_after_s <= 30 for outcome in outcomes)
    assert llmsim.stats()["requests"] <= 2 * 12


def test_hanging_model_costs_each_row_one_timeout(llmsim):
    """Only those that failed before the model was found dead may have asked once more."""
    briefs = make_briefs()
    outcomes, records = write(llmsim, "hang", briefs=briefs, timeout_s=0.5, max_retries=10)
    assert Counter(outcome.status for outcome in outcomes) == {WAITING: 48}
    assert {record.error_code for record in records} == {"timeout"}
    assert len(records) < 12 + FAILURES_TO_OPEN["down"]


def test_refused_key_fails_the_cells_without_asking_for_each(llmsim):
    outcomes, _ = write(llmsim, "auth_error", briefs=make_briefs(6))
    assert {(outcome.status, outcome.error.permanent) for outcome in outcomes} == {(FAILED, True)}
    assert llmsim.stats()["requests"] <= 6


@pytest.mark.parametrize("told", [True, False], ids=["limit in headers", "refusals only"])
def test_limited_model_loses_no_cell(llmsim, told):
    """400 requests a minute with room for 5 at once. How fast is a test of the limiter's."""
    if told:
        llmsim.set(rpm=400, burst=0.75)
    profile = "ok" if told else "ratelimited;rpm=400;burst=5"
    briefs = make_briefs(6)
    outcomes, records = write(llmsim, profile, briefs=briefs, deadline_s=40, call_deadline_s=40)
    assert {outcome.status for outcome in outcomes} <= WRITTEN_STATES
    assert sum(record.error_code == "rate_limited" for record in records) <= 60


def test_cells_that_a_limit_leaves_no_time_for_wait(llmsim):
    llmsim.set(rpm=60, burst=4)
    outcomes, _ = write(llmsim, "ok", briefs=make_briefs(4), deadline_s=2)
    assert {outcome.status for outcome in outcomes} == {WAITING}
    assert {outcome.error.reason for outcome in outcomes} == {"queue"}
    assert any(outcome.plan for outcome in outcomes)


def test_rows_and_cells_are_asked_for_at_once(llmsim):
    llmsim.set(ttft=1.0)
    outcomes, _ = write(llmsim, "ok", briefs=make_briefs(), call_deadline_s=20)
    assert {outcome.status for outcome in outcomes} <= WRITTEN_STATES
    assert llmsim.stats()["peak_concurrency"] > 16


def test_48_cells_take_at_most_200_000_tokens(llmsim):
    """All calls counted, those for what a blind sort sent back too."""
    _, records = write(llmsim, "ok", briefs=make_briefs())
    assert sum(record.tokens_in + record.tokens_out for record in records) <= 200_000
