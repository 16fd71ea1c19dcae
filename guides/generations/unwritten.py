"""What a model that was just connected can write: the cells of a guide that have no examples."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from accounts.model.writing import ToWrite
from guides.generations.services import MAY_WRITE, regenerate
from guides.models import GuideCell, LevelingGuide


def guide_to_write(workspace_id: UUID) -> LevelingGuide | None:
    """The newest guide with such cells; a sample only where no other has any."""
    unwritten = GuideCell.objects.unwritten().filter(guide=OuterRef("pk"))
    guides = LevelingGuide.objects.filter(
        Exists(unwritten), workspace=workspace_id, status__in=MAY_WRITE
    )
    return guides.order_by("is_sample", "-created_at", "pk").first()


def cell_to_try(workspace_id: UUID) -> GuideCell | None:
    """A cell that shows what a model can do: of the middle level, in the first row that has any.

    One without examples where there is one, else one of the newest guide; None without a guide.
    """
    guide = guide_to_write(workspace_id)
    cells = GuideCell.objects.unwritten()
    if guide is None:
        guides = LevelingGuide.objects.filter(
            workspace=workspace_id, replaces=None, cells__isnull=False
        )
        guide = guides.order_by("is_sample", "-created_at", "pk").first()
        cells = GuideCell.objects.all()
    if guide is None:
        return None
    row = list(cells.filter(guide=guide).select_related("level", "competency", "guide__company"))
    row = [cell for cell in row if cell.competency_id == row[0].competency_id]
    middle = (guide.levels.count() - 1) / 2
    places = {pk: at for at, pk in enumerate(guide.levels.values_list("pk", flat=True))}
    return min(row, key=lambda cell: abs(places[cell.level_id] - middle))


def to_write(workspace_id: UUID) -> ToWrite | None:
    guide = guide_to_write(workspace_id)
    if guide is None:
        return None
    cells = guide.cells.unwritten().order_by()
    counts = cells.aggregate(cells=Count("pk"), rows=Count("competency", distinct=True))
    return ToWrite(guide.role_title, guide.get_absolute_url(), **counts)


def start_writing(workspace_id: UUID, person: Any) -> ToWrite | None:
    """Have the workspace's model write all of them."""
    guide, found = guide_to_write(workspace_id), to_write(workspace_id)
    if guide is None or found is None:
        return None
    count = regenerate(guide, guide.cells.unwritten(), person=person)
    return ToWrite(found.title, found.url, count, found.rows)
