"""Finds the model servers that run on this machine, in a local run alone.

Each is asked at its usual port, on 127.0.0.1, in the way in which only it answers: another program
at the port is no model server. All are asked at once, and none for longer than a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from levelingai.llm.asking import Answer, Asker, asking, entries_of
from levelingai.llm.models import Server

PORTS: Mapping[Server, int] = MappingProxyType(
    {Server.OLLAMA: 11434, Server.LLAMA_CPP: 8080, Server.LM_STUDIO: 1234, Server.VLLM: 8000}
)
ASK_S = 0.4
"""For all questions to one server. A closed port answers at once."""
MOST_SHOWN = 20
"""Models of Ollama that are asked about one by one."""

_HIGHEST = 10**13
_EMBEDDING_WORDS = ("embed", "bge-", "minilm", "reranker")
"""In the names of models that write nothing, where the server does not say so itself."""


@dataclass(frozen=True, slots=True)
class FoundModel:
    """`context_tokens` is how much it reads at a time as it is set up, else at the most."""

    name: str
    size_bytes: int | None = None
    context_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class FoundServer:
    server: Server
    base_url: str
    models: tuple[FoundModel, ...]

    @property
    def shown(self) -> str:
        """Host and port."""
        return urlsplit(self.base_url).netloc


def find_servers(
    ports: Mapping[Server, int] = PORTS, *, not_at: int | None = None
) -> tuple[FoundServer, ...]:
    """The servers on this machine that have a model to offer; none but in a local run.

    `not_at` is the port at which the product itself answers.
    """
    if not settings.LOCAL_RUN:
        return ()
    asked = [(server, port) for server, port in ports.items() if port != not_at]
    with ThreadPoolExecutor(max_workers=max(1, len(asked))) as pool:
        found = pool.map(lambda one: _look(*one), asked)
        return tuple(server for server in found if server is not None)


def context_in_use(server: str, base_url: str, model: str) -> int | None:
    """How much a server on this machine reads at a time, now that it has the model loaded."""
    place = urlsplit(base_url)
    if server not in _PROBES or place.hostname != "127.0.0.1" or place.port is None:
        return None
    found = _look(Server(server), place.port)
    models = found.models if found else ()
    return next((one.context_tokens for one in models if one.name == model), None)


def _look(server: Server, port: int) -> FoundServer | None:
    root = f"http://127.0.0.1:{port}"
    with asking(root, ASK_S) as asker:
        models = tuple(_PROBES[server](asker, root))
    return FoundServer(server, f"{root}/v1", models) if models else None


def _ollama(asker: Asker, root: str) -> Iterator[FoundModel]:
    listed = entries_of(asker.get(f"{root}/api/tags"), "models", "name")
    loaded = dict(entries_of(asker.get(f"{root}/api/ps"), "models", "name")) if listed else {}
    for name, entry in listed[:MOST_SHOWN]:
        if _is_elsewhere(name, entry):
            continue
        shown = _object(asker.post(f"{root}/api/show", {"model": name}))
        abilities = shown.get("capabilities")
        if isinstance(abilities, list):
            writes = "completion" in abilities
        else:
            writes = not _is_embedding(name)
        if writes:
            reads = _count(loaded.get(name, {}).get("context_length")) or _context_of(shown)
            yield FoundModel(name, _count(entry.get("size")), reads)


def _is_elsewhere(name: str, entry: dict[str, Any]) -> bool:
    """Whether the server only passes questions on: then they would leave this machine."""
    return bool(entry.get("remote_host")) or name.endswith(("-cloud", ":cloud"))


def _context_of(shown: dict[str, Any]) -> int | None:
    """What the model's own file sets, else the most that the model can read."""
    lines = shown.get("parameters")
    for line in lines.splitlines() if isinstance(lines, str) else ():
        words = line.split()
        if len(words) == 2 and words[0] == "num_ctx" and words[1].isascii() and words[1].isdigit():
            return _count(int(words[1][:12]))
    info = shown.get("model_info")
    items = info.items() if isinstance(info, dict) else ()
    lengths = (_count(value) for name, value in items if str(name).endswith(".context_length"))
    return next((length for length in lengths if length), None)


def _llama_cpp(asker: Asker, root: str) -> Iterator[FoundModel]:
    usual = _object(asker.get(f"{root}/props")).get("default_generation_settings")
    if not isinstance(usual, dict):
        return
    for name, entry in entries_of(asker.get(f"{root}/v1/models"), "data", "id"):
        meta = entry.get("meta")
        size = _count(meta.get("size")) if isinstance(meta, dict) else None
        if not _is_embedding(name):
            yield FoundModel(name, size, _count(usual.get("n_ctx")))


def _lm_studio(asker: Asker, root: str) -> Iterator[FoundModel]:
    for name, entry in entries_of(asker.get(f"{root}/api/v0/models"), "data", "id"):
        if entry.get("type") in {"llm", "vlm"}:
            loaded = _count(entry.get("loaded_context_length"))
            yield FoundModel(name, None, loaded or _count(entry.get("max_context_length")))


def _vllm(asker: Asker, root: str) -> Iterator[FoundModel]:
    for name, entry in entries_of(asker.get(f"{root}/v1/models"), "data", "id"):
        is_its_own = entry.get("owned_by") == "vllm" or _count(entry.get("max_model_len"))
        if is_its_own and not _is_embedding(name):
            yield FoundModel(name, None, _count(entry.get("max_model_len")))


_PROBES: Mapping[str, Callable[[Asker, str], Iterator[FoundModel]]] = MappingProxyType(
    {
        Server.OLLAMA: _ollama,
        Server.LLAMA_CPP: _llama_cpp,
        Server.LM_STUDIO: _lm_studio,
        Server.VLLM: _vllm,
    }
)


def _is_embedding(name: str) -> bool:
    return any(word in name.lower() for word in _EMBEDDING_WORDS)


def _object(answer: Answer) -> dict[str, Any]:
    return answer.data if answer.is_ok and isinstance(answer.data, dict) else {}


def _count(value: object) -> int | None:
    """A number of bytes or tokens, where it is one."""
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 < value < _HIGHEST
    return value if is_count else None  # type: ignore[return-value]
