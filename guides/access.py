"""Which guide a request is about: always through what the person may see."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from guides.models import LevelingGuide


def wants_fragment(request: HttpRequest) -> bool:
    """Whether a script asked for a part of a page."""
    return bool(getattr(request, "htmx", False))


def tell_undoable(request: HttpRequest, words: str, undo: str) -> None:
    """A message with an Undo button: `undo` is the address that takes it back when posted to."""
    messages.success(request, words, extra_tags=undo)


def guide_in_work(request: HttpRequest, pk: UUID) -> LevelingGuide:
    """Like `editable_guide`, or the next version of such a guide: both are read and corrected."""
    guides = LevelingGuide.objects.workable_by(request.user)
    related = guides.select_related("company", "workspace", "replaces")
    return get_object_or_404(related, pk=pk)


def editable_guide(request: HttpRequest, pk: UUID) -> LevelingGuide:
    """A guide that the person may change; 404 for any other, whether it exists or not."""
    guides = LevelingGuide.objects.editable_by(request.user).select_related("company", "workspace")
    return get_object_or_404(guides, pk=pk)
