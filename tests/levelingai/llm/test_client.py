"""The model client: dialects, limits of time and size, accounts, and what it never says."""

import json
import logging
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import pytest

from levelingai.llm import call, transport
from levelingai.llm.client import CallFailed, ChatClient, ClientSettings, preload
from levelingai.llm.dialect import Dialect
from levelingai.llm.provider import provider_for
from tests.levelingai.llm.helpers import HANGING_S, MESSAGES, ask, make_client, make_settings

pytestmark = pytest.mark.core


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(call, "FIRST_BACKOFF_S", 0.02)


def test_client_returns_text_and_what_it_cost(llmsim):
    client, records = make_client(llmsim)
    reply = ask(client)
    assert len(json.loads(reply.text)["examples"]) == 3
    assert reply.finish_reason == "stop"
    fresh = reply.tokens_in - reply.tokens_cached
    million = Decimal(1_000_000)
    assert reply.cost == (fresh + reply.tokens_cached / Decimal(2) + reply.tokens_out * 4) / million
    (record,) = records
    assert record.outcome == "ok"
    assert record.error_code == ""
    assert record.purpose == "generate_examples"
    assert (record.request_id, record.model) == (reply.request_id, "gpt-4o-mini")
    assert (record.tokens_in, record.tokens_out) == (reply.tokens_in, reply.tokens_out)
    assert record.cost == reply.cost
    assert 0 < record.duration_s < 5


def test_client_without_prices_knows_no_cost(llmsim):
    client, records = make_client(llmsim, price_per_million=None)
    assert ask(client).cost is None
    assert records[0].cost is None


def test_client_counts_failed_requests_into_the_usage_of_the_call(llmsim):
    client, records = make_client(llmsim, "unavailable_first;n=2")
    reply = ask(client)
    assert reply.usage.requests == 3
    assert reply.usage.tokens_in == reply.tokens_in
    assert [record.error_code for record in records] == ["server_error", "server_error", ""]


@pytest.mark.parametrize(
    ("support", "mode", "requests"),
    [
        ("full", "json_schema", 1),
        ("no_json_schema", "json_object", 2),
        ("json_object_only", "json_object", 2),
        ("none", None, 3),
    ],
)
def test_client_finds_the_json_mode_once(llmsim, support, mode, requests):
    llmsim.set(schema_support=support)
    client, _ = make_client(llmsim)
    texts = [ask(client).text for _ in range(3)]
    assert all(text.count('"headline"') == 3 for text in texts)
    assert llmsim.stats()["requests"] == requests + 2
    last = llmsim.requests(1)[0]["body"]
    assert last.get("response_format", {}).get("type") == mode
    assert client.provider.dialect.mode == (mode or "prompt")


def test_client_keeps_a_json_mode_that_was_set(llmsim):
    llmsim.set(schema_support="no_json_schema")
    client, _ = make_client(llmsim, json_mode="json_schema")
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert caught.value.reason == "bad_request"
    assert llmsim.stats()["requests"] == 1


def test_client_leaves_out_a_temperature_that_is_refused(llmsim):
    client, _ = make_client(llmsim, model="o4-mini", temperature=0.3)
    ask(client)
    ask(client)
    assert llmsim.stats()["requests"] == 3
    assert not client.provider.dialect.has_temperature


def test_client_forgets_adaptations_that_did_not_help(llmsim):
    client, _ = make_client(llmsim, "error;status=400")
    with pytest.raises(CallFailed):
        ask(client)
    assert client.provider.dialect == Dialect()


def test_client_says_when_a_guide_is_too_long(llmsim):
    client, _ = make_client(llmsim)
    long = [*MESSAGES, {"role": "user", "content": "word " * 120_000}]
    with pytest.raises(CallFailed) as caught:
        ask(client, long)
    assert (caught.value.reason, caught.value.permanent) == ("too_long", True)
    assert llmsim.stats()["requests"] == 1


def test_client_says_when_the_model_is_unknown(llmsim):
    client, _ = make_client(llmsim, model="no-such-model")
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert (caught.value.reason, caught.value.permanent) == ("unknown_model", True)


