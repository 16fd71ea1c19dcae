"""Slow, silent and peculiar servers: how long they are listened to, and what is learned of them."""

import itertools
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from levelingai.llm import call, listen
from levelingai.llm import client as client_module
from levelingai.llm.client import CallFailed, ChatClient, ClientSettings
from levelingai.llm.provider import Provider
from levelingai.llm.room import Room, context_in, estimated_tokens, output_in
from levelingai.llm.typed_address import is_own_server
from levelingai.sandbox.deadline import TimedBackend
from tests.levelingai.llm.helpers import (
    DONE,
    HANGING_S,
    ModelServer,
    ask,
    chunk,
    make_client,
    refusal,
    whole,
)

pytestmark = pytest.mark.core

PING = b": ping\n\n"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(call, "FIRST_BACKOFF_S", 0.02)


def failure_of(client, **more):
    """Why a call failed, and how long that took."""
    started = time.monotonic()
    with pytest.raises(CallFailed) as caught:
        ask(client, **more)
    return caught.value.reason, time.monotonic() - started


def short_first_piece(monkeypatch, seconds):
    monkeypatch.setattr(listen, "FIRST_PIECE_LOCAL_S", seconds)
    monkeypatch.setattr(client_module, "FIRST_PIECE_LOCAL_S", seconds)


def slowly(gap_s, count=20, first_s=0.0):
    """So many pieces, `gap_s` between two of them."""

    def answer(_body):
        yield first_s
        for number in range(count):
            yield chunk(content=f"{number} ")
            yield gap_s
        yield chunk("stop") + DONE

    return answer


def test_slow_local_model_is_waited_for_as_long_as_it_goes_on():
    with ModelServer(slowly(0.1, count=15, first_s=1.0)) as server:
        started = time.monotonic()
        reply = ask(server.client(is_local=True, timeout_s=0.5))
        assert reply.text == " ".join(str(number) for number in range(15))
        assert time.monotonic() - started > 2.4
        assert 0.9 < reply.first_token_s < 2
        # a remote one has to begin sooner
        assert failure_of(server.client(timeout_s=0.3))[0] == "timeout"


def silent_after(first):
    """An answer that stops after its first bytes and leaves the connection open."""

    def answer(_body):
        yield first
        yield 5.0

    return answer


@pytest.mark.parametrize(
    "first",
    [chunk(content="half"), chunk(reasoning_content="hm"), b'{"choices": [', b"data: {"],
    ids=["text", "thought", "whole", "line"],
)
def test_silence_within_an_answer_ends_it(first):
    with ModelServer(silent_after(first)) as server:
        reason, took_s = failure_of(server.client(timeout_s=0.4))
        assert (reason, took_s < 3) == ("timeout", True)
        assert not server.client().provider.breaker.is_open


def test_silence_after_the_end_costs_no_answer(monkeypatch):
    monkeypatch.setattr(listen, "FINISHED_S", 0.1)
    with ModelServer(silent_after(chunk("stop", content="{}"))) as server:
        started = time.monotonic()
        assert ask(server.client(timeout_s=4)).text == "{}"
        assert time.monotonic() - started < 3


def pinging(*first):
    def answer(_body):
        yield from first or (PING,)
        while True:
            yield 0.05
            yield PING

    return answer


def test_signs_of_life_count_until_the_first_piece_and_not_for_ever(monkeypatch):
    short_first_piece(monkeypatch, 0.8)
    for more in ({"is_local": True}, {}):
        with ModelServer(pinging()) as server:
            reason, took_s = failure_of(server.client(timeout_s=0.3, **more))
            assert (reason, 0.7 < took_s < HANGING_S) == ("timeout", True)
    with ModelServer(pinging(chunk(content="half"))) as server:
        reason, took_s = failure_of(server.client(timeout_s=0.3, is_local=True))
        assert (reason, took_s < 0.7) == ("timeout", True)


