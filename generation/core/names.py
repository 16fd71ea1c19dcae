"""The name that a company goes by, as its home page gives it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .instructions import addresses_machine, addresses_reader
from .links import registrable_domain
from .pages import WebPage
from .sentences import folded, word_count

_TITLE_PARTS = re.compile(r"\s+[|–—·:•-]\s+|\s*[|·•]\s*|:\s+")
_GENERIC = frozenset(
    ("home", "homepage", "home page", "start", "startseite", "welcome", "website", "accueil")
)
MAX_WORDS = 6
UNNAMED_TITLE_WORDS = 4


def company_name(home: WebPage, url: str) -> str:
    """The site's own name, else the part of the title that the domain echoes, else the domain."""
    if _is_name(home.name):
        return home.name
    host = urlsplit(url).hostname or ""
    label = "" if _is_address(host) else registrable_domain(host).split(".")[0]
    parts = [part for part in _TITLE_PARTS.split(home.title) if part and _is_name(part)]
    for part in parts:
        if label and _letters(part) == _letters(label):
            return part
    if label:
        return label[:1].upper() + label[1:]
    short = [part for part in parts if word_count(part) <= UNNAMED_TITLE_WORDS]
    return short[-1] if short else ""


def _is_name(text: str) -> bool:
    if not text or word_count(text) > MAX_WORDS or folded(text) in _GENERIC:
        return False
    return not (addresses_machine(text) or addresses_reader(text) or re.search(r"[<>{}\[\]]", text))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
