"""Taking in a guide: its file first, then its rows and its first jobs in one transaction."""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import Workspace
from guides import work
from guides.company.research import begin_research
from guides.company.services import company_named
from guides.enums import GuideStatus
from guides.models import LevelingGuide, pdf_path, private_storage
from guides.source.files import forget_file, keep_file
from guides.validators import clean_filename, kind_of_upload
from levelingai.audit.models import AuditEvent
from levelingai.audit.record import record

logger = logging.getLogger(__name__)

UPLOADED = "guide.uploaded"
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewGuide:
    """What a person hands in for a guide, already cleaned.

    `token` is that of the form: handed in twice, it makes one guide. `address` is the person's.
    """

    workspace: Workspace
    owner: Any
    website_url: str
    role_title: str
    pdf: File[bytes]
    company_name: str = ""
    context: str = ""
    token: UUID | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class _StoredPdf:
    name: str
    sha256: str
    size: int
    filename: str
    mime_type: str


def create_guide(new: NewGuide, *, enqueue_work: bool = True) -> LevelingGuide:
    """Store the PDF, then write the guide and its first jobs in one transaction.

    A form handed in again gives the guide that it made. `enqueue_work` is false where the caller
    brings the pipeline's results itself. Raises `OSError` where the file could not be stored.
    """
    earlier = _made_of(new)
    if earlier is not None:
        return earlier
    guide = LevelingGuide(
        workspace=new.workspace,
        owner=new.owner,
        role_title=new.role_title,
        context=new.context,
        upload_token=new.token,
    )
    stored = _store_pdf(guide, new.pdf)
    with _keeping(stored), transaction.atomic():
        company = company_named(new.workspace, new.website_url, new.company_name)
        earlier = _made_of(new)  # the company's lock made the other upload of this form end first
        if earlier is None:
            guide.company = company
            _point_at(guide, stored)
            guide.save(force_insert=True)
            _note_upload(new, guide)
            if enqueue_work:
                begin_research(company)
                work.add_job(guide, work.EXTRACT)
    if earlier is not None:
        forget_file(stored.name)
    return earlier or guide


def replace_pdf(guide: LevelingGuide, pdf: File[bytes]) -> bool:
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
            mime_type=stored.mime_type,
            page_count=None,
            review_required=False,
            confirmed_at=None,
        )
        if moved:
            guide.refresh_from_db(fields=["round", "status", "version"])
            work.add_job(guide, work.EXTRACT)
    forget_file(old if moved else stored.name)
    return moved


def minutes_until_next_upload(user: Any) -> int:
    """How long a person has to wait before the next upload; 0 where none is needed.

    Counts what was handed in, not the guides that came of it.
    """
    since = timezone.now() - WINDOW
    uploads = AuditEvent.objects.filter(actor_id=user.pk, action=UPLOADED, created_at__gt=since)
    limit = settings.RATE_LIMIT_UPLOADS
    times = list(uploads.order_by("-created_at").values_list("created_at", flat=True)[:limit])
    if len(times) < limit:
        return 0
    return max(1, math.ceil((times[-1] - since).total_seconds() / 60))


def _made_of(new: NewGuide) -> LevelingGuide | None:
    """The guide that this very form has made already."""
    if new.token is None:
        return None
    return LevelingGuide.objects.filter(owner=new.owner, upload_token=new.token).first()


def _note_upload(new: NewGuide, guide: LevelingGuide) -> None:
    record(
        UPLOADED,
        workspace_id=new.workspace.pk,
        actor_id=new.owner.pk,
        object_kind=work.GUIDE,
        object_id=guide.pk,
        address=new.address,
    )


def _store_pdf(guide: LevelingGuide, pdf: File[bytes]) -> _StoredPdf:
    digest = hashlib.sha256()
    for chunk in pdf.chunks():
        digest.update(chunk)
    pdf.seek(0)
    private_storage().require_room(pdf.size or 0)
    kind = kind_of_upload(pdf)
    name = keep_file(pdf_path(guide, f"guide{kind.ending}"), pdf)
    filename = clean_filename(pdf.name or "")
    return _StoredPdf(name, digest.hexdigest(), pdf.size or 0, filename, kind.mime_type)


def _point_at(guide: LevelingGuide, stored: _StoredPdf) -> None:
    guide.pdf.name = stored.name
    guide.sha256 = stored.sha256
    guide.size = stored.size
    guide.original_filename = stored.filename
    guide.mime_type = stored.mime_type


@contextmanager
def _keeping(stored: _StoredPdf) -> Iterator[None]:
    """Removes a stored file again if the rows that should point at it could not be written."""
    try:
        yield
    except BaseException:
        forget_file(stored.name)
        raise
