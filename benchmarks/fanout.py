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
from contextlib import contextmanager
from pathlib import Path

from benchmarks.product import ROOT, product, wait_for

SHARED = ROOT.parent / "shared"
LATENCY_S = 3.0


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
        for name in ("latency", "limit"):
            subprocess.run([sys.executable, "-m", "benchmarks.fanout", name], check=False)
        return 0
    return {"latency": _latency, "limit": _limit}[arguments[0]]()


def _latency() -> int:
    """48 cells at once against a model that takes 3 s a call; the first guide after a start."""
    options = ("--ttft", str(LATENCY_S), "--tps", "100000")
    with simulator(*options) as address, product(**_model(address)):
        _print_ratio("first guide after a start")
        _print_ratio("second guide")
    return 0


def _print_ratio(name: str) -> None:
    guide, seconds, recovery = _write_guide()
    cells = guide.cells.count()
    print(
        f"{name:28}{cells:4} cells  {seconds:6.2f} s  {seconds / LATENCY_S:5.2f} × the model's "
        f"own latency (recovery {recovery:.2f} s apart)  {guide.status}"
    )


def _limit() -> int:
    """A provider that lets 60 requests a minute through: how much of it is used."""
    with simulator("--rpm", "60") as address, product(**_model(address)):
        guide, seconds, _ = _write_guide()
        stats = _get(address.removesuffix("/v1") + "/_sim/stats")
    cells = guide.cells.count()
    used = cells / (seconds / 60) / 60
    print(
        f"{'60 requests a minute':28}{cells:4} cells  {seconds:6.2f} s  {100 * used:5.1f} % of the "
        f"limit used  {guide.status}  statuses {stats.get('statuses')}"
    )
    return 0


def _model(address: str) -> dict[str, str]:
    models = _get(f"{address}/models")["data"]
    return {
        "LLM_BASE_URL": address,
        "LLM_API_KEY": "sk-bench",
        "LLM_MODEL": models[0]["id"],
        "LLM_MAX_CONCURRENCY": "48",
    }


def _write_guide():
    """The sample guide: seconds of writing and, apart, of what comes before it."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile

    from accounts.services import create_workspace
    from generation.models import CellGeneration
    from guides.models import LevelingGuide
    from guides.samples import FOLDER
    from guides.services import NewGuide, create_guide

    user, created = get_user_model().objects.get_or_create(username="bench")
    workspace = create_workspace("Bench", user) if created else user.memberships.get().workspace
    started = time.perf_counter()
    guide = create_guide(
        NewGuide(
            workspace=workspace,
            owner=user,
            website_url="https://tidewater-ferries.example",
            role_title="Software Engineer",
            pdf=ContentFile((FOLDER / "engineering.pdf").read_bytes(), "engineering.pdf"),
        )
    )
    wait_for(lambda: CellGeneration.objects.filter(guide=guide).exists())
    recovered = time.perf_counter()
    wait_for(
        lambda: LevelingGuide.objects.filter(
            pk=guide.pk, status__in=["COMPLETE", "FAILED_GENERATION"]
        ).exists(),
        timeout_s=300,
    )
    ended = time.perf_counter()
    guide.refresh_from_db()
    return guide, ended - recovered, recovered - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
