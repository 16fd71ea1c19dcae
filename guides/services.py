"""Writes that touch several rows of a guide, each with the message that follows from it.

Messages name their task by dotted path, so that nothing here imports the pipeline.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import Workspace
from levelingai.queue import enqueue

from .enums import GuideStatus
from .models import Company, LevelingGuide, pdf_path, private_storage
from .validators import clean_filename

logger = logging.getLogger(__name__)

CANCELLED_MESSAGE = "You stopped this guide. Nothing was lost: it can be started again."


@dataclass(frozen=True, slots=True)
class NewGuide:
    """What a person hands in for a guide, already cleaned."""

    workspace: Workspace
    owner: Any
    website_url: str
    role_title: str
    pdf: File
    company_name: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class _StoredPdf:
    name: str
    sha256: str
    size: int
    filename: str


def create_guide(new: NewGuide, *, enqueue_work: bool = True) -> LevelingGuide:
    """Store the PDF, then write the guide and its first messages in one transaction.

    `enqueue_work` is false where the caller runs the pipeline itself (process_guide).
    """
    guide = LevelingGuide(
        workspace=new.workspace,
        owner=new.owner,
        role_title=new.role_title,
        context=new.context,
    )
    stored = _store_pdf(guide, new.pdf)
    with _keeping(stored), transaction.atomic():
        company, _ = Company.objects.get_or_create(
            workspace=new.workspace,
            website_url=new.website_url,
            defaults={"name": new.company_name},
        )
        if new.company_name and not company.name:
            company.name = new.company_name
            company.save(update_fields=["name", "updated_at"])
        guide.company = company
        _point_at(guide, stored)
        guide.save(force_insert=True)
        if enqueue_work:
            enqueue("research", "generation.tasks.research_company", guide.pk, guide.round)
            enqueue("extract", "generation.tasks.extract_guide", guide.pk, guide.round)
    return guide


def replace_pdf(guide: LevelingGuide, pdf: File) -> bool:
    """Put another PDF in the place of one that could not be read, and start again."""
    old = guide.pdf.name
    stored = _store_pdf(guide, pdf)
    with _keeping(stored), transaction.atomic():
        moved = LevelingGuide.objects.restart(
            guide.pk,
            GuideStatus.QUEUED,
            pdf=stored.name,
            sha256=stored.sha256,
            size=stored.size,
            original_filename=stored.filename,
            page_count=None,
            review_required=False,
            confirmed_at=None,
        )
        if moved:
            _enqueue_stage(guide, "extract", "generation.tasks.extract_guide")
    _forget(old if moved else stored.name)
    return moved


@transaction.atomic
def retry_reading(guide: LevelingGuide) -> bool:
    """Read the same PDF again after a failure that may have been ours (a lost worker)."""
    moved = LevelingGuide.objects.restart(guide.pk, GuideStatus.QUEUED)
    if moved:
        _enqueue_stage(guide, "extract", "generation.tasks.extract_guide")
    return moved


@transaction.atomic
def parse_again(guide: LevelingGuide) -> bool:
    """Recover the matrix anew from the stored text. Corrections are kept where names match."""
    moved = LevelingGuide.objects.restart(
        guide.pk, GuideStatus.TEXT_EXTRACTED, review_required=False, confirmed_at=None
    )
    if moved:
        _enqueue_stage(guide, "parse", "generation.tasks.parse_guide")
    return moved


@transaction.atomic
def confirm_matrix(guide: LevelingGuide, person) -> bool:
    """ "Looks right, continue": the manager has checked the matrix, so examples may be written."""
    confirmed = LevelingGuide.objects.filter(
        pk=guide.pk, status=GuideStatus.MATRIX_PARSED, confirmed_at__isnull=True
    ).update(confirmed_at=timezone.now(), confirmed_by=person)
    if confirmed:
        LevelingGuide.objects.touch(guide.pk)
        enqueue("generate", "generation.tasks.start_generation", guide.pk, guide.round)
    return bool(confirmed)


@transaction.atomic
def cancel_guide(guide: LevelingGuide) -> bool:
    """Stop a running guide. Workers notice: their claims belong to an earlier round."""
    cancelled = LevelingGuide.objects.cancel(guide, CANCELLED_MESSAGE)
    if cancelled:
        enqueue("generate", "generation.tasks.close_cancelled", guide.pk)
    return cancelled


def delete_guide(guide: LevelingGuide) -> None:
    """Remove a guide with everything made from it. The file goes last: rows never point nowhere."""
    name = guide.pdf.name
    guide_id = guide.pk
    with transaction.atomic():
        is_shared = LevelingGuide.objects.filter(pdf=name).exclude(pk=guide_id).exists()
        guide.delete()
    if not is_shared:
        _forget(name)
    logger.info("Guide %s was deleted", guide_id)


def _enqueue_stage(guide: LevelingGuide, queue: str, task: str) -> None:
    guide.refresh_from_db(fields=["round", "status", "version"])
    enqueue(queue, task, guide.pk, guide.round)


def _store_pdf(guide: LevelingGuide, pdf: File) -> _StoredPdf:
    digest = hashlib.sha256()
    for chunk in pdf.chunks():
        digest.update(chunk)
    pdf.seek(0)
    name = private_storage().save(pdf_path(guide, pdf.name or ""), pdf)
    return _StoredPdf(name, digest.hexdigest(), pdf.size or 0, clean_filename(pdf.name or ""))


def _point_at(guide: LevelingGuide, stored: _StoredPdf) -> None:
    guide.pdf.name = stored.name
    guide.sha256 = stored.sha256
    guide.size = stored.size
    guide.original_filename = stored.filename


class _keeping:
    """Removes a stored file again if the rows that should point at it could not be written."""

    def __init__(self, stored: _StoredPdf) -> None:
        self.name = stored.name

    def __enter__(self) -> None:
        return None

    def __exit__(self, exc_type, exc, traceback) -> None:
        if exc_type is not None:
            _forget(self.name)


def _forget(name: str | None) -> None:
    try:
        if name:
            private_storage().delete(name)
    except OSError:
        logger.warning("A file that nothing points at any more could not be deleted")
