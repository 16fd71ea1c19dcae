"""The queue: the only module that knows django-q2.

The broker's table lives in the business database, so a message written inside a transaction
commits or vanishes together with the rows that it is about.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_q import cluster
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.signals import post_execute_in_worker, pre_execute
from django_q.tasks import async_task

logger = logging.getLogger(__name__)

SCHEDULER_QUEUE = "main"
QUEUES = ("extract", "parse", "research", "generate", "export")
ALL_QUEUES = (SCHEDULER_QUEUE, *QUEUES)
TASK_TIMEOUTS = {
    "extract": 3600,
    **dict.fromkeys(("parse", "research", "generate"), settings.LLM_TASK_SECONDS),
}
"""Seconds, where the configured 180 are too few: OCR of many pages takes its time on a busy
machine, and so does a slow model."""


class _DelayedBroker(ORM):  # type: ignore[misc]
    """Writes messages that no worker sees before a moment: the row's lock is what hides it."""

    def __init__(self, list_key: str, delay: timedelta) -> None:
        super().__init__(list_key=list_key)
        self.delay = delay

    def enqueue(self, task: str) -> int:
        message = self.get_connection().create(
            key=self.list_key, payload=task, lock=timezone.now() + self.delay
        )
        return int(message.pk)


Task = Callable[..., Any]
Message = tuple[Task, tuple[Any, ...]]
_foreground: ContextVar[deque[Message] | None] = ContextVar("foreground", default=None)


def enqueue(queue: str, task: Task, *args: Any, delay_s: float = 0) -> None:
    """Write the message `task(*args)` in the caller's transaction. Arguments are ids and numbers.

    `delay_s` is how long it stays invisible to the workers.
    """
    plain = tuple(arg if isinstance(arg, int) else str(arg) for arg in args)
    in_foreground = _foreground.get()
    if in_foreground is not None:
        in_foreground.append((task, plain))
        return
    broker = _DelayedBroker(queue, timedelta(seconds=delay_s))
    options = {"timeout": TASK_TIMEOUTS[queue]} if queue in TASK_TIMEOUTS else {}
    async_task(_path(task), *plain, broker=broker, **options)


@contextmanager
def foreground() -> Iterator[deque[Message]]:
    """Collect messages instead of sending them, for a command that runs the work itself."""
    messages: deque[Message] = deque()
    token = _foreground.set(messages)
    try:
        yield messages
    finally:
        _foreground.reset(token)


def _path(task: Task) -> str:
    """The name by which a worker finds the task."""
    return f"{task.__module__}.{task.__qualname__}"


def schedule(name: str, task: Task, *, every_minutes: int) -> None:
    """Have the scheduler queue run `task` again and again, whatever was scheduled before."""
    Schedule.objects.update_or_create(
        name=name,
        defaults={
            "func": _path(task),
            "schedule_type": Schedule.MINUTES,
            "minutes": every_minutes,
            "repeats": -1,
            "cluster": SCHEDULER_QUEUE,
        },
    )


def backlog() -> dict[str, int]:
    """Messages per queue, for the health page and the admin."""
    counts = dict.fromkeys(ALL_QUEUES, 0)
    for key in OrmQ.objects.values_list("key", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


def is_reachable() -> bool:
    OrmQ.objects.exists()
    return True


class _MessageHeartbeat:
    """Keeps the message of the running task hidden from other workers until the task ends.

    A message reappears `retry` seconds after it was last hidden: soon after a worker was killed,
    never while one is alive.
    """

    def __init__(self) -> None:
        self._stop: threading.Event | None = None

    def start(self, message_id: int) -> None:
        self.stop()
        stop = self._stop = threading.Event()
        threading.Thread(
            target=self._beat, args=(message_id, stop), name="message-heartbeat", daemon=True
        ).start()

    def stop(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _beat(self, message_id: int, stop: threading.Event) -> None:
        from django.db import connection

        try:
            while not stop.wait(Conf.RETRY / 3):
                OrmQ.objects.filter(pk=message_id).update(
                    lock=timezone.now() + timedelta(seconds=Conf.RETRY)
                )
        except Exception:
            logger.exception("The heartbeat of message %s stopped", message_id)
        finally:
            connection.close()


_heartbeat = _MessageHeartbeat()


def _on_start(sender: str, task: dict[str, Any], **kwargs: Any) -> None:
    if task.get("ack_id"):
        _heartbeat.start(task["ack_id"])


def _on_end(sender: str, task: dict[str, Any], **kwargs: Any) -> None:
    _heartbeat.stop()


class _GroupSentinel(cluster.Sentinel):  # type: ignore[misc]
    """Ends the whole process group when one of its processes dies abnormally.

    A killed worker may have held the queue's shared semaphore, after which the cluster looks alive
    and runs nothing. The supervisor starts a new cluster; timeouts and recycling stay as they are.
    """

    def reincarnate(self, process: Any) -> None:
        timer = getattr(process, "timer", None)
        is_orderly = timer is not None and int(timer.value) in {0, -2}
        if not is_orderly:
            logger.error("A process of queue %s died; starting anew", self.queue_name())
            os.killpg(os.getpgrp(), signal.SIGKILL)
        super().reincarnate(process)


def run_cluster() -> None:
    """Run the cluster that `Q_CLUSTER_NAME` names until SIGTERM; called by `stageworker`.

    The caller has made this process the leader of a process group of its own.
    """
    pre_execute.connect(_on_start, dispatch_uid="message-heartbeat-start")
    post_execute_in_worker.connect(_on_end, dispatch_uid="message-heartbeat-end")
    cluster.Sentinel = _GroupSentinel
    cluster.Cluster().start()
