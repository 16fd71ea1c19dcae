"""One cell: its page, with every generation ever written for it, and what writes cells again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import signed_in
from guides.access import editable_guide, tell_undoable, wants_fragment
from guides.enums import WRITTEN, GenerationStatus
from guides.examples.forms import ManualExamplesForm, StarterForm, WriteAgainForm, WriteAnewForm
from guides.examples.presenters import cell_page
from guides.feedback.services import verdicts
from guides.generations import affected_cells
from guides.generations.services import (
    regenerate,
    retry_failed,
    save_manual,
    show_generation,
    write_others,
)
from guides.matrix.draft import cell_view, is_writing, level_view
from guides.matrix.page import CellState
from guides.matrix.starters import starter_view
from guides.models import CellGeneration, CompanyFact, Competency, GuideCell, Level, LevelingGuide
from guides.overview.polling import Poll, status_context

SAVED = "Your example is saved and shown."
WRITTEN_MEANWHILE = (
    "Examples were saved for this cell in the meantime. What you typed is kept here: open the "
    "cell to see them, and edit them there."
)


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def guide_cell(request: HttpRequest, pk: UUID, cell_pk: UUID) -> HttpResponse:
    """The page; for an open one that polls what was written since it was changed in `v`, or 204."""
    if not wants_fragment(request):
        context = _cell_context(request, pk, cell_pk)
        return render(request, "guides/examples/guide_cell.html", context)
    cells = GuideCell.objects.filter(guide=editable_guide(request, pk))
    cell = get_object_or_404(cells, pk=cell_pk)
    if request.GET.get("v") == str(cell.changed_in):
        return HttpResponse(status=204)
    return render(request, "guides/examples/_status.html", _cell_context(request, pk, cell_pk))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cell_edit(request: HttpRequest, pk: UUID, cell_pk: UUID) -> HttpResponse:
    """Write one to three examples of a cell by hand, starting from those that stand there."""
    guide = editable_guide(request, pk)
    cells = GuideCell.objects.filter(guide=guide).select_related("guide", "competency", "level")
    cell = get_object_or_404(cells, pk=cell_pk)
    written = cell.generations.filter(status__in=WRITTEN)
    start = written.order_by("-is_shown", "-created_at").first()
    form = ManualExamplesForm(request.POST or None, start=start.examples if start else ())
    if request.method == "POST" and form.is_valid():
        save_manual(cell, request.user, form.examples())
        messages.success(request, "Your examples are saved and shown.")
        return redirect(cell)
    status = 422 if request.method == "POST" else 200
    context = {"guide": guide, "cell": cell, "form": form}
    return render(request, "guides/examples/cell_edit.html", context, status=status)


@require_POST
@signed_in
def cell_start(request: HttpRequest, pk: UUID, cell_pk: UUID) -> HttpResponse:
    """Complete a cell's starter: the answers become an example by hand, which is shown.

    A fragment request gets the strip with the changed cell, or 422 with the cell as it was typed.
    """
    guide = editable_guide(request, pk)
    cells = guide.cells.select_related("guide", "competency", "level", "edited_by")
    cell = get_object_or_404(cells, pk=cell_pk)
    row = cell.generations.filter(status=GenerationStatus.STARTERS).order_by("-created_at").first()
    starter = starter_view(row.starter_json) if row else None
    if starter is None:
        messages.info(request, "There is nothing to complete here any more.")
        return redirect(cell)
    form = StarterForm(request.POST, starter=starter, definition=cell.definition_text)
    if cell.generations.shown().exists():
        form.add_error(None, WRITTEN_MEANWHILE)
    if not form.is_valid():
        return _refused(request, cell, form)
    before = Poll.start(guide, request.POST.get("m", ""))
    save_manual(cell, request.user, [form.cleaned_data["example"]])
    if not wants_fragment(request):
        messages.success(request, SAVED)
        return redirect(cell)
    guide.refresh_from_db()
    context = status_context(guide, before) | {"focus_cell": str(cell.pk), "said": SAVED}
    return render(request, "guides/overview/_status.html", context)


def _refused(request: HttpRequest, cell: GuideCell, form: StarterForm) -> HttpResponse:
    """422 with what was typed: in the cell alone for a fragment request, else on its page."""
    if not wants_fragment(request):
        context = _cell_context(request, cell.guide_id, cell.pk)
        context["page"] = replace(context["page"], starter=form.view())
        return render(request, "guides/examples/guide_cell.html", context, status=422)
    view = cell_view(
        cell, cell.competency, level_view(cell.level, 0), is_running=False, generations=[]
    )
    context = {
        "guide": cell.guide,
        "cell": replace(view, state=CellState.STARTERS, starter=form.view()),
    }
    response = render(request, "guides/matrix/_cell.html", context, status=422)
    response["HX-Retarget"] = f"#{view.dom_id}"
    response["HX-Reswap"] = "outerHTML"
    return response


@require_POST
@signed_in
def generation_show(request: HttpRequest, pk: UUID, generation_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    generations = CellGeneration.objects.filter(guide=guide).select_related("cell", "guide")
    generation = get_object_or_404(generations, pk=generation_pk)
    before = generations.shown().filter(cell=generation.cell_id).exclude(pk=generation_pk).first()
    if not show_generation(generation, request.user):
        messages.info(request, "These examples are not finished, so they cannot be shown.")
    elif before is None:
        messages.success(request, "These examples are shown now.")
    else:
        undo = reverse("generation_show", args=[pk, before.pk])
        tell_undoable(request, "These examples are shown now.", undo)
    return redirect(generation.cell)


def _cell_context(request: HttpRequest, pk: UUID, cell_pk: UUID) -> dict[str, Any]:
    """What the page shows, with the form for new examples empty."""
    guide = editable_guide(request, pk)
    cells = GuideCell.objects.filter(guide=guide).select_related("competency", "level", "edited_by")
    cell = get_object_or_404(cells, pk=cell_pk)
    cell.guide = guide
    generations = list(cell.generations.select_related("created_by", "checked_by").with_thumbs())
    level_number = guide.levels.filter(position__lt=cell.level.position).count() + 1
    facts = {fact.ref: fact for fact in guide.company.facts.select_related("page")}
    return {
        "guide": guide,
        "cell": cell,
        "page": cell_page(
            cell,
            generations,
            level_number=level_number,
            is_running=is_writing(guide),
            facts=facts,
            verdicts=verdicts(generations),
        ),
        "regenerate_form": WriteAgainForm(),
        "level_count": guide.levels.count(),
        "neighbours": _neighbours(cell),
    }


def _neighbours(cell: GuideCell) -> dict[str, GuideCell | None]:
    """The same competency one level down and one level up."""
    row = GuideCell.objects.filter(competency=cell.competency_id).select_related("level")
    cells = list(row.order_by("level__position"))
    at = next(number for number, other in enumerate(cells) if other.pk == cell.pk)
    return {
        "below": cells[at - 1] if at else None,
        "above": cells[at + 1] if at + 1 < len(cells) else None,
    }


# Writing again ------------------------------------------------------------------------------------


@require_POST
@signed_in
def guide_regenerate(request: HttpRequest, pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    return _write_again(request, guide, guide.cells.all())


@require_POST
@signed_in
def guide_retry_failed(request: HttpRequest, pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    count = retry_failed(guide, person=request.user)
    return _answer(request, guide, count)


@require_POST
@signed_in
def guide_write_others(request: HttpRequest, pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    return _answer(request, guide, write_others(guide, person=request.user))


@require_POST
@signed_in
def row_regenerate(request: HttpRequest, pk: UUID, competency_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    row = get_object_or_404(Competency, guide=guide, pk=competency_pk)
    return _write_again(request, guide, guide.cells.filter(competency=row))


@require_POST
@signed_in
def level_regenerate(request: HttpRequest, pk: UUID, level_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    level = get_object_or_404(Level, guide=guide, pk=level_pk)
    return _write_again(request, guide, guide.cells.filter(level=level))


@require_POST
@signed_in
def cell_regenerate(request: HttpRequest, pk: UUID, cell_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    cell = get_object_or_404(GuideCell, guide=guide, pk=cell_pk)
    form = WriteAnewForm(request.POST, workspace_id=guide.workspace_id)
    if not form.is_valid():
        context = _cell_context(request, pk, cell_pk) | {"regenerate_form": form}
        return render(request, "guides/examples/guide_cell.html", context, status=422)
    count = regenerate(guide, [cell], person=request.user, **form.cleaned_data)
    back_to = cell if request.POST.get("next") == "cell" else None
    return _answer(request, guide, count, back_to)


def _write_again(
    request: HttpRequest, guide: LevelingGuide, cells: Iterable[GuideCell]
) -> HttpResponse:
    form = WriteAnewForm(request.POST, workspace_id=guide.workspace_id)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return redirect(guide)
    count = regenerate(guide, cells, person=request.user, **form.cleaned_data)
    return _answer(request, guide, count)


def _answer(
    request: HttpRequest, guide: LevelingGuide, count: int, back_to: GuideCell | None = None
) -> HttpResponse:
    """Back to the guide, or for a fragment request the strip, which then fetches what changed."""
    if not wants_fragment(request):
        _tell(request, count, "these cells are being written already")
        return redirect(back_to or guide)
    before = Poll.start(guide, request.POST.get("m", ""))
    guide.refresh_from_db()
    return render(request, "guides/overview/_status.html", status_context(guide, before))


def _tell(request: HttpRequest, count: int, why_none: str) -> None:
    if count:
        cells = "1 cell" if count == 1 else f"{count} cells"
        messages.success(request, f"New examples are being written for {cells}.")
    else:
        messages.info(request, f"Nothing was started: {why_none}.")


@require_POST
@signed_in
def fact_regenerate(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """Write again the cells of a guide whose examples name a fact, struck or reworded since."""
    guide = editable_guide(request, pk)
    fact = get_object_or_404(CompanyFact, company=guide.company_id, pk=fact_pk)
    return _write_for_facts(request, guide, affected_cells.naming(guide, fact))


@require_POST
@signed_in
def guide_regenerate_with_facts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write again what was written before the company's facts were known."""
    guide = editable_guide(request, pk)
    return _write_for_facts(request, guide, affected_cells.written_without_facts(guide))


def _write_for_facts(
    request: HttpRequest, guide: LevelingGuide, cells: list[GuideCell]
) -> HttpResponse:
    count = regenerate(guide, cells, person=request.user)
    _tell(request, count, "there is nothing to write again just now")
    return redirect(guide)
