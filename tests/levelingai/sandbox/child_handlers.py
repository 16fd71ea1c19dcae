"""Handlers for `run_child` that behave in every way the sandbox must cope with."""

import importlib
import os
import subprocess
import sys
import time

GIGABYTE = 1024**3
LARGE = 20 * 1024**2
"""More bytes than a child may answer with or write."""


class Odd(Exception):
    """An expected error, as handlers raise it."""

    code, message, detail = "odd", "This is odd.", "seven"


def echo(request, payload):
    print("chatter of a library")  # noqa: T201
    return {"value": request["value"], "size": len(payload)}, payload


def count(request, payload):
    """Says each number before it answers with their sum."""
    for number in range(request["up_to"]):
        yield [number, "\n"]
    return {"sum": sum(range(request["up_to"]))}, b"{}\n"


def refuse(request, payload):
    raise Odd


def environment(request, payload):
    return {"names": sorted(os.environ)}, b""


def loaded(request, payload):
    """What is loaded once `request["module"]` is."""
    importlib.import_module(request["module"])
    return {"modules": sorted(sys.modules)}, b""


def eat(request, payload):
    return {"size": len(bytearray(3 * GIGABYTE))}, b""


def spin(request, payload):
    while True:
        pass


def sleep(request, payload):
    _start_grandchild(request)
    time.sleep(60)


def flood(request, payload):
    _start_grandchild(request)
    return {}, bytes(LARGE)


def leave_a_child(request, payload):
    _start_grandchild(request)
    return {}, b""


def abort(request, payload):
    os.abort()


def write(request, payload):
    with open(request["path"], "wb") as out:
        out.write(bytes(LARGE))
    return {}, b""


def open_files(request, payload):
    return {"count": len([open("/dev/null") for _ in range(100)])}, b""


def _start_grandchild(request):
    """Start a process that outlives this one, and note both where the request says."""
    if "pidfile" in request:
        grandchild = subprocess.Popen(["sleep", "60"])
        with open(request["pidfile"], "w") as out:
            out.write(f"{os.getpid()} {grandchild.pid}\n")