def test_client_takes_an_empty_key_for_servers_without_keys(llmsim):
    client, _ = make_client(llmsim, api_key="")
    assert ask(client).text


def test_client_ends_a_call_within_its_deadline(llmsim):
    client, records = make_client(llmsim, "hang", timeout_s=30)
    started = time.monotonic()
    with pytest.raises(CallFailed) as caught:
        ask(client, deadline_s=0.4)
    assert time.monotonic() - started < HANGING_S
    assert caught.value.reason == "timeout"
    assert len(records) == 1


def test_client_blames_no_model_for_its_own_short_deadlines(llmsim):
    client, _ = make_client(llmsim, "hang", timeout_s=30)
    for _ in range(10):
        with pytest.raises(CallFailed) as caught:
            ask(client, deadline_s=0.03)
        assert caught.value.reason == "timeout"
    assert not client.provider.breaker.is_open


def test_client_that_was_only_refused_leaves_the_queue_in_time(llmsim):
    client, records = make_client(llmsim, "ratelimited;always=1;retry_after=5")
    with pytest.raises(CallFailed) as caught:
        ask(client, queue_s=1)
    assert (caught.value.reason, len(records)) == ("rate_limited", 1)


def test_client_waits_in_a_queue_no_longer_than_told(llmsim):
    client, records = make_client(llmsim)
    client.provider.limiter.pause(600)
    with pytest.raises(CallFailed) as caught:
        ask(client, queue_s=0.2)
    assert caught.value.is_postponed
    assert 300 < caught.value.retry_after_s <= 600
    assert records == []


def test_client_holds_all_threads_back_after_one_refusal(llmsim):
    client, _ = make_client(llmsim, "ratelimited;always=1;retry_after=60")
    failures = []

    def run():
        with pytest.raises(CallFailed) as caught:
            ask(client, deadline_s=0.5)
        failures.append(caught.value.reason)

    run()
    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == ["rate_limited"] * 9
    assert llmsim.stats()["requests"] == 1


def test_client_probes_a_dead_model_once_and_then_goes_on(llmsim):
    client, _ = make_client(llmsim, max_retries=0)
    llmsim.profile("unavailable")
    client.settings = replace(client.settings, api_key="sk-plain")
    for _ in range(8):
        with pytest.raises(CallFailed):
            ask(client)
    breaker = client.provider.breaker
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert (caught.value.reason, llmsim.stats()["requests"]) == ("stopped", 8)
    breaker._open_until = time.monotonic()
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert (caught.value.reason, llmsim.stats()["requests"]) == ("server_error", 9)
    llmsim.profile("ok")
    breaker._open_until = time.monotonic()
    assert ask(client).text
    assert ask(client).text


def test_clients_of_one_provider_share_what_they_learn(llmsim):
    settings = make_settings(llmsim)
    same = provider_for(settings)
    assert provider_for(replace(settings, base_url=settings.base_url + "/")) is same
    assert provider_for(replace(settings, temperature=0.1)) is same
    assert provider_for(replace(settings, model="other")) is not same
    assert provider_for(replace(settings, api_key="other")) is not same


def test_client_never_says_its_key(llmsim, caplog):
    key = "sk-live-51Hx0secret"
    client, records = make_client(llmsim, api_key=key)
    llmsim.profile("auth_error")
    with caplog.at_level(logging.DEBUG), pytest.raises(CallFailed) as caught:
        ask(client)
    said = [
        caplog.text,
        str(caught.value),
        repr(caught.value),
        repr(client.settings),
        repr(records),
    ]
    assert not any(key in text or "revoked" in text for text in said)


def test_client_logs_prompts_only_when_asked(llmsim, caplog):
    quiet, _ = make_client(llmsim)
    with caplog.at_level(logging.DEBUG):
        text = ask(quiet).text
    assert "Breaks a project" not in caplog.text
    loud, _ = make_client(llmsim, log_prompts=True)
    with caplog.at_level(logging.DEBUG):
        ask(loud)
    assert "Breaks a project" in caplog.text
    assert text[:40] in caplog.text


