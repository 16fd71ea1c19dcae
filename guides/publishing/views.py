"""Publishing and sharing, for those who edit a guide."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from guides.access import editable_guide
from guides.models import LevelingGuide, ShareLink
from guides.publishing.changes import changes_since
from guides.publishing.forms import ShareLinkForm
from guides.publishing.services import (
    PUBLISHABLE,
    PublishRefused,
    create_link,
    draft_content,
    latest_edition,
    publish,
    readiness,
    revoke_link,
    withdraw,
)
from guides.publishing.shared_views import keep_private

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
    _, token = create_link(guide, request.user, **form.cleaned_data)
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
        edition = publish(guide, request.user)
    except PublishRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Edition {edition.number} is published.")
    return redirect("guide_share", pk=guide.pk)


@require_POST
@signed_in
def guide_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    if withdraw(guide):
        messages.success(request, "The guide is withdrawn. Links lead nowhere until you publish.")
    return redirect("guide_share", pk=guide.pk)


@require_POST
@signed_in
def share_link_revoke(request: HttpRequest, pk: UUID, link_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    revoke_link(get_object_or_404(ShareLink, pk=link_pk, guide=guide))
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
    content = draft_content(guide)
    edition = latest_edition(guide)
    context = {
        "guide": guide,
        "form": form,
        "edition": edition,
        "readiness": readiness(guide, content),
        "changes": changes_since(edition, content) if edition else [],
        "can_publish": guide.status in PUBLISHABLE,
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
