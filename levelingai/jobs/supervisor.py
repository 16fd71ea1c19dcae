"""Keeps one worker cluster per queue alive, and stops them in good order.

django-q2 alone stops working for good when an idle worker is killed, leaves orphans when its main
process is killed, and can hang when SIGTERM reaches its whole process group. So every cluster is
the leader of its own group, its processes die with their parents, and only its main process is
told to stop.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
DRAIN_SECONDS = 30.0
"""How long a cluster may finish its running task before it is ended. Its work is then taken up
again after the next start."""

POLL_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent is gone (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def lead_own_group() -> None:
    """Called by a cluster at its start: own process group, and nobody below it outlives it."""
    die_with_parent()
    os.register_at_fork(after_in_child=die_with_parent)


@dataclass(slots=True)
class _Cluster:
    queue: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause_s: float = POLL_SECONDS
    next_start: float = field(default=0.0)

    def start(self) -> None:
        environment = {**os.environ, "Q_CLUSTER_NAME": self.queue}
        self.process = subprocess.Popen(  # noqa: S603 - our own command line
            self.command, env=environment, start_new_session=True
        )
        self.started = time.monotonic()

    def look_after(self) -> None:
        """Start it, or start it again after a pause that grows while it keeps dying young."""
        if self.process is not None and self.process.poll() is None:
            return
        now = time.monotonic()
        if self.process is not None:
            lived = now - self.started
            self.kill_group()
            self.process = None
            self.pause_s = (
                POLL_SECONDS if lived > 10 else min(LONGEST_PAUSE_SECONDS, self.pause_s * 2)
            )
            self.next_start = now + self.pause_s
            logger.warning("The workers of queue %s ended; starting anew", self.queue)
        if now >= self.next_start:
            self.start()

    def terminate(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def kill_group(self) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


class Supervisor:
    """Runs one cluster per queue until SIGTERM or SIGINT."""

    def __init__(self, command: Sequence[str], queues: Sequence[str]) -> None:
        self.clusters = [_Cluster(queue, [*command, queue]) for queue in queues]
        self.is_stopping = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.is_stopping:
            for cluster in self.clusters:
                cluster.look_after()
            time.sleep(POLL_SECONDS)
        self._drain()

    def _stop(self, number: int, frame: object) -> None:
        self.is_stopping = True

    def _drain(self) -> None:
        for cluster in self.clusters:
            cluster.terminate()
        deadline = time.monotonic() + DRAIN_SECONDS
        for cluster in self.clusters:
            if cluster.process is None:
                continue
            try:
                cluster.process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                logger.warning("Queue %s did not stop in time and was ended", cluster.queue)
            cluster.kill_group()
