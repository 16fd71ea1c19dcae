"""Company research: the only way to open an address that a person typed.

The visit happens in a limited child process (`visit`), which dials public addresses
only. Nothing of the fetching and reading is imported here, so a worker stays small.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

from generation.core.company import BriefCode, CompanyBrief, PageStatus
from levelingai.sandbox.addresses import EXAMPLE, normalise_website
from levelingai.sandbox.run import ChildFailed, ChildLimits, ChildRefused, run_child

HANDLER = "generation.stages.website.visit:visit"
LIMITS = ChildLimits(wall_s=20.0, cpu_s=15, memory_mb=1024, output_mb=4, files=64, nice=10)
VISIT_SECONDS = 14.0
"""The network's share of the wall clock: what was read by then still becomes a brief."""
WITHOUT_CONTEXT = "Examples are written without company context."
_BLOCKED: dict[PageStatus, str] = {
    "disallowed": "The website asks automatic visitors not to read it.",
    "blocked": "The website refused to show its home page.",
    "refused": "The website leads to an address that is not part of the public internet.",
}
_UNREACHABLE: dict[PageStatus, str] = {
    "empty": "The website has no text that can be read without running scripts.",
    "too_large": "The website's home page is larger than 2 MB.",
    "wrong_type": "The address holds a file of another kind than a web page.",
    "too_slow": "The website took too long to answer.",
}

logger = logging.getLogger(__name__)


def research_site(
    url: str,
    *,
    known: Mapping[str, tuple[str, str]] | None = None,
    allow_test_host: str = "",
    max_pages: int = 6,
    delay_s: float = 1.0,
) -> CompanyBrief:
    """Visit the website at `url` and return what it tells; never raises for what it finds there.

    `known` holds ETag and Last-Modified of pages read before, by address: a page that did not
    change comes back as `unchanged` without text, and its facts with it. `delay_s` is the least
    time between two requests to a host. `allow_test_host` is for tests: see `Guard`.
    """
    try:
        origin = normalise_website(url, allow_test_host=allow_test_host)
    except ValueError as exc:
        return CompanyBrief(url, error_code="invalid_url", error_message=str(exc))
    request = {
        "url": origin,
        "known": [(page, *validators) for page, validators in (known or {}).items()],
        "allow_test_host": allow_test_host,
        "max_pages": max_pages,
        "delay_s": delay_s,
        "until": time.time() + VISIT_SECONDS,
    }
    try:
        fields = run_child(HANDLER, request, limits=LIMITS).fields
    except (ChildFailed, ChildRefused) as exc:
        logger.warning("research child failed: %s", exc)
        outcome = exc.outcome if isinstance(exc, ChildFailed) else ""
        status: PageStatus = "too_slow" if outcome == "too_slow" else "unreachable"
        return _without_facts(origin, status)
    if "failed" in fields:
        return _failure(origin, fields["failed"])
    brief = CompanyBrief.from_json(fields["brief"])
    if not any(page.status in ("read", "unchanged") for page in brief.pages):
        return _without_facts(origin, "empty", brief)
    return brief


def _failure(origin: str, failed: Mapping[str, str]) -> CompanyBrief:
    """Why the home page could not be had. An origin that itself is not public was typed wrong."""
    logger.info("research of a website failed: %s %s", failed["status"], failed["detail"])
    is_typed = urlsplit(failed["url"]).netloc == urlsplit(origin).netloc
    if failed["status"] == "refused" and is_typed:
        message = f"This is not the address of a public website. A good one looks like {EXAMPLE}."
        return CompanyBrief(origin, error_code="invalid_url", error_message=message)
    return _without_facts(origin, cast(PageStatus, failed["status"]))


def _without_facts(
    origin: str, status: PageStatus, brief: CompanyBrief | None = None
) -> CompanyBrief:
    code: BriefCode = "website_blocked" if status in _BLOCKED else "website_unreachable"
    reason = _BLOCKED.get(status) or _UNREACHABLE.get(status) or "The website could not be reached."
    return CompanyBrief(
        origin,
        name=brief.name if brief else "",
        pages=brief.pages if brief else (),
        error_code=code,
        error_message=f"{reason} {WITHOUT_CONTEXT}",
    )
