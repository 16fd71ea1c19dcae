"""What an open page has to learn of its guide: the strip and the cells that changed, no more."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse

from guides.company.chips import Chips, chips_of
from guides.company.line import company_line
from guides.enums import PENDING
from guides.matrix.draft import cell_origin, cell_view, is_writing, level_view
from guides.matrix.origins import CellOrigin, authorship
from guides.matrix.page import CellState, CellView, stamp_of, state_of
from guides.models import CellGeneration, GuideCell, LevelingGuide
from guides.overview.progress import Strip, can_retry_reading, progress_of, strip_of
from guides.querysets.generations import NOT_SHOWN

FAST_SECONDS = 10
FAST, SLOW = "every 500ms", "every 2s"


@dataclass(frozen=True, slots=True)
class Poll:
    """What the open page knows: the guide's version, its table, and when it began to watch.

    `started` (seconds since the epoch) is kept in the address only while polls are frequent.
    """

    guide: LevelingGuide
    version: int
    stamp: str
    started: int = 0

    @classmethod
    def start(cls, guide: LevelingGuide, stamp: str) -> Poll:
        return cls(guide, guide.version, stamp, started=int(time.time()))

    @classmethod
    def asked(cls, request: HttpRequest, guide: LevelingGuide) -> Poll:
        return cls(
            guide,
            version=_number(request.GET.get("v")),
            stamp=request.GET.get("m", ""),
            started=_number(request.GET.get("t")),
        )

    def next(self, stamp: str) -> Poll:
        return Poll(
            self.guide, self.guide.version, stamp, started=self.started if self.is_fast else 0
        )

    @property
    def is_fast(self) -> bool:
        return 0 <= time.time() - self.started < FAST_SECONDS

    @property
    def slows_down(self) -> bool:
        return bool(self.started) and not self.is_fast

    @property
    def trigger(self) -> str:
        return FAST if self.is_fast else SLOW

    @property
    def url(self) -> str:
        query: dict[str, str | int] = {"v": self.version, "m": self.stamp}
        if self.started:
            query["t"] = self.started
        return f"{reverse('guide_status', args=[self.guide.pk])}?{urlencode(query)}"

    @property
    def etag(self) -> str:
        return f'"{self.guide.pk.hex}-{self.version}"'

    @property
    def headers(self) -> str:
        """JSON of the request headers that make a poll conditional."""
        return json.dumps({"If-None-Match": self.etag})


def status_context(guide: LevelingGuide, asked: Poll) -> dict:
    """What the fragment shows, in two queries at most."""
    cells = list(_standing_cells(guide)) if guide.has_matrix else []
    stamp = stamp_of((cell.pk, cell.competency_id, cell.level_id) for cell in cells)
    has_new_table = stamp != asked.stamp
    changed = [] if has_new_table else [c for c in cells if c.changed_in > asked.version]
    strip = _strip(guide, cells)
    return {
        "guide": guide,
        "strip": strip,
        "poll": asked.next(stamp) if strip.is_moving else None,
        "has_new_table": has_new_table,
        "can_retry_reading": can_retry_reading(guide),
        "cells": _views(guide, changed, is_writing(guide)),
        **_at_rest(guide, is_moving=strip.is_moving),
    }


def _strip(guide: LevelingGuide, cells: Sequence[GuideCell]) -> Strip:
    is_running = is_writing(guide)
    standing = [(cell, _standing_of(cell, is_running=is_running)) for cell in cells]
    progress = progress_of(
        (cell.competency.position, cell.level.position, state) for cell, state in standing
    )
    starts = (cell for cell, state in standing if state is CellState.STARTERS)
    start = next(starts, None)
    return strip_of(guide, progress, start.get_absolute_url() if start else "")


def _at_rest(guide: LevelingGuide, *, is_moving: bool) -> dict[str, Any]:
    """What a page learns once nothing moves any more."""
    if is_moving:
        return {"has_come_to_rest": False}
    return {
        "has_come_to_rest": True,
        "company_line": company_line(guide),
        "authorship": authorship(_origins(guide)),
    }


def _standing_cells(guide: LevelingGuide) -> QuerySet[GuideCell]:
    """All cells of a guide with the statuses that decide how each stands, in one query."""
    of_cell = CellGeneration.objects.filter(cell=OuterRef("pk"))
    open_ones = Q(status__in=PENDING)
    return (
        GuideCell.objects.filter(guide=guide)
        .select_related("competency", "level", "edited_by")
        .annotate(
            open_status=Subquery(of_cell.filter(open_ones).values("status")[:1]),
            shown_status=Subquery(of_cell.filter(is_shown=True).values("status")[:1]),
            last_status=Subquery(
                of_cell.filter(is_shown=False, status__in=NOT_SHOWN)
                .order_by("-created_at")
                .values("status")[:1]
            ),
        )
    )


def _standing_of(cell: GuideCell, *, is_running: bool) -> CellState:
    """The state of one of `_standing_cells`; an open generation counts before the shown one."""
    if cell.open_status:  # type: ignore[attr-defined]
        return CellState(cell.open_status)  # type: ignore[attr-defined]
    return state_of(
        None,
        cell.shown_status,  # type: ignore[attr-defined]
        cell.last_status,  # type: ignore[attr-defined]
        is_running=is_running,
    )


def _origins(guide: LevelingGuide) -> Iterator[CellOrigin]:
    shown = CellGeneration.objects.filter(guide=guide).shown().select_related("checked_by")
    return map(cell_origin, shown)


def _views(guide: LevelingGuide, cells: list[GuideCell], is_running: bool) -> list[CellView]:
    prefetch_related_objects(cells, Prefetch("generations", CellGeneration.objects.on_page()))
    chips = _chips(guide, cells)
    return [
        cell_view(
            cell, cell.competency, level_view(cell.level, 0), is_running=is_running, chips=chips
        )
        for cell in cells
    ]


def _chips(guide: LevelingGuide, cells: list[GuideCell]) -> Chips:
    """The company's facts, fetched only where examples of these cells name any."""
    contents = (g.content_json for cell in cells for g in cell.generations.all())
    if not any(item.get("facts") for content in contents for item in content):
        return {}
    return chips_of(guide.company.facts.select_related("page"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
