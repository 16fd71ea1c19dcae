"""The sandbox: limits, outcomes, and that no child outlives its parent or its time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from levelingai.sandbox import run as sandbox
from levelingai.sandbox.run import ChildFailed, ChildLimits, ChildRefused, run_child

pytestmark = pytest.mark.core

ROOT = Path(sandbox.__file__).resolve().parents[2]
HANDLERS = "tests.levelingai.sandbox.child_handlers"
PATIENCE_S = 30
"""How long a test waits for what must happen; it goes on as soon as it has."""
OURS = (
    "generation.core.reading.tasks",
    "generation.stages.website.visit",
    "levelingai.sandbox.printing_child",
)
"""The modules whose functions run in children."""


def ask(handler, payload=b"", *, limits=None, **request):
    return run_child(f"{HANDLERS}:{handler}", request, payload, limits=limits)


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return status != "Z"


def wait_for(condition) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def are_gone(*pids: int) -> bool:
    return wait_for(lambda: not any(is_alive(pid) for pid in pids))


def read_pids(path: Path) -> list[int]:
    assert wait_for(lambda: path.exists() and path.read_text().endswith("\n")), "no child started"
    return [int(pid) for pid in path.read_text().split()]


def test_child_answers_with_fields_and_bytes():
    reply = ask("echo", b"\x00\nrest", value="ä")
    assert reply.fields == {"value": "ä", "size": 6}
    assert reply.data == b"\x00\nrest"


def test_child_tells_its_progress():
    told = []
    handler = f"{HANDLERS}:count"
    reply = run_child(handler, {"up_to": 3}, on_progress=told.append)
    assert told == [[0, "\n"], [1, "\n"], [2, "\n"]]
    assert (reply.fields, reply.data) == ({"sum": 3}, b"{}\n")
    assert run_child(handler, {"up_to": 3}).fields == {"sum": 3}


def test_child_ends_when_nobody_wants_its_progress():
    def refuse(news):
        raise KeyError(news[0])

    with pytest.raises(KeyError):
        run_child(f"{HANDLERS}:count", {"up_to": 3}, on_progress=refuse)


def test_child_reads_its_payload_from_a_file(tmp_path):
    (tmp_path / "payload").write_bytes(b"12345")
    assert ask("echo", tmp_path / "payload", value=1).fields["size"] == 5


def test_child_gets_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgres://")
    names = set(ask("environment").fields["names"])
    assert not names & {"SECRET_KEY", "DATABASE_URL", "HOME"}


@pytest.mark.parametrize("module", OURS)
def test_child_loads_no_django(module):
    modules = ask("loaded", module=module).fields["modules"]
    assert module in modules
    kept_out = {"django", "guides", "accounts", "openai", "psycopg"}
    assert not [name for name in modules if name.split(".")[0] in kept_out]


def test_child_passes_expected_errors_on():
    with pytest.raises(ChildRefused) as refused:
        ask("refuse")
    assert (refused.value.code, refused.value.message, refused.value.detail) == (
        "odd",
        "This is odd.",
        "seven",
    )


@pytest.mark.parametrize(
    ("handler", "limits", "outcome"),
    [
        ("eat", ChildLimits(), "too_big"),
        ("spin", ChildLimits(cpu_s=1), "too_slow"),
        ("sleep", ChildLimits(wall_s=0.7), "too_slow"),
        ("flood", ChildLimits(), "too_big"),
        ("abort", ChildLimits(), "crashed"),
        ("open_files", ChildLimits(), "malformed"),
        ("echo", ChildLimits(), "malformed"),  # its request lacks the value
        ("no_such_handler", ChildLimits(), "crashed"),
    ],
)
def test_child_that_breaks_a_limit_is_told_apart(handler, limits, outcome):
    with pytest.raises(ChildFailed) as failed:
        ask(handler, limits=limits)
    assert failed.value.outcome == outcome


def test_child_may_not_write_large_files(tmp_path):
    with pytest.raises(ChildFailed):
        ask("write", path=str(tmp_path / "large"))
    assert (tmp_path / "large").stat().st_size <= ChildLimits().output_mb * sandbox.MEGABYTE


def test_child_that_breaks_a_limit_is_killed_with_its_own_children(tmp_path):
    pidfile = tmp_path / "pids"
    with pytest.raises(ChildFailed):
        ask("flood", pidfile=str(pidfile))
    assert are_gone(*read_pids(pidfile))


def test_child_that_answered_leaves_no_children(tmp_path):
    pidfile = tmp_path / "pids"
    ask("leave_a_child", pidfile=str(pidfile))
    assert are_gone(*read_pids(pidfile))


def test_child_dies_with_its_parent(tmp_path):
    pidfile = tmp_path / "pids"
    code = (
        "from levelingai.sandbox.run import run_child\n"
        f"run_child('{HANDLERS}:sleep', {{'pidfile': {str(pidfile)!r}}})\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    child, grandchild = read_pids(pidfile)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    try:
        assert are_gone(child)
    finally:
        os.kill(grandchild, signal.SIGKILL)
