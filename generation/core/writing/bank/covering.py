"""Whether an example shows all that a clause asks for.

A sign says what a clause asks for at its core; "says no to tests that cannot be read" is then
still another thing than "says no". So an example stands only under a clause whose every word of
meaning it says itself, in any form, or that is known to mean no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from generation.core.writing.bank.clauses import opening_verb, verb_kinds
from generation.core.writing.bank.matching import Asked
from generation.core.writing.bank.signs import plain_words
from generation.core.writing.bank.taxonomy import Entry, load_behaviours, load_words
from levelingai.grounding.terms import terms_of

LANGUAGE = "en"
MIN_QUOTE_WORDS = 3
ENOUGH, ENOUGH_OF_OWN_TRADE = 2, 1
"""Words of the quote, besides its act, that the example's text has to hold; the second where it is
of the guide's trade and opens with the clause's act, in its own verb or one that means the same.
Of 312 examples read blind, 85 % of those that did so illustrated their quote, 67 % of the others:
a neighbouring act on the same object, or the right act on another."""
MOST_TAILS = 6
"""Places at which a clause may be cut; longer lists are not looked through."""

_TAIL = re.compile(
    r",?\s+(?:and|or|by|through|while|so|to|when|where|because|which|that|who|ensuring|making)\s"
    r"|[,;(]|\s[–—-]\s"
)
"""What may be left off behind an act: the rest of a list, its purpose, or its manner."""

_AGENT = re.compile(r"(?:er|or)s?$")
"""A noun for somebody who acts; verbs that end so ("deliver") are known as such."""


def quote_for(entry: Entry, asked: Asked, *, is_own_trade: bool) -> str:
    """The words of the clause that the example shows, verbatim; "" where it shows too few.

    The whole clause, or else its longest beginning, up to where a list, a purpose or a manner
    follows, in which the behaviour is still asked for and no word is left unsaid. `is_own_trade`:
    the example was written for the guide's own trade, and not for every office.
    """
    enough = ENOUGH_OF_OWN_TRADE if is_own_trade and _opens_with_act(entry, asked) else ENOUGH
    for quote in _beginnings(asked.clause):
        is_asked = asked.ends <= len(_line(quote)) and not uncovered(entry, asked, quote)
        is_said = is_asked and _said_of(entry, asked, quote) >= enough
        if is_said and _is_its_act(entry, asked, quote):
            return quote
    return ""


def _said_of(entry: Entry, asked: Asked, quote: str) -> int:
    """How many words of the quote, besides its act, stand in the example's text itself."""
    return len((_clause_stems(quote) - _act(asked)) & _stems(entry.text))


def _opens_with_act(entry: Entry, asked: Asked) -> bool:
    return _is_same_act(_stems(asked.act), _opening(entry))


def _is_its_act(entry: Entry, asked: Asked, quote: str) -> bool:
    """Whether the text opens with what the quote has somebody do: its verb, one that means the
    same, or the verb inside a noun of it ("leads negotiations"). Words without a verb ("clear
    charts") leave it open.

    Of 520 examples read blind, 86 % of those that did so illustrated their quote, 75 % of the
    others: who presents a review has not prepared it.
    """
    verb = opening_verb(quote)
    opening = _opening(entry)
    if not verb or opening & _stems(_without_agents(quote)):
        return True
    return _is_same_act(_stems(verb) | _stems(asked.act), opening)


def _without_agents(quote: str) -> str:
    """The quote without nouns of those who act: "managers" hold no "manages"."""
    words = plain_words(quote)
    return " ".join(word for word in words if word in verb_kinds() or not _AGENT.search(word))


def _opening(entry: Entry) -> frozenset[str]:
    """The verb with which the text opens, behind an adverb ("Openly shares …")."""
    words = entry.text.split()
    return _stems(next(word for word in words if not word.endswith("ly")))


def _is_same_act(act: frozenset[str], opening: frozenset[str]) -> bool:
    return bool(act & opening) or any(act & row and opening & row for row in _acts())


@lru_cache(maxsize=1)
def _acts() -> tuple[frozenset[str], ...]:
    return tuple(map(_stems, load_words().acts))


def uncovered(entry: Entry, asked: Asked, quote: str) -> frozenset[str]:
    """The stems of the quote that the example does not say."""
    return _clause_stems(quote) - _act(asked) - _said(entry)


def _act(asked: Asked) -> frozenset[str]:
    """The verbs of the act; "timely" of "timely feedback" is no verb, and has to be shown."""
    return _stems(asked.act) & _verb_stems()


@lru_cache(maxsize=1)
def _verb_stems() -> frozenset[str]:
    return _stems(" ".join(verb_kinds()))


@lru_cache(maxsize=4096)
def _beginnings(clause: str) -> tuple[str, ...]:
    ends = [tail.start() for tail in islice(_TAIL.finditer(clause), MOST_TAILS)]
    shorter = (clause[:end].rstrip(" ,;:") for end in reversed(ends))
    return (clause, *filter(_is_quotable, shorter))


def _is_quotable(beginning: str) -> bool:
    """Whether it is long enough, and ends with a word that can end a phrase."""
    words = plain_words(beginning)
    return len(words) >= MIN_QUOTE_WORDS and words[-1] not in load_words().open_ended


def _line(text: str) -> str:
    return "".join(f" {word}" for word in plain_words(text))


@lru_cache(maxsize=8192)
def _said(entry: Entry) -> frozenset[str]:
    covers = load_behaviours()[entry.behaviour].covers
    return _stems(" ".join((entry.headline, entry.text, entry.evidence, entry.also, covers)))


@lru_cache(maxsize=4096)
def _clause_stems(clause: str) -> frozenset[str]:
    return _stems(clause) - _lesser()


@lru_cache(maxsize=1)
def _lesser() -> frozenset[str]:
    return _stems(load_words().lesser)


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    same = _same()
    return frozenset(same.get(each, each) for each in _terms(text))


def _terms(text: str) -> Iterator[str]:
    """The stems of the text's words but for manners; of weighty ones the word itself, because
    "timely" is not "time"."""
    weighty = load_words().weighty
    for stem, word in terms_of(text, LANGUAGE):
        if word.lower() in weighty:
            yield word.lower()
        elif not (word.isdigit() or word.endswith("ly")):
            yield stem


@lru_cache(maxsize=1)
def _same() -> Mapping[str, str]:
    """The first term of its row by term."""
    rows = (list(_terms(row)) for row in load_words().same)
    return {term: row[0] for row in rows for term in row}
