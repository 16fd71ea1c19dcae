"""Runs a guide's whole way in the calling process, for a command: no worker takes part."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from guides import work
from guides.enums import SETTLED
from guides.generations.planning import begin_generation
from guides.matrix.doubts import doubts_about
from guides.models import CellGeneration, LevelingGuide
from guides.review.choosing import choose_guides
from guides.source.artifacts import guides_found
from levelingai.jobs import queue


@dataclass(frozen=True, slots=True)
class Step:
    """Where the guide stands: what is done now, and how many of its cells are settled."""

    description: str
    written: int
    cells: int


class Run:
    """Collects the messages that the services write, and carries them out one after the other.

    `index` (from 0) says which of several guides in a PDF goes on. A matrix that would wait for a
    manager goes on, with a warning.
    """

    def __init__(self, index: int = 0) -> None:
        self.index = index
        self.warnings: list[str] = []
        self._messages: deque[queue.Message] = deque()
        self._collecting: AbstractContextManager[deque[queue.Message]] = queue.foreground()

    def __enter__(self) -> Run:
        self._messages = self._collecting.__enter__()
        return self

    def __exit__(self, *exc: Any) -> None:
        self._collecting.__exit__(*exc)

    def steps(self, guide: LevelingGuide) -> Iterator[Step]:
        """Work until nothing is left to do, and tell how far it is after each step."""
        yield _step(guide)
        while self._messages or self._goes_on_anyway(guide):
            task, args = self._messages.popleft()
            self._make_due(guide)
            task(*args)
            guide.refresh_from_db()
            yield _step(guide)

    def _make_due(self, guide: LevelingGuide) -> None:
        """Nobody else runs meanwhile: what was put off starts now."""
        late = work.jobs_of(guide).open().filter(due_at__gt=timezone.now())
        late.update(due_at=None)

    def _goes_on_anyway(self, guide: LevelingGuide) -> bool:
        guide.refresh_from_db()
        if not guide.is_waiting_for_review:
            return False
        chosen = guide.parse_runs.filter(chosen=True).first()
        self.warnings += chosen.reasons if chosen else []
        grave = [doubt for doubt in doubts_about(guide) if doubt.is_grave]
        self.warnings += [f"{doubt.place}: {doubt.why}" for doubt in grave]
        self._choose(guide)
        LevelingGuide.objects.filter(pk=guide.pk).update(confirmed_at=timezone.now())
        guide.refresh_from_db()
        begin_generation(guide)
        return bool(self._messages)

    def _choose(self, guide: LevelingGuide) -> None:
        if guide.guide_index is None and guides_found(guide) > 1:
            choose_guides(guide, [self.index], guide.owner)


def _step(guide: LevelingGuide) -> Step:
    written = CellGeneration.objects.filter(guide=guide, status__in=SETTLED)
    return Step(
        description=guide.get_status_display(),
        written=written.values("cell").distinct().count(),
        cells=guide.cells.count(),
    )
