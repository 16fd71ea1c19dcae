"""Only the guarded fetcher and the model client open connections to the outside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.core

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("levelingai", "accounts", "guides", "generation")
MODULES = frozenset(
    (
        "aiohttp", "asyncio.streams", "ftplib", "http.client", "httpcore", "httpcore2", "httpx",
        "httpx2", "imaplib", "paramiko", "poplib", "pycurl", "requests", "smtplib", "socket",
        "telnetlib", "urllib.request", "urllib3", "websocket", "websockets", "xmlrpc.client",
    )
)  # fmt: skip
MAY_IMPORT = {
    "generation/fetch/guard.py": {"socket", "httpcore"},
    "generation/fetch/http.py": {"httpcore", "httpx"},
    "generation/client.py": {"httpx2"},
    "generation/management/commands/demo.py": {"socket"},  # waits for its own web server
}
MAY_IMPORT_FOLDERS = {"generation/llm": {"httpx2", "httpcore2", "urllib.request"}}
"""The model client's own modules: their address comes from the settings, the last one reads the
environment's proxies."""
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
    name = path.relative_to(ROOT).as_posix()
    folders = (modules for folder, modules in MAY_IMPORT_FOLDERS.items() if name.startswith(folder))
    return MAY_IMPORT.get(name, set()).union(*folders)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import httpx", {"httpx"}),
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


def test_scan_sees_the_fetcher():
    assert outbound_imports((ROOT / "generation/fetch/http.py").read_text()) == {
        "httpcore",
        "httpx",
    }


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


def test_only_website_and_its_child_import_the_fetcher():
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if "generation.stages.website" in path.read_text() or "from .fetch" in path.read_text()
    }
    assert importers <= {"generation/fetch/child.py", "generation/website.py"}
