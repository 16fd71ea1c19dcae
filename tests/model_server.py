"""Small servers on loopback that answer like those which run models on one's own machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY_ECHOED = "The key sk-echo-1234567890 is wrong."


@dataclass(frozen=True)
class Said:
    """One answer of a server: JSON, or a text as it is."""

    data: Any = None
    status: int = 200
    text: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        return (json.dumps(self.data) if self.text is None else self.text).encode()


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    key: str
    data: Any


Answering = Said | Callable[[Heard], Said]


class ModelServer:
    """Serves `table`, by path, at `http://127.0.0.1:PORT` while the `with` block runs."""

    def __init__(self, table: dict[str, Answering]) -> None:
        self.table = table
        self.heard: list[Heard] = []
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.heard]

    def __enter__(self) -> ModelServer:
        serve = {"poll_interval": 0.01}
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(None)

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self._answer(json.loads(self.rfile.read(length) or b"null"))

            def _answer(self, data: Any) -> None:
                key = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                heard = Heard(self.command, self.path, key, data)
                server.heard.append(heard)
                found = server.table.get(self.path, Said({"error": "not found"}, 404))
                said = found(heard) if callable(found) else found
                self._send(said, is_streamed=bool(isinstance(data, dict) and data.get("stream")))

            def _send(self, said: Said, *, is_streamed: bool) -> None:
                body, kind = said.body(), "application/json"
                if said.text is not None:
                    kind = "text/html"
                elif is_streamed and said.status == 200:
                    body, kind = _as_events(said.data), "text/event-stream"
                try:
                    self.send_response(said.status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body)))
                    for name, value in said.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """The test run stays quiet."""

        return Handler


def _as_events(completion: dict[str, Any]) -> bytes:
    """A completion as a server streams it: its text in one piece, then how much it used."""
    choice = completion["choices"][0]
    base = {"id": "c1", "object": "chat.completion.chunk", "model": completion["model"]}
    delta = {"role": "assistant", "content": choice["message"]["content"]}
    chunks = [
        base | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        base | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
        base | {"choices": [], "usage": completion["usage"]},
    ]
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def completion(*examples: dict[str, Any], model: str = "qwen3:14b", used=(2600, 340)) -> Said:
    """A chat completion with these examples."""
    text = json.dumps({"examples": list(examples)})
    message = {"role": "assistant", "content": text}
    return Said(
        {
            "id": "c1",
            "object": "chat.completion",
            "model": model,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {
                "prompt_tokens": used[0],
                "completion_tokens": used[1],
                "total_tokens": sum(used),
            },
        }
    )


def refused(status: int, code: str = "", message: str = KEY_ECHOED) -> Said:
    return Said({"error": {"message": message, "code": code, "type": "error"}}, status)


def ollama(chat: Answering | None = None) -> dict[str, Answering]:
    """What Ollama answers; one of its models is loaded, one makes embeddings, one is elsewhere."""
    shown = {
        "qwen3:14b": {
            "capabilities": ["completion", "tools", "thinking"],
            "model_info": {"general.architecture": "qwen3", "qwen3.context_length": 40960},
            "parameters": 'temperature                    0.6\nstop    "<|im_end|>"',
        },
        "gemma3:12b": {
            "capabilities": ["completion", "vision"],
            "model_info": {"gemma3.context_length": 131072},
        },
        "llama3.2:3b": {
            "capabilities": ["completion"],
            "model_info": {"llama.context_length": 131072},
            "parameters": "num_ctx                        4096",
        },
        "nomic-embed-text:latest": {"capabilities": ["embedding"], "model_info": {}},
    }

    def show(heard: Heard) -> Said:
        found = shown.get(heard.data["model"])
        return Said(found) if found else Said({"error": "model not found"}, 404)

    sizes = (9_276_198_565, 8_149_190_253, 2_019_393_189, 274_302_450)
    models = [
        {"name": name, "model": name, "size": size, "digest": "0" * 64, "details": {}}
        for name, size in zip(shown, sizes, strict=True)
    ]
    elsewhere = {"name": "gpt-oss:120b-cloud", "size": 384, "remote_host": "https://ollama.com"}
    return {
        "/api/tags": Said({"models": [*models, elsewhere]}),
        "/api/ps": Said({"models": [{"name": "gemma3:12b", "context_length": 16384}]}),
        "/api/show": show,
        "/v1/models": Said({"object": "list", "data": [{"id": name} for name in shown]}),
        "/v1/chat/completions": chat or completion(),
    }


def llama_cpp() -> dict[str, Answering]:
    meta = {"n_ctx_train": 131072, "size": 4_920_734_272, "n_params": 8_030_261_248}
    entry = {"id": "Qwen3-8B-Q4_K_M.gguf", "object": "model", "owned_by": "llamacpp", "meta": meta}
    return {
        "/props": Said(
            {
                "default_generation_settings": {"n_ctx": 8192, "params": {"seed": 1}},
                "total_slots": 1,
                "model_path": "/models/Qwen3-8B-Q4_K_M.gguf",
                "chat_template": "…",
            }
        ),
        "/v1/models": Said({"object": "list", "data": [entry]}),
    }


def lm_studio() -> dict[str, Answering]:
    def entry(name: str, kind: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "object": "model", "type": kind, "state": "not-loaded", **more}

    models = [
        entry("qwen2.5-14b-instruct", "llm", max_context_length=32768, loaded_context_length=12000),
        entry("gemma-3-12b-it", "vlm", max_context_length=131072),
        entry("text-embedding-nomic-embed-text-v1.5", "embeddings", max_context_length=2048),
    ]
    return {"/api/v0/models": Said({"object": "list", "data": models})}


def vllm() -> dict[str, Answering]:
    card = {"id": "Qwen/Qwen3-32B", "object": "model", "owned_by": "vllm", "max_model_len": 32768}
    return {"/v1/models": Said({"object": "list", "data": [card]})}
