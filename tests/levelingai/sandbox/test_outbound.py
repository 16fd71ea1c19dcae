"""Only the guarded fetcher and the model client open connections to the outside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.core

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ("levelingai", "accounts", "guides", "generation")
MODULES = frozenset(
    (
        "aiohttp", "asyncio.streams", "ftplib", "http.client", "httpcore", "httpcore2", "httpx",
        "httpx2", "imaplib", "paramiko", "poplib", "pycurl", "requests", "smtplib", "socket",
        "telnetlib", "urllib.request", "urllib3", "websocket", "websockets", "xmlrpc.client",
    )
)  # fmt: skip
MAY_IMPORT = {
    "levelingai/sandbox/deadline.py": {"httpcore2", "httpx2"},
    "levelingai/sandbox/dial.py": {"socket", "httpcore2"},
    "levelingai/sandbox/fetch.py": {"httpcore2", "httpx2"},
    # The model client: its address comes from the settings; the environment names its proxy.
    "levelingai/llm/client.py": {"httpx2"},
    "levelingai/llm/asking.py": {"httpcore2", "httpx2"},  # which models the same server has
    "levelingai/llm/transport.py": {"httpcore2", "httpx2", "urllib.request"},
    "generation/management/commands/demo.py": {"socket"},  # waits for its own web server
}
MAY_FETCH = {
    "generation/stages/website/robots.py",
    "generation/stages/website/visit.py",
    "levelingai/sandbox/download_child.py",
}
"""They run in the limited child of a visit or a download alone."""
MAY_START_VISITS = {"generation/stages/website/brief.py"}
MAY_START_DOWNLOADS = {"guides/source/published.py"}
FETCHING_CALLS = frozenset(
    (
        "create_connection",
        "open_connection",
        "urlopen",
        "urlretrieve",
        "fetch_url",
        "fetch_response",
    )
)


def outbound_imports(source: str) -> set[str]:
    """The modules for outbound connections that `source` imports, by whatever form."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        for name in _names(node):
            found |= {
                module for module in MODULES if name == module or name.startswith(f"{module}.")
            }
    return found


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            yield from (alias.name for alias in aliases)
        case ast.ImportFrom(module=str(module), names=aliases, level=0):
            yield module
            yield from (f"{module}.{alias.name}" for alias in aliases)
        case ast.Call(
            func=ast.Name(id="__import__" | "import_module"), args=[ast.Constant(str(name))]
        ):
            yield name
        case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(str(name))]):
            yield name


def fetching_calls(source: str) -> set[str]:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    }
    return called & FETCHING_CALLS


def sources() -> list[Path]:
    return [path for folder in SOURCES for path in sorted((ROOT / folder).rglob("*.py"))]


def allowed(path: Path) -> set[str]:
    return MAY_IMPORT.get(path.relative_to(ROOT).as_posix(), set())


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import httpx2", {"httpx2"}),
        ("from httpx import get", {"httpx"}),
        ("import urllib.request as r", {"urllib.request"}),
        ("from urllib import request", {"urllib.request"}),
        ("from http import client", {"http.client"}),
        ("def f():\n    import requests.sessions", {"requests"}),
        ("import importlib\nimportlib.import_module('aiohttp')", {"aiohttp"}),
        ("__import__('socket')", {"socket"}),
        ("from urllib.parse import urlsplit\nimport http.server", set()),
    ],
)
def test_scan_finds_an_outbound_client(source, found):
    assert outbound_imports(source) == found


@pytest.mark.parametrize(("name", "modules"), MAY_IMPORT.items())
def test_scan_sees_those_that_may(name, modules):
    assert outbound_imports((ROOT / name).read_text()) == modules


def test_nothing_else_imports_an_outbound_client():
    strangers = {
        str(path.relative_to(ROOT)): found
        for path in sources()
        if (found := outbound_imports(path.read_text()) - allowed(path))
    }
    assert strangers == {}


def test_nothing_else_opens_a_connection():
    strangers = {
        str(path.relative_to(ROOT)): found
        for path in sources()
        if (found := fetching_calls(path.read_text()))
    }
    assert strangers == {}


def those_that_say(*words: str) -> set[str]:
    """The sources that hold one of `words`."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if any(word in path.read_text() for word in words)
    }


def test_only_a_visit_imports_the_fetcher():
    """In whatever spelling: `sandbox.fetch` and what makes connections are named nowhere else."""
    sayers = those_that_say("sandbox.fetch", "sandbox import fetch", "PooledTransport")
    sandbox = {"levelingai/sandbox/fetch.py", "levelingai/sandbox/deadline.py"}
    model = {"levelingai/llm/transport.py", "levelingai/llm/asking.py"}
    assert sayers == MAY_FETCH | sandbox | model


def test_only_the_brief_starts_a_visit():
    assert those_that_say("website.visit", "website import visit") == MAY_START_VISITS


def test_only_published_sheets_start_a_download():
    assert those_that_say("download_child") == MAY_START_DOWNLOADS
