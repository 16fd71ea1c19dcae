"""`manage.py demo` on a machine that has run an earlier version."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.core
ROOT = Path(__file__).resolve().parents[2]


def test_database_of_an_earlier_version_is_kept_aside(tmp_path):
    old = tmp_path / "levelingai.sqlite3"
    with sqlite3.connect(old) as database:
        database.execute("CREATE TABLE django_migrations (id, app TEXT, name TEXT, applied TEXT)")
        database.execute(
            "INSERT INTO django_migrations VALUES (1, 'generation', '0001', '2026-01-01')"
        )
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--prepare-only"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{old}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "moved aside" in done.stdout
    (kept,) = tmp_path.glob("levelingai.sqlite3.before-*")
    with sqlite3.connect(kept) as database:
        assert database.execute("SELECT app FROM django_migrations").fetchall() == [("generation",)]
    with sqlite3.connect(old) as database:
        (status,) = database.execute("SELECT status FROM guides_levelingguide").fetchone()
    assert status == "COMPLETE"
