"""Runs code on untrusted input in a child process that cannot harm its parent.

`run_child("package.module:handler", request, payload)` starts `child.py`, which limits itself and
only then imports the handler's module with all that is heavy or dangerous in it.

Wire: limits, handler and request are one JSON argument, the payload is the child's standard input
(a file, so that nothing is pumped), the reply is one line of JSON on standard output, followed by
raw bytes. Lines before it tell how far the child has come.

Work is limited by CPU time, which the load of the machine does not change. The wall clock is only
a net for a child that waits for something that never comes.
The child gets an environment of its own without any secret, a process group of its own, limits on
memory, CPU, files and output, and dies with its parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

Outcome = Literal["too_big", "too_slow", "crashed", "malformed"]
MEGABYTE = 1024 * 1024
CHILD = Path(__file__).with_name("child.py")

_CHUNK = 64 * 1024
_PROGRESS = b'{"progress":'
_END_S = 0.1
"""The least time that a child has for ending once it has answered."""


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may use.

    `memory_mb` is address space, `files` counts open descriptors, and `output_mb` bounds the reply
    and every file that the child writes. Without others, the limits are those of reading a PDF:
    a child of that niceness beside two busy processes on its core gets a seventh of the time.
    """

    wall_s: float = 400.0
    cpu_s: int = 40
    memory_mb: int = 1024
    output_mb: int = 8
    files: int = 64
    nice: int = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler returned."""

    fields: Mapping[str, Any]
    data: bytes = b""


class ChildFailed(Exception):
    """The child broke a limit or broke down. `found` says what was seen, for the log.

    `is_by_clock` says that the wall clock ended it: the machine may have been busy.
    """

    def __init__(
        self, outcome: Outcome, found: str, limits: ChildLimits, *, is_by_clock: bool = False
    ) -> None:
        super().__init__(f"{outcome}: {found}")
        self.is_by_clock = is_by_clock
        self.outcome = outcome
        self.found = found
        self.limits = limits


class ChildRefused(Exception):
    """The handler answered with an expected error: a code, a message and a detail for the log."""

    def __init__(self, code: str, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail


def run_child(  # noqa: PLR0913 - what a child is asked, named at the call
    handler: str,
    request: Mapping[str, Any],
    payload: bytes | Path = b"",
    *,
    limits: ChildLimits | None = None,
    environment: Mapping[str, str] | None = None,
    on_progress: Callable[[Any], None] | None = None,
) -> Reply:
    """Run one request in a fresh child. Raises `ChildFailed` or `ChildRefused`.

    `handler` is `package.module:function`, from request and payload to JSON values and bytes.
    `payload` is given as bytes or as the path of a file. `environment` is added to the few
    variables that every child gets. `on_progress` hears, while the child works, what a handler
    that is a generator yields; an error that it raises ends the child and is passed on.
    """
    limits = limits or ChildLimits()
    call = {
        "limits": asdict(limits),
        "parent": os.getpid(),
        "handler": handler,
        "request": request,
    }
    with _open_payload(payload) as source:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(CHILD), json.dumps(call)],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_base_environment(), **(environment or {})},
            cwd="/",
            start_new_session=True,
        )
        try:
            output = _read_reply(process, limits, on_progress or _ignore)
        finally:
            _end(process)
    return _parse(output, process.returncode, limits)


def _open_payload(payload: bytes | Path) -> IO[bytes]:
    """A file to read the payload from; the caller closes it."""
    if isinstance(payload, Path):
        return payload.open("rb")
    source = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    source.write(payload)
    source.seek(0)
    return source


def _base_environment() -> dict[str, str]:
    """The few variables of every child, none of them secret.

    Numeric libraries reserve address space per thread, which the memory limit counts.
    """
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **kept,
    }


def _ignore(news: Any) -> None:
    return None


def _read_reply(
    process: subprocess.Popen[bytes], limits: ChildLimits, on_progress: Callable[[Any], None]
) -> bytes:
    """What the child answers, within its time and size. Raises `ChildFailed`."""
    assert process.stdout is not None  # noqa: S101
    deadline = time.monotonic() + limits.wall_s
    reply = bytearray()
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                found = f"no answer within {limits.wall_s:g} s"
                raise ChildFailed("too_slow", found, limits, is_by_clock=True)
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                break
            reply += chunk
            _tell(reply, on_progress)
            size += len(chunk)
            if size > limits.output_mb * MEGABYTE:
                raise ChildFailed("too_big", f"reply above {limits.output_mb} MB", limits)
    try:
        process.wait(max(deadline - time.monotonic(), _END_S))
    except subprocess.TimeoutExpired as exc:
        raise ChildFailed("too_slow", "answered but did not end", limits, is_by_clock=True) from exc
    return bytes(reply)


def _tell(reply: bytearray, on_progress: Callable[[Any], None]) -> None:
    """Take whole lines of progress off the front of what came, and pass them on."""
    while reply.startswith(_PROGRESS) and (end := reply.find(b"\n")) >= 0:
        news = json.loads(bytes(reply[:end]))["progress"]
        del reply[: end + 1]
        on_progress(news)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole group, also when the child itself has ended: it may have children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _parse(output: bytes, code: int, limits: ChildLimits) -> Reply:
    """The reply in what a child wrote before it ended with `code`."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise ChildFailed("too_slow", f"more than {limits.cpu_s} s of CPU", limits)
    line, _, data = output.partition(b"\n")
    if code != 0 or not line:
        raise ChildFailed("crashed", f"ended with {code}", limits)
    reply = json.loads(line)
    if "outcome" in reply:
        raise ChildFailed(reply["outcome"], reply["found"], limits)
    if "error" in reply:
        error = reply["error"]
        raise ChildRefused(error["code"], error["message"], error["detail"])
    return Reply(reply["fields"], data)
