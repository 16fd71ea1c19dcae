"""A reader's thumb on an example of the edition that they read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from guides.access import wants_fragment
from guides.feedback.forms import ThumbForm
from guides.feedback.services import ExamplePlace, give_thumb
from guides.models import ExampleFeedback, GuideEdition, LevelingGuide
from guides.publishing.services import latest_edition

MOVED_ON = "The guide has changed in the meantime. Here is its latest edition."


@require_POST
@signed_in
def example_thumb(  # noqa: PLR0913 - an address in five parts
    request: HttpRequest, pk: UUID, *, number: int, competency: str, level: str, index: int
) -> HttpResponse:
    """Give, change or take back a thumb. Under another edition's number nothing is kept."""
    guide = get_object_or_404(LevelingGuide.objects.visible_to(request.user), pk=pk)
    place = ExamplePlace(competency, level, index)
    edition = latest_edition(guide)
    if edition is None:
        raise Http404
    if edition.number != number:
        messages.info(request, MOVED_ON)
        return _back(request, guide)
    generation = place.generation_in(edition)
    if generation is None:
        raise Http404
    form = ThumbForm(request.POST.dict())
    if not form.is_valid():
        return _refuse(request, guide, form)
    given = _give(request, generation, index, form)
    if given is None and not form.takes_back:
        messages.info(request, "These examples are being replaced: nothing was kept.")
        return _back(request, guide)
    if wants_fragment(request):
        return _thumb(request, edition, place, given, form)
    messages.success(request, "Thank you." if given else "Your thumb is taken back.")
    return redirect(f"{guide.get_absolute_url()}#{place.cell_id}")


def _give(
    request: HttpRequest, generation: UUID, index: int, form: ThumbForm
) -> ExampleFeedback | None:
    asked = form.cleaned_data
    comment = asked["comment"] if form.says_why else None
    return give_thumb(generation, index, request.user, value=asked["value"], comment=comment)


def _thumb(
    request: HttpRequest,
    edition: GuideEdition,
    place: ExamplePlace,
    given: ExampleFeedback | None,
    form: ThumbForm,
) -> HttpResponse:
    cells = edition.content_json["cells"]
    at = (place.competency, place.level)
    cell = next(cell for cell in cells if (cell["competency"], cell["level"]) == at)
    context = {
        "thumb": place.thumb(edition, given),
        "headline": cell["examples"][place.index]["headline"],
        "is_saved": form.says_why,
    }
    return render(request, "guides/feedback/_thumbs.html", context)


def _refuse(request: HttpRequest, guide: LevelingGuide, form: ThumbForm) -> HttpResponse:
    """Nothing that the page itself sends: the field stops at the limit."""
    words = " ".join(str(error) for errors in form.errors.values() for error in errors)
    messages.error(request, words)
    return _back(request, guide)


def _back(request: HttpRequest, guide: LevelingGuide) -> HttpResponse:
    """To the guide as it stands; a script that asked for a part gets the whole page anew."""
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(guide)
