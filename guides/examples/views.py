"""One cell: its definition, its examples, and every generation that was ever written for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from guides.access import editable_guide
from guides.examples.feedback import verdicts
from guides.examples.forms import WriteAgainForm
from guides.examples.presenters import cell_page
from guides.models import GuideCell


@require_safe
@signed_in
def guide_cell(request: HttpRequest, pk: UUID, cell_pk: UUID) -> HttpResponse:
    return render(request, "guides/examples/guide_cell.html", cell_context(request, pk, cell_pk))


def cell_context(request: HttpRequest, pk: UUID, cell_pk: UUID) -> dict[str, Any]:
    """What the page shows; shared with the view that takes examples written by hand."""
    guide = editable_guide(request, pk)
    cells = GuideCell.objects.filter(guide=guide).select_related("competency", "level", "edited_by")
    cell = get_object_or_404(cells, pk=cell_pk)
    cell.guide = guide
    generations = list(cell.generations.select_related("created_by").with_thumbs())
    level_number = guide.levels.filter(position__lt=cell.level.position).count() + 1
    facts = {fact.ref: fact for fact in guide.company.facts.select_related("page")}
    return {
        "guide": guide,
        "cell": cell,
        "page": cell_page(
            cell,
            generations,
            level_number=level_number,
            is_running=guide.is_running and not guide.is_waiting_for_review,
            facts=facts,
            verdicts=verdicts(generations),
        ),
        "regenerate_form": WriteAgainForm(),
        "level_count": guide.levels.count(),
        "neighbours": _neighbours(cell),
    }


def _neighbours(cell: GuideCell) -> dict[str, GuideCell | None]:
    """The same competency one level down and one level up."""
    row = GuideCell.objects.filter(competency=cell.competency_id).select_related("level")
    cells = list(row.order_by("level__position"))
    at = next(number for number, other in enumerate(cells) if other.pk == cell.pk)
    return {
        "below": cells[at - 1] if at else None,
        "above": cells[at + 1] if at + 1 < len(cells) else None,
    }
