"""Real worker processes against the test database: the way of a guide, and kills on it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection

from accounts.services import create_workspace
from guides import work
from guides.enums import GuideStatus
from guides.generations.by_hand import SAMPLES
from guides.models import CellGeneration, LevelingGuide
from guides.upload.services import NewGuide, create_guide
from levelingai.jobs.models import Job

pytestmark = [pytest.mark.workers, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
CELLS = 47


def database_url() -> str:
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"


class Workers:
    """`stageworker` for all queues of the pipeline, in a process group of its own."""

    def __init__(self, folder: Path, private: Path, hold: str = "") -> None:
        self.log = folder / "workers.log"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.workers.settings",
            "DATABASE_URL": database_url(),
            "STORAGE_URL": f"file://{private}",
            "HOLD_STAGE": hold,
            "HOLD_FOLDER": str(folder),
        }
        command = [sys.executable, "manage.py", "stageworker", "extract", "parse", "generate"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(40)


@pytest.fixture
def start(tmp_path, private_files) -> Iterator[Callable[..., Workers]]:
    started: list[Workers] = []

    def start_workers(hold: str = "") -> Workers:
        started.append(Workers(tmp_path, private_files, hold))
        return started[-1]

    yield start_workers
    for workers in started:
        workers.stop()


@pytest.fixture
def guide(private_files, settings) -> LevelingGuide:
    settings.RESEARCH_ENABLED = False
    user = get_user_model().objects.create_user("worker-test")
    return create_guide(
        NewGuide(
            workspace=create_workspace("Tests", user),
            owner=user,
            website_url="https://tidewater-ferries.example",
            role_title="Engineer",
            pdf=ContentFile((SAMPLES / "engineering.pdf").read_bytes(), "engineering.pdf"),
        )
    )


def wait_for(condition: Callable[[], object], timeout_s: float, workers: Workers):
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    runs = list(Job.objects.values("name", "status", "attempt", "lease_until", "due_at"))
    pytest.fail(f"Nothing after {timeout_s} s.\n{runs}\n{workers.log.read_text()[-3000:]}")


def is_complete(guide: LevelingGuide) -> bool:
    guide.refresh_from_db()
    return guide.status == GuideStatus.COMPLETE


def assert_written_once(guide: LevelingGuide) -> None:
    generations = CellGeneration.objects.filter(guide=guide)
    assert generations.count() == generations.values("cell").distinct().count() == CELLS
    assert set(generations.values_list("status", flat=True)) <= {"ready", "starters"}
    assert generations.filter(is_shown=True).count() == generations.filter(status="ready").count()
    assert guide.levels.count() == 6
    assert guide.competencies.count() == 8
    assert not work.jobs_of(guide).open().filter(name="generate").exists()


def test_stageworker_takes_a_guide_all_the_way_and_stops_in_order(start, guide):
    workers = start()
    wait_for(lambda: is_complete(guide), 40, workers)
    assert_written_once(guide)
    assert workers.stop() == 0


@pytest.mark.parametrize("stage", ["extract", "parse", "generate"])
def test_stageworker_killed_in_a_stage_completes_without_a_row_twice(start, guide, tmp_path, stage):
    workers = start(hold=stage)
    mark = tmp_path / "pid"
    wait_for(lambda: mark.exists() and mark.read_text(), 30, workers)
    os.kill(int(mark.read_text()), signal.SIGKILL)
    wait_for(lambda: is_complete(guide), 60, workers)
    assert_written_once(guide)
    assert work.jobs_of(guide).get(name=stage).attempt == 2


def test_stageworker_survives_the_kill_of_an_idle_worker(start, guide):
    workers = start()
    wait_for(lambda: is_complete(guide), 40, workers)
    for pid in descendants(workers.process.pid):
        if pid != workers.process.pid and parent_of(pid) != workers.process.pid:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
    second = create_guide(
        NewGuide(
            workspace=guide.workspace,
            owner=guide.owner,
            website_url="https://tidewater-ferries.example",
            role_title="Second",
            pdf=ContentFile((SAMPLES / "engineering.pdf").read_bytes(), "engineering.pdf"),
        )
    )
    wait_for(lambda: is_complete(second), 60, workers)
    assert_written_once(second)


def test_stageworker_leaves_no_process_behind_when_killed(start, guide):
    workers = start()
    wait_for(lambda: is_complete(guide), 40, workers)
    below = descendants(workers.process.pid)
    assert len(below) > 3
    workers.process.kill()
    workers.process.wait(10)
    wait_for(lambda: not any(is_alive(pid) for pid in below), 10, workers)


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            children.setdefault(parent_of(int(entry.name)), []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found
