"""The sign language: what a definition's clause says when it asks for a behaviour.

A sign is a row of tokens that must be found in one clause, in order:

    mentor~             the verb in any form: mentor, mentors, mentoring, mentored
    test*, organi*ation any letters in place of the star; three or more stand before it
    root_cause          two words, one after the other; each may be a stem or a verb
    report|memo*        either; @customer is a named set of `words.toml`
    give~ feedback      the next word, but for articles, possessives and "-ly" adverbs
    give~ .. feedback   up to four words between, none that opens another clause ("when")
    ^lead~ project*     the sign starts where the clause starts (subject and modal aside)
    budget* & forecast* both sides anywhere in the clause, in either order

Hyphens and slashes count as spaces, on both sides; case does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generation.core.writing.lexicon.verbs import gerund, third_person

GAP = ".."
WIDEST_GAP = 4
"""Most words that ".." passes over: what stands further apart is seldom verb and object."""
WIDEST_SKIP = 2
"""Most fillers that a space passes over ("to their own managers")."""
KEY_CHARS = 3
"""Characters of a word by which signs are looked up; every stem has as many."""

_VOWELS = "aeiou"
_SPACED = re.compile(r"[-‐‑–—/_]")
_WORD = re.compile(r"[^\W_]+(?:['’.:][^\W_]+)*|&")
_TOKEN = re.compile(r"@[a-z]+|[a-z0-9':*]+~?(?:_[a-z0-9':*]+~?)*")


class SignError(ValueError):
    """A sign that cannot be read; the message says what is wrong with it."""


def plain_words(text: str) -> list[str]:
    """The words that signs are compared with: lower case, hyphens and slashes parted."""
    words = _WORD.findall(_SPACED.sub(" ", text.lower().replace("’", "'")))
    return ["and" if word == "&" else word for word in words]


def verb_forms(base: str, irregular: Mapping[str, str]) -> tuple[str, ...]:
    """`plan` → plan, plans, planning, planned; `irregular` has past forms by base."""
    if base in irregular:
        past = irregular[base].split()
    elif base.endswith("e"):
        past = [base + "d"]
    elif base.endswith("y") and base[-2:-1] not in _VOWELS:
        past = [base[:-1] + "ied"]
    else:
        past = [gerund(base)[:-3] + "ed"]
    return tuple(dict.fromkeys((base, third_person(base), gerund(base), *past)))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that signs refer to: named sets, irregular verbs, and what a gap may hold."""

    sets: Mapping[str, str]
    irregular: Mapping[str, str]
    fillers: Sequence[str]
    breakers: Sequence[str]

    def alternatives(self, token: str) -> list[str]:
        """The token's alternatives, sets replaced by their members."""
        found: list[str] = []
        for part in token.replace("/", "_").replace("&", "_and_").split("|"):
            if not _TOKEN.fullmatch(part):
                raise SignError(f"“{part}” is no word, stem, verb or set")
            if not part.startswith("@"):
                found.append(part)
            elif part[1:] not in self.sets:
                raise SignError(f"there is no set {part}")
            else:
                found += self.alternatives(self.sets[part[1:]])
        return found

    def pattern(self, token: str) -> str:
        """A regular expression for the token, with the space before it."""
        every = sorted(self.alternatives(token), key=len, reverse=True)
        phrases = (" ".join(map(self._word_pattern, each.split("_"))) for each in every)
        return rf" (?:{'|'.join(phrases)})(?= |$)"

    def keys(self, token: str) -> frozenset[str]:
        """How the words that the token may start with begin."""
        first = (each.split("_")[0] for each in self.alternatives(token))
        return frozenset(form[:KEY_CHARS] for word in first for form in self._forms(word))

    def _word_pattern(self, word: str) -> str:
        forms = (re.escape(form).replace(r"\*", r"\S*") for form in self._forms(word))
        return rf"(?:{'|'.join(forms)})"

    def _forms(self, word: str) -> tuple[str, ...]:
        if "*" in word[:KEY_CHARS]:
            raise SignError(f"the stem “{word}” is too short")
        return verb_forms(word[:-1], self.irregular) if word.endswith("~") else (word,)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign as regular expressions, each compiled when a clause first meets it: few of the bank's
    thousands ever do in one process.

    `keys` are the word starts of which one must stand in the clause. The first group of each side
    is what its first token found.
    """

    source: str
    sides: tuple[str, ...]
    keys: frozenset[str]
    is_head: bool

    def find(self, line: str) -> int | None:
        """Where the sign starts in a line of plain words (each with a space before it), or None."""
        found = self._matches(line)
        return min(match.start() for match in found) if found else None

    def end(self, line: str) -> int:
        """Where the sign ends in the line; 0 where it does not stand there."""
        return max((match.end() for match in self._matches(line)), default=0)

    def act(self, line: str) -> str:
        """The words that the first token found: the verb, where others stand behind it."""
        return "".join(match[1] for match in self._matches(line) if match[1] != match[0])

    def _matches(self, line: str) -> list[re.Match[str]]:
        found = [_compiled(side).search(line) for side in self.sides]
        return [match for match in found if match] if all(found) else []


def compile_sign(source: str, words: Vocabulary) -> Sign:
    """Read one sign. Raises `SignError` for one that is not written in the language."""
    body = source.removeprefix("^").strip()
    sides = [side.split() for side in body.split(" & ")]
    if not all(side and side[0] != GAP and side[-1] != GAP for side in sides):
        raise SignError(f"the sign “{source}” starts or ends with nothing")
    return Sign(
        source=source,
        sides=tuple(_side_pattern(side, words) for side in sides),
        keys=words.keys(sides[0][0]),
        is_head=source.startswith("^"),
    )


def _side_pattern(tokens: Iterable[str], words: Vocabulary) -> str:
    breakers = "|".join(words.breakers)
    gap = rf"(?: (?!(?:{breakers})\b)\S+){{0,{WIDEST_GAP}}}?"
    skip = rf"(?: (?:{'|'.join(words.fillers)}|[a-z]+ly)(?= )){{0,{WIDEST_SKIP}}}?"
    parts: list[str] = []
    joint = ""
    for token in tokens:
        if token == GAP:
            joint = gap
            continue
        parts.append(joint + words.pattern(token))
        joint = skip
    return f"({parts[0]})" + "".join(parts[1:])
