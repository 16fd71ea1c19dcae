"""Publishing and sharing for managers, and the shared guide for readers without an account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from guides.access import editable_guide
from guides.matrix.presenters import from_edition
from guides.models import GuideEdition, LevelingGuide, ShareLink
from guides.publishing import misses
from guides.publishing import services as publishing
from guides.publishing.forms import ShareLinkForm
from levelingai.middleware import client_address

SHARED_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}

NEW_LINK = "new-link"
NEW_LINK_S = 60


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is published, what changed since, and the links; POST makes a link."""
    guide = editable_guide(request, pk)
    if request.method != "POST":
        return _share_page(request, guide, ShareLinkForm.blank())
    form = ShareLinkForm(request.POST)
    if not form.is_valid():
        return _share_page(request, guide, form, status=422)
    _, token = publishing.create_link(guide, request.user, **form.cleaned_data)
    return _tell_once(redirect("guide_share", pk=guide.pk), request.path, token)


def _tell_once(response: HttpResponse, path: str, token: str) -> HttpResponse:
    """Hand a new token to the page that comes next, by the manager's own browser.

    A reload of that page neither makes another link nor shows the token again, and the server
    keeps nothing but its hash.
    """
    response.set_signed_cookie(
        NEW_LINK,
        token,
        max_age=NEW_LINK_S,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
@signed_in
def guide_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    try:
        edition = publishing.publish(guide, request.user)
    except publishing.PublishRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Edition {edition.number} is published.")
    return redirect("guide_share", pk=guide.pk)


@require_POST
@signed_in
def guide_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    if publishing.withdraw(guide):
        messages.success(request, "The guide is withdrawn. Links lead nowhere until you publish.")
    return redirect("guide_share", pk=guide.pk)


@require_POST
@signed_in
def share_link_revoke(request: HttpRequest, pk: UUID, link_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    publishing.revoke_link(get_object_or_404(ShareLink, pk=link_pk, guide=guide))
    messages.success(request, "The link is revoked. It leads nowhere from now on.")
    return redirect("guide_share", pk=guide.pk)


def _share_page(
    request: HttpRequest,
    guide: LevelingGuide,
    form: ShareLinkForm,
    *,
    status: int = 200,
) -> HttpResponse:
    token = request.get_signed_cookie(NEW_LINK, default="", max_age=NEW_LINK_S)
    content = publishing.draft_content(guide)
    edition = publishing.latest_edition(guide)
    context = {
        "guide": guide,
        "form": form,
        "edition": edition,
        "readiness": publishing.readiness(content),
        "changes": publishing.changes_since(edition, content) if edition else [],
        "can_publish": guide.status in publishing.PUBLISHABLE,
        "links": guide.share_links.select_related("created_by"),
        "usable": set(guide.share_links.usable().values_list("pk", flat=True)),
        "new_address": request.build_absolute_uri(reverse("shared_guide", args=[token]))
        if token
        else "",
        "asks_withdraw": request.GET.get("ask") == "withdraw",
    }
    response = render(request, "guides/publishing/share.html", context, status=status)
    if token:
        response.delete_cookie(NEW_LINK, path=request.path, samesite="Strict")
        keep_private(response)
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """Headers of every answer that holds a share link's token, in its page or its address."""
    for name, value in SHARED_HEADERS.items():
        response[name] = value
    return response


# For readers --------------------------------------------------------------------------------------

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
    link = publishing.find_link(token)
    edition = publishing.latest_edition(link.guide) if link else None
    if link is None or edition is None:
        misses.count_miss(address)
        return render(request, "guides/publishing/shared_gone.html", status=404)
    if link.sign_in_required:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not LevelingGuide.objects.visible_to(request.user).filter(pk=link.guide_id).exists():
            return render(request, "guides/publishing/shared_gone.html", status=404)
    publishing.note_use(link)
    return view(request, link, edition, token, **kwargs)


@require_safe
@shared
def shared_guide(
    request: HttpRequest, link: ShareLink, edition: GuideEdition, token: str
) -> HttpResponse:
    """The latest edition and nothing else: no draft, no names of cells, no way to change it."""
    context = {"link": link, "edition": edition, "matrix": from_edition(edition), "token": token}
    return render(request, "guides/publishing/shared.html", context)
