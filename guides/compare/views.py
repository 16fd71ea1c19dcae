"""Levels side by side, for members and for readers of a share link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides.compare.presenters import chosen_keys, compare
from guides.models import GuideEdition, LevelingGuide, ShareLink
from guides.publishing.services import draft_content, latest_edition
from guides.publishing.shared_views import shared

MY_LEVELS = "my-levels"
"""Session key: for each guide the level that the reader compared from last."""

REMEMBERED_GUIDES = 50


@require_safe
@signed_in
def guide_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Managers compare in their draft, members in the latest edition."""
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    edition = None
    if LevelingGuide.objects.editable_by(request.user).filter(pk=pk).exists():
        content = draft_content(guide)
    else:
        edition = latest_edition(guide)
        if edition is None:
            raise Http404
        content = edition.content_json
    address = reverse("guide_compare", args=[pk])
    context = {"back": guide.get_absolute_url(), "edition": edition}
    return _compare(request, content, str(pk), address, context)


@require_safe
@shared
def shared_compare(
    request: HttpRequest, link: ShareLink, edition: GuideEdition, token: str
) -> HttpResponse:
    address = reverse("shared_compare", args=[token])
    context = {
        "back": reverse("shared_guide", args=[token]),
        "edition": edition,
        "is_shared": True,
    }
    return _compare(request, edition.content_json, str(link.guide_id), address, context)


def _compare(
    request: HttpRequest,
    content: Mapping[str, Any],
    guide_key: str,
    address: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The address always says which levels are compared: whoever gets it sees the same."""
    keys = [level["key"] for level in content["levels"]]
    if len(keys) < 2:
        return render(request, "guides/compare/compare_none.html", {**context, "content": content})
    asked = {name: request.GET.get(name, "") for name in ("from", "to", "also")}
    remembered: dict[str, str] = request.session.get(MY_LEVELS, {})
    chosen = chosen_keys(
        keys,
        start=asked["from"],
        to=asked["to"],
        also=asked["also"],
        mine=remembered.get(guide_key, ""),
    )
    names = dict(zip(("from", "to", "also"), chosen, strict=False))
    if names != {name: key for name, key in asked.items() if key}:
        return redirect(f"{address}?{urlencode(names)}")
    _remember(request, guide_key, names["from"])
    context |= {
        "content": content,
        "comparison": compare(content, chosen),
        "address": address,
        "mine": names["from"],
    }
    return render(request, "guides/compare/compare.html", context)


def _remember(request: HttpRequest, guide_key: str, level: str) -> None:
    remembered: dict[str, str] = request.session.get(MY_LEVELS, {})
    if remembered.get(guide_key) == level:
        return
    remembered.pop(guide_key, None)
    kept = list(remembered.items())[-(REMEMBERED_GUIDES - 1) :]
    request.session[MY_LEVELS] = {**dict(kept), guide_key: level}
