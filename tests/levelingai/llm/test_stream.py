"""Answers that come in events: whatever is in them, the right text or the right reason."""

import json
import random

import pytest

from levelingai.llm import stream
from levelingai.llm.stream import Reader
from tests.levelingai.llm.helpers import DONE, chunk, event

pytestmark = pytest.mark.core

USAGE = {
    "prompt_tokens": 10,
    "completion_tokens": 7,
    "prompt_tokens_details": {"cached_tokens": 4},
    "completion_tokens_details": {"reasoning_tokens": 3},
}


def read(*parts):
    reader = Reader(1_000_000)
    for part in parts:
        reader.feed(part)
    return reader.answer()


def test_stream_is_put_together_however_its_bytes_are_cut():
    body = b"\xef\xbb\xbf: ready\r\n\r\n" + b"".join(
        [
            chunk(role="assistant", content=None),
            chunk(reasoning_content="weighing it"),
            chunk(content="Grüße, "),
            chunk(content="Übung 🚀").replace(b"\n", b"\r\n"),
            chunk("stop"),
            event({"model": "m", "choices": [], "usage": USAGE}),
            DONE,
        ]
    )
    numbers = random.Random(7)
    for size in (1, 7, 100_000):
        parts, rest = [], body
        while rest:
            at = numbers.randint(1, size)
            parts.append(rest[:at])
            rest = rest[at:]
        answer = read(*parts)
        assert (answer.text, answer.reason, answer.model) == ("Grüße, Übung 🚀", None, "m")
        assert (answer.tokens_in, answer.tokens_cached, answer.tokens_out) == (10, 4, 7)
        assert (answer.thought_tokens, answer.finish_reason) == (3, "stop")


@pytest.mark.parametrize(
    ("parts", "text", "reason"),
    [
        ([chunk(content="a"), chunk("stop", content="b")], "ab", None),
        ([chunk(content="a"), DONE], "a", None),
        ([chunk(content="a"), chunk("stop")], "a", None),
        ([chunk("stop", content="a"), b'data: {"choices": [{"del'], "a", None),
        ([chunk(content="a"), chunk("stop"), DONE, b"data: nonsense\n\n"], "a", None),
        ([event({"choices": [{"message": {"content": "a"}, "finish_reason": "stop"}]})], "a", None),
        ([chunk(content="<think>so "), chunk(content="much</think>\n{}"), DONE], "{}", None),
        ([chunk(content="so much</think>{}"), DONE], "{}", None),
        ([chunk(content=[{"type": "text", "text": "a"}]), DONE], "a", None),
        ([event({"choices": [{"index": 1, "delta": {"content": "x"}}]}), chunk("stop", content="a")],
         "a", None),
        ([b'{"choices": [{"message": {"content": "a"}, "finish_reason": "stop"}]}'], "a", None),
        ([chunk(content="a"), chunk("length")], "a", "truncated"),
        ([chunk(content="a"), chunk("content_filter")], "a", "filtered"),
        ([chunk(content="a"), chunk("error")], "a", "server_error"),
        ([chunk(content=None), chunk(refusal="I can"), chunk(refusal="not"), chunk("stop")], "",
         "refused"),
        ([chunk(reasoning="hm"), chunk("stop")], "", "empty"),
        ([event({"choices": [], "usage": USAGE}), DONE], "", "empty"),
        ([event({"choices": None}), event({"choices": [None]}), DONE], "", "empty"),
        ([chunk(content="half")], "half", "connection"),
        ([chunk(content="half"), b'data: {"choices": [{"del'], "half", "connection"),
        ([b""], "", "unreadable"),
        ([b": ping\n\n"], "", "unreadable"),
        ([b"Internal error"], "", "unreadable"),
        ([b"<!doctype html><p>no</p>"], "", "web_page"),
        ([b"data: [1, 2]\n\n"], "", "unreadable"),
        ([chunk(content="a"), b"data: <html>\n\n"], "", "unreadable"),
        ([chunk(content="a"), b'data: {"x": "\xff\xfe"}\n\n', chunk("stop")], "", "unreadable"),
    ],
)  # fmt: skip
def test_stream_has_a_text_or_a_reason(parts, text, reason):
    answer = read(*parts)
    assert answer.reason == reason
    if text:
        assert answer.text == text


@pytest.mark.parametrize(
    ("data", "reason", "status"),
    [
        (event({"error": {"message": "boom", "code": "server_error"}}), "server_error", 500),
        (event({"error": {"message": "too many", "code": 429}}), "rate_limited", 429),
        (event({"error": "it broke"}), "server_error", 500),
        (b'event: error\ndata: {"message": "boom"}\n\n', "server_error", 500),
        (event({"object": "error", "message": "bad", "code": 400}), "bad_request", 400),
        (b'error: {"code": 400, "message": "the request exceeds the available context size"}\n\n',
         "too_long", 400),
        (b'{"error": {"code": 400, "type": "exceed_context_size_error", "n_ctx": 8192}}',
         "too_long", 400),
        (event({"error": {"message": "x", "code": 503}, "choices": [{"delta": {"content": "a"}}]}),
         "server_error", 503),
    ],
)  # fmt: skip
def test_error_in_a_stream_is_sorted_like_one_with_a_status(data, reason, status):
    answer = read(*([chunk(content="half")] if data[:1] != b"{" else []), data)
    assert (answer.reason, answer.complaint.status) == (reason, status)


def test_stream_tells_signs_of_life_from_pieces_of_an_answer():
    reader = Reader(1000)
    told = [
        (part, reader.feed(part), reader.has_begun)
        for part in (
            b": ping\n\n",
            b"data:",
            b" {}\n\n",
            chunk(role="assistant", content=""),
            chunk(reasoning_content="hm"),
            chunk(content="a"),
            chunk(content=""),
            chunk("stop"),
        )
    ]
    assert [heard for _, heard, _ in told] == [
        "sign", "nothing", "sign", "sign", "piece", "piece", "sign", "piece",
    ]  # fmt: skip
    assert [begun for _, _, begun in told] == [False] * 4 + [True] * 4


@pytest.mark.parametrize(
    "body",
    [chunk(content="x" * 300) * 4, b"data: " + b"x" * 1100, b'{"choices": "' + b"x" * 1100],
    ids=["text", "line", "whole"],
)
def test_stream_takes_no_more_text_than_an_answer_can_be(monkeypatch, body):
    monkeypatch.setattr(stream, "MAX_WAITING", 1000)
    reader = Reader(1000)
    for at in range(0, len(body), 50):
        if not reader.is_done:
            reader.feed(body[at : at + 50])
    assert reader.answer().reason == "too_large"


def test_stream_may_think_longer_than_an_answer_can_be():
    reader = Reader(1000)
    for part in (*[chunk(reasoning_content="x" * 300)] * 10, chunk("stop", content="a")):
        reader.feed(part)
    answer = reader.answer()
    assert (answer.text, answer.reason, answer.thought_tokens) == ("a", None, 750)
    assert answer.tokens_made == 751


def test_stream_of_many_events_is_read_in_time():
    data = chunk(content="word ") * 50_000 + chunk("stop")
    assert len(read(*[data[at : at + 65_536] for at in range(0, len(data), 65_536)]).text) > 249_990


def test_json_strings_are_not_taken_for_thoughts():
    text = json.dumps({"a": "tags such as </think> stay"})
    assert read(chunk(content=text), DONE).text == text
