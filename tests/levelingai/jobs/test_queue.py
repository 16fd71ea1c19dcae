"""Messages live and die with the transaction that writes them."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ  # noqa: TID251 - the table behind the queue

from levelingai.jobs import claims, queue
from levelingai.jobs.sweep import sweep

pytestmark = pytest.mark.django_db


def test_enqueue_is_rolled_back_with_the_rows():
    with transaction.atomic():
        queue.enqueue("extract", claims.run_job, "x")
        transaction.set_rollback(True)
    assert queue.backlog()["extract"] == 0


def test_enqueue_writes_to_the_named_queue():
    queue.enqueue("parse", claims.run_job, "x")
    assert queue.backlog() == {**dict.fromkeys(queue.ALL_QUEUES, 0), "parse": 1}


def test_delayed_message_stays_invisible():
    queue.enqueue("generate", claims.run_job, "x", delay_s=60)
    message = OrmQ.objects.get()
    assert 50 < (message.lock - timezone.now()).total_seconds() <= 60


@pytest.mark.parametrize("name", ["parse", "research", "generate"])
def test_task_that_asks_a_model_may_last_as_long_as_its_slowest_call(settings, name):
    begun_late_s = 90  # a chunk of writing begins no cell after that
    assert queue.TASK_TIMEOUTS[name] >= begun_late_s + settings.LLM_CALL_DEADLINE_SECONDS + 60
    queue.enqueue(name, claims.run_job, "x")
    assert OrmQ.objects.get().task["timeout"] == queue.TASK_TIMEOUTS[name]


def test_foreground_collects_instead_of_sending():
    with queue.foreground() as messages:
        queue.enqueue("extract", claims.run_job, "x")
    assert list(messages) == [(claims.run_job, ("x",))]
    assert queue.backlog()["extract"] == 0


def test_schedule_is_there_once():
    for _ in range(2):
        queue.schedule("resume_guides", sweep, every_minutes=1)
    schedule = queue.Schedule.objects.get()
    assert (schedule.minutes, schedule.cluster) == (1, "main")
