"""What a person does to a guide as a whole: read or parse it again, stop it, delete it."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from guides import work
from guides.company.research import COMPANY
from guides.enums import ErrorCode, GuideStatus
from guides.generations.planning import begin_generation, fail_open_generations, mark_changed
from guides.models import Company, LevelingGuide
from guides.source.files import files_of, forget_file, is_pointed_at
from levelingai.audit.record import record
from levelingai.jobs.models import Job, JobStatus

logger = logging.getLogger(__name__)

CANCELLED_MESSAGE = "You stopped this guide. Nothing was lost: it can be started again."
CANCELLED_CELL_MESSAGE = "You stopped the writing."
DELETED = "guide.deleted"
COMPANY_DELETED = "company.deleted"


@transaction.atomic
def retry_reading(guide: LevelingGuide) -> bool:
    """Read the same PDF again after a failure that may have been ours (a lost worker)."""
    moved = LevelingGuide.objects.restart(guide.pk, GuideStatus.QUEUED)
    if moved:
        _begin(guide, work.EXTRACT)
    return moved


@transaction.atomic
def parse_again(guide: LevelingGuide) -> bool:
    """Recover the matrix anew from the stored text. Corrections are kept where names match."""
    moved = LevelingGuide.objects.restart(
        guide.pk, GuideStatus.TEXT_EXTRACTED, review_required=False, confirmed_at=None
    )
    if moved:
        _begin(guide, work.PARSE)
    return moved


@transaction.atomic
def confirm_matrix(guide: LevelingGuide, person: Any) -> bool:
    """ "Looks right, continue": the manager has checked the matrix, so examples are written."""
    confirmed = LevelingGuide.objects.filter(
        pk=guide.pk, status=GuideStatus.MATRIX_PARSED, confirmed_at__isnull=True
    ).update(confirmed_at=timezone.now(), confirmed_by=person)
    if confirmed:
        begin_generation(guide)
    return bool(confirmed)


@transaction.atomic
def cancel_guide(guide: LevelingGuide) -> bool:
    """Stop a running guide and end its open work. Workers notice: their jobs are closed."""
    LevelingGuide.objects.locked().filter(pk=guide.pk).first()
    if not LevelingGuide.objects.cancel(guide, CANCELLED_MESSAGE):
        return False
    left = work.jobs_of(guide).open().filter(round__lte=guide.round)
    cells = fail_open_generations(left, ErrorCode.CANCELLED, CANCELLED_CELL_MESSAGE)
    left.close(JobStatus.CANCELLED, error_code=ErrorCode.CANCELLED)
    mark_changed(guide, cells)
    return True


def delete_guide(guide: LevelingGuide, person: Any = None) -> None:
    """Remove a guide with everything made from it, and the company behind it with its last guide.

    Leaves a receipt of ids. Files go last: rows never point nowhere.
    """
    guide_id, actor_id = guide.pk, getattr(person, "pk", None)
    names = files_of(guide)
    with transaction.atomic():
        company = Company.objects.locked().filter(pk=guide.company_id).first()
        family = LevelingGuide.objects.filter(Q(pk=guide_id) | Q(replaces=guide_id))
        for each in family.locked().order_by("pk"):  # its next versions go with it
            Job.objects.about(work.GUIDE, each.pk).delete()
        guide.delete()
        receipt = partial(record, workspace_id=guide.workspace_id, actor_id=actor_id)
        receipt(DELETED, object_kind=work.GUIDE, object_id=guide_id)
        if company is not None and not company.guides.exists():
            Job.objects.about(COMPANY, company.pk).delete()
            receipt(COMPANY_DELETED, object_kind=COMPANY, object_id=company.pk)
            company.delete()
    for name in names:
        if not is_pointed_at(name):
            forget_file(name)
    logger.info("Guide %s was deleted", guide_id)


def _begin(guide: LevelingGuide, name: str) -> None:
    guide.refresh_from_db(fields=["round", "status", "version"])
    work.add_job(guide, name)
