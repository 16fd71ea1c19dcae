"""What a manager can do to a guide as a whole. Each is a form that works without scripts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from guides import lifecycle
from guides.access import editable_guide
from guides.models import LevelingGuide
from guides.review.choosing import confirm_matrix

MOVED_ON = "The guide has moved on in the meantime. Here is how it stands now."


def _action(act: Callable[[HttpRequest, LevelingGuide], bool]) -> Callable[..., HttpResponseBase]:
    """A POST that moves a guide and returns to it; says so where the guide had moved already."""

    @require_POST
    @signed_in
    def view(request: HttpRequest, pk: UUID) -> HttpResponse:
        guide = editable_guide(request, pk)
        if not act(request, guide):
            messages.info(request, MOVED_ON)
        return redirect(guide)

    return view


guide_retry = _action(lambda request, guide: lifecycle.retry_reading(guide))
guide_parse_again = _action(lambda request, guide: lifecycle.parse_again(guide))
guide_confirm = _action(lambda request, guide: confirm_matrix(guide, request.user))
guide_cancel = _action(lambda request, guide: lifecycle.cancel_guide(guide))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks first: nothing brings a deleted guide back."""
    guide = editable_guide(request, pk)
    if request.method != "POST":
        context = {
            "guide": guide,
            "cell_count": guide.cells.count(),
            "edition_count": guide.editions.count(),
            "link_count": guide.share_links.usable().count(),
        }
        return render(request, "guides/matrix/guide_delete.html", context)
    lifecycle.delete_guide(guide, request.user)
    messages.success(request, f"“{guide.role_title}” was deleted with everything made from it.")
    return redirect("home")
