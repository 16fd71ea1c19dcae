"""What the holders of a share link see: the shared guide, and the door that every such page has."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guides.models import GuideEdition, LevelingGuide, ShareLink
from guides.publishing import misses
from guides.publishing.content import from_edition
from guides.publishing.services import find_link, latest_edition, note_use
from levelingai.middleware import client_address

SHARED_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}

SharedView = Callable[..., HttpResponse]


def shared(view: SharedView) -> Callable[..., HttpResponse]:
    """Open a view by a share link's token: one answer for every link that does not work."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        return keep_private(_open(view, request, token, **kwargs))

    return guarded


def _open(view: SharedView, request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
    address = client_address(request)
    if misses.has_to_wait(address):
        return render(request, "guides/publishing/shared_wait.html", status=429)
    link = find_link(token)
    edition = latest_edition(link.guide) if link else None
    if link is None or edition is None:
        misses.count_miss(address)
        return render(request, "guides/publishing/shared_gone.html", status=404)
    if link.sign_in_required:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not LevelingGuide.objects.visible_to(request.user).filter(pk=link.guide_id).exists():
            return render(request, "guides/publishing/shared_gone.html", status=404)
    note_use(link)
    return view(request, link, edition, token, **kwargs)


@require_safe
@shared
def shared_guide(
    request: HttpRequest, link: ShareLink, edition: GuideEdition, token: str
) -> HttpResponse:
    """The latest edition and nothing else: no draft, no names of cells, no way to change it."""
    context = {"link": link, "edition": edition, "matrix": from_edition(edition), "token": token}
    return render(request, "guides/publishing/shared.html", context)


def keep_private(response: HttpResponse) -> HttpResponse:
    """Headers of every answer that holds a share link's token, in its page or its address."""
    for name, value in SHARED_HEADERS.items():
        response[name] = value
    return response
