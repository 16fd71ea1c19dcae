"""What a reader's page weighs and costs: size, queries, server time; and what polling costs."""

from __future__ import annotations

import gzip
import re
import sys
import threading
import time
from statistics import median

from benchmarks.product import product, wait_for

RUNS = 30
READERS = 200
POLL_SECONDS = 2.0


def main() -> int:
    with product():
        from django.contrib.auth import get_user_model
        from django.test import Client

        from accounts.services import create_workspace

        user = get_user_model().objects.create_user("bench")
        workspace = create_workspace("Bench", user)
        client = Client()
        client.force_login(user)
        print(
            f"{'matrix page':22}{'cells':>6}{'HTML KB':>9}{'gz KB':>7}{'all gz KB':>11}"
            f"{'queries':>9}{'median ms':>11}{'worst ms':>10}"
        )
        for levels, competencies in ((6, 8), (10, 20)):
            guide = _guide(workspace, user, levels, competencies)
            _print_page(client, guide, f"{levels} × {competencies}")
        _print_poll(client, guide)
        _print_readers(workspace, user, client)
    return 0


def _guide(workspace, user, levels: int, competencies: int):
    """A finished guide of any size, from the sample's own texts, written by the built-in writer."""
    import json

    from generation import foreground
    from guides.enums import GuideStatus
    from guides.generations import planning as generating
    from guides.generations.by_hand import SAMPLES
    from guides.models import Company, Competency, GuideCell, Level, LevelingGuide

    source = json.loads((SAMPLES / "engineering.json").read_text())
    company, _ = Company.objects.get_or_create(
        workspace=workspace, website_url="https://tidewater-ferries.example"
    )
    guide = LevelingGuide.objects.create(
        workspace=workspace,
        company=company,
        owner=user,
        role_title="Engineer",
        original_filename="bench.pdf",
        size=1,
        status=GuideStatus.MATRIX_PARSED,
    )
    columns = [
        Level.objects.create(guide=guide, key=f"l{n}", code=f"L{n}", title="Engineer", position=n)
        for n in range(levels)
    ]
    for n in range(competencies):
        texts = source["competencies"][n % 8]
        row = Competency.objects.create(
            guide=guide, key=f"c{n}", name=f"{texts['name']} {n}", position=n
        )
        GuideCell.objects.bulk_create(
            GuideCell(
                guide=guide,
                competency=row,
                level=level,
                definition_text=texts["definitions"][m % 5],
                source=[{"page": 1, "box": [0, 0, 1, 1]}],
            )
            for m, level in enumerate(columns)
        )
    with foreground.Run() as run:
        generating.begin_generation(guide)
        list(run.steps(guide))
    guide.refresh_from_db()
    return guide


def _print_page(client, guide, name: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = guide.get_absolute_url()
    with CaptureQueriesContext(connection) as queries:
        html = client.get(address).content
    count = len(queries)
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - started))
    packed = len(gzip.compress(html))
    print(
        f"{name:22}{guide.cells.count():6}{len(html) / 1024:9.0f}{packed / 1024:7.1f}"
        f"{(packed + _assets(html.decode())) / 1024:11.1f}{count:9}"
        f"{median(times):11.1f}{max(times):10.1f}"
    )


def _assets(html: str) -> int:
    """Bytes over the wire of the style sheets, scripts and fonts of a page, packed where useful."""
    from django.conf import settings

    names = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', html))
    sheets = [settings.STATIC_ROOT / name for name in names]
    total = 0
    for path in sheets:
        total += len(gzip.compress(path.read_bytes()))
        if path.suffix == ".css":
            for font in re.findall(r'url\("?([^")]+\.woff2)', path.read_text()):
                total += (path.parent / font).stat().st_size
    return total


def _print_poll(client, guide) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"{guide.get_absolute_url()}status/?v={guide.version}"
    first = client.get(address, headers={"HX-Request": "true"})
    headers = {"HX-Request": "true", "If-None-Match": first.headers.get("ETag", "")}
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=headers)
    count = len(queries)
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        client.get(address, headers=headers)
        times.append(1000 * (time.perf_counter() - started))
    print(
        f"\nunchanged poll: status {answer.status_code}, {count} queries, "
        f"{median(times):.1f} ms median"
    )


def _print_readers(workspace, user, client) -> None:
    """How much longer the sample takes while 200 readers poll a running guide every two seconds."""
    alone = median(_process(workspace, user) for _ in range(3))
    guide = _guide(workspace, user, 6, 8)
    stop = threading.Event()
    polls = [0]

    def poll() -> None:
        from django.db import connection
        from django.test import Client

        reader = Client()
        reader.force_login(user)
        address = f"{guide.get_absolute_url()}status/?v={guide.version}"
        pause = POLL_SECONDS / (READERS / 4)
        while not stop.is_set():
            reader.get(address, headers={"HX-Request": "true"})
            polls[0] += 1
            stop.wait(pause)
        connection.close()

    threads = [threading.Thread(target=poll) for _ in range(4)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    beside = median(_process(workspace, user) for _ in range(3))
    rate = polls[0] / (time.perf_counter() - started)
    stop.set()
    for thread in threads:
        thread.join()
    print(
        f"{READERS} readers ({rate:.0f} polls a second): the sample takes {beside / alone:.2f} × "
        f"as long ({beside:.2f} s against {alone:.2f} s)"
    )


def _process(workspace, user) -> float:
    from django.core.files.base import ContentFile

    from guides.generations.by_hand import SAMPLES
    from guides.models import LevelingGuide
    from guides.upload.services import NewGuide, create_guide

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
    wait_for(lambda: LevelingGuide.objects.filter(pk=guide.pk, status="COMPLETE").exists())
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
