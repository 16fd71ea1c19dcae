"""Which behaviours a definition asks for, and in which of its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generation.core.writing.bank.clauses import Clause, clauses_of, content_words
from generation.core.writing.bank.signs import KEY_CHARS, Sign
from generation.core.writing.bank.taxonomy import Behaviour, load_behaviours, load_words

OPENS, NEAR = 2, 1
"""Strength: the clause opens with the act, or comes to it after a few words."""
MOST_BEFORE = 3
"""Words of content before an act beyond which the clause is about something else: read by hand,
nine of ten acts up to there were what the clause asks for, and three of four behind it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A behaviour that a clause asks for. `clause` is verbatim in the definition; `act` are the
    words in which it names the act itself, and `ends` is where its shortest sign ends in the
    clause's plain words."""

    behaviour: str
    clause: str
    strength: int
    act: str
    ends: int


@lru_cache(maxsize=4096)
def asked_behaviours(definition: str) -> tuple[Asked, ...]:
    """What the definition asks for, clause by clause, each behaviour once a clause.

    Clauses that describe a failing, knowledge without an act, or what somebody else is to do ask
    for nothing; nor do clauses too short to be quoted, unless they are the whole definition.
    """
    clauses = clauses_of(definition)
    return tuple(
        asked
        for clause in clauses
        if clause.is_long_enough or len(clauses) == 1
        for asked in _asked_in(clause)
    )


def _asked_in(clause: Clause) -> Iterator[Asked]:
    if _matches(_patterns().failing, _without_idioms(clause.before)) or _is_purpose(clause):
        return
    found: dict[str, list[Sign]] = defaultdict(list)
    for behaviour, sign in _candidates(clause.words):
        at = sign.find(clause.words)
        if at is not None and _stands(sign, clause, at):
            found[behaviour.id].append(sign)
    for id_, signs in found.items():
        if not _is_refused(load_behaviours()[id_], clause.words):
            yield _asked(id_, clause, signs)


def _is_purpose(clause: Clause) -> bool:
    """Whether it is what others are to do: "trains budget holders, …, to manage their budgets"."""
    return clause.before != "" and clause.words.startswith(" to ")


def _asked(behaviour: str, clause: Clause, signs: Sequence[Sign]) -> Asked:
    before = [clause.words[: sign.find(clause.words)] for sign in signs]
    return Asked(
        behaviour,
        clause.text,
        strength=NEAR if all(map(content_words, before)) else OPENS,
        act="".join(sign.act(clause.words) for sign in signs),
        ends=min(sign.end(clause.words) for sign in signs),
    )


def _stands(sign: Sign, clause: Clause, at: int) -> bool:
    """Whether what stands before the sign leaves the act to whoever the clause is about."""
    before = clause.words[:at]
    if len(content_words(before)) > (0 if sign.is_head else MOST_BEFORE):
        return False
    patterns = _patterns()
    if _matches(patterns.failing, _without_idioms(before)):
        return False
    return not (_matches(patterns.knowing, before) or _matches(patterns.causing, before))


def _is_refused(behaviour: Behaviour, words: str) -> bool:
    return any(sign.find(words) is not None for sign in behaviour.never)


def _candidates(words: str) -> Iterator[tuple[Behaviour, Sign]]:
    keys = dict.fromkeys(word[:KEY_CHARS] for word in words.split())
    found = {pair[1].source + pair[0].id: pair for key in keys for pair in _index().get(key, ())}
    yield from found.values()


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[Behaviour, Sign]]]:
    """Signs by the first characters of the words that they may start with."""
    index: dict[str, list[tuple[Behaviour, Sign]]] = defaultdict(list)
    for behaviour in load_behaviours().values():
        for sign in behaviour.asks:
            for key in sorted(sign.keys):
                index[key].append((behaviour, sign))
    return dict(index)


@dataclass(frozen=True, slots=True)
class _Patterns:
    failing: re.Pattern[str]
    not_failing: re.Pattern[str]
    knowing: re.Pattern[str]
    causing: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = load_words()
    lists = (words.failing, words.not_failing, words.knowing, words.causing)
    return _Patterns(*(re.compile(rf" (?:{'|'.join(each)})(?= |$)") for each in lists))


def _matches(pattern: re.Pattern[str], words: str) -> bool:
    return pattern.search(words) is not None


def _without_idioms(words: str) -> str:
    return _patterns().not_failing.sub("", words)
