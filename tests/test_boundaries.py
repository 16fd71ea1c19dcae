"""Who may import whom: the layers that docs/architecture.md promises."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.core
ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "generation/core": {"django", "levelingai", "accounts", "guides", "openai", "httpx"},
    "guides": {"generation"},
    "accounts": {"guides", "generation"},
    "levelingai": {"guides", "generation"},
}
ALONE = {
    "django_q": {"levelingai/queue.py"},
    "openai": {"generation/client.py"},
}


def modules(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_package_imports_nothing_above_it(folder):
    broken = {
        str(path.relative_to(ROOT)): sorted(imported(path) & FORBIDDEN[folder])
        for path in modules(folder)
        if imported(path) & FORBIDDEN[folder]
    }
    assert broken == {}


@pytest.mark.parametrize("package", ALONE)
def test_package_has_one_importer(package):
    importers = {
        str(path.relative_to(ROOT))
        for folder in ("levelingai", "accounts", "guides", "generation")
        for path in modules(folder)
        if package in imported(path)
    }
    assert importers == ALONE[package]


def test_nothing_needs_the_folder_beside_the_project():
    named = [
        str(path.relative_to(ROOT))
        for folder in ("levelingai", "accounts", "guides", "generation", "templates", "static")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css"} and "../shared" in path.read_text()
    ]
    assert named == []
