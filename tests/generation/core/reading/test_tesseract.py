"""tesseract as a subprocess: no run of it outlives the process that asked for it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generation.core.reading import tesseract

pytestmark = [
    pytest.mark.core,
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends orphans on Linux alone"),
]

ROOT = Path(__file__).resolve().parents[4]
PATIENCE_S = 20.0


@pytest.fixture
def endless(tmp_path):
    """A folder with a `tesseract` that writes its process id to `pid` beside it and never ends."""
    program = tmp_path / "tesseract"
    program.write_text(
        f"#!/bin/sh\necho $$ > {tmp_path}/pid.new\n/bin/mv {tmp_path}/pid.new {tmp_path}/pid\n"
        "exec /bin/sleep 60\n"
    )
    program.chmod(0o755)
    return tmp_path


def wait_for(condition):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def is_gone(pid):
    """Whether a process has ended; one that nobody has fetched yet counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_run_dies_with_the_process_that_started_it(endless):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from generation.core.reading import tesseract\n"
        f"tesseract.SEARCHED = {str(endless)!r}\n"
        "tesseract._run(['stdin'], b'')\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    try:
        assert wait_for((endless / "pid").exists)
        pid = int((endless / "pid").read_text())
        assert not is_gone(pid)
    finally:
        parent.kill()
        parent.wait()
    try:
        assert wait_for(lambda: is_gone(pid))
    finally:
        if not is_gone(pid):
            os.kill(pid, signal.SIGKILL)


def test_run_whose_parent_is_gone_already_ends_at_once(monkeypatch):
    codes = []
    monkeypatch.setattr(tesseract.os, "_exit", codes.append)
    monkeypatch.setattr(tesseract.os, "getppid", lambda: 1)
    monkeypatch.setattr(tesseract.sys, "platform", "elsewhere")
    tesseract._die_with_parent(2)
    assert codes == [1]


def test_run_that_takes_too_long_fails(endless, monkeypatch):
    monkeypatch.setattr(tesseract, "SEARCHED", str(endless))
    monkeypatch.setattr(tesseract, "TIMEOUT_S", 2.0)
    with pytest.raises(tesseract.TesseractFailed, match="TimeoutExpired"):
        tesseract._run(["stdin"], b"")
    assert is_gone(int((endless / "pid").read_text()))
