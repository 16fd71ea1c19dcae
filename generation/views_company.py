"""What follows from a company's facts: reading the website again, writing examples again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from guides.models import CompanyFact, GuideCell, LevelingGuide
from guides.views.access import editable_guide
from guides.views.company import visible_company

from .services import company as research
from .services import company_cells, regeneration


@require_POST
@signed_in
def company_refresh(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Visit the website again, however fresh its brief is."""
    company = visible_company(request, pk)
    if not research.request_refresh(company):
        messages.info(request, "Nothing was started: the website is being read already.")
    return redirect(company)


@require_POST
@signed_in
def fact_regenerate(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """Write again the cells of a guide whose examples name a fact, struck or reworded since."""
    guide = editable_guide(request, pk)
    fact = get_object_or_404(CompanyFact, company=guide.company_id, pk=fact_pk)
    return _write_again(request, guide, company_cells.naming(guide, fact))


@require_POST
@signed_in
def guide_regenerate_with_facts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write again what was written before the company's facts were known."""
    guide = editable_guide(request, pk)
    return _write_again(request, guide, company_cells.written_without_facts(guide))


def _write_again(
    request: HttpRequest, guide: LevelingGuide, cells: list[GuideCell]
) -> HttpResponse:
    count = regeneration.regenerate(guide, cells, person=request.user)
    if count:
        words = "1 cell" if count == 1 else f"{count} cells"
        messages.success(request, f"New examples are being written for {words}.")
    else:
        messages.info(request, "Nothing was started: there is nothing to write again just now.")
    return redirect(guide)
