"""The first page: what the product is, or the guides of the active workspace."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import active_membership, is_editor, memberships_of, note_role
from guides.models import GuideCell, GuideEdition, LevelingGuide

GUIDES_PER_PAGE = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "guides/home/landing.html")
    memberships = memberships_of(request.user)
    membership = active_membership(request, memberships)
    note_role(request, membership)
    if membership is None:
        return render(request, "guides/home/no_workspace.html")
    guides = (
        LevelingGuide.objects.visible_to(request.user)
        .filter(workspace_id=membership.workspace_id)
        .select_related("company", "owner")
        .annotate(
            cell_count=Count("cells", distinct=True),
            ready_count=Count("cells", filter=Q(cells__generations__is_shown=True), distinct=True),
            starter_count=_counted(GuideCell.objects.with_starters()),
            is_published=Exists(_editions()),
        )
        .order_by("-created_at", "pk")
    )
    listed = guides if is_editor(membership) else _as_published(guides)
    page = Paginator(listed, GUIDES_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "guides/home/guide_list.html",
        {
            "page": page,
            "membership": membership,
            "memberships": memberships,
            "can_upload": is_editor(membership),
        },
    )


def _counted(cells: QuerySet[GuideCell]) -> Coalesce:
    """How many of these cells a guide has."""
    own = cells.filter(guide=OuterRef("pk")).order_by()
    return Coalesce(Subquery(own.values("guide").values(count=Count("pk"))), 0)


def _editions() -> QuerySet[GuideEdition]:
    return GuideEdition.objects.in_force().filter(guide=OuterRef("pk")).order_by("-number")


def _as_published(guides: QuerySet[LevelingGuide]) -> QuerySet[LevelingGuide]:
    """With what the latest edition says of itself: readers see nothing of the draft."""
    said = {
        "edition_number": F("number"),
        "edition_date": F("published_at"),
        "edition_title": KT("content_json__role_title"),
        "edition_filename": KT("content_json__source__filename"),
        "edition_company": KT("content_json__company"),
    }
    return guides.annotate(
        **{name: Subquery(_editions().values(said=part)[:1]) for name, part in said.items()}
    )