def test_a_call_ends_at_its_deadline_though_the_answer_goes_on():
    with ModelServer(slowly(0.05, count=400)) as server:
        client = server.client(call_deadline_s=1)
        reason, took_s = failure_of(client)
        assert (reason, took_s < 3) == ("timeout", True)
        assert not client.provider.breaker._in_a_row


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ("ok", None),
        ("cut", "connection"),
        ("down", "connection"),
        ("hang", "timeout"),
        ("hang;after=body", "timeout"),
        ("stream_error", "server_error"),
        ("html_error", "server_error"),
        ("not_json", "web_page"),
        ("invalid_utf8", "unreadable"),
        ("huge;mb=0.2", "too_large"),
        ("truncated", "truncated"),
        ("content_filter", "filtered"),
        ("content_filter;kind=prompt", "filtered"),
        ("refusal", "refused"),
        ("empty_choices", "empty"),
        ("empty_content", "empty"),
        ("empty_content;kind=null", "empty"),
        ("quota", "quota"),
        ("auth_error", "key_refused"),
    ],
)
def test_every_fault_of_a_stream_ends_with_its_reason(llmsim, profile, reason):
    client, records = make_client(llmsim, profile, max_retries=0, timeout_s=1)
    if reason:
        assert failure_of(client)[0] == reason
    else:
        assert ask(client).text
    assert [record.error_code for record in records] == [reason or ""]


def test_stream_tells_what_it_used(llmsim):
    client, _ = make_client(llmsim)
    reply = ask(client)
    assert reply.tokens_in > 0
    assert reply.tokens_out > 0
    assert 0 <= reply.first_token_s <= reply.duration_s
    assert llmsim.stats()["streams"] == 1


def test_connections_are_used_again_after_a_stream(llmsim, monkeypatch):
    opened = []
    dial = TimedBackend.connect_tcp

    def counted(self, *args, **more):
        opened.append(args)
        return dial(self, *args, **more)

    monkeypatch.setattr(TimedBackend, "connect_tcp", counted)
    client, _ = make_client(llmsim)
    for _ in range(3):
        ask(client)
    assert len(opened) == 1


def without(*names):
    """A server that refuses these parameters."""

    def answer(body):
        for name in names:
            if name in body:
                yield refusal(f"Unknown parameter: '{name}'.", param=name)
                return
        if body.get("stream"):
            yield chunk(content="{}")
            yield chunk("stop") + DONE
        else:
            yield "json"
            yield whole("{}")

    return answer


@pytest.mark.parametrize(
    ("names", "requests"),
    [(["stream_options"], 2), (["stream_options", "stream"], 3), (["stream"], 2)],
)
def test_what_a_server_does_not_know_of_streams_is_left_out(names, requests):
    with ModelServer(without(*names)) as server:
        client = server.client()
        assert [ask(client).text for _ in range(2)] == ["{}", "{}"]
        assert len(server.bodies) == requests + 1
        assert not any(name in server.bodies[-1] for name in names)


def test_server_that_does_not_stream_is_given_its_time_once_that_is_known():
    pauses = iter([0.0, 1.2, 1.2])

    def answer(_body):
        yield next(pauses)
        yield "json"
        yield whole("{}")

    with ModelServer(answer) as server:
        client = server.client(timeout_s=0.4)
        assert [ask(client).text for _ in range(2)] == ["{}", "{}"]
        assert failure_of(client, deadline_s=0.6)[0] == "timeout"


