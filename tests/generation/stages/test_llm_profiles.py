"""Every fault of the simulated model, through the real HTTP client, ends in the right outcome."""

from collections import Counter

import pytest

from generation.core.company.company_brief import CompanyContext
from generation.core.writing import UNDECIDED
from generation.core.writing.prompts import get_prompt
from generation.stages.write_with_model import write_cell, write_cells
from levelingai.llm import call
from levelingai.llm.breaker import FAILURES_TO_OPEN
from tests.levelingai.llm.helpers import make_brief, make_briefs, make_client

pytestmark = pytest.mark.core

REVIEW, FAILED, WAITING = "needs_review", "failed", "waiting"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(call, "FIRST_BACKOFF_S", 0.02)


def write(llmsim, profile, **settings):
    patience = {} if profile.startswith("hang") else {"timeout_s": 8}  # none is to hang by load
    client, records = make_client(llmsim, profile, **{**patience, **settings})
    brief = make_brief(company=CompanyContext())
    outcome = write_cell(brief, client, get_prompt(), delimiter="data-1", deadline_s=8)
    return outcome, records


def write_all(llmsim, profile, *, competencies=12, deadline_s=20, **settings):
    client, records = make_client(llmsim, profile, **{"timeout_s": 5, **settings})
    found = [
        pair
        for batch in write_cells(
            make_briefs(competencies),
            client,
            get_prompt(),
            delimiter="data-1",
            concurrency=48,
            deadline_s=deadline_s,
            grace_s=10,
        )
        for pair in batch
    ]
    assert sorted(index for index, _ in found) == list(range(4 * competencies))
    return [outcome for _, outcome in found], records


WRITTEN = [
    # profile, whether all examples reach the bar, most requests
    ("ok", True, 1),
    ("slow;ttft=0.2;tps=0", True, 1),
    ("ratelimited", True, 1),
    ("unavailable_first;n=2", True, 3),
    ("malformed;kind=invalid", True, 1),  # broken around three whole examples
    ("malformed;kind=fenced", True, 1),
    ("malformed;kind=prose", True, 1),
    ("schema_violation;kind=extra_key", True, 1),
    ("weak;n=3", True, 2),
    ("stubborn;n=3", False, 2),
    ("duplicate_examples", True, 1),
    ("injected", False, 2),
    ("control_chars", False, 2),
]


@pytest.mark.parametrize(("profile", "is_good", "requests"), WRITTEN)
def test_profile_ends_in_examples(llmsim, profile, is_good, requests):
    outcome, records = write(llmsim, profile)
    assert (outcome.status, outcome.error) == (REVIEW, None)
    assert (outcome.reason == UNDECIDED) is is_good
    assert len(outcome.examples) == 3
    assert len(outcome.checks) == 11
    assert outcome.usage.requests == len(records) == llmsim.stats()["requests"] == requests
    assert outcome.request_id.startswith("req_sim")
    assert outcome.model == "gpt-4o-mini"


