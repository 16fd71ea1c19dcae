"""PDF exports that take long: printed by a worker, kept with the guide, found by their content.

Nothing says which export a file belongs to but the page that it was printed from: a draft that has
changed since is another page, so that nobody ever gets a stale file.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from uuid import UUID

from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from generation.enums import RunStatus, Stage
from generation.models import StageRun
from generation.printing import PrintFailed, print_pdf
from generation.services import claims
from guides import publishing
from guides.enums import ArtifactType
from guides.exports import ExportTable, read_table
from guides.exports.sheets import sheets_of
from guides.models import GuideArtifact, LevelingGuide
from guides.views.exports import DRAFT_WORD, edition_table

CELLS_AT_ONCE = 60
"""Up to so many definitions with their examples print in about three seconds on an idle core."""

FONT = "fonts/hanken-grotesk-latin-wght-normal.woff2"
"""Latin alone; other scripts are set in what the system has, such as Noto."""

KEPT_FILES = 4
"""Of each guide: the newest of its printed files are kept."""


def page_of(table: ExportTable) -> str:
    """The HTML page that is printed; the same table gives the same page."""
    context = {"table": table, "sheets": sheets_of(table), "font": _font()}
    return render_to_string("guides/export_pdf.html", context)


@cache
def _font() -> str:
    """The product's typeface for the page to carry: printing fetches nothing."""
    path = finders.find(FONT)
    return base64.b64encode(Path(path).read_bytes()).decode() if path else ""


def is_long(table: ExportTable) -> bool:
    return sum(1 for _ in table.cells()) > CELLS_AT_ONCE


def stored_pdf(guide: LevelingGuide, page: str) -> bytes | None:
    """The file that was printed from this page, if it was."""
    files = GuideArtifact.objects.filter(guide=guide, type=ArtifactType.EXPORT)
    text = files.filter(sha256=_digest(page)).values_list("content_text", flat=True).first()
    return base64.b64decode(text) if text else None


@transaction.atomic
def request_pdf(guide: LevelingGuide, page: str) -> StageRun:
    """Have a worker print this page, unless one is at it or has given it up.

    Called only where no file is stored: a run that is done was one of a file dropped since.
    """
    LevelingGuide.objects.select_for_update().get(pk=guide.pk)
    runs = StageRun.objects.filter(guide=guide, stage=Stage.EXPORT, chunk=_chunk(page))
    run = runs.order_by("-created_at").first()
    if run is None:
        run = StageRun.objects.create(
            guide=guide, stage=Stage.EXPORT, round=guide.round, chunk=_chunk(page)
        )
    elif run.status in {RunStatus.DONE, RunStatus.CANCELLED}:
        run.status, run.attempt, run.finished_at = RunStatus.QUEUED, 0, None
        run.save()
    else:
        return run
    claims.send(run)
    return run


def print_export(guide_id: str, round_: int, chunk: int) -> None:
    """The task: print the page that was asked for, if the guide still has it."""
    with claims.working_on(guide_id, Stage.EXPORT, round_, chunk) as claim:
        if claim is None:
            return
        page = _page_for(claim.guide_id, chunk)
        if page is None:
            with claims.writing(claim):
                claims.finish(claim, RunStatus.CANCELLED, note="The guide has changed since.")
            return
        try:
            data = print_pdf(page)
        except PrintFailed as error:
            with claims.writing(claim):
                claims.finish(claim, RunStatus.FAILED, note=str(error)[:300])
        else:
            with claims.writing(claim) as guide:
                _store(guide, page, data)
                claims.finish(claim)


def _page_for(guide_id: UUID, chunk: int) -> str | None:
    """The page of the latest edition or of the draft, whichever was asked for."""
    guide = LevelingGuide.objects.get(pk=guide_id)
    edition = publishing.latest_edition(guide)
    tables = [edition_table(edition)] if edition else []
    tables.append(read_table(publishing.draft_content(guide), version=DRAFT_WORD))
    pages = (page_of(table) for table in tables)
    return next((page for page in pages if _chunk(page) == chunk), None)


def _store(guide: LevelingGuide, page: str, data: bytes) -> None:
    GuideArtifact.objects.update_or_create(
        guide=guide,
        type=ArtifactType.EXPORT,
        sha256=_digest(page),
        defaults={"content_text": base64.b64encode(data).decode(), "updated_at": timezone.now()},
    )
    files = GuideArtifact.objects.filter(guide=guide, type=ArtifactType.EXPORT)
    old = files.order_by("-updated_at").values_list("pk", flat=True)[KEPT_FILES:]
    GuideArtifact.objects.filter(pk__in=list(old)).delete()


def _digest(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()


def _chunk(page: str) -> int:
    """What tells runs for different pages apart: 31 bits of the digest."""
    return int(_digest(page)[:8], 16) & 0x7FFFFFFF
