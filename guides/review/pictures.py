"""The page of the PDF beside the review, with the places that a cell was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from guides.models import GuideCell, LevelingGuide
from guides.source.page_shapes import PageShape, page_shapes

MAX_CROPS = 3
AIR_PT = 3
"""White space around a marked place, in points."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the PDF with the places that the chosen cell was read from."""

    number: int
    count: int
    address: str
    shape: PageShape | None
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Where the cell stands, in words: of a file without pages there is no picture."""

    @property
    def is_drawn(self) -> bool:
        return bool(self.address)

    @property
    def crops(self) -> list[str]:
        """The marked places as SVG view boxes, to be shown enlarged."""
        if self.shape is None:
            return []
        return [" ".join(str(edge) for edge in box) for box in self.boxes[:MAX_CROPS]]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def picture_of(
    guide: LevelingGuide, near: GuideCell | None, chosen: GuideCell | None, page: str | None
) -> Picture | None:
    if not guide.page_count:
        return None
    number = int(page) if page and page.isdecimal() else (near.page if near else None) or 1
    number = max(1, min(number, guide.page_count))
    sources = chosen.source if chosen else []
    if not guide.is_pdf:
        return Picture(number, guide.page_count, "", None, places=_places(sources))
    return Picture(
        number=number,
        count=guide.page_count,
        address=reverse("guide_page_image", args=[guide.pk, number]),
        shape=page_shapes(guide).get(number),
        boxes=[_outline(source["box"]) for source in sources if source["page"] == number],
    )


def _places(sources: Iterable[Mapping[str, Any]]) -> list[str]:
    """The places of a cell's parts in the words of their file, each once."""
    return list(dict.fromkeys(filter(None, (source.get("place") for source in sources))))


def _outline(box: list[float]) -> tuple[float, float, float, float]:
    """x, y, width and height of a box with a little air around it, in points."""
    x0, top, x1, bottom = box
    return (
        round(x0 - AIR_PT, 1),
        round(top - AIR_PT, 1),
        round(x1 - x0 + 2 * AIR_PT, 1),
        round(bottom - top + 2 * AIR_PT, 1),
    )
