"""Places are counted over processes, and a holder that dies frees its own."""

import contextlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from levelingai.sandbox import places
from levelingai.sandbox.places import NoPlace, Places

ROOT = Path(places.__file__).resolve().parents[2]
HOLDER = """
import sys
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1])
from levelingai.sandbox.places import Places
with Places("work", at_once=2).taken():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@contextlib.contextmanager
def holder(folder):
    """Another process that holds one of two places."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_places_are_counted_over_processes(folder):
    work = Places("work", at_once=2)
    with holder(folder), work.taken(), pytest.raises(NoPlace), work.taken():
        pytest.fail("a third place")
    with work.taken(), work.taken():
        """Both are free again."""


def test_holder_that_is_killed_frees_its_place(folder):
    work = Places("work", at_once=2)
    with holder(folder) as first, holder(folder):
        with pytest.raises(NoPlace), work.taken():
            pytest.fail("a third place")
        first.kill()
        first.wait()
        with work.taken():
            """The place of the dead process."""


def test_work_of_one_kind_leaves_the_places_of_another():
    with Places("work", at_once=1).taken(), Places("other", at_once=1).taken():
        """Each has its own."""


def test_failed_work_frees_its_place():
    work = Places("work", at_once=1)
    with pytest.raises(RuntimeError), work.taken():
        raise RuntimeError
    with work.taken():
        """Free again."""


def test_one_in_line_gets_the_place_that_becomes_free():
    work = Places("work", at_once=1, waiting=1, patience_s=60)
    served = threading.Event()

    def wait_and_work():
        with work.taken():
            served.set()

    with work.taken():
        waiter = threading.Thread(target=wait_and_work)
        waiter.start()
        assert not served.wait(0.2)
    waiter.join(60)
    assert served.is_set()


def test_line_has_an_end():
    work = Places("work", at_once=1, waiting=1, patience_s=60)
    is_over = threading.Event()
    entered = []

    def wait_and_work():
        with work.taken():
            entered.append(True)

    with work.taken():
        waiter = threading.Thread(target=wait_and_work)
        waiter.start()
        while _is_free("work-line-1"):
            is_over.wait(0.01)
        with pytest.raises(NoPlace), work.taken():
            pytest.fail("a third one in line")
    waiter.join(60)
    assert entered == [True]


def test_one_in_line_gives_up():
    with Places("work", at_once=1).taken():
        impatient = Places("work", at_once=1, waiting=1, patience_s=0.1)
        with pytest.raises(NoPlace), impatient.taken():
            pytest.fail("a second place")


def _is_free(name):
    """Whether nobody holds the lock file `name`."""
    import fcntl

    from django.conf import settings

    with open(Path(settings.DATA_DIR) / places.FOLDER / name, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
