"""Model servers on this machine are found in the way in which each of them answers."""

from __future__ import annotations

import time

import pytest

from levelingai.llm.asking import MAX_ANSWER_BYTES, listed_models
from levelingai.llm.discovery import FoundModel, context_in_use, find_servers
from levelingai.llm.models import Server
from tests.model_server import ModelServer, Said, llama_cpp, lm_studio, ollama, vllm

pytestmark = pytest.mark.core

SERVERS = {
    Server.OLLAMA: (
        ollama,
        (
            FoundModel("qwen3:14b", 9_276_198_565, 40960),
            FoundModel("gemma3:12b", 8_149_190_253, 16384),
            FoundModel("llama3.2:3b", 2_019_393_189, 4096),
        ),
    ),
    Server.LLAMA_CPP: (
        llama_cpp,
        (FoundModel("Qwen3-8B-Q4_K_M.gguf", 4_920_734_272, 8192),),
    ),
    Server.LM_STUDIO: (
        lm_studio,
        (
            FoundModel("qwen2.5-14b-instruct", None, 12000),
            FoundModel("gemma-3-12b-it", None, 131072),
        ),
    ),
    Server.VLLM: (vllm, (FoundModel("Qwen/Qwen3-32B", None, 32768),)),
}


@pytest.fixture(autouse=True)
def local_run(settings):
    settings.LOCAL_RUN = True


@pytest.mark.parametrize("server", SERVERS)
def test_server_is_found_with_its_models(server):
    """Those that make embeddings, and those that Ollama only passes on, are left out."""
    answers, models = SERVERS[server]
    with ModelServer(answers()) as running:
        (found,) = find_servers({server: running.port})
    assert (found.server, found.base_url, found.models) == (server, running.base_url, models)
    assert {one.key for one in running.heard} == {""}


@pytest.mark.parametrize("asked", SERVERS)
def test_program_at_a_port_is_taken_for_no_other(asked):
    for server, (answers, _) in SERVERS.items():
        if server is asked:
            continue
        with ModelServer(answers()) as running:
            assert find_servers({asked: running.port}) == (), server


def test_nobody_is_asked_but_in_a_local_run(settings):
    settings.LOCAL_RUN = False
    with ModelServer(ollama()) as running:
        assert find_servers({Server.OLLAMA: running.port}) == ()
    assert running.heard == []


def test_product_does_not_ask_itself():
    with ModelServer(vllm()) as running:
        assert find_servers({Server.VLLM: running.port}, not_at=running.port) == ()
    assert running.heard == []


@pytest.mark.parametrize(
    "said",
    [
        Said(text="<html>Leveling AI</html>"),
        Said(text="<html>Not found</html>", status=404),
        Said([1, 2]),
        Said({"models": "many", "data": {"id": "x"}}),
        Said({"models": [1, {"name": 7}, {"name": ""}, {"name": "a\u202eb"}], "data": [None]}),
        Said({"models": [{"name": "x" * 121}], "data": [{"id": "x" * 121, "type": "llm"}]}),
        Said({"models": [], "data": [], "filling": "x" * (MAX_ANSWER_BYTES + 1)}),
        Said(text="[" * 100_000),
        Said({"error": "unauthorized"}, 401),
        Said(status=302, headers={"Location": "http://127.0.0.1:1/api/tags"}),
    ],
    ids=lambda said: str(said.text or said.data)[:40],
)
@pytest.mark.parametrize("server", SERVERS)
def test_odd_answer_is_no_server(server, said):
    paths = ("/api/tags", "/props", "/api/v0/models", "/v1/models")
    with ModelServer(dict.fromkeys(paths, said)) as running:
        assert find_servers({server: running.port}) == ()


def test_odd_numbers_are_left_out():
    table = ollama()
    table["/api/tags"] = Said(
        {"models": [{"name": "one", "size": True}, {"name": "two", "size": -1}]}
    )
    table["/api/show"] = Said(
        {"capabilities": ["completion"], "model_info": {"x.context_length": "9"}}
    )
    with ModelServer(table) as running:
        (found,) = find_servers({Server.OLLAMA: running.port})
    assert found.models == (FoundModel("one"), FoundModel("two"))


def test_silent_servers_cost_a_moment_together():
    def silent(heard):
        running.stopping.wait(5)
        return Said({})

    with ModelServer({"/api/tags": silent, "/props": silent, "/v1/models": silent}) as running:
        started = time.monotonic()
        ports = dict.fromkeys((Server.OLLAMA, Server.LLAMA_CPP, Server.VLLM), running.port)
        assert find_servers(ports) == ()
        assert time.monotonic() - started < 2


def test_loaded_model_says_how_much_it_reads():
    with ModelServer(ollama()) as running:
        assert context_in_use("ollama", running.base_url, "gemma3:12b") == 16384
        assert context_in_use("other", running.base_url, "gemma3:12b") is None
    assert context_in_use("ollama", "http://10.0.0.5:11434/v1", "gemma3:12b") is None


def test_list_of_models_is_asked_for_with_the_key():
    with ModelServer({"/v1/models": Said({"data": [{"id": "a"}, {"id": "b"}, {}]})}) as running:
        assert listed_models(running.base_url, "sk-1", is_guarded=False) == (200, ["a", "b"])
        assert [one.key for one in running.heard] == ["sk-1"]


def test_guarded_list_is_not_asked_for_on_loopback():
    with ModelServer(vllm()) as running:
        assert listed_models(running.base_url, "sk-1", is_guarded=True) == (0, [])
    assert running.heard == []
