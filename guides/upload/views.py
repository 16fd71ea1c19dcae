"""Handing in a guide, and another PDF in the place of one that could not be read."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import active_membership, is_editor, memberships_of, signed_in
from accounts.models import Membership
from guides.access import guide_in_work, wants_fragment
from guides.models import LevelingGuide
from guides.upload import services
from guides.upload.forms import GuideUploadForm, ReplacePdfForm
from guides.upload.handing import Handed, form_of_file, hand_in
from guides.upload.samples import create_samples
from guides.upload.words import NOT_STORED

logger = logging.getLogger(__name__)

PAGE, FORM = "guides/upload/guide_new.html", "guides/upload/_upload_form.html"
LINE, KNOWN = "guides/upload/_file_line.html", "guides/upload/_known.html"
MOST_FILES = 20
TOO_MANY_FILES = f"Up to {MOST_FILES} files are taken at once. Nothing was stored: choose fewer."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_new(request: HttpRequest) -> HttpResponse:
    membership = active_membership(request, memberships_of(request.user))
    if membership is None:
        return redirect("home")
    if not is_editor(membership):
        raise PermissionDenied("Guides are uploaded by the managers of a workspace.")
    if request.method != "POST":
        return render(request, PAGE, _context(GuideUploadForm()))
    files = request.FILES.getlist("pdf")
    if len(files) > 1:
        return _take_several(request, membership, files)
    if files and "line" in request.POST:
        handed = hand_in(request, membership, form_of_file(request.POST, files[0]))
        return render(request, LINE, {"handed": handed})
    form = GuideUploadForm(request.POST, request.FILES)
    return _answer(request, hand_in(request, membership, form))


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


def _take_several(
    request: HttpRequest, membership: Membership, files: list[UploadedFile]
) -> HttpResponse:
    """Without a script: all files come at once, each of them becomes a guide or a reason."""
    common = form_of_file(request.POST, files[0])
    if set(common.errors) - {"pdf"}:
        return _refused(request, _context(common))
    if len(files) > MOST_FILES:
        common.add_error("pdf", TOO_MANY_FILES)
        return _refused(request, _context(common))
    handed = [hand_in(request, membership, form_of_file(request.POST, file)) for file in files]
    return render(request, "guides/upload/guide_several.html", {"lines": handed})


def _answer(request: HttpRequest, handed: Handed) -> HttpResponse:
    """To the guide, or the form with what is wrong, or the guides that the file is already."""
    if handed.guide is not None:
        return _lead_to(request, handed.guide)
    if handed.known:
        template = KNOWN if wants_fragment(request) else "guides/upload/guide_known.html"
        return render(request, template, {"handed": handed}, status=handed.status)
    status = handed.status
    if wants_fragment(request) and status == HTTPStatus.SERVICE_UNAVAILABLE:
        # a script swaps in what is wrong with a form, and nothing of a server's failure
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _refused(request, _context(handed.form), status=status)


def _context(form: GuideUploadForm) -> dict[str, Any]:
    return {"form": form, "max_mb": settings.UPLOAD_MAX_MB}


def _lead_to(request: HttpRequest, guide: LevelingGuide) -> HttpResponse:
    if wants_fragment(request):
        return HttpResponse(status=201, headers={"HX-Redirect": guide.get_absolute_url()})
    return redirect(guide)


def _refused(request: HttpRequest, context: dict[str, Any], status: int = 422) -> HttpResponse:
    template = FORM if wants_fragment(request) else PAGE
    return render(request, template, context, status=status)
