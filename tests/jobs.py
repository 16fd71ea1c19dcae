"""Jobs in tests: rows without messages, and workers that are plain calls."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from guides.models import Company, LevelingGuide
from levelingai.jobs import claims
from levelingai.jobs.models import Job

MOST_JOBS = 60
"""No way through the pipeline of these tests takes more: one that does never ends."""


def job_of(subject: LevelingGuide | Company, name: str, **fields: Any) -> Job:
    """The job of this name and place, made as a bare row where there is none."""
    kind = "company" if isinstance(subject, Company) else "guide"
    place = {"round": getattr(subject, "round", 1), "chunk": 0}
    place |= {key: fields.pop(key) for key in ("round", "chunk") if key in fields}
    job, _ = Job.objects.get_or_create(
        name=name,
        subject_kind=kind,
        subject_id=subject.pk,
        **place,
        defaults={"workspace_id": subject.workspace_id, **fields},
    )
    return job


def run(subject: LevelingGuide | Company, name: str, **place: int) -> Job:
    """What a worker does with the job's message."""
    job = job_of(subject, name, **place)
    claims.run_job(job.pk)
    job.refresh_from_db()
    return job


def names(messages) -> list[str]:
    """Which jobs these messages are about, in their order."""
    by_id = {str(job.pk): job.name for job in Job.objects.all()}
    return [by_id[str(args[0])] for _, args in messages]


def work_off(messages) -> list[int]:
    """Run every message in turn; what was put off is due at once. Returns the waits in seconds."""
    waits: list[int] = []
    for _ in range(MOST_JOBS):
        if not messages:
            return waits
        late = Job.objects.open().filter(due_at__gt=timezone.now())
        waits += [round((job.due_at - timezone.now()).total_seconds()) for job in late]
        late.update(due_at=None)
        task, args = messages.popleft()
        task(*args)
    raise AssertionError(f"Still not done after {MOST_JOBS} jobs.")
