"""A guide's page: its progress, its matrix, and what a person does to the guide as a whole."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import signed_in
from guides import lifecycle
from guides.access import guide_in_work, wants_fragment
from guides.company.line import company_line
from guides.feedback.services import with_thumbs
from guides.generations.services import stop_writing
from guides.matrix.draft import from_guide
from guides.models import LevelingGuide
from guides.overview.polling import Poll, status_context
from guides.overview.progress import (
    Progress,
    can_retry_reading,
    first_start,
    progress_of_page,
    strip_of,
)
from guides.publishing.content import from_edition
from guides.publishing.services import latest_edition

MATRIX = "guides/matrix/_matrix.html"
STOPPED = "The writing is stopped. What was written is kept."
MOVED_ON = "The guide has moved on in the meantime. Here is how it stands now."


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def guide_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Editors see the draft; members the latest edition, and nothing of the draft."""
    draft = LevelingGuide.objects.workable_by(request.user).with_matrix().filter(pk=pk).first()
    if draft is None:
        return _edition(request, pk)
    if draft.is_ready_to_compare:
        return redirect(_comparison(draft))
    page = from_guide(draft) if draft.has_matrix else None
    if wants_fragment(request):
        return render(request, MATRIX, {"guide": draft, "matrix": page})
    if page is None:
        strip = strip_of(draft, Progress())
    else:
        strip = strip_of(draft, progress_of_page(page), first_start(page))
    context = {
        "guide": draft,
        "matrix": page,
        "strip": strip,
        "poll": Poll.start(draft, page.stamp if page else "") if strip.is_moving else None,
        "company_line": company_line(draft),
        "can_retry_reading": can_retry_reading(draft),
        "edition": draft.editions.in_force().only("number", "published_at", "guide").first(),
    }
    return render(request, "guides/overview/guide_detail.html", context)


def _comparison(version: LevelingGuide) -> str:
    """Where a next version stands beside the guide that it replaces."""
    return reverse("guide_version", args=[version.replaces_id, version.pk])


def _edition(request: HttpRequest, pk: UUID) -> HttpResponse:
    guides = LevelingGuide.objects.visible_to(request.user).select_related("workspace")
    guide = get_object_or_404(guides, pk=pk)
    edition = latest_edition(guide)
    if edition is None:
        raise Http404
    matrix = with_thumbs(from_edition(edition), edition, request.user)
    context = {"guide": guide, "edition": edition, "matrix": matrix}
    template = MATRIX if wants_fragment(request) else "guides/overview/guide_published.html"
    return render(request, template, context)


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def guide_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The strip and the cells that changed since `v`; 304 or 204 where nothing did."""
    guide = guide_in_work(request, pk)
    if guide.is_ready_to_compare:
        return HttpResponse(headers={"HX-Redirect": _comparison(guide)})
    asked = Poll.asked(request, guide)
    etag = Poll(guide, guide.version, "").etag
    if asked.version == guide.version and not asked.slows_down:
        knows = request.headers.get("If-None-Match") == etag
        response = HttpResponse(status=304 if knows else 204)
    else:
        response = render(request, "guides/overview/_status.html", status_context(guide, asked))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _action(act: Callable[[HttpRequest, LevelingGuide], bool]) -> Callable[..., HttpResponseBase]:
    """A POST that moves a guide and returns to it; says so where the guide had moved already."""

    @require_POST
    @signed_in
    def view(request: HttpRequest, pk: UUID) -> HttpResponse:
        guide = guide_in_work(request, pk)
        if not act(request, guide):
            messages.info(request, MOVED_ON)
        return redirect(guide)

    return view


def _stop_writing(request: HttpRequest, guide: LevelingGuide) -> bool:
    is_stopped = stop_writing(guide)
    if is_stopped:
        messages.success(request, STOPPED)
    return is_stopped


guide_retry = _action(lambda request, guide: lifecycle.retry_reading(guide))
guide_parse_again = _action(lambda request, guide: lifecycle.parse_again(guide))
guide_confirm = _action(lambda request, guide: lifecycle.confirm_matrix(guide, request.user))
guide_stop_writing = _action(_stop_writing)
guide_cancel = _action(lambda request, guide: lifecycle.cancel_guide(guide))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks first: nothing brings a deleted guide back."""
    guide = guide_in_work(request, pk)
    if request.method != "POST":
        context = {
            "guide": guide,
            "cell_count": guide.cells.count(),
            "edition_count": guide.editions.count(),
            "link_count": guide.share_links.usable().count(),
        }
        return render(request, "guides/overview/guide_delete.html", context)
    lifecycle.delete_guide(guide, request.user)
    if guide.replaces is not None:
        messages.success(request, "The new version was thrown away. The guide is as it was.")
        return redirect(guide.replaces)
    messages.success(request, f"“{guide.role_title}” was deleted with everything made from it.")
    return redirect("home")
