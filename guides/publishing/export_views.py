"""Files to take away: the choice of them, those written right away, and PDFs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides.access import wants_fragment
from guides.models import GuideEdition, LevelingGuide, ShareLink
from guides.publishing import printing
from guides.publishing.exports import FORMATS, ExportTable, export_filename, read_table
from guides.publishing.services import draft_content, latest_edition
from guides.publishing.shared_views import shared
from guides.publishing.tables import DRAFT_WORD, edition_table
from levelingai.jobs.models import JobStatus
from levelingai.sandbox.places import RETRY_S
from levelingai.sandbox.printing_parent import PrintBusy, PrintFailed, print_in_request

DRAFT = "draft"
WAITING = "wait"
"""Parameter of a page that waits for its file: it is told, and not handed the file at once."""


@require_safe
@signed_in
def guide_exports(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What can be taken away: for managers the draft or the edition, for readers the edition."""
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    edition = latest_edition(guide)
    is_editor = _is_editor(request, guide)
    context = {
        "guide": guide,
        "edition": edition,
        "has_draft": is_editor and guide.has_matrix,
        "formats": FORMATS.values(),
    }
    return render(request, "guides/publishing/exports.html", context)


@require_safe
@signed_in
def guide_export(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404
    return export_answer(export_table(request, pk), ending)


@require_safe
@shared
def shared_export(
    request: HttpRequest, link: ShareLink, edition: GuideEdition, token: str, *, ending: str
) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404
    return export_answer(edition_table(edition), ending)


def export_table(request: HttpRequest, pk: UUID) -> ExportTable:
    """The table that a person may export: `?version=draft` is for those who edit the guide."""
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    if request.GET.get("version") == DRAFT:
        if not (_is_editor(request, guide) and guide.has_matrix):
            raise Http404
        return read_table(draft_content(guide), version=DRAFT_WORD)
    edition = latest_edition(guide)
    if edition is None:
        raise Http404
    return edition_table(edition)


def export_answer(table: ExportTable, ending: str) -> HttpResponse:
    fmt = FORMATS[ending]
    return file_answer(fmt.write(table), fmt.content_type, export_filename(table, ending))


def file_answer(data: bytes, content_type: str, filename: str) -> HttpResponse:
    """A download that no cache keeps and no browser takes for a page."""
    response = HttpResponse(data, content_type=content_type)
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def _is_editor(request: HttpRequest, guide: LevelingGuide) -> bool:
    return LevelingGuide.objects.editable_by(request.user).filter(pk=guide.pk).exists()


# PDFs, printed in a limited child ----------------------------------------------------------------


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
    page = printing.page_of(table)
    try:
        if not printing.is_long(table):
            return _file(table, print_in_request(page))
        data = printing.stored_pdf(guide, page)
        if data is None:
            return _wait(request, guide, table, page, back)
    except PrintFailed as error:
        context = {"reason": str(error), "print_address": back, "table": table}
        answer = render(request, "guides/publishing/export_failed.html", context, status=503)
        if isinstance(error, PrintBusy):
            answer["Retry-After"] = str(RETRY_S)
        return answer
    if WAITING in request.GET:
        return _wait_page(request, table, back, state="ready")
    return _file(table, data)


def _file(table: ExportTable, data: bytes) -> HttpResponse:
    return file_answer(data, "application/pdf", export_filename(table, "pdf"))


def _wait(
    request: HttpRequest, guide: LevelingGuide, table: ExportTable, page: str, back: str
) -> HttpResponse:
    job = printing.request_pdf(guide, page, again=WAITING not in request.GET)
    if job.status == JobStatus.FAILED:
        raise PrintFailed(job.note or "Making the PDF was interrupted three times.")
    return _wait_page(request, table, back, state=job.status)


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
    page = "guides/publishing/export_wait.html"
    part = "guides/publishing/_export_state.html"
    template = part if wants_fragment(request) else page
    response = render(request, template, context, status=200 if state == "ready" else 202)
    response["Cache-Control"] = "private, no-store"
    return response
