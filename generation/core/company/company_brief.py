"""What is known of the company: the manager's own words and approved facts with their quotes.

`research` (generation/website.py) returns a `CompanyBrief`; the pipeline stores its pages and
facts; the approved ones reach a writer as a `CompanyContext`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

FactOrigin = Literal["site", "model", "manual"]
Topic = Literal["makes", "serves", "works", "values"]
"""What a fact tells: what the company makes, for whom, how it works, what it values."""

PageStatus = Literal[
    "read",
    "unchanged",
    "empty",
    "disallowed",
    "elsewhere",
    "refused",
    "blocked",
    "unreachable",
    "too_large",
    "wrong_type",
    "too_slow",
]
BriefCode = Literal["", "invalid_url", "website_unreachable", "website_blocked"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One approved statement about the company. `id` is what an example names in `facts`."""

    id: str
    statement: str
    quote: str
    url: str = ""
    origin: FactOrigin = "site"


@dataclass(frozen=True, slots=True)
class CompanyContext:
    """The company as an example may speak of it; `words` is the manager's own description."""

    name: str = ""
    website: str = ""
    words: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page of the website after the visit.

    `text` is its main text, one paragraph a line, without anything about named people; empty
    unless `status` is `read`. `fetched_at` is an ISO date and time in UTC. `etag` and
    `last_modified` go back into the next visit, which then may answer `unchanged`.
    """

    url: str
    title: str = ""
    language: str = ""
    status: PageStatus = "read"
    text: str = ""
    kind: str = ""
    etag: str = ""
    last_modified: str = ""
    fetched_at: str = ""


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A statement about the company with the words of the page that show it, not yet approved.

    `quote` stands verbatim in the text of the page at `url`, which was read on `fetched_at`.
    """

    statement: str
    quote: str
    url: str
    topic: Topic
    fetched_at: str = ""
    language: str = ""
    origin: FactOrigin = "site"


@dataclass(frozen=True, slots=True)
class CompanyBrief:
    """What a visit to the website brought back. With an `error_code` there are no facts."""

    url: str
    name: str = ""
    pages: tuple[FetchedPage, ...] = ()
    facts: tuple[FoundFact, ...] = ()
    error_code: BriefCode = ""
    error_message: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; raises KeyError or TypeError for anything else."""
        return cls(
            url=data["url"],
            name=data["name"],
            pages=tuple(FetchedPage(**page) for page in data["pages"]),
            facts=tuple(FoundFact(**fact) for fact in data["facts"]),
            error_code=data["error_code"],
            error_message=data["error_message"],
            seconds=data["seconds"],
        )