def test_context_length_is_learned_and_kept_to():
    def answer(body):
        wanted = body["max_completion_tokens"]
        if wanted > 900:
            yield refusal(
                f"This model's maximum context length is 1000 tokens. However, you requested "
                f"{wanted + 40} tokens. Please reduce the length of the messages.",
                code="context_length_exceeded",
            )
        else:
            yield chunk("stop", content=str(wanted)) + DONE

    long = [{"role": "user", "content": "word " * 280}]
    with ModelServer(answer) as server:
        client = server.client()
        assert client.context_tokens is None
        left = 1000 - estimated_tokens(long)
        assert [ask(client, long).text for _ in range(2)] == [str(left)] * 2
        assert len(server.bodies) == 3
        assert client.context_tokens == 1000
        assert failure_of(server.client(), messages=[
            {"role": "user", "content": "word " * 4000}])[0] == "too_long"  # fmt: skip
        assert len(server.bodies) == 4
        configured = server.client(context_tokens=650)
        assert ask(configured, long).text == "256"
        assert configured.context_tokens == 650


@pytest.mark.parametrize(
    ("said", "tokens"),
    [
        ("This model's maximum context length is 16384 tokens. However, you requested 122946", 16384),
        ("Requested tokens (2285) exceed context window of 2048", 2048),
        ("request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it",
         8192),
        ("the request exceeds the available context size. (n_ctx: 256)", 256),
        ("n_ctx = 4096", 4096),
        ("the model is loaded with context length of only 32,768 tokens, which is not enough", 32768),
        ("Prompt contains 40000 tokens, too large for model with 32768 maximum context length", 32768),
        ("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
         1048576),
        ("prompt is too long: 210000 tokens > 200000 maximum", 200000),
        ("Input tokens exceed the configured limit of 272000 tokens.", 272000),
        ("`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens", 4096),
        ("max_tokens=9000 cannot be greater than max_model_len=8192", 8192),
        ("maximum context length is 7 tokens", None),
        ("Please reduce the length of the messages", None),
    ],
)  # fmt: skip
def test_context_length_is_read_from_what_servers_say(said, tokens):
    assert context_in(said) == tokens


@pytest.mark.parametrize(
    ("said", "tokens"),
    [
        ("max_tokens is too large: 18000. This model supports at most 16384 completion tokens", 16384),
        ("max_tokens: 20000 > 8192, which is the maximum allowed number of output tokens", 8192),
        ("`max_tokens` must be less than or equal to `8192`", 8192),
        ("Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", 8192),
        ("max_tokens is not supported", None),
    ],
)  # fmt: skip
def test_longest_answer_is_read_from_what_servers_say(said, tokens):
    assert output_in(said) == tokens


def test_room_grows_for_thoughts_and_stays_within_what_fits():
    room = Room()
    limits = []
    for had in (0, 0, 2000, 8000, 16000):
        room.think_more(had)
        limits.append(room.limit(500, 100, None))
    assert limits == [2500, 2500, 8500, 16500, 16500]
    room.learn("at most 16000 completion tokens")
    assert room.limit(500, 100, None) == 16000
    assert room.limit(500, 100, 4096) == 3996
    assert room.limit(500, 4000, 4096) == 256
    assert room.limit(100, 4000, 4096) == 256


def test_reasoning_model_gets_room_for_its_thoughts_within_the_call(llmsim):
    client, records = make_client(llmsim, model="o4-mini", max_output_tokens=300, timeout_s=3)
    assert json.loads(ask(client).text) is not None
    assert [record.error_code for record in records] == ["truncated", ""]
    assert ask(client).finish_reason == "stop"
    assert len(records) == 3
    assert llmsim.requests(1)[0]["body"]["max_completion_tokens"] == 2300


def test_server_that_thinks_in_deltas_gets_more_room_step_by_step():
    def answer(body):
        limit = body["max_completion_tokens"]
        yield chunk(reasoning_content="hm " * 50)
        yield chunk("stop", content="{}") if limit > 8000 else chunk("length")

    with ModelServer(answer) as server:
        client = server.client(max_output_tokens=500)
        assert ask(client).text == "{}"
        assert [body["max_completion_tokens"] for body in server.bodies] == [500, 2500, 8500]


