"""PDF exports that take long: printed by a worker, kept with the guide, found by their content.

Nothing says which export a file belongs to but the page that it was printed from: a draft that has
changed since is another page, so that nobody ever gets a stale file.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from guides import work
from guides.enums import ArtifactType
from guides.models import GuideArtifact, LevelingGuide, private_storage
from guides.publishing import services as publishing
from guides.publishing.exports import ExportTable, read_table
from guides.publishing.exports.sheets import sheets_of
from guides.publishing.tables import DRAFT_WORD, edition_table
from guides.source.files import forget_file, keep_file
from levelingai.jobs import claims
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import OPEN, Job, JobStatus
from levelingai.models import still_there
from levelingai.sandbox.printing_parent import PrintFailed, print_pdf

EXPORT = "export"
CELLS_AT_ONCE = 60
"""Up to so many definitions with their examples print in about three seconds on an idle core."""

FONT = "fonts/hanken-grotesk-latin-wght-normal.woff2"
"""Latin alone; other scripts are set in what the system has, such as Noto."""

ANY_ROUND = 1
"""Exports are about what is published, not about a pass of the guide: all have one round."""

RETRY_AFTER = timedelta(minutes=10)
"""After which a failed export is tried again without being asked to."""

KEPT_FILES = 4
"""Of each guide: the newest of its printed files are kept."""


def page_of(table: ExportTable) -> str:
    """The HTML page that is printed; the same table gives the same page."""
    context = {"table": table, "sheets": sheets_of(table), "font": _font()}
    return render_to_string("guides/publishing/export_pdf.html", context)


@cache
def _font() -> str:
    """The product's typeface for the page to carry: printing fetches nothing."""
    path = finders.find(FONT)
    return base64.b64encode(Path(path).read_bytes()).decode() if path else ""


def is_long(table: ExportTable) -> bool:
    return sum(1 for _ in table.cells()) > CELLS_AT_ONCE


def stored_pdf(guide: LevelingGuide, page: str) -> bytes | None:
    """The file that was printed from this page, if it was and is still there."""
    files = GuideArtifact.objects.filter(guide=guide, type=ArtifactType.EXPORT)
    name = files.filter(sha256=_digest(page)).values_list("content_text", flat=True).first()
    if not name or not private_storage().exists(name):
        return None
    with private_storage().open(name) as file:
        return bytes(file.read())


@transaction.atomic
def request_pdf(guide: LevelingGuide, page: str, *, again: bool = False) -> Job:
    """Have a worker print this page, unless one is at it.

    Called only where no file is stored: a job that is done was one of a file dropped since. One
    that failed is tried once more where a person asks `again`, and by itself after a while.
    """
    still_there(LevelingGuide.objects.locked(), guide.pk)
    jobs = work.jobs_of(guide).filter(name=EXPORT, round=ANY_ROUND, chunk=_chunk(page))
    job = jobs.first()
    if job is None:
        return claims.add_job(
            EXPORT,
            workspace_id=guide.workspace_id,
            subject_kind=work.GUIDE,
            subject_id=guide.pk,
            round_=ANY_ROUND,
            chunk=_chunk(page),
        )
    may_fail_otherwise = again or _is_old(job)
    if job.status not in OPEN and (job.status != JobStatus.FAILED or may_fail_otherwise):
        claims.start_again(job)
    return job


def print_export(claim: Claim) -> None:
    """The job: print the page that was asked for, if the guide still has it."""
    page = _page_for(LevelingGuide.objects.get(pk=claim.subject_id), claim.chunk)
    if page is None:
        with work.writing(claim, in_any_round=True):
            claims.finish(claim, JobStatus.CANCELLED, note="The guide has changed since.")
        return
    try:
        data = print_pdf(page)
    except PrintFailed as error:
        with work.writing(claim, in_any_round=True):
            claims.finish(claim, JobStatus.FAILED, note=str(error))
    else:
        _keep(claim, page, data)


def is_wanted(job: Job) -> bool:
    """Whether the guide is still there; an export outlives its rounds."""
    return LevelingGuide.objects.filter(pk=job.subject_id).exists()


def _is_old(job: Job) -> bool:
    return job.finished_at is None or job.finished_at < timezone.now() - RETRY_AFTER


def _page_for(guide: LevelingGuide, chunk: int) -> str | None:
    """The page of the latest edition or of the draft, whichever was asked for."""
    edition = publishing.latest_edition(guide)
    tables = [edition_table(edition)] if edition else []
    tables.append(read_table(publishing.draft_content(guide), version=DRAFT_WORD))
    pages = (page_of(table) for table in tables)
    return next((page for page in pages if _chunk(page) == chunk), None)


def _keep(claim: Claim, page: str, data: bytes) -> None:
    """The file first, then the row that names it; the oldest of a guide's files go."""
    name = keep_file(f"guides/{claim.subject_id}/{_digest(page)[:32]}.pdf", ContentFile(data))
    dropped: list[str] = []
    try:
        with work.writing(claim, in_any_round=True) as guide:
            files = GuideArtifact.objects.filter(guide=guide, type=ArtifactType.EXPORT)
            same = files.filter(sha256=_digest(page))
            dropped += same.exclude(content_text=name).values_list("content_text", flat=True)
            files.update_or_create(
                guide=guide,
                type=ArtifactType.EXPORT,
                sha256=_digest(page),
                defaults={"content_text": name, "updated_at": timezone.now()},
            )
            old = files.order_by("-updated_at")[KEPT_FILES:]
            dropped += [file.content_text for file in old]
            files.filter(pk__in=[file.pk for file in old]).delete()
            claims.finish(claim)
    except BaseException:
        forget_file(name)
        raise
    for unused in dropped:
        forget_file(unused)


def _digest(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()


def _chunk(page: str) -> int:
    """What tells runs for different pages apart: 31 bits of the digest."""
    return int(_digest(page)[:8], 16) & 0x7FFFFFFF
