"""Handing in a guide, and another PDF in the place of one that could not be read."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import active_membership, is_editor, memberships_of, signed_in
from accounts.models import Membership
from guides.access import guide_in_work, wants_fragment
from guides.models import LevelingGuide
from guides.upload import services
from guides.upload.forms import GuideUploadForm, ReplacePdfForm
from guides.upload.samples import create_samples
from levelingai.middleware import client_address

logger = logging.getLogger(__name__)

PAGE, FORM = "guides/upload/guide_new.html", "guides/upload/_upload_form.html"
NOT_STORED = (
    "The file could not be stored: there is no room for it at the moment. Nothing was kept of it. "
    "Please try again later, or tell whoever runs this site."
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_new(request: HttpRequest) -> HttpResponse:
    membership = active_membership(request, memberships_of(request.user))
    if membership is None:
        return redirect("home")
    if not is_editor(membership):
        raise PermissionDenied("Guides are uploaded by the managers of a workspace.")
    form = GuideUploadForm(request.POST or None, request.FILES or None)
    context = {"form": form, "membership": membership, "max_mb": settings.UPLOAD_MAX_MB}
    if request.method != "POST":
        return render(request, PAGE, context)
    if not form.is_valid():
        return _refused(request, context)
    guide = _made_of(request, form.cleaned_data["token"])
    if guide is not None:
        return _lead_to(request, guide)
    return _take_in(request, membership, form, context)


@require_POST
@signed_in
def guide_sample(request: HttpRequest) -> HttpResponse:
    """The workspace's sample guides, made now if they are not there yet; leads to the first."""
    membership = active_membership(request, memberships_of(request.user))
    if membership is None:
        return redirect("home")
    if not is_editor(membership):
        raise PermissionDenied("Guides are made by the managers of a workspace.")
    return redirect(create_samples(membership.workspace, request.user)[0])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another PDF for a guide whose own could not be read; company, role and context stay."""
    guide = guide_in_work(request, pk)
    form = ReplacePdfForm(request.POST or None, request.FILES or None)
    context = {"form": form, "guide": guide, "max_mb": settings.UPLOAD_MAX_MB}
    if request.method != "POST":
        return render(request, "guides/upload/guide_replace.html", context)
    if not form.is_valid():
        return render(request, "guides/upload/guide_replace.html", context, status=422)
    try:
        replaced = services.replace_pdf(guide, form.cleaned_data["pdf"])
    except OSError:
        logger.exception("An upload could not be stored")
        form.add_error("pdf", NOT_STORED)
        return render(request, "guides/upload/guide_replace.html", context, status=503)
    if not replaced:
        messages.info(request, "The guide was read in the meantime, so its PDF was kept.")
    return redirect(guide)


def _take_in(
    request: HttpRequest, membership: Membership, form: GuideUploadForm, context: dict[str, Any]
) -> HttpResponse:
    minutes = services.minutes_until_next_upload(request.user)
    if minutes:
        form.add_error(None, _too_many(minutes))
        return _refused(request, context, status=429)
    clean = form.cleaned_data
    new = services.NewGuide(
        workspace=membership.workspace,
        owner=request.user,
        website_url=clean["website_url"],
        role_title=clean["role_title"],
        pdf=clean["pdf"],
        company_name=clean["company_name"],
        context=clean["context"],
        token=clean["token"],
        address=client_address(request),
    )
    try:
        guide = services.create_guide(new)
    except OSError:
        logger.exception("An upload could not be stored")
        form.add_error("pdf", NOT_STORED)
        # a script swaps in what is wrong with a form, and nothing of a server's failure
        return _refused(request, context, status=422 if wants_fragment(request) else 503)
    return _lead_to(request, guide)


def _made_of(request: HttpRequest, token: UUID | None) -> LevelingGuide | None:
    """What this form has made already: handed in twice, it is no further upload."""
    if token is None:
        return None
    return LevelingGuide.objects.filter(owner_id=request.user.pk, upload_token=token).first()


def _lead_to(request: HttpRequest, guide: LevelingGuide) -> HttpResponse:
    if wants_fragment(request):
        return HttpResponse(status=201, headers={"HX-Redirect": guide.get_absolute_url()})
    return redirect(guide)


def _too_many(minutes: int) -> str:
    unit = "minute" if minutes == 1 else "minutes"
    return (
        f"You have uploaded {settings.RATE_LIMIT_UPLOADS} guides within an hour, which is the most "
        f"for one person. Try again in {minutes} {unit}; nothing of this form was stored."
    )


def _refused(request: HttpRequest, context: dict[str, Any], status: int = 422) -> HttpResponse:
    template = (
        "guides/upload/_upload_form.html"
        if wants_fragment(request)
        else "guides/upload/guide_new.html"
    )
    return render(request, template, context, status=status)
