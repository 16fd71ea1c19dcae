"""How long the writing still takes, from how long it has taken so far. Nothing is guessed: where
too little was measured, nothing is said."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

LEAST_DONE = 2
"""Cells that must be finished before a pace is told."""
STALLED = 2
"""After so many times the longest wait between two finished cells the pace is not what it was:
the provider serves no one, or the worker is gone."""

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_BY_MINUTE, _BY_HALF_HOUR = 10, 4
"""Up to so many minutes each minute is told, then every fifth; up to so many hours each half."""


def time_left(
    begun: datetime, finished: Iterable[datetime], open_cells: int, now: datetime
) -> timedelta | None:
    """How long `open_cells` take at the pace of those that were `finished` since `begun`.

    None where the pace is not known, or not true any more. Cells are finished a row at a time, so
    the pace is that up to the last one, and what has passed since is taken off.
    """
    moments = sorted(moment for moment in finished if moment > begun)
    if len(moments) < LEAST_DONE or open_cells < 1:
        return None
    longest = max(after - before for before, after in pairwise([begun, *moments]))
    waited = max(now - moments[-1], timedelta())
    left = open_cells * (moments[-1] - begun) / len(moments) - waited
    return left if left > timedelta() and waited <= STALLED * longest else None


def in_words(left: timedelta) -> str:
    """A length of time as people say it: "about 25 minutes", "about 1½ hours"."""
    if left < _MINUTE:
        return "less than a minute"
    minutes = _rounded(left / _MINUTE)
    if minutes > _BY_MINUTE:
        minutes = 5 * _rounded(left / _MINUTE / 5)
    if minutes < 60:
        return "about 1 minute" if minutes == 1 else f"about {minutes} minutes"
    hours = _rounded(2 * left / _HOUR) / 2
    if hours >= _BY_HALF_HOUR:
        hours = _rounded(left / _HOUR)
    half = "½" if hours % 1 else ""
    return "about 1 hour" if hours == 1 else f"about {int(hours)}{half} hours"


def _rounded(number: float) -> int:
    return math.floor(number + 0.5)