def test_text_that_is_too_long_gets_no_room_for_thoughts(llmsim):
    client, records = make_client(llmsim, "truncated")
    assert failure_of(client)[0] == "truncated"
    assert len(records) == 1


def test_reasoning_effort_is_asked_for_where_it_is_known(llmsim):
    client, _ = make_client(llmsim, model="o4-mini", reasoning_effort="low", timeout_s=3)
    ask(client)
    assert llmsim.requests(1)[0]["body"]["reasoning_effort"] == "low"
    client, records = make_client(llmsim, reasoning_effort="low")
    ask(client)
    ask(client)
    assert [record.error_code for record in records] == ["bad_request", "", ""]
    assert "reasoning_effort" not in llmsim.requests(1)[0]["body"]


def ask_many(client, count, **more):
    """The reasons of so many calls at once; "" for those that were answered."""

    def one(_number):
        try:
            ask(client, **more)
        except CallFailed as error:
            return error.reason
        return ""

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def one_at_a_time(answer_s):
    slot = threading.Lock()

    def answer(_body):
        with slot:
            yield answer_s
            yield chunk(content="word " * 40)
            yield chunk("stop") + DONE

    return answer


def test_local_server_with_one_slot_is_asked_one_or_two_at_a_time():
    # much longer than it takes to send a request, which others do meanwhile where two may
    with ModelServer(one_at_a_time(0.4)) as server:
        client = server.client(is_local=True, timeout_s=3)
        assert client.pace.limit == 1
        assert ask_many(client, 8) == [""] * 8
        assert server.peak <= 2
        assert client.pace.limit <= 2
        assert client.pace.tokens_per_s > 0
    assert server.client().pace.limit == 48


def test_no_place_in_time_puts_a_call_off():
    with ModelServer(slowly(0.1, count=8)) as server:
        client = server.client(is_local=True, timeout_s=3)
        reasons = ask_many(client, 3, queue_s=0.3)
        assert sorted(reasons) == ["", "queue", "queue"]


def test_silence_of_a_crowd_slows_down_and_opens_no_breaker():
    numbers = itertools.count()

    def answer(_body):
        yield 4.0 if next(numbers) % 2 else 0.3
        yield chunk("stop", content="{}") + DONE

    with ModelServer(answer) as server:
        client = server.client(timeout_s=1.2, max_concurrency=16)
        reasons = ask_many(client, 16)  # a breaker opens after eight in a row
        assert reasons.count("timeout") >= 8
        assert client.pace.limit == 8
        assert not client.provider.breaker.is_open


def test_servers_that_answer_no_one_open_the_breaker():
    with ModelServer(slowly(0.1, first_s=3.0)) as server:
        client = server.client(timeout_s=0.3)
        assert ask_many(client, 8) == ["timeout"] * 8
        assert client.provider.breaker.is_open
        assert client.pace.limit == 48


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254"])
def test_guarded_client_asks_no_private_address(host, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    settings = ClientSettings(f"http://{host}/v1", "key", "model", is_guarded=True)
    client = ChatClient(settings, lambda _: None, provider=Provider(settings))
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert (caught.value.reason, caught.value.permanent) == ("address_refused", True)
    assert caught.value.usage.requests == 1


@pytest.mark.parametrize(
    ("address", "key", "is_own"),
    [
        ("http://127.0.0.1:11434/v1", "", True),
        ("http://localhost:1234/v1", "", True),
        ("http://[::1]:8080/v1", "", True),
        ("http://192.168.1.20:8000/v1", "", True),
        ("http://ollama:11434/v1", "", True),
        ("http://model.lan/v1", "", True),
        ("http://127.0.0.1:11434/v1", "sk-x", False),
        ("https://api.example.com/v1", "", False),
        ("https://8.8.8.8/v1", "", False),
        ("", "", False),
    ],
)
def test_own_servers_are_known_by_their_address(address, key, is_own):
    assert is_own_server(address, key) == is_own
