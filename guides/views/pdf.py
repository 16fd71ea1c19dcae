"""The original PDF, for those who may see the guide."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides.models import LevelingGuide
from guides.validators import PDF_ENDING


@require_safe
@signed_in
def guide_pdf(request: HttpRequest, pk: UUID) -> FileResponse:
    """Streamed as a download and never rendered in our origin: the file came from outside."""
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    try:
        file = guide.pdf.open("rb")
    except FileNotFoundError:
        raise Http404("The file of this guide is missing.") from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{PurePath(guide.original_filename).stem}{PDF_ENDING}",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
