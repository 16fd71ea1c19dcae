"""Pages of a guide that need the pipeline: pictures of the PDF, and the pick of several guides."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import condition, require_POST, require_safe

from accounts.access import signed_in
from generation.core.errors import BadPdf
from generation.core.reading import render_page
from generation.models import CellGeneration
from generation.services import parsing, regeneration
from guides.models import LevelingGuide, private_storage
from guides.pages import PageShape, page_shapes

PICTURE_PX = 2000
"""Wide enough that a small cell of a wide page can be shown enlarged."""

CACHE_S = 600

INDEX_DIGITS = 4
"""No PDF holds as many guides as need more."""


def _guide(request: HttpRequest, pk: Any) -> LevelingGuide:
    return get_object_or_404(LevelingGuide.objects.editable_by(request.user), pk=pk)


def _etag(request: HttpRequest, pk: Any, number: int) -> str | None:
    guide = LevelingGuide.objects.editable_by(request.user).filter(pk=pk).first()
    if guide is None:
        return None
    shape = page_shapes(guide).get(number)
    seen = f"{guide.sha256}:{number}:{PICTURE_PX}:{shape}"
    return f'"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'


@require_safe
@signed_in
@condition(etag_func=_etag)
def page_image(request: HttpRequest, pk: Any, number: int) -> HttpResponse:
    """One page as PNG, for those who edit the guide; turned as it was read."""
    guide = _guide(request, pk)
    if not guide.page_count or not 1 <= number <= guide.page_count:
        raise Http404
    shape = page_shapes(guide).get(number)
    try:
        picture = _draw(guide, number, shape)
    except BadPdf as error:
        raise Http404(error.message) from error
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = f"private, max-age={CACHE_S}"
    return response


def _draw(guide: LevelingGuide, number: int, shape: PageShape | None) -> bytes:
    source = Path(private_storage().path(guide.pdf.name))
    if shape is None:
        return render_page(source, number, width_px=PICTURE_PX)
    return render_page(
        source,
        number,
        width_px=PICTURE_PX,
        turned=shape.turned,
        skew=shape.skew,
    )


@require_POST
@signed_in
def choose_guides(request: HttpRequest, pk: Any) -> HttpResponse:
    """Pick among several guides of a PDF: the first goes on here, each further one apart."""
    guide = _guide(request, pk)
    asked = request.POST.getlist("index")
    indices = [int(text) for text in asked if text.isdecimal() and len(text) <= INDEX_DIGITS]
    if indices:
        for further in parsing.choose_guides(guide, indices, request.user):
            messages.success(request, f"“{further}” became a guide of its own. It waits for you.")
    else:
        messages.error(request, "Tick at least one of the guides.")
    return redirect("guide_review", pk=guide.pk)


@require_POST
@signed_in
def write_changed(request: HttpRequest, pk: Any) -> HttpResponse:
    """Write examples for the cells whose definition changed, and for those that have none."""
    guide = _guide(request, pk)
    has_examples = Exists(CellGeneration.objects.shown().filter(cell=OuterRef("pk")))
    cells = guide.cells.filter(Q(is_outdated=True) | ~has_examples)
    if not regeneration.regenerate(guide, cells, person=request.user):
        messages.info(request, "There is nothing to write: no cell has changed.")
    return redirect(guide)
