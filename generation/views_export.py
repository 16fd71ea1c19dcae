"""PDF exports: they need the limited child, so they live beside the pipeline."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides.exports import ExportTable, export_filename
from guides.models import GuideEdition, LevelingGuide, ShareLink
from guides.views.exports import edition_table, export_table, file_answer
from guides.views.sharing import shared

from . import exporting
from .enums import RunStatus
from .printing import PrintFailed, print_pdf

WAITING = "wait"
"""Parameter of a page that waits for its file: it is told, and not handed the file at once."""


@require_safe
@signed_in
def guide_pdf_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    table = export_table(request, pk)
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    return _answer(request, guide, table, guide.get_absolute_url())


@require_safe
@shared
def shared_pdf_export(
    request: HttpRequest, link: ShareLink, edition: GuideEdition, token: str
) -> HttpResponse:
    address = reverse("shared_guide", args=[token])
    return _answer(request, link.guide, edition_table(edition), address)


def _answer(
    request: HttpRequest, guide: LevelingGuide, table: ExportTable, back: str
) -> HttpResponse:
    """The file at once; of a large guide a page that waits for it; else why there is none."""
    page = exporting.page_of(table)
    try:
        if not exporting.is_long(table):
            return _file(table, print_pdf(page))
        data = exporting.stored_pdf(guide, page)
        if data is None:
            return _wait(request, guide, table, page, back)
    except PrintFailed as error:
        context = {"reason": str(error), "print_address": back, "table": table}
        return render(request, "guides/export_failed.html", context, status=503)
    if WAITING in request.GET:
        return _wait_page(request, table, back, state="ready")
    return _file(table, data)


def _file(table: ExportTable, data: bytes) -> HttpResponse:
    return file_answer(data, "application/pdf", export_filename(table, "pdf"))


def _wait(
    request: HttpRequest, guide: LevelingGuide, table: ExportTable, page: str, back: str
) -> HttpResponse:
    run = exporting.request_pdf(guide, page)
    if run.status == RunStatus.FAILED:
        raise PrintFailed(run.note or "Making the PDF was interrupted three times.")
    return _wait_page(request, table, back, state=run.status)


def _wait_page(request: HttpRequest, table: ExportTable, back: str, *, state: str) -> HttpResponse:
    query = request.GET.copy()
    query.pop(WAITING, None)
    file_address = f"{request.path}?{query.urlencode()}" if query else request.path
    query[WAITING] = "1"
    context = {
        "table": table,
        "state": state,
        "back": back,
        "file_address": file_address,
        "wait_address": f"{request.path}?{query.urlencode()}",
        "count": sum(1 for _ in table.cells()),
    }
    htmx = getattr(request, "htmx", None)
    template = "guides/_export_state.html" if htmx else "guides/export_wait.html"
    response = render(request, template, context, status=200 if state == "ready" else 202)
    response["Cache-Control"] = "private, no-store"
    return response
