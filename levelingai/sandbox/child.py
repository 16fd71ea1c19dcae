"""The child's side of `run`: limits itself, then runs one handler; started by path with `-I`.

Nothing but the standard library is imported before the limits stand. `-I` hides the project, so
its root is put on the path here.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Generator, Mapping
from typing import IO, Any, NoReturn, cast

Answer = tuple[Mapping[str, Any], bytes]
"""JSON values and bytes."""
Handler = Callable[[Mapping[str, Any], bytes], Answer | Generator[Any, None, Answer]]
"""From request and payload to an answer. What a generator yields on the way is told at once."""

MEGABYTE = 1024 * 1024
PR_SET_PDEATHSIG = 1
"""The number of this request in Linux's `sys/prctl.h`."""
DYING_BREATH_S = 1
"""CPU seconds between the signal that the limit is reached and the kill."""
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))


def serve() -> NoReturn:
    """Answer the one request that this child was started for, and end.

    A handler that cannot be imported is a fault of ours: the child ends with a traceback, which
    its parent tells as `crashed`, never as something that the input did.
    """
    call = json.loads(sys.argv[1])
    limit_self(call["limits"], parent=call["parent"])
    sys.path.insert(0, ROOT)
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)  # what a library prints must not reach the reply
        handler = _handler(call["handler"])
        try:
            fields, data = _answer(handler(call["request"], sys.stdin.buffer.read()), output)
            reply: dict[str, Any] = {"fields": fields}
        except Exception as exc:
            reply, data = _failure(exc), b""
        output.write(json.dumps(reply, separators=(",", ":")).encode() + b"\n" + data)
    os._exit(0)  # what is left in memory needs no tidying


def _answer(result: Answer | Generator[Any, None, Answer], output: IO[bytes]) -> Answer:
    """What a handler returns in the end; each thing it yields before is a line of its own."""
    if not isinstance(result, Generator):
        return result
    while True:
        try:
            news = next(result)
        except StopIteration as end:
            return cast(Answer, end.value)
        output.write(json.dumps({"progress": news}, separators=(",", ":")).encode() + b"\n")
        output.flush()


def _handler(name: str) -> Handler:
    """The function that `package.module:function` names."""
    module, _, function = name.partition(":")
    return cast(Handler, getattr(importlib.import_module(module), function))


def _failure(exc: Exception) -> dict[str, Any]:
    """What the parent hears of `exc`: an expected error has a `code` and a `message` for people."""
    code = getattr(exc, "code", None)
    if isinstance(code, str) and hasattr(exc, "message"):
        detail = str(getattr(exc, "detail", ""))
        return {"error": {"code": code, "message": exc.message, "detail": detail}}
    if isinstance(exc, MemoryError):
        return {"outcome": "too_big", "found": "out of memory"}
    return {"outcome": "malformed", "found": type(exc).__name__}


def limit_self(limits: Mapping[str, Any], *, parent: int) -> None:
    """Give up what this process does not need, before anything untrusted is touched."""
    die_with(parent)
    memory, output = limits["memory_mb"] * MEGABYTE, limits["output_mb"] * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu_s = limits["cpu_s"]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + DYING_BREATH_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits["files"], limits["files"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(limits["nice"])


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, and end if that already happened."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    serve()
