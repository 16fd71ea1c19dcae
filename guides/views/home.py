"""The first page: what the product is, or the guides of the active workspace."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import active_membership, is_editor, memberships_of
from guides.models import GuideEdition, LevelingGuide

GUIDES_PER_PAGE = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "guides/landing.html")
    memberships = memberships_of(request.user)
    membership = active_membership(request, memberships)
    if membership is None:
        return render(request, "guides/no_workspace.html")
    guides = (
        LevelingGuide.objects.visible_to(request.user)
        .filter(workspace_id=membership.workspace_id)
        .select_related("company", "owner")
        .annotate(
            cell_count=Count("cells", distinct=True),
            ready_count=Count("cells", filter=Q(cells__generations__is_shown=True), distinct=True),
            is_published=Exists(GuideEdition.objects.in_force().filter(guide=OuterRef("pk"))),
        )
        .order_by("-created_at", "pk")
    )
    page = Paginator(guides, GUIDES_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "guides/guide_list.html",
        {
            "page": page,
            "membership": membership,
            "memberships": memberships,
            "can_upload": is_editor(membership),
        },
    )
