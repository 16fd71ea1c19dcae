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
from guides.enums import ArtifactType, GuideStatus
from guides.models import LevelingGuide, pdf_path, private_storage
from guides.source.artifacts import store_artifact
from guides.source.files import forget_file, keep_file
from guides.validators import clean_filename, kind_of_upload
from levelingai.audit.models import AuditEvent
from levelingai.audit.record import record
from levelingai.models import still_there

logger = logging.getLogger(__name__)

UPLOADED = "guide.uploaded"
WINDOW = timedelta(hours=1)
MOST_NAMED = 5
"""Guides of one file that a person is shown to choose from."""


@dataclass(frozen=True, slots=True)
class NewGuide:
    """What a person hands in for a guide, already cleaned.

    `token` is that of the form: handed in twice, it makes one guide. `address` is the person's.
    `replaces` is the guide that this is a new version of; `read_as` one with the same file, whose
    reading is taken over.
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
    replaces: LevelingGuide | None = None
    read_as: LevelingGuide | None = None


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
    guide = _guide_of(new)
    stored = _store_pdf(guide, new.pdf)
    with _keeping(stored), transaction.atomic():
        company = company_named(new.workspace, new.website_url, new.company_name)
        earlier = _made_of(new)  # the company's lock made the other upload of this form end first
        if earlier is None:
            if new.replaces is not None:
                still_there(LevelingGuide.objects.locked(), new.replaces.pk)
            guide.company = company
            _point_at(guide, stored)
            guide.save(force_insert=True)
            _note_upload(new, guide)
            if enqueue_work:
                _begin(new, guide)
    if earlier is not None:
        forget_file(stored.name)
    return earlier or guide


def made_by(owner: Any, token: UUID | None) -> LevelingGuide | None:
    """What this very form has made already: handed in twice, it is no further upload."""
    if token is None:
        return None
    return LevelingGuide.objects.filter(owner=owner, upload_token=token).first()


def guides_of_file(user: Any, workspace: Workspace, sha256: str) -> list[LevelingGuide]:
    """The guides of the workspace that were made from this very file and that `user` may edit."""
    guides = LevelingGuide.objects.editable_by(user).filter(workspace=workspace, sha256=sha256)
    return list(guides.select_related("owner").order_by("-created_at", "pk")[:MOST_NAMED])


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


def _guide_of(new: NewGuide) -> LevelingGuide:
    """The guide's row before anything is stored: a new version begins with what its guide leaves
    out, as a new parse does."""
    guide = LevelingGuide(
        workspace=new.workspace,
        owner=new.owner,
        role_title=new.role_title,
        context=new.context,
        upload_token=new.token,
        replaces=new.replaces,
    )
    if new.replaces is not None:
        guide.is_transposed = new.replaces.is_transposed
        guide.removed_parts = [part for part in new.replaces.removed_parts if "into" not in part]
    return guide


def _begin(new: NewGuide, guide: LevelingGuide) -> None:
    """Add the first jobs. A file that was read before starts at the recovery of its matrix."""
    if new.replaces is None:
        begin_research(guide.company)
    work.add_job(guide, work.PARSE if _take_reading(new, guide) else work.EXTRACT)


def _take_reading(new: NewGuide, guide: LevelingGuide) -> bool:
    """Copy what was read of the same file; false where nothing was, so that it has to be read."""
    if new.read_as is None or new.read_as.sha256 != guide.sha256:
        return False
    documents = new.read_as.artifacts.filter(type=ArtifactType.DOCUMENT)
    document = documents.order_by("-updated_at").first()
    if document is None:
        return False
    store_artifact(guide, ArtifactType.DOCUMENT, document.content_json)
    guide.status = GuideStatus.TEXT_EXTRACTED
    guide.page_count = new.read_as.page_count
    guide.save(update_fields=["status", "page_count", "updated_at"])
    return True


def _made_of(new: NewGuide) -> LevelingGuide | None:
    return made_by(new.owner, new.token)


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