def test_client_strips_control_characters(llmsim):
    client, _ = make_client(llmsim, "control_chars")
    text = ask(client).text
    assert "\x00" not in text
    assert "\x1b" not in text


@contextmanager
def dripping_server(head, gap_s=0.1, context=None):
    """Sends `head` at once and then a byte at a time, for as long as anyone listens."""
    server = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve():
        while not stopped.is_set():
            try:
                peer, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=[peer], daemon=True).start()

    def drip(peer):
        with peer:
            try:
                if context:
                    peer = context.wrap_socket(peer, server_side=True)
                peer.recv(65_536)
                peer.sendall(head)
                while not stopped.wait(gap_s):
                    peer.sendall(b"x")
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        scheme = "https" if context else "http"
        yield f"{scheme}://127.0.0.1:{server.getsockname()[1]}/v1"
    finally:
        stopped.set()
        server.close()


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nx-slow: ",
        b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"a":"',
    ],
    ids=["headers", "body"],
)
def test_client_is_not_held_by_a_server_that_drips(head):
    with dripping_server(head) as base_url:
        settings = ClientSettings(
            base_url, "key", "model", timeout_s=0.5, call_deadline_s=1.2, max_retries=5
        )
        started = time.monotonic()
        with pytest.raises(CallFailed) as caught:
            ask(ChatClient(settings, lambda _: None))
        assert caught.value.reason == "timeout"
        assert time.monotonic() - started < HANGING_S


@pytest.fixture
def tls(tmp_path):
    """A certificate for 127.0.0.1, as (context of a server, file to trust)."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate, and is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True, timeout=20,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


def test_client_keeps_its_deadline_over_tls(tls, monkeypatch):
    context, certificate = tls
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    head = b"HTTP/1.1 200 OK\r\nx-slow: "
    with dripping_server(head, context=context) as base_url:
        settings = ClientSettings(
            base_url, "key", "model", timeout_s=0.5, call_deadline_s=0.7, max_retries=0
        )
        started = time.monotonic()
        with pytest.raises(CallFailed) as caught:
            ask(ChatClient(settings, lambda _: None))
        assert caught.value.reason == "timeout"
        assert time.monotonic() - started < HANGING_S


def test_client_trusts_no_unknown_certificate(tls):
    context, _ = tls
    with dripping_server(b"", context=context) as base_url:
        settings = ClientSettings(base_url, "key", "model", timeout_s=0.5, max_retries=0)
        with pytest.raises(CallFailed) as caught:
            ask(ChatClient(settings, lambda _: None))
        assert caught.value.reason == "connection"


def test_client_reads_no_more_than_an_answer_can_be(monkeypatch, llmsim):
    monkeypatch.setattr(transport, "MAX_STREAM_BYTES", 500)
    client, records = make_client(llmsim)
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert caught.value.reason == "too_large"
    assert len(records) == 1


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("https://api.example/v1", b"proxy.example"),
        ("http://127.0.0.1:9/v1", None),
        ("https://inside.example/v1", None),
    ],
)
def test_transport_goes_by_the_proxy_of_the_environment(monkeypatch, address, proxy):
    monkeypatch.setenv("https_proxy", "http://user:pass@proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    found = transport._proxy_for(transport.httpx2.URL(address))
    assert (found and found.url.host) == proxy


def test_client_does_not_follow_redirects(llmsim):
    client, _ = make_client(llmsim, "error;status=302")
    with pytest.raises(CallFailed) as caught:
        ask(client)
    assert caught.value.reason == "web_page"
    assert "may be wrong" in caught.value.message


def test_preload_opens_no_connection(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    preload()


def test_costs_are_exact_for_prices_given_as_floats(llmsim):
    client, _ = make_client(llmsim, price_per_million=(0.1, 0.1, 0.1))
    reply = ask(client)
    assert reply.cost == Decimal(reply.tokens_in + reply.tokens_out) / 10_000_000
