"""Word lists that say where they are sure: a word is meant, names a thing, or may be either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

NEVER = r"(?!)"
"""As `sure`: whoever reads the text has to tell."""
REACH = 200
"""Characters before and after a word in which its rule looks: about a text, so that a hostile one
costs no more than its length."""
WORD = "~"
"""Stands for the rule's own words in its patterns."""


@dataclass(frozen=True)
class Rule:
    """Words (separated by "|") that mean two things, and how to tell which.

    Within a match of `plain` a word names a thing. Otherwise it is meant where `sure` matches
    around it, or where the rule has no `sure`; elsewhere it is in doubt.
    """

    words: str
    sure: str | None = None
    plain: str | None = None

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """For `plain` and for `sure`."""
        return self._compiled(self.plain), self._compiled(self.sure)

    def _compiled(self, pattern: str | None) -> re.Pattern[str] | None:
        if pattern is None:
            return None
        return re.compile(pattern.replace(WORD, rf"\b(?:{self.words})\b"), re.IGNORECASE)

    def is_plain(self, text: str, span: tuple[int, int]) -> bool:
        plain, _ = self.patterns
        return plain is not None and _covers(plain, text, span)

    def is_sure(self, text: str, span: tuple[int, int]) -> bool:
        _, sure = self.patterns
        return sure is None or _covers(sure, text, span)


def _covers(pattern: re.Pattern[str], text: str, span: tuple[int, int]) -> bool:
    """Whether a match of the pattern within reach holds all of the span."""
    start, end = span
    near = pattern.finditer(text, max(0, start - REACH), end + REACH)
    return any(match.start() <= start and end <= match.end() for match in near)


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a list as written, in order: those that are meant, and those in doubt."""

    sure: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordList:
    """Words and phrases that are meant wherever they stand, and rules for those that are not."""

    always: Sequence[str]
    rules: Sequence[Rule] = field(default=())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        every = {*self.always, *self._rule_of}
        longest_first = "|".join(map(re.escape, sorted(every, key=len, reverse=True)))
        return re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])", re.IGNORECASE)

    @cached_property
    def _rule_of(self) -> dict[str, Rule]:
        return {word: rule for rule in self.rules for word in rule.words.split("|")}

    def find(self, text: str) -> Found:
        sure: list[str] = []
        doubtful: list[str] = []
        for match in self.pattern.finditer(text):
            rule = self._rule_of.get(match.group().lower())
            if rule is not None and rule.is_plain(text, match.span()):
                continue
            is_meant = rule is None or rule.is_sure(text, match.span())
            (sure if is_meant else doubtful).append(match.group())
        return Found(tuple(sure), tuple(doubtful))
