"""`manage.py demo`: a database of an earlier version, and a model that runs on the machine."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from generation.management.commands.demo import model_hint
from levelingai.llm.models import Server
from tests.model_server import ModelServer, ollama, vllm

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


def test_model_server_on_this_machine_is_named(settings):
    settings.LLM_PROVIDER, settings.LOCAL_RUN = "offline", True
    address = "http://127.0.0.1:8000"
    with ModelServer(ollama()) as server:
        ports = {Server.OLLAMA: server.port}
        assert model_hint(address, 8000, ports) == (
            f"Ollama is running here with qwen3:14b: use it at {address}/workspace/model/\n"
        )
        settings.LLM_PROVIDER = "openai"
        assert model_hint(address, 8000, ports) == ""
        settings.LLM_PROVIDER = "offline"
    assert model_hint(address, 8000, ports) == ""


def test_demo_takes_no_answer_of_its_own_for_a_model(settings):
    settings.LLM_PROVIDER, settings.LOCAL_RUN = "offline", True
    with ModelServer(vllm()) as server:
        assert model_hint("", server.port, {Server.VLLM: server.port}) == ""
