"""How close writing with a model comes to the model's own speed, and to a provider's limit.

Needs the simulator of an OpenAI-compatible server in `../shared/llmsim`; says so without it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.product import ROOT, product, wait_for

SHARED = ROOT.parent / "shared"
CELLS = 47
"""Of the sample guide."""

LATENCY_S = 3.0
PER_S = 1.0
"""Requests that the limited provider lets through."""

BURST = 4
"""Requests that it lets through at once at first; a guide must not fit into them."""


@dataclass(frozen=True, slots=True)
class Run:
    """One guide: seconds of recovery, and from then to the first examples on the page, to the sort
    of the last row, and to the end with all that was mended; and how it ended."""

    cells: int
    first_s: float
    sorted_s: float
    seconds: float
    recovery_s: float
    end: str


@contextmanager
def simulator(*options: str) -> Iterator[str]:
    """A server on a free port; yields its address with /v1."""
    with tempfile.TemporaryDirectory() as folder:
        port_file = Path(folder) / "port"
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "llmsim",
                "--port",
                "0",
                "--port-file",
                str(port_file),
                *options,
            ],
            cwd=SHARED,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            port = wait_for(lambda: port_file.exists() and port_file.read_text().strip(), 20)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(10)


def _get(address: str) -> dict:
    request = urllib.request.Request(address, headers={"Authorization": "Bearer sk-bench"})
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read())


def main(arguments: list[str]) -> int:
    if not (SHARED / "llmsim").exists():
        print("The simulator is not on this machine; nothing is measured.")
        return 0
    if not arguments:
        # Each with workers of its own: what one has learned of its provider helps no other.
        names = list(MEASUREMENTS)
        runs = [[sys.executable, "-m", "benchmarks.fanout", name] for name in names]
        return max(subprocess.run(run, check=False).returncode for run in runs)
    MEASUREMENTS[arguments[0]]()
    return 0


def _latency() -> None:
    """All cells at once; the first guide after the workers' start included."""
    options = ("--ttft", str(LATENCY_S), "--tps", "100000")
    with simulator(*options) as address, product(**_model(address)):
        for name in ("first guide after a start", "second guide"):
            _print_ratio(name, _write_guide())
        print(
            f"{'for reference':28}{CELLS:4} bare requests of that size  {_bare_s(address):6.2f} s"
        )


def _bare_s(address: str) -> float:
    """Seconds for as many requests at once, each about as long as a cell's, with nothing around."""
    words = "Writes down what was decided and why. " * 500
    message = {"role": "user", "content": f"Answer with a JSON object. {words}"}
    body = json.dumps({"model": _model(address)["LLM_MODEL"], "messages": [message]}).encode()
    headers = {"Authorization": "Bearer sk-bench", "Content-Type": "application/json"}

    def ask(_: int) -> None:
        request = urllib.request.Request(f"{address}/chat/completions", body, headers)
        with urllib.request.urlopen(request) as answer:
            answer.read()

    started = time.perf_counter()
    with ThreadPoolExecutor(CELLS) as pool:
        list(pool.map(ask, range(CELLS)))
    return time.perf_counter() - started


def _slow() -> None:
    """A model that takes 15 s to its first word and writes 15 words a second, in full length."""
    with simulator("--ttft", "15", "--tps", "15") as address, product(**_model(address)):
        run = _write_guide(timeout_s=900)
        print(f"{'15 s, then 15 tokens/s':28}{run.cells:4} cells  {run.seconds:6.0f} s  {run.end}")


def _print_ratio(name: str, run: Run) -> None:
    """Plan, cell and sort are three calls; what the simulator's sort sends back is apart."""
    first, own = run.first_s / (2 * LATENCY_S), run.sorted_s / (3 * LATENCY_S)
    print(
        f"{name:28}{run.cells:4} cells  first examples {run.first_s:5.2f} s = {first:4.2f} × two "
        f"calls  all sorted {run.sorted_s:5.2f} s = {own:4.2f} × three calls (promise: 1.15)  "
        f"with mending {run.seconds:5.2f} s  recovery apart {run.recovery_s:.2f} s  {run.end}",
        flush=True,
    )


