"""The pieces of the model client that need no connection: bodies, headers, dialects, sentences."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import get_args

import pytest

from levelingai.llm.dialect import Dialect
from levelingai.llm.failures import MEANINGS, Complaint, failure
from levelingai.llm.headers import advice_from, retry_after
from levelingai.llm.limiter import Quota
from levelingai.llm.reply import read_body
from levelingai.llm.types import ClientSettings, Reason, Usage

pytestmark = pytest.mark.core

SETTINGS = ClientSettings("http://127.0.0.1/v1", "key", "model", temperature=0.2)


def body(content="text", finish="stop", **more):
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return json.dumps({"model": "m", "choices": [choice], **more}).encode()


def test_body_gives_text_and_usage():
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 64},
    }
    answer = read_body(body(usage=usage))
    assert (answer.text, answer.reason, answer.model) == ("text", None, "m")
    assert (answer.tokens_in, answer.tokens_cached, answer.tokens_out) == (100, 64, 20)


@pytest.mark.parametrize(
    "usage",
    [
        None,
        "many",
        {},
        {"prompt_tokens": None},
        {"prompt_tokens": "7", "prompt_tokens_details": None},
        {"prompt_tokens": -5, "completion_tokens": 1e99},
        {"prompt_tokens": True, "prompt_tokens_details": {"cached_tokens": 10**30}},
    ],
)
def test_body_with_odd_usage_counts_nothing(usage):
    answer = read_body(body(usage=usage))
    assert (answer.reason, answer.tokens_in, answer.tokens_cached, answer.tokens_out) == (
        None, 0, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unreadable"),
        (b"null", "unreadable"),
        (b"[1, 2]", "unreadable"),
        (b"\xff\xfe{}", "unreadable"),
        (b'{"a":' * 100_000, "unreadable"),
        (b"  <!doctype html><html></html>", "web_page"),
        (b"{}", "empty"),
        (b'{"choices": null}', "empty"),
        (b'{"choices": []}', "empty"),
        (b'{"choices": [null]}', "empty"),
        (b'{"choices": [{"message": null}]}', "empty"),
        (body(content=None), "empty"),
        (body(content="  "), "empty"),
        (body(finish="length"), "truncated"),
        (body(content="", finish="length"), "truncated"),
        (body(finish="content_filter"), "filtered"),
        (b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}', "refused"),
    ],
)
def test_body_without_an_answer_says_why(data, reason):
    assert read_body(data).reason == reason


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("<think>so many\nthoughts</think>\n{}", "{}"),
        ([{"type": "text", "text": "one "}, {"type": "image"}, {"type": "text", "text": "two"}],
         "one two"),
        ("lone \ud800 surrogate", "lone ? surrogate"),
    ],
)  # fmt: skip
def test_body_gives_clean_text(content, text):
    assert read_body(body(content)).text == text


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "99999999"}, 3_600.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
    ],
)
def test_retry_after_is_read_in_every_spelling(headers, seconds):
    assert retry_after(headers) == seconds


def test_retry_after_is_read_as_a_date():
    later = datetime.now(UTC) + timedelta(seconds=40)
    assert retry_after({"retry-after": format_datetime(later)}) == pytest.approx(40, abs=2)


@pytest.mark.parametrize(
    ("spelt", "seconds"),
    [("12ms", 0.012), ("1.5s", 1.5), ("6m0s", 360), ("1h2m3s", 3723), ("20", 20), ("?", None)],
)
def test_limits_are_read_from_headers(spelt, seconds):
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "12",
        "x-ratelimit-reset-requests": spelt,
        "x-ratelimit-limit-tokens": "many",
    }
    assert advice_from(headers).quotas == {"requests": Quota(60, 12, seconds)}


def test_dialect_asks_for_a_strict_schema_first():
    arguments = Dialect().arguments(SETTINGS, {"type": "object"}, "name", 500)
    assert arguments == {
        "max_completion_tokens": 500,
        "temperature": 0.2,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "name", "schema": {"type": "object"}, "strict": True},
        },
        "stream": True,
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize(
    ("complaint", "changed"),
    [
        ("response_format json_schema not supported", {"mode": "json_object"}),
        ("something is wrong", {"mode": "json_object"}),
        ("Unsupported value: 'temperature' does not support 0.2", {"has_temperature": False}),
        ("extra inputs are not permitted: max_completion_tokens", {"length_name": "max_tokens"}),
        ("Unknown parameter: 'stream_options.include_usage'.", {"has_usage": False}),
        ("streaming is not supported", {"is_streamed": False}),
        ("response_format cannot be had with stream", {"mode": "json_object", "is_streamed": True}),
        ("the upstream server says no", {"is_streamed": True}),
        ("Unrecognized request argument: reasoning_effort", {"has_effort": False}),
        ('"tiny" does not support thinking', {"has_effort": False}),
    ],
)
def test_dialect_follows_a_complaint(complaint, changed):
    adapted = Dialect().adapted(complaint)
    assert {name: getattr(adapted, name) for name in changed} == changed


def test_dialect_runs_out_of_ways_to_ask():
    dialect, tried = Dialect(), 0
    while dialect is not None:
        dialect, tried = dialect.adapted("bad"), tried + 1
    assert tried == 3
    assert Dialect(length_name="max_tokens").adapted("max_tokens is too large") is None
    assert Dialect(has_temperature=False).adapted("temperature") is None


def test_dialect_that_was_proven_is_not_blamed_for_other_complaints():
    assert Dialect(is_proven=True).adapted("messages[1].content is odd") is None
    assert Dialect(is_proven=True).adapted("response_format is off today").mode == "json_object"


@pytest.mark.parametrize(
    ("complaint", "reason"),
    [
        (Complaint(400, code="context_length_exceeded"), "too_long"),
        (Complaint(400, message="This model's maximum context length is 8192"), "too_long"),
        (Complaint(400, code="content_filter"), "filtered"),
        (Complaint(400, message="whatever"), "bad_request"),
        (Complaint(422, message="extra_forbidden"), "bad_request"),
        (Complaint(401), "key_refused"),
        (Complaint(402), "quota"),
        (Complaint(404), "unknown_model"),
        (Complaint(400, code="model_not_found"), "unknown_model"),
        (Complaint(429), "rate_limited"),
        (Complaint(429, code="insufficient_quota"), "quota"),
        (Complaint(429, type="insufficient_quota"), "quota"),
        (Complaint(408), "server_error"),
        (Complaint(529), "server_error"),
        (Complaint(500, type="exceed_context_size_error"), "too_long"),
        (Complaint(301), "web_page"),
    ],
)
def test_complaint_is_sorted(complaint, reason):
    assert complaint.reason == reason


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_a_sentence_for_a_manager(reason):
    error = failure(reason)
    assert MEANINGS[reason].code == error.code
    assert re.fullmatch(r"[A-Z][^<>{}_]*\.", error.message)
    assert not re.search(r"HTTP|JSON|API|\d{3}|null|timeout|token", error.message)


def test_usage_adds_up_with_and_without_costs():
    total = Usage(1, 10, 5, 2, None, 0.5) + Usage(2, 1, 1, 1, None, 0.25)
    assert total == Usage(3, 11, 6, 3, None, 0.75)
