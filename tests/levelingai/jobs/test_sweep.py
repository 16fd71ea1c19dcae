"""What picks lost work up again, and what it leaves alone."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from levelingai.jobs import claims, queue
from levelingai.jobs.kinds import JobKind, register
from levelingai.jobs.models import Job, JobStatus
from levelingai.jobs.sweep import sweep

pytestmark = pytest.mark.django_db

PAST = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def given_up():
    """A kind of work about nothing of the product; holds the ids of jobs that were given up."""
    ids = []
    register(
        JobKind(
            "test-work",
            run=claims.finish,
            queue="parse",
            give_up=lambda job: ids.append(job.pk),
        )
    )
    return ids


@pytest.fixture
def add(workspace):
    def add_job(**fields):
        job = claims.add_job(
            "test-work",
            workspace_id=workspace.pk,
            subject_kind="test",
            subject_id=uuid.uuid4(),
            due_at=fields.pop("due_at", None),
        )
        Job.objects.filter(pk=job.pk).update(**fields)
        job.refresh_from_db()
        return job

    return add_job


def lost(**fields):
    """The row of a job whose worker died."""
    past = timezone.now() - PAST
    return {
        "status": JobStatus.RUNNING,
        "claim_token": uuid.uuid4(),
        "lease_until": past,
        "sent_at": past,
        "attempt": 1,
        **fields,
    }


def test_row_and_message_are_written_together(add):
    job = add()
    assert queue.backlog()["parse"] == 1
    assert job.sent_at is not None
    claims.run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.DONE, 1)


def test_added_twice_is_one_job_and_one_message(workspace):
    subject = uuid.uuid4()
    for _ in range(2):
        claims.add_job(
            "test-work", workspace_id=workspace.pk, subject_kind="test", subject_id=subject
        )
    assert Job.objects.count() == queue.backlog()["parse"] == 1


def test_sweep_leaves_work_alone_that_only_waits(add):
    """However long the queue: sending again what waits would multiply it."""
    for _ in range(30):
        add(sent_at=timezone.now() - PAST)
    add(due_at=timezone.now() + timedelta(hours=1))
    for _ in range(9):
        assert sweep() == 0
    assert queue.backlog()["parse"] == 31


def test_sweep_sends_lost_work_once_a_lease(add):
    add(**lost())
    assert [sweep(), sweep(), sweep()] == [1, 0, 0]
    assert queue.backlog()["parse"] == 2


def test_sweep_sends_again_what_lost_its_message(add):
    add(sent_at=timezone.now() - PAST)
    queue.OrmQ.objects.all().delete()
    assert [sweep(), sweep()] == [1, 0]
    assert queue.backlog()["parse"] == 1


def test_work_lost_three_times_is_given_up(add, given_up):
    job = add(**lost(attempt=3))
    assert [sweep(), sweep()] == [1, 0]
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.FAILED, "worker_lost")
    assert given_up == [job.pk]


def test_last_attempt_that_is_alive_is_left_alone(add, given_up):
    add(**lost(attempt=3, lease_until=timezone.now() + timedelta(seconds=20)))
    assert sweep() == 0
    assert given_up == []


def test_message_that_comes_before_the_lease_ends_comes_back(add):
    job = add(**lost(lease_until=timezone.now() + timedelta(seconds=5)))
    claims.run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.RUNNING, 1)
    again = queue.OrmQ.objects.order_by("-lock").first()
    assert timezone.now() + timedelta(seconds=4) < again.lock


def test_finished_job_is_not_done_again(add):
    job = add()
    for _ in range(2):
        claims.run_job(job.pk)
    job.refresh_from_db()
    assert job.attempt == 1
