"""From upload to the first sight of the matrix, and to the last example, with real workers."""

from __future__ import annotations

import sys
import time
from statistics import median

from benchmarks.product import product, wait_for

RUNS = 5


def main() -> int:
    with product():
        from django.contrib.auth import get_user_model
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test import Client

        from accounts.services import create_workspace
        from guides.generations.by_hand import SAMPLES
        from guides.models import LevelingGuide

        user = get_user_model().objects.create_user("bench")
        create_workspace("Bench", user)
        client = Client()
        client.force_login(user)
        pdf = (SAMPLES / "engineering.pdf").read_bytes()
        seen, complete = [], []
        for run in range(RUNS):
            data = pdf + b"\n%%%d" % run  # each a file of its own: the same one is a guide already
            started = time.perf_counter()
            answer = client.post(
                "/guides/new/",
                {
                    "website_url": "https://tidewater-ferries.example",
                    "role_title": "Software Engineer",
                    "pdf": SimpleUploadedFile("engineering.pdf", data, "application/pdf"),
                },
            )
            guide = LevelingGuide.objects.get(pk=answer.url.strip("/").split("/")[-1])
            wait_for(lambda guide=guide: _status(guide) in _WITH_MATRIX)
            client.get(guide.get_absolute_url())
            seen.append(time.perf_counter() - started)
            wait_for(lambda guide=guide: _status(guide) == "COMPLETE")
            complete.append(time.perf_counter() - started)
    print(f"{'sample guide, 6 × 8':32}{'first':>8}{'median':>8}{'worst':>8}{'promise':>9}")
    for name, values, promise in (
        ("upload to sight of the matrix, s", seen, 3.0),
        ("upload to COMPLETE offline, s", complete, 6.0),
    ):
        print(f"{name:32}{values[0]:8.2f}{median(values):8.2f}{max(values):8.2f}{promise:9.1f}")
    return 0


_WITH_MATRIX = {"MATRIX_PARSED", "GENERATING_EXAMPLES", "COMPLETE"}


def _status(guide) -> str:
    guide.refresh_from_db(fields=["status"])
    return guide.status


if __name__ == "__main__":
    sys.exit(main())
