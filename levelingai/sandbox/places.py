"""Places for heavy work that a request does itself, counted over all processes of this machine.

A place is a locked file: the kernel frees it when its holder ends, however it ends, so that no
dead process keeps one. Threads of one process count like processes.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER = "places"
"""In DATA_DIR, which all processes of an installation share."""
RETRY_S = 30
"""What somebody is told to wait who got no place: the longest that such work usually takes."""

_LOOK_S = 0.05


class NoPlace(Exception):
    """All places are taken, and no more may wait for one."""


@dataclass(frozen=True, slots=True)
class Places:
    """`at_once` may work, and `waiting` more stand in line for one of their places.

    Who stands in line gives up after `patience_s`: a thread that waits serves nobody else.
    """

    name: str
    at_once: int
    waiting: int = 0
    patience_s: float = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a place. Raises `NoPlace`."""
        with (
            _one_of(f"{self.name}-line", self.at_once + self.waiting),
            _one_of(self.name, self.at_once, patience_s=self.patience_s),
        ):
            yield


@contextmanager
def _one_of(name: str, count: int, *, patience_s: float = 0.0) -> Iterator[None]:
    give_up = time.monotonic() + patience_s
    while (descriptor := _lock_any(name, count)) is None:
        if time.monotonic() >= give_up:
            raise NoPlace(name)
        time.sleep(_LOOK_S)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock_any(name: str, count: int) -> int | None:
    """A descriptor that holds one of the files; closing it frees the file."""
    folder = Path(settings.DATA_DIR) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(count):
        descriptor = os.open(folder / f"{name}-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
        else:
            return descriptor
    return None
