"""Files to take away: the choice of them, and those that are written right away."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides import publishing
from guides.exports import FORMATS, ExportTable, export_filename, read_table
from guides.models import GuideEdition, LevelingGuide, ShareLink

from .sharing import shared

DRAFT = "draft"
DRAFT_WORD = "Draft"


@require_safe
@signed_in
def guide_exports(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What can be taken away: for managers the draft or the edition, for readers the edition."""
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    edition = publishing.latest_edition(guide)
    is_editor = _is_editor(request, guide)
    context = {
        "guide": guide,
        "edition": edition,
        "has_draft": is_editor and guide.has_matrix,
        "formats": FORMATS.values(),
    }
    return render(request, "guides/exports.html", context)


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
        return read_table(publishing.draft_content(guide), version=DRAFT_WORD)
    edition = publishing.latest_edition(guide)
    if edition is None:
        raise Http404
    return edition_table(edition)


def edition_table(edition: GuideEdition) -> ExportTable:
    published = date_format(edition.published_at, "j F Y")
    version = f"Edition {edition.number}, {published}"
    return read_table(edition.content_json, version=version)


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