NOT_WRITTEN = [
    # profile, status, code, permanent, words of the message, requests
    ("down", FAILED, "llm_unavailable", False, "could not be reached", 3),
    ("unavailable", FAILED, "llm_unavailable", False, "a fault of its own", 3),
    ("error", FAILED, "llm_unavailable", False, "a fault of its own", 3),
    ("html_error", FAILED, "llm_unavailable", False, "a fault of its own", 3),
    ("stream_error", FAILED, "llm_unavailable", False, "a fault of its own", 3),
    ("cut", FAILED, "llm_unavailable", False, "could not be reached", 3),
    ("hang", FAILED, "llm_unavailable", False, "did not answer in time", 3),
    ("hang;after=body", FAILED, "llm_unavailable", False, "did not answer in time", 3),
    ("not_json", FAILED, "llm_unavailable", False, "a web page instead of the model", 3),
    ("error;status=400", FAILED, "llm_unavailable", True, "did not accept the request", 3),
    ("error;status=404", FAILED, "llm_unavailable", True, "is not known at its address", 1),
    ("error;status=413", FAILED, "llm_unavailable", True, "too long for the language model", 1),
    ("error;status=418", FAILED, "llm_unavailable", True, "did not accept the request", 1),
    ("auth_error", FAILED, "llm_unavailable", True, "refused the key", 1),
    ("forbidden", FAILED, "llm_unavailable", True, "refused the key", 1),
    ("quota", WAITING, "llm_quota", False, "budget of the account", 1),
    ("quota;should_retry=false", WAITING, "llm_quota", False, "budget of the account", 1),
    ("error;status=402", WAITING, "llm_quota", False, "budget of the account", 1),
    ("ratelimited;always=1;retry_after=0.01", WAITING, "llm_unavailable", False,
     "takes no more requests", call.MAX_REFUSALS + 1),
    ("ratelimited;always=1;retry_after=600", WAITING, "llm_unavailable", False,
     "takes no more requests", 1),
    ("refusal", FAILED, "llm_refused", True, "declined to answer", 1),
    ("content_filter", FAILED, "llm_refused", True, "safety filter", 1),
    ("content_filter;kind=prompt", FAILED, "llm_refused", True, "safety filter", 1),
    ("truncated", FAILED, "llm_bad_output", False, "broke off before its end", 2),
    ("empty_choices", FAILED, "llm_bad_output", False, "was empty", 2),
    ("empty_content", FAILED, "llm_bad_output", False, "was empty", 2),
    ("empty_content;kind=null", FAILED, "llm_bad_output", False, "was empty", 2),
    ("huge", FAILED, "llm_bad_output", False, "far too long", 2),
    ("huge;mb=0.2", FAILED, "llm_bad_output", False, "far too long", 2),
    ("invalid_utf8", FAILED, "llm_bad_output", False, "could not be read", 6),
    ("error;status=200", FAILED, "llm_unavailable", False, "a fault of its own", 3),
    ("schema_violation;kind=missing_key", FAILED, "llm_bad_output", False, "model", 2),
    ("schema_violation;kind=wrong_type", FAILED, "llm_bad_output", False, "did not have", 2),
    ("schema_violation;kind=empty", FAILED, "llm_bad_output", False, "empty", 2),
    ("wrong_count;count=2", FAILED, "llm_bad_output", False, "did not have", 2),
    ("wrong_count;count=4", FAILED, "llm_bad_output", False, "did not have", 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "status", "code", "permanent", "words", "requests"), NOT_WRITTEN
)
def test_profile_ends_in_an_error_that_says_so(  # noqa: PLR0917 - a table's columns
    llmsim, profile, status, code, permanent, words, requests
):
    outcome, records = write(llmsim, profile)
    error = outcome.error
    assert (outcome.status, error.code, error.permanent) == (status, code, permanent)
    assert words in error.message
    assert outcome.examples == ()
    assert (error.retry_after_s is not None) == (status == WAITING)
    assert outcome.usage.requests == len(records) == llmsim.stats()["requests"] == requests


def test_flaky_model_loses_no_cell(llmsim):
    outcomes, records = write_all(
        llmsim, "flaky", max_output_tokens=2002
    )  # no cell draws three faults
    assert Counter(outcome.status for outcome in outcomes) == {REVIEW: 48}
    assert {"server_error", "connection"} <= {record.error_code for record in records}
    assert llmsim.stats()["requests"] <= 48 * 3


@pytest.mark.parametrize("profile", ["down", "unavailable", "not_json"])
def test_dead_model_is_left_alone_and_the_cells_wait(llmsim, profile):
    outcomes, _ = write_all(llmsim, profile, max_retries=10)
    assert Counter(outcome.status for outcome in outcomes) == {WAITING: 48}
    assert {outcome.error.reason for outcome in outcomes} == {"stopped"}
    assert all(0 < outcome.error.retry_after_s <= 30 for outcome in outcomes)
    assert llmsim.stats()["requests"] <= 2 * 48


