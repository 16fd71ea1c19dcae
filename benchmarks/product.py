"""A product of its own for a benchmark: temporary database and files, real workers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
Found = TypeVar("Found")


@contextmanager
def product(
    *, queues: Sequence[str] = ("extract", "parse", "generate"), **environment: str
) -> Iterator[Path]:
    """Set Django up on a fresh database in this process and start workers beside it.

    What the workers say goes to a file, and is printed when the benchmark fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, RESEARCH_ENABLED="false", **environment)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levelingai.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        log = Path(folder) / "workers.log"
        with log.open("w") as said:
            workers = subprocess.Popen(
                [sys.executable, "manage.py", "stageworker", *queues],
                cwd=ROOT,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        try:
            time.sleep(4)  # until the clusters are idle: their start is not what is measured
            yield Path(folder)
        except BaseException:
            print(log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            workers.terminate()
            workers.wait(40)


def wait_for(
    condition: Callable[[], Found], timeout_s: float = 120, every_s: float = 0.02
) -> Found:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(every_s)
    raise TimeoutError(f"Nothing after {timeout_s} s")
