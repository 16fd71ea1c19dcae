"""The sandbox: limits, outcomes, and that no child outlives its parent or its time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generation.core.errors import BadPdf
from guides.source import reading
from guides.source.reading import ReadLimits, read_pdf, render_page
from levelingai.sandbox import run as sandbox
from levelingai.sandbox.run import ChildFailed, ChildLimits, ChildRefused, run_child
from tests.generation.core.reading.pdfs import GOOD, page_pdf, text

pytestmark = pytest.mark.core

ROOT = Path(sandbox.__file__).resolve().parents[2]

SCRIPT = f"""
import os, subprocess, sys, time
sys.path.insert(0, {str(ROOT)!r})
from generation.core import sandbox

class Refused(Exception):
    code, message, detail = "odd", "This is odd.", "seven"

def refuse(request, payload):
    raise Refused

def echo(request, payload):
    print("chatter of a library")
    return {{"value": request["value"], "size": len(payload)}}, payload

def environment(request, payload):
    return {{"names": sorted(os.environ)}}, b""

def loaded(request, payload):
    return {{"modules": sorted(sys.modules)}}, b""

def eat(request, payload):
    return {{"size": len(bytearray(3 * 1024**3))}}, b""

def spin(request, payload):
    while True:
        pass

def sleep(request, payload):
    if request.get("pidfile"):
        grandchild = subprocess.Popen(["sleep", "60"])
        with open(request["pidfile"], "w") as out:
            out.write(f"{{os.getpid()}} {{grandchild.pid}}")
    time.sleep(60)

def flood(request, payload):
    return {{}}, bytes(20 * 1024**2)

def abort(request, payload):
    os.abort()

def write(request, payload):
    with open(request["path"], "wb") as out:
        out.write(bytes(20 * 1024**2))
    return {{}}, b""

def open_files(request, payload):
    return {{"count": len([open("/dev/null") for _ in range(100)])}}, b""

sandbox.serve({{name: value for name, value in globals().items() if callable(value)}})
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    return path


def ask(script, task, *, limits=None, **request):
    return run_child(script, {"task": task, **request}, limits=limits)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return status != "Z"