def test_hanging_model_costs_each_cell_one_timeout(llmsim):
    """Only those that failed before the model was found dead may have asked once more."""
    outcomes, records = write_all(llmsim, "hang", timeout_s=0.5, max_retries=10)
    assert Counter(outcome.status for outcome in outcomes) == {WAITING: 48}
    assert {record.error_code for record in records} == {"timeout"}
    enough = FAILURES_TO_OPEN["down"]
    assert enough <= len(records) < 48 + enough


def test_exhausted_account_is_asked_no_more(llmsim):
    client, _ = make_client(llmsim, "quota")
    first = write_cell(make_brief(), client, get_prompt(), delimiter="d")
    second = write_cell(make_brief(2), client, get_prompt(), delimiter="d")
    assert (first.status, second.status) == (WAITING, WAITING)
    assert second.error.code == "llm_quota"
    assert 290 < second.error.retry_after_s <= first.error.retry_after_s == 300
    assert llmsim.stats()["requests"] == 1


def test_refused_key_fails_the_cells_without_asking_for_each(llmsim):
    client, _ = make_client(llmsim, "auth_error")
    outcomes = [write_cell(brief, client, get_prompt(), delimiter="d") for brief in make_briefs(3)]
    assert Counter(outcome.status for outcome in outcomes) == {FAILED: 12}
    assert all(outcome.error.permanent for outcome in outcomes)
    assert llmsim.stats()["requests"] == 3


def test_weak_answers_are_repaired_once_each(llmsim):
    outcomes, records = write_all(llmsim, "weak;n=3")
    assert Counter(outcome.status for outcome in outcomes) == {REVIEW: 48}
    assert Counter(record.purpose for record in records) == {
        "generate_examples": 48,
        "repair_examples": 48,
    }


@pytest.mark.parametrize("told", [True, False], ids=["limit in headers", "refusals only"])
def test_limited_model_loses_no_cell(llmsim, told):
    """400 requests a minute with room for 5 at once. How fast is a test of the limiter's."""
    if told:
        llmsim.set(rpm=400, burst=0.75)
        outcomes, records = write_all(llmsim, "ok", call_deadline_s=20)
    else:
        outcomes, records = write_all(llmsim, "ratelimited;rpm=400;burst=5", call_deadline_s=20)
    assert Counter(outcome.status for outcome in outcomes) == {REVIEW: 48}
    assert sum(record.error_code == "rate_limited" for record in records) <= 60


def test_cells_that_a_limit_leaves_no_time_for_wait(llmsim):
    llmsim.set(rpm=60, burst=4)
    outcomes, _ = write_all(llmsim, "ok", competencies=4, deadline_s=2)
    counts = Counter(outcome.status for outcome in outcomes)
    assert counts[REVIEW] >= 5
    assert counts[REVIEW] + counts[WAITING] == 16
    late = [outcome.error for outcome in outcomes if outcome.status == WAITING]
    assert {error.reason for error in late} == {"queue"}
    assert llmsim.stats()["requests"] <= 16 + counts[REVIEW]


def test_cells_are_asked_for_at_once(llmsim):
    llmsim.set(ttft=1.0)
    outcomes, _ = write_all(llmsim, "ok", call_deadline_s=20)
    assert Counter(outcome.status for outcome in outcomes) == {REVIEW: 48}
    assert llmsim.stats()["peak_concurrency"] > 16


def test_cells_of_a_guide_share_a_cached_prefix(llmsim):
    client, records = make_client(llmsim)
    for brief in make_briefs(2):
        write_cell(brief, client, get_prompt(), delimiter="data-1")
    assert all(record.tokens_cached >= 0.8 * record.tokens_in for record in records[1:])
