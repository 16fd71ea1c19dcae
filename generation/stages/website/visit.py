"""One visit to a company's website: the home page, then the few pages that tell most.

Runs in a limited child alone.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from generation.core.company import CompanyBrief, FetchedPage, PageStatus
from generation.core.company.site import (
    Candidate,
    WebPage,
    choose_pages,
    company_name,
    find_facts,
    is_same_site,
    names_person,
    read_page,
    readable_text,
    tidy_url,
    without_frame,
)
from generation.stages.website.robots import Robots
from levelingai.sandbox.dial import Guard
from levelingai.sandbox.fetch import NOT_MODIFIED, TOO_MANY_REQUESTS, FetchFailed, Http

EXTRA_TRIES = 2
"""So many pages may fail before the visit stops looking for others."""
PARSE_SECONDS = 3.0
Known = Mapping[str, tuple[str, str]]
"""ETag and Last-Modified of earlier visits, by address."""


def visit(request: Mapping[str, Any], _payload: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The child's handler: the brief of one website, or the failure of its home page."""
    deadline = time.monotonic() + request["until"] - time.time()
    guard = Guard(allow_test_host=request["allow_test_host"])
    known = {url: (etag, last_modified) for url, etag, last_modified in request["known"]}
    with Http(guard, deadline=deadline, delay_s=request["delay_s"]) as http:
        try:
            brief = Visit(http, known, request["max_pages"]).brief(request["url"])
        except FetchFailed as exc:
            failure = {"status": exc.status, "url": exc.url, "detail": exc.detail}
            return {"failed": failure}, b""
    return {"brief": brief.to_json()}, b""


@dataclass(slots=True)
class Visit:
    """Reads at most `max_pages` pages of one website through `http`."""

    http: Http
    known: Known = field(default_factory=dict)
    max_pages: int = 6
    pages: list[FetchedPage] = field(default_factory=list)
    _web: dict[str, WebPage] = field(default_factory=dict)
    _robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        self._robots = Robots(self.http)

    def brief(self, origin: str) -> CompanyBrief:
        """What the website at `origin` tells; raises FetchFailed without its home page."""
        started = time.monotonic()
        home = self._home(origin)
        self.pages.append(home)
        for candidate in self._candidates(home):
            tried = len(self.pages)
            was_read = sum(page.status in ("read", "unchanged") for page in self.pages)
            if was_read >= self.max_pages or tried >= self.max_pages + EXTRA_TRIES:
                break
            is_over = time.monotonic() >= self.http.deadline
            if is_over or not self._add(candidate, home):
                break
        fetched = time.monotonic()
        name = company_name(self._web[home.url], home.url)
        pages = self._with_text(name)
        facts = find_facts(pages, company=name)
        seconds = {"fetch": fetched - started, "facts": time.monotonic() - fetched}
        return CompanyBrief(origin, name, tuple(pages), facts, seconds=seconds)

    def _home(self, origin: str) -> FetchedPage:
        try:
            return self._page(f"{origin}/", "home")
        except FetchFailed as exc:
            if not exc.can_try_http or exc.url.split("/")[2] != origin.split("/")[2]:
                raise
        return self._page(f"http://{origin.removeprefix('https://')}/", "home")

    def _candidates(self, home: FetchedPage) -> list[Candidate]:
        """Pages behind the home page; the sitemap is asked where its links are not enough."""
        links = list(self._web[home.url].links)
        chosen = choose_pages(links, home=home.url, language=home.language)
        if len(chosen) < self.max_pages - 1:
            links += self._robots.sitemap_links(home.url)
            chosen = choose_pages(links, home=home.url, language=home.language)
        return chosen

    def _add(self, candidate: Candidate, home: FetchedPage) -> bool:
        """Visit `candidate` and keep what came of it, once for each address.

        False when the website asks for no more requests.
        """
        http_status = 0
        try:
            page = self._page(candidate.url, candidate.kind, site=home.url)
        except FetchFailed as exc:
            http_status = exc.http_status
            page = _failed(tidy_url(candidate.url), candidate.kind, exc.status)
        if page.url not in {earlier.url for earlier in self.pages}:
            self.pages.append(page)
        return http_status != TOO_MANY_REQUESTS

    def _page(self, url: str, kind: str, *, site: str = "") -> FetchedPage:
        """The page at `url`, where redirects and a meta refresh lead.

        The home page is always read in full: its links lead to the others.
        """

        def before(hop: str) -> None:
            if site and not is_same_site(hop, site):
                raise FetchFailed("elsewhere", hop, "another site")
            self._robots.require(hop)

        def conditions(hop: str) -> dict[str, str]:
            return self._conditions(hop) if site else {}

        answer = self.http.get(url, before=before, headers=conditions)
        while answer.http_status != NOT_MODIFIED:
            with _at_most(PARSE_SECONDS, answer.url):
                web = read_page(
                    answer.body,
                    url=answer.url,
                    content_type=answer.content_type,
                    charset=answer.charset,
                )
            if not web.refresh or tidy_url(web.refresh) == tidy_url(answer.url):
                self._web[answer.url] = web
                break
            if answer.hops_left < 1:
                raise FetchFailed("unreachable", answer.url, "too many redirects")
            answer = self.http.get(
                web.refresh, before=before, headers=conditions, hops=answer.hops_left - 1
            )
        return FetchedPage(
            url=answer.url,
            kind=kind,
            status="unchanged" if answer.http_status == NOT_MODIFIED else "read",
            title=self._web[answer.url].title if answer.url in self._web else "",
            language=self._web[answer.url].language if answer.url in self._web else "",
            etag=answer.etag,
            last_modified=answer.last_modified,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _conditions(self, url: str) -> dict[str, str]:
        etag, last_modified = self.known.get(url, ("", ""))
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return {name: value for name, value in headers.items() if value}

    def _with_text(self, company: str) -> list[FetchedPage]:
        """The pages with the text that is kept of them."""
        texts = without_frame(
            [
                readable_text(self._web[page.url].paragraphs, company=company)
                if page.url in self._web
                else ""
                for page in self.pages
            ]
        )
        return [
            replace(page, title=_title(page, company), text=text, status=_status_of(page, text))
            for page, text in zip(self.pages, texts, strict=True)
        ]


def _title(page: FetchedPage, company: str) -> str:
    return "" if names_person(page.title, company=company) else page.title


def _status_of(page: FetchedPage, text: str) -> PageStatus:
    return "empty" if page.status == "read" and not text else page.status


def _failed(url: str, kind: str, status: PageStatus) -> FetchedPage:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return FetchedPage(url=url, kind=kind, status=status, fetched_at=now)


@contextmanager
def _at_most(seconds: float, url: str) -> Iterator[None]:
    """Give up on a page whose markup takes too long to read; the other pages stay."""

    def stop(_signal: int, _frame: object) -> None:
        raise FetchFailed("too_slow", url, "reading the markup")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
