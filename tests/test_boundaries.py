"""What the import contract cannot see: that the product stands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.core
ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("levelingai", "accounts", "guides", "generation", "templates", "static")


def test_nothing_needs_the_folder_beside_the_project():
    named = [
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css"} and "../shared" in path.read_text()
    ]
    assert named == []
