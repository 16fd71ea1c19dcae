"""The original file and pictures of its pages, for those who may see them."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import condition, require_safe

from accounts.access import signed_in
from generation.core.errors import BadPdf
from generation.core.office import TAKEN, kind_of
from guides.access import guide_in_work
from guides.models import LevelingGuide, private_storage
from guides.source.page_shapes import PageShape, page_shapes
from guides.source.reading import NotInTime, render_page
from levelingai.sandbox.places import RETRY_S, NoPlace, Places


@require_safe
@signed_in
def guide_pdf(request: HttpRequest, pk: UUID) -> FileResponse:
    """Streamed as a download and never rendered in our origin: the file came from outside."""
    name, filename = _file_for(request, pk)
    try:
        file = private_storage().open(name)
    except FileNotFoundError:
        raise Http404("The file of this guide is missing.") from None
    # An edition may stand on a file of another kind than the draft; no uploader's ending is kept,
    # which might be run.
    kind = kind_of(file)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{PurePath(filename).stem}{kind.ending if kind in TAKEN else '.bin'}",
        content_type=kind.mime_type,
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def _file_for(request: HttpRequest, pk: UUID) -> tuple[str, str]:
    """The stored name of the file that the person may have of a guide, and what it was called.

    Readers get the file of what they read, though the draft may stand on a newer one by now.
    """
    draft = LevelingGuide.objects.workable_by(request.user).filter(pk=pk).first()
    if draft is not None:
        return draft.pdf.name or "", draft.original_filename
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    edition = guide.editions.in_force().first()
    if edition is None:
        raise Http404
    name = edition.pdf_name or guide.pdf.name or ""
    return name, edition.content_json["source"]["filename"]


PICTURE_PX = 2000
"""Wide enough that a small cell of a wide page can be shown enlarged."""

CACHE_S = 600

PLACES = Places("picture", at_once=2, waiting=6, patience_s=8.0)
"""For all requests together: half of the web's sixteen threads, however slow the pages are."""


def _etag(request: HttpRequest, pk: UUID, number: int) -> str | None:
    guide = LevelingGuide.objects.workable_by(request.user).filter(pk=pk).first()
    if guide is None:
        return None
    shape = page_shapes(guide).get(number)
    seen = f"{guide.sha256}:{number}:{PICTURE_PX}:{shape}"
    return f'"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'


@require_safe
@signed_in
@condition(etag_func=_etag)
def page_image(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One page as PNG, for those who edit the guide; turned as it was read."""
    guide = guide_in_work(request, pk)
    if not guide.is_pdf or not guide.page_count or not 1 <= number <= guide.page_count:
        raise Http404
    shape = page_shapes(guide).get(number)
    try:
        with PLACES.taken():
            picture = _draw(guide, number, shape)
    except (NoPlace, NotInTime):
        return HttpResponse(
            "Other pictures are being drawn at this moment.",
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(RETRY_S), "Cache-Control": "no-store"},
        )
    except BadPdf as error:
        raise Http404(error.message) from error
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = f"private, max-age={CACHE_S}"
    return response


def _draw(guide: LevelingGuide, number: int, shape: PageShape | None) -> bytes:
    source = Path(private_storage().path(guide.pdf.name or ""))
    if shape is None:
        return render_page(source, number, width_px=PICTURE_PX)
    return render_page(
        source,
        number,
        width_px=PICTURE_PX,
        turned=shape.turned,
        skew=shape.skew,
    )
