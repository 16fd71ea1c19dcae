"""The name that a company goes by, as its home page gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from generation.core.company.sentences import word_count
from generation.core.company.site_links import registrable_domain
from generation.core.company.steering import addresses_machine, addresses_reader
from generation.core.company.web_page import WebPage
from levelingai.grounding.fold import fold

_TITLE_PARTS = re.compile(r"\s+[|–—·:•-]\s+|\s*[|·•]\s*|:\s+")
_GENERIC = frozenset(
    ("home", "homepage", "home page", "start", "startseite", "welcome", "website", "accueil")
)
MAX_WORDS = 6
UNNAMED_TITLE_WORDS = 4
ECHO_WORDS = 200
"""So many words of each paragraph are searched for the name."""
ECHO_LENGTH = 4
"""Words of the longest name that is searched for there."""


def company_name(home: WebPage, url: str) -> str:
    """The site's own name, else the words of its title or text that the domain echoes.

    Where nothing echoes the domain the domain itself is the name; an address in numbers is none.
    """
    if _is_name(home.name):
        return home.name
    label = _label(urlsplit(url).hostname or "")
    parts = [part for part in _TITLE_PARTS.split(home.title) if _is_name(part)]
    if label:
        return _echo(label, (*parts, *home.paragraphs)) or label[:1].upper() + label[1:]
    short = [part for part in parts if word_count(part) <= UNNAMED_TITLE_WORDS]
    return short[-1] if short else ""


def _label(host: str) -> str:
    """The part of the domain that its owner chose; "" for an address in numbers."""
    return "" if _is_address(host) else registrable_domain(host).split(".")[0]


def _echo(label: str, texts: Iterable[str]) -> str:
    """The one to four words of `texts` that spell `label`, beginning with a capital or digit."""
    wanted = _letters(label)
    for text in texts:
        tokens = text.split()[:ECHO_WORDS]
        for start in range(len(tokens)):
            for end in range(start + 1, min(start + ECHO_LENGTH, len(tokens)) + 1):
                found = " ".join(tokens[start:end]).strip(".,;:!?()\"'“”„’")
                if not found[:1].islower() and _letters(found) == wanted:
                    return found
    return ""


def _is_name(text: str) -> bool:
    if not text or word_count(text) > MAX_WORDS or fold(text) in _GENERIC:
        return False
    return not (addresses_machine(text) or addresses_reader(text) or re.search(r"[<>{}\[\]]", text))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
