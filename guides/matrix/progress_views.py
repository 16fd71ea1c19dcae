"""The live strip: what a page that is open already has to learn, and nothing more."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import signed_in
from guides.access import editable_guide
from guides.company.chips import Chips, chips_of
from guides.company.line import company_line
from guides.matrix.presenters import CellView, cell_view, level_view, stamp_of
from guides.matrix.progress import (
    can_retry_reading,
    generations_on_page,
    progress_of,
    standing_cells,
    standing_of,
    strip_of,
)
from guides.models import GuideCell, LevelingGuide

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


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def guide_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The strip and the cells that changed since `v`; 304 or 204 where nothing did."""
    guide = editable_guide(request, pk)
    asked = Poll.asked(request, guide)
    etag = Poll(guide, guide.version, "").etag
    if asked.version == guide.version and not asked.slows_down:
        knows = request.headers.get("If-None-Match") == etag
        response = HttpResponse(status=304 if knows else 204)
    else:
        response = render(request, "guides/matrix/_status.html", status_context(guide, asked))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def status_context(guide: LevelingGuide, asked: Poll) -> dict:
    """What the fragment shows, in two queries at most."""
    cells = list(standing_cells(guide)) if guide.has_matrix else []
    is_running = guide.is_running and not guide.is_waiting_for_review
    progress = progress_of(
        (
            cell.competency.position,
            cell.level.position,
            standing_of(cell, is_running=is_running),
        )
        for cell in cells
    )
    stamp = stamp_of((cell.pk, cell.competency_id, cell.level_id) for cell in cells)
    has_new_table = stamp != asked.stamp
    changed = [] if has_new_table else [c for c in cells if c.changed_in > asked.version]
    strip = strip_of(guide, progress)
    return {
        "guide": guide,
        "strip": strip,
        "poll": asked.next(stamp) if strip.is_moving else None,
        "has_new_table": has_new_table,
        "can_retry_reading": can_retry_reading(guide),
        "cells": _views(guide, changed, is_running),
        "has_come_to_rest": not strip.is_moving,
        "company_line": None if strip.is_moving else company_line(guide),
    }


def _views(guide: LevelingGuide, cells: list[GuideCell], is_running: bool) -> list[CellView]:
    prefetch_related_objects(cells, Prefetch("generations", generations_on_page()))
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
