"""Runs the simulator of an OpenAI-compatible API, where it lies beside the repository.

The fixture `llmsim` is one server per test session; a conftest imports it, with `llmsim_session`.
Tests that ask for it skip where the simulator is not there. It needs aiohttp and jsonschema.
"""

import http.client
import importlib.util
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared"
START_S = 20


@dataclass(frozen=True)
class Simulator:
    """A running simulator. Faults are chosen per client: the key `sim-profile-NAME;arg=value`."""

    address: str

    @property
    def base_url(self):
        return f"{self.address}/v1"

    def stats(self):
        return self._call("/_sim/stats")

    def reset(self):
        """Forget counts and settings of earlier tests."""
        self.profile("ok")
        self.set(ttft=0.0, tps=0.0, rpm=0, tpm=0, burst=60.0, max_concurrency=0,
                 schema_support="full", jitter=0.0, vary=False)  # fmt: skip
        self._call("/_sim/reset", {})

    def set(self, **settings):
        self._call("/_sim/settings", settings)

    def profile(self, name):
        """The profile for keys that name none."""
        self._call("/_sim/profile", {"profile": name})

    def refuse(self, text):
        """Decline the requests whose body holds this text; it is JSON."""
        self._call("/_sim/profile", {"profile": "refusal", "match": text})

    def requests(self, last=20):
        return self._call(f"/_sim/requests?last={last}")["requests"]

    def _call(self, path, data=None):
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=10)
        try:
            if data is None:
                connection.request("GET", path)
            else:
                connection.request("POST", path, json.dumps(data))
            return json.load(connection.getresponse())
        finally:
            connection.close()


def why_not():
    """Why the simulator cannot run here; empty when it can."""
    if not (FOLDER / "llmsim" / "__main__.py").exists():
        return "the model simulator is not beside the repository (../shared/llmsim)"
    missing = [name for name in ("aiohttp", "jsonschema") if not importlib.util.find_spec(name)]
    return f"the model simulator needs {' and '.join(missing)}" if missing else ""


def start(folder, *options):
    """A simulator on a free port, as (process, simulator)."""
    port_file = Path(folder) / "llmsim-port"
    process = subprocess.Popen(
        [sys.executable, "-m", "llmsim", "--port", "0", "--port-file", str(port_file), *options],
        cwd=FOLDER,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
    )
    give_up = time.monotonic() + START_S
    while not (port_file.exists() and port_file.read_text()):
        if process.poll() is not None or time.monotonic() > give_up:
            process.kill()
            pytest.fail("the model simulator did not start")
        time.sleep(0.02)
    return process, Simulator(f"http://127.0.0.1:{port_file.read_text()}")


@pytest.fixture(scope="session")
def llmsim_session(tmp_path_factory):
    if reason := why_not():
        pytest.skip(reason)
    process, simulator = start(tmp_path_factory.mktemp("llmsim"))
    yield simulator
    process.terminate()
    process.wait(10)


@pytest.fixture
def llmsim(llmsim_session):
    """The session's simulator with its counts at zero."""
    llmsim_session.reset()
    return llmsim_session
