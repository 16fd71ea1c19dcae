"""The review page: what was recovered beside the page it came from, and its corrections."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import signed_in
from guides.access import guide_in_work
from guides.enums import GuideStatus
from guides.generations.services import regenerate
from guides.lifecycle import confirm_matrix
from guides.models import LevelingGuide
from guides.review import choosing, corrections
from guides.review.actions import ACTIONS, Outcome
from guides.review.forms import GuideForm
from guides.review.notes import found_guides, reading_notes
from guides.review.presenters import cells_of, make_review
from guides.source.artifacts import guides_found

ASKED = ("remove", "clear", "transpose", "discard")
"""What the page asks about before it is done: it cannot be taken back."""


@require_safe
@signed_in
@vary_on_headers("HX-Request", "HX-Target", "HX-History-Restore-Request")
def review_guide(request: HttpRequest, pk: Any) -> HttpResponse:
    guide = guide_in_work(request, pk)
    if guide.status in {GuideStatus.QUEUED, GuideStatus.FAILED_BAD_PDF} or not _is_reviewable(
        guide
    ):
        return redirect(guide)
    return _render(request, guide, request.GET)


@require_POST
@signed_in
def correct_guide(request: HttpRequest, pk: Any) -> HttpResponse:
    """Make one correction, named by `action`, and show the page again."""
    guide = guide_in_work(request, pk)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        return HttpResponse("Unknown action.", status=400, content_type="text/plain")
    form_class, correct = action
    form = form_class(request.POST, guide=guide)
    if not form.is_valid():
        return _render(request, guide, request.POST, form=form, status=422)
    try:
        outcome = correct(guide, request.user, form.cleaned_data)
    except corrections.CorrectionRefused as refusal:
        form.add_error(None, str(refusal))
        return _render(request, guide, request.POST, form=form, status=422)
    return _show(request, guide, outcome)


@require_POST
@signed_in
def confirm_review(request: HttpRequest, pk: Any) -> HttpResponse:
    """ "Looks right, continue": from here examples are written."""
    guide = guide_in_work(request, pk)
    try:
        if guide.status == GuideStatus.FAILED_PARSE:
            corrections.continue_by_hand(guide, request.user)
        else:
            confirm_matrix(guide, request.user)
    except corrections.CorrectionRefused as refusal:
        form = GuideForm(request.POST, guide=guide)
        form.full_clean()
        form.add_error(None, str(refusal))
        return _render(request, guide, request.POST, form=form, status=422)
    return redirect(guide)


@require_POST
@signed_in
def choose_guides(request: HttpRequest, pk: Any) -> HttpResponse:
    """Pick among several guides of a PDF: the first goes on here, each further one apart."""
    guide = guide_in_work(request, pk)
    asked = request.POST.getlist("index")
    offered = {str(index): index for index in range(guides_found(guide))}
    indices = [offered[text] for text in asked if text in offered]
    if indices:
        for further in choosing.choose_guides(guide, indices, request.user):
            messages.success(request, f"“{further}” became a guide of its own. It waits for you.")
    else:
        messages.error(request, "Tick at least one of the guides.")
    return redirect("guide_review", pk=guide.pk)


@require_POST
@signed_in
def write_changed(request: HttpRequest, pk: Any) -> HttpResponse:
    """Write examples for the cells whose definition changed, and for those that have none."""
    guide = guide_in_work(request, pk)
    bare = guide.cells.without_examples()
    cells = guide.cells.filter(Q(is_outdated=True) | Q(pk__in=bare.values("pk")))
    if not regenerate(guide, cells, person=request.user):
        messages.info(request, "There is nothing to write: no cell has changed.")
    return redirect(guide)


def _is_reviewable(guide: LevelingGuide) -> bool:
    return guide.has_matrix or guide.status == GuideStatus.FAILED_PARSE


def _show(request: HttpRequest, guide: LevelingGuide, outcome: Outcome) -> HttpResponse:
    """After a correction: htmx gets the page's content, a browser is sent to its address."""
    address = reverse("guide_review", args=[guide.pk])
    if outcome.choice.query:
        address = f"{address}?{outcome.choice.query}"
    if not _fragment_request(request):
        messages.success(request, outcome.said)
        return redirect(f"{address}#side" if outcome.choice.query else address)
    response = _render(
        request,
        guide_in_work(request, guide.pk),
        QueryDict(outcome.choice.query),
        said=outcome.said,
    )
    response["HX-Push-Url"] = address
    return response


def _render(  # noqa: PLR0913 - one page, in all that can have happened to it
    request: HttpRequest,
    guide: LevelingGuide,
    keys: QueryDict,
    *,
    form: GuideForm | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    page = make_review(guide, keys)
    asks = keys.get("ask", "")
    context: dict[str, Any] = {
        "guide": guide,
        "review": page,
        "form": form,
        "said": said,
        "asks": asks if asks in ASKED else "",
        "cells_at_stake": cells_of(page.choice),
    }
    htmx = _fragment_request(request)
    if htmx and htmx.target == "side" and form is None:
        return render(request, "guides/review/_side.html", context)
    run = guide.parse_runs.filter(chosen=True).order_by("-created_at").first()
    context |= {
        "run": run,
        "notes": reading_notes(guide),
        "found_guides": found_guides(guide),
    }
    template = "guides/review/_review.html" if htmx else "guides/review/review.html"
    return render(request, template, context, status=status)


def _fragment_request(request: HttpRequest) -> Any:
    """htmx's details where it wants a part of the page: going back in history it wants it whole."""
    htmx = getattr(request, "htmx", None)
    return htmx if htmx and not htmx.history_restore_request else None
