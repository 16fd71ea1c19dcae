"""A guide's page: its progress, then its matrix."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import signed_in
from guides.access import wants_fragment
from guides.company.line import company_line
from guides.examples.feedback import with_thumbs
from guides.matrix.presenters import from_edition, from_guide
from guides.matrix.progress import Progress, can_retry_reading, progress_of_page, strip_of
from guides.matrix.progress_views import Poll
from guides.models import GuideEdition, LevelingGuide


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def guide_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Editors see the draft; members the latest edition, and nothing of the draft."""
    draft = LevelingGuide.objects.editable_by(request.user).with_matrix().filter(pk=pk).first()
    if draft is None:
        return _edition(request, pk)
    page = from_guide(draft) if draft.has_matrix else None
    if wants_fragment(request):
        return render(request, "guides/matrix/_matrix.html", {"guide": draft, "matrix": page})
    progress = progress_of_page(page) if page else Progress()
    strip = strip_of(draft, progress)
    context = {
        "guide": draft,
        "matrix": page,
        "strip": strip,
        "poll": Poll.start(draft, page.stamp if page else "") if strip.is_moving else None,
        "company_line": company_line(draft),
        "can_retry_reading": can_retry_reading(draft),
        "edition": draft.editions.in_force().only("number", "published_at", "guide").first(),
    }
    return render(request, "guides/matrix/guide_detail.html", context)


def _edition(request: HttpRequest, pk: UUID) -> HttpResponse:
    guides = LevelingGuide.objects.visible_to(request.user).select_related("workspace")
    guide = get_object_or_404(guides, pk=pk)
    edition = GuideEdition.objects.in_force().filter(guide=guide).order_by("-number").first()
    if edition is None:
        raise Http404
    matrix = with_thumbs(from_edition(edition), edition, request.user)
    context = {"guide": guide, "edition": edition, "matrix": matrix}
    template = "guides/matrix/_matrix.html" if wants_fragment(request) else "guides/matrix/guide_published.html"
    return render(request, template, context)
