"""PDF exports: they need the limited child, so they live beside the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides.exports import ExportTable, export_filename
from guides.exports.sheets import sheets_of
from guides.models import GuideEdition, ShareLink
from guides.views.exports import edition_table, export_table, file_answer
from guides.views.sharing import shared

from .printing import PrintFailed, print_pdf


@require_safe
@signed_in
def guide_pdf_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    table = export_table(request, pk)
    return _answer(request, table, lambda: reverse("guide_detail", args=[pk]))


@require_safe
@shared
def shared_pdf_export(
    request: HttpRequest, link: ShareLink, edition: GuideEdition, token: str
) -> HttpResponse:
    table = edition_table(edition)
    return _answer(request, table, lambda: reverse("shared_guide", args=[token]))


def _answer(
    request: HttpRequest, table: ExportTable, print_address: Callable[[], str]
) -> HttpResponse:
    """The file; where it cannot be made, a page that says why and offers the print view."""
    html = render_to_string("guides/export_pdf.html", {"table": table, "sheets": sheets_of(table)})
    try:
        data = print_pdf(html)
    except PrintFailed as error:
        context = {"reason": str(error), "print_address": print_address(), "table": table}
        return render(request, "guides/export_failed.html", context, status=503)
    return file_answer(data, "application/pdf", export_filename(table, "pdf"))