def _limit() -> None:
    """A provider whose headers tell that it lets 60 requests a minute through."""
    burst_s = str(BURST / PER_S)
    with simulator("--rpm", "60", "--burst", burst_s) as address, product(**_model(address)):
        _print_share("60 a minute, told in headers", _write_guide(), address)


def _refusals() -> None:
    """The same limit, which shows in refusals only."""
    profile = f"ratelimited;rpm=60;burst={BURST}"
    with simulator("--profile", profile) as address, product(**_model(address)):
        _print_share("60 a minute, refusals only", _write_guide(), address)


def _print_share(name: str, run: Run, address: str) -> None:
    """How close the time comes to the least that the limit allows for all calls that it took."""
    statuses = _get(address.removesuffix("/v1") + "/_sim/stats")["by_status"]
    least_s = (statuses["200"] - BURST) / PER_S
    print(
        f"{name:28}{run.cells:4} cells  {run.seconds:6.2f} s  {100 * least_s / run.seconds:5.1f} % "
        f"of the limit used  (promise: 90 %)  statuses {statuses}  {run.end}",
        flush=True,
    )


MEASUREMENTS = {
    "latency": _latency,
    "slow": _slow,
    "limit": _limit,
    "refusals": _refusals,
}


def _model(address: str) -> dict[str, str]:
    models = _get(f"{address}/models")["data"]
    return {
        "LLM_BASE_URL": address,
        "LLM_API_KEY": "sk-bench",
        "LLM_MODEL": models[0]["id"],
        "LLM_MAX_CONCURRENCY": "48",
    }


def _write_guide(timeout_s: float = 300) -> Run:
    """Upload the sample guide and wait for its last example; the model must have written all."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile

    from accounts.services import create_workspace
    from guides.enums import GuideStatus
    from guides.generations.by_hand import SAMPLES
    from guides.models import CellGeneration, LevelingGuide
    from guides.upload.services import NewGuide, create_guide

    user, created = get_user_model().objects.get_or_create(username="bench")
    workspace = create_workspace("Bench", user) if created else user.memberships.get().workspace
    started = time.perf_counter()
    guide = create_guide(
        NewGuide(
            workspace=workspace,
            owner=user,
            website_url="https://tidewater-ferries.example",
            role_title="Software Engineer",
            pdf=ContentFile((SAMPLES / "engineering.pdf").read_bytes(), "engineering.pdf"),
        )
    )
    wait_for(lambda: CellGeneration.objects.filter(guide=guide).exists())
    recovered = time.perf_counter()
    written = CellGeneration.objects.filter(guide=guide)
    wait_for(lambda: written.exclude(content_json=[]).exists(), timeout_s=timeout_s)
    first = time.perf_counter()
    wait_for(lambda: _is_sorted(written), timeout_s=timeout_s)
    is_sorted = time.perf_counter()
    wait_for(
        lambda: LevelingGuide.objects.filter(
            pk=guide.pk, status__in=[GuideStatus.COMPLETE, GuideStatus.FAILED_GENERATION]
        ).exists(),
        timeout_s=timeout_s,
    )
    ended = time.perf_counter()
    guide.refresh_from_db()
    rows = CellGeneration.objects.filter(guide=guide).values_list("engine", "status")
    cells = guide.cells.count()
    ready = list(rows).count(("openai", "ready"))
    needing = list(rows).count(("openai", "needs_review"))
    end = f"{guide.status}, {ready} ready, {needing} for a person, {rows.count() - cells} twice"
    return Run(
        cells,
        first - recovered,
        is_sorted - recovered,
        ended - recovered,
        recovered - started,
        end,
    )


def _is_sorted(written: Any) -> bool:
    """Whether a blind sort has seen each cell's examples once, or the cell needs none."""
    open_ones = written.filter(status__in=["waiting", "writing"])
    return all(steps.get("landings") for steps in open_ones.values_list("steps_json", flat=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
