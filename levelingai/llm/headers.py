"""What a provider's answer headers say of waiting and of its limits."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz

from levelingai.llm.limiter import Advice, Quota

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
MS_PER_S = 1000
LONGEST_WAIT_S = 3_600.0
"""A longer wait is cut: one request an hour tells whether it was meant."""


def advice_from(headers: Mapping[str, str]) -> Advice:
    """Read `Retry-After` and `x-ratelimit-*`; names in lower case or a caseless mapping."""
    quotas = {}
    for name in ("requests", "tokens"):
        limit = _number(headers.get(f"x-ratelimit-limit-{name}"))
        remaining = _number(headers.get(f"x-ratelimit-remaining-{name}"))
        if limit and remaining is not None:
            reset_s = _spelt(headers.get(f"x-ratelimit-reset-{name}"))
            quotas[name] = Quota(limit, remaining, reset_s)
    return Advice(quotas, retry_after(headers))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from `retry-after-ms` or `Retry-After` (a number or a date)."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return min(milliseconds / MS_PER_S, LONGEST_WAIT_S)
    given = headers.get("retry-after")
    seconds = _number(given)
    if seconds is None and given:
        date = parsedate_tz(given)
        seconds = max(0.0, mktime_tz(date) - time.time()) if date else None
    return None if seconds is None else min(seconds, LONGEST_WAIT_S)


def _number(text: str | None) -> float | None:
    """A plain number of 0 or more; None for anything else."""
    if text is None or not re.fullmatch(r"\s*\d{1,15}(\.\d+)?\s*", text):
        return None
    return float(text)


def _spelt(text: str | None) -> float | None:
    """A wait as the reset headers spell it: 12ms, 1.5s, 6m0s, or seconds without a unit."""
    if text is None:
        return None
    parts = _PART.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text.strip():
        return float(sum(float(number) * _SECONDS[unit] for number, unit in parts))
    return _number(text)