def wait_until_gone(*pids: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not any(is_alive(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def read_pids(path: Path) -> list[int]:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if path.exists() and len(path.read_text().split()) == 2:
            return [int(pid) for pid in path.read_text().split()]
        time.sleep(0.02)
    raise AssertionError("the child did not start")


def test_child_answers_with_fields_and_bytes(script):
    reply = run_child(script, {"task": "echo", "value": "ä"}, b"\x00\nrest")
    assert reply.fields == {"value": "ä", "size": 6}
    assert reply.data == b"\x00\nrest"


def test_child_reads_its_payload_from_a_file(script, tmp_path):
    (tmp_path / "payload").write_bytes(b"12345")
    reply = run_child(script, {"task": "echo", "value": 1}, tmp_path / "payload")
    assert reply.fields["size"] == 5


def test_child_gets_no_secrets(script, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    monkeypatch.setenv("DATABASE_URL", "postgres://")
    names = set(ask(script, "environment").fields["names"])
    assert not names & {"SECRET_KEY", "DATABASE_URL", "HOME"}


def test_child_loads_no_django(script):
    modules = ask(script, "loaded").fields["modules"]
    assert not [name for name in modules if name.split(".")[0] in {"django", "guides", "openai"}]


def test_child_passes_expected_errors_on(script):
    with pytest.raises(ChildRefused) as refused:
        ask(script, "refuse")
    assert (refused.value.code, refused.value.message, refused.value.detail) == (
        "odd",
        "This is odd.",
        "seven",
    )


@pytest.mark.parametrize(
    ("task", "limits", "outcome"),
    [
        ("eat", ChildLimits(), "too_big"),
        ("spin", ChildLimits(cpu_s=1), "too_slow"),
        ("sleep", ChildLimits(wall_s=0.7), "too_slow"),
        ("flood", ChildLimits(), "too_big"),
        ("abort", ChildLimits(), "crashed"),
        ("open_files", ChildLimits(), "malformed"),
    ],
)
def test_child_that_breaks_a_limit_is_told_apart(script, task, limits, outcome):
    started = time.monotonic()
    with pytest.raises(ChildFailed) as failed:
        ask(script, task, limits=limits)
    assert failed.value.outcome == outcome
    assert time.monotonic() - started < 8


def test_child_may_not_write_large_files(script, tmp_path):
    with pytest.raises(ChildFailed):
        ask(script, "write", path=str(tmp_path / "large"))
    assert (tmp_path / "large").stat().st_size <= ChildLimits().output_mb * sandbox.MEGABYTE


def test_child_out_of_time_is_killed_with_its_own_children(script, tmp_path):
    pidfile = tmp_path / "pids"
    with pytest.raises(ChildFailed):
        ask(script, "sleep", limits=ChildLimits(wall_s=1.5), pidfile=str(pidfile))
    assert wait_until_gone(*read_pids(pidfile))


def test_child_dies_with_its_parent(script, tmp_path):
    pidfile = tmp_path / "pids"
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from generation.core.sandbox import run_child\n"
        f"run_child(Path({str(script)!r}), {{'task': 'sleep', 'pidfile': {str(pidfile)!r}}})\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    child, grandchild = read_pids(pidfile)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    try:
        assert wait_until_gone(child)
    finally:
        os.kill(grandchild, signal.SIGKILL)


def test_read_pdf_reads_in_a_child_only():
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from generation.core.reading import read_pdf\n"
        "assert read_pdf(sys.stdin.buffer.read()).has_text\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'pdfminer', 'pypdf', 'pypdfium2', 'PIL', 'numpy', 'django'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=GOOD, capture_output=True, check=True, timeout=30
    )
    assert done.stdout.strip() == b"[]"


def test_read_pdf_names_size_and_limit():
    with pytest.raises(BadPdf) as refused:
        read_pdf(GOOD + b" " * 2 * sandbox.MEGABYTE, limits=ReadLimits(max_mb=1.5))
    assert (refused.value.code, refused.value.message) == (
        "too_large",
        "The PDF is 2.0 MB; the limit is 1.5 MB.",
    )


def test_read_pdf_refuses_too_many_pages():
    with pytest.raises(BadPdf) as refused:
        read_pdf(GOOD, limits=ReadLimits(max_pages=0))
    assert refused.value.code == "too_many_pages"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty_file"), (b"PK\x03\x04" + b"x" * 2000, "not_a_pdf")]
)
def test_read_pdf_refuses_what_is_no_pdf(data, code):
    with pytest.raises(BadPdf) as refused:
        read_pdf(data)
    assert refused.value.code == code


def test_read_pdf_says_what_kind_of_file_it_got():
    with pytest.raises(BadPdf) as refused:
        read_pdf(b"<!DOCTYPE html><html></html>")
    assert "a web page" in refused.value.message


def test_read_pdf_tells_a_slow_file_as_too_complex(monkeypatch):
    def slow(*args, limits, **kwargs):
        raise ChildFailed("too_slow", "no answer within 30 s", limits)

    monkeypatch.setattr(reading, "run_child", slow)
    with pytest.raises(BadPdf) as refused:
        read_pdf(GOOD)
    assert refused.value.code == "too_complex"
    assert "30 seconds" in refused.value.message


def test_render_page_gives_a_picture_of_the_asked_width():
    png = render_page(page_pdf(text("Hello", 72, 700), size=(300, 600)), 1, width_px=450)
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (450, 900)


def test_render_page_turns_as_the_document_does():
    png = render_page(page_pdf(text("Hello", 72, 500), size=(300, 600)), 1, width_px=600, turned=90)
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (600, 300)


def test_render_page_refuses_a_page_that_is_not_there():
    with pytest.raises(BadPdf):
        render_page(GOOD, 2, width_px=100)
