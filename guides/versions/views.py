"""A changed file for a guide, and the page on which its manager accepts what it changes."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from guides.access import editable_guide
from guides.models import LevelingGuide
from guides.upload.services import NewGuide, create_guide, minutes_until_next_upload
from guides.upload.words import NOT_STORED, too_many
from guides.versions import services
from guides.versions.comparing import compare
from guides.versions.forms import AcceptForm, NewVersionForm
from guides.versions.presenters import changes_page
from levelingai.middleware import client_address

logger = logging.getLogger(__name__)

FORM, PAGE = "guides/versions/version_new.html", "guides/versions/version.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def version_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand in a changed file; the guide stays as it is until the version is accepted."""
    guide = editable_guide(request, pk)
    if not guide.has_matrix:
        return redirect(guide)
    form = NewVersionForm(request.POST or None, request.FILES or None, guide=guide)
    context = {"form": form, "guide": guide, "max_mb": settings.UPLOAD_MAX_MB}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return render(request, FORM, context, status=422)
    minutes = minutes_until_next_upload(request.user)
    if minutes:
        form.add_error(None, too_many(minutes))
        return render(request, FORM, context, status=429)
    try:
        version = create_guide(_new_version(request, guide, form))
    except OSError:
        logger.exception("An upload could not be stored")
        form.add_error("pdf", NOT_STORED)
        return render(request, FORM, context, status=503)
    return redirect(version)


@require_safe
@signed_in
def version_changes(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """What changed; while the version is read or waits for a look, its own page."""
    guide = editable_guide(request, pk)
    version = _version_of(guide, version_pk)
    if not version.is_ready_to_compare:
        return redirect(version)
    return _changes(request, guide, version)


@require_POST
@signed_in
def version_accept(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    version = _version_of(guide, version_pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return HttpResponse("Unknown version.", status=400, content_type="text/plain")
    try:
        count = services.accept_version(
            guide,
            version,
            request.user,
            mark=form.cleaned_data["mark"],
            gives_up_own=form.cleaned_data["own"],
        )
    except services.VersionStale as stale:
        return _refused(request, guide, version, str(stale), status=409)
    except services.VersionRefused as refusal:
        return _refused(request, guide, version, str(refusal), status=422)
    messages.success(request, _accepted(count))
    return redirect(guide)


@require_POST
@signed_in
def version_discard(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    guide = editable_guide(request, pk)
    services.discard_version(_version_of(guide, version_pk), request.user)
    messages.success(request, "The new version was thrown away. The guide is as it was.")
    return redirect(guide)


def _version_of(guide: LevelingGuide, pk: UUID) -> LevelingGuide:
    return get_object_or_404(guide.next_versions.select_related("owner"), pk=pk)


def _new_version(request: HttpRequest, guide: LevelingGuide, form: NewVersionForm) -> NewGuide:
    return NewGuide(
        workspace=guide.workspace,
        owner=request.user,
        website_url=guide.company.website_url,
        role_title=guide.role_title,
        pdf=form.cleaned_data["pdf"],
        context=guide.context,
        token=form.token(),
        address=client_address(request),
        replaces=guide,
    )


def _changes(
    request: HttpRequest,
    guide: LevelingGuide,
    version: LevelingGuide,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "guide": guide,
        "version": version,
        "page": changes_page(compare(guide, version), version),
        "can_accept": guide.is_correctable and guide.has_matrix,
        "error": error,
    }
    return render(request, PAGE, context, status=status)


def _refused(
    request: HttpRequest, guide: LevelingGuide, version: LevelingGuide, words: str, status: int
) -> HttpResponse:
    """The page as it stands now, with the sentence; the version's own page while it is in work."""
    guide.refresh_from_db()
    version.refresh_from_db()
    if version.is_ready_to_compare:
        return _changes(request, guide, version, error=words, status=status)
    messages.error(request, words)
    return redirect(version)


def _accepted(count: int) -> str:
    if not count:
        return "The new version is the guide now."
    cells = "1 cell is" if count == 1 else f"{count} cells are"
    return f"The new version is the guide now. Examples for {cells} being written."
