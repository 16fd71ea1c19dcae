"""What a website asks of automatic visitors, and the sitemap that it names for them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from protego import Protego

from generation.core.company.site import Link, is_same_site
from levelingai.sandbox.fetch import (
    ROBOTS_NAME,
    TOO_MANY_REQUESTS,
    XML_TYPES,
    Answer,
    FetchFailed,
    Http,
)

ROBOTS_TYPES = ("text/plain", "text/html", "application/octet-stream", "text/x-robots", "")
MAX_ROBOTS_BYTES = 500 * 1024
MAX_SITEMAP_LINKS = 5000


class Robots:
    """The rules of each host that a visit comes to, read once."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._rules: dict[str, Protego] = {}

    def require(self, url: str) -> None:
        """Raise FetchFailed where the host's rules close `url`, or cannot be known."""
        if not self._of(url).can_fetch(url, ROBOTS_NAME):
            raise FetchFailed("disallowed", url, "robots.txt")

    def sitemap_links(self, home: str) -> list[Link]:
        """The addresses in the first sitemap that the rules of `home` name; none if it is odd."""
        for url in list(self._of(home).sitemaps)[:1]:
            if is_same_site(url, home):
                return self._sitemap(url, home, depth=2)
        return []

    def _of(self, url: str) -> Protego:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read(f"{origin}/robots.txt")
            delay_s = self._rules[origin].crawl_delay(ROBOTS_NAME)
            if delay_s:
                self._http.keep_distance(url, float(delay_s))
        return self._rules[origin]

    def _read(self, url: str) -> Protego:
        """A missing file allows everything; one that cannot be had allows nothing (RFC 9309)."""
        try:
            answer = self._http.get(url, types=ROBOTS_TYPES)
        except FetchFailed as exc:
            is_missing = 400 <= exc.http_status < 500 and exc.http_status != TOO_MANY_REQUESTS
            if is_missing or exc.status == "wrong_type":
                return Protego.parse("")
            raise
        if answer.content_type == "text/html":
            return Protego.parse("")
        return Protego.parse(answer.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))

    def _sitemap(self, url: str, home: str, *, depth: int) -> list[Link]:
        """The links of a sitemap, or of the first one in an index of sitemaps."""
        try:
            answer = self._http.get(url, types=XML_TYPES, before=self._closed_to_strangers(home))
        except FetchFailed:
            return []
        kind, addresses = _locations(answer)
        if kind == "sitemapindex":
            inner = [address for address in addresses if is_same_site(address, home)]
            return self._sitemap(inner[0], home, depth=depth - 1) if inner and depth > 1 else []
        return [Link(url=address, words="") for address in addresses]

    def _closed_to_strangers(self, home: str) -> Callable[[str], None]:
        def before(url: str) -> None:
            if not is_same_site(url, home):
                raise FetchFailed("elsewhere", url, "another site")
            self.require(url)

        return before


def _locations(answer: Answer) -> tuple[str, list[str]]:
    try:
        root = fromstring(answer.body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return "", []
    kind = root.tag.rpartition("}")[2]
    found = [
        (element.text or "").strip()
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "loc"
    ]
    return kind, found[:MAX_SITEMAP_LINKS]
