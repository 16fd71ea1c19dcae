"""What is known of the company: the manager's own words and approved facts with their quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fact:
    """One approved statement about the company. `id` is what an example names in `facts`."""

    id: str
    statement: str
    quote: str
    url: str = ""
    origin: Literal["site", "model", "manual"] = "site"


@dataclass(frozen=True, slots=True)
class CompanyContext:
    """The company as an example may speak of it; `words` is the manager's own description."""

    name: str = ""
    website: str = ""
    words: str = ""
    facts: tuple[Fact, ...] = ()
