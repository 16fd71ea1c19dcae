"""The pages of a guide's PDF as they were read: their shapes, and what reading had to put up with.

Both come from the stored document, which is large: shapes are kept in the cache, the rest is
picked out by the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.core.cache import cache

from guides.enums import ArtifactType
from guides.models import GuideArtifact, LevelingGuide

_CACHE_S = 3600


@dataclass(frozen=True, slots=True)
class PageShape:
    """Size in points of a page as it reads upright, and how it was turned to read so."""

    number: int
    width: float
    height: float
    turned: Literal[0, 90, 180, 270]
    skew: float


def page_shapes(guide: LevelingGuide) -> dict[int, PageShape]:
    """Shapes by page number; empty while the PDF has not been read."""
    pk = _documents(guide).values_list("pk", flat=True).first()
    if pk is None:
        return {}
    key = f"page-shapes:{pk}"
    rows = cache.get(key)
    if rows is None:
        document: Any = GuideArtifact.objects.values_list("content_json", flat=True).get(pk=pk)
        rows = [
            (page["number"], page["width"], page["height"], page["turned"], page["skew"])
            for page in document["pages"]
        ]
        cache.set(key, rows, _CACHE_S)
    return {row[0]: PageShape(*row) for row in rows}


def reading_quality(guide: LevelingGuide) -> Mapping[str, Any]:
    """What the reader noted: hidden, unmapped and OCR-read characters. Empty before reading."""
    found = _documents(guide).values_list("content_json__quality", flat=True).first()
    return found or {}


def _documents(guide: LevelingGuide) -> Any:
    """Guides made of the same PDF share the file and what was read from it."""
    return GuideArtifact.objects.filter(
        guide__pdf=guide.pdf.name,
        guide__workspace_id=guide.workspace_id,
        type=ArtifactType.DOCUMENT,
    ).order_by("-updated_at")
