# ruff: noqa: SIM905 - word lists read better whole

"""A definition cut into clauses, each with its words and with what governs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generation.core.writing.bank.signs import plain_words
from generation.core.writing.bank.taxonomy import load_words
from generation.core.writing.lexicon.verbs import VERB_FORMS, gerund, third_person

MIN_WORDS = 3
"""Shortest clause that may stand alone: a quote has three words or more."""
MAX_DEFINITION_CHARS = 12_000
"""The longest definitions have some thousand characters; more is not read."""
MAX_HEADING_WORDS = 6
"""A line of so few words without an end mark, above a list, is a heading and no clause."""
HEAD_WORDS = 4
"""Words of a clause that are looked through for its head verb."""

_BULLET = re.compile(r"^[ \t]*(?:[•·▪◦‣*●○■–—-]|\(?\d{1,2}[.)])[ \t]+")
_SENTENCE = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)[.!?]+(?=\s+[^\s\d])|;|(?<=\w): ")
_AS_BEFORE = re.compile(
    r"(?:all (?:of )?the above|(?:the )?same as above|as above|as before"
    r"|as (?:for|in|at) [\w ]{1,20}|in addition(?: to [\w ]{1,20})?)"
    r"(?:,? (?:plus|and)(?: also)?|[,:;.])\s+",
    re.IGNORECASE,
)
"""What a definition opens with that takes over another level's: it asks for nothing itself."""
_JOINT = re.compile(r",? (?:and|or|but)(?: also| then)? |, (?:then )?|\s[–—-]\s")
_LEADING = frozenset(
    (
        "you they we can could will would may should must is are be able to also always often has "
        "have been begins beginning starts starting comfortable who that i and then your you're "
        "responsible for a an the their own with at in of ability experienced as well e.g it's"
    ).split()
)
"""Words that lead to an act without being about anything."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence. `text` is verbatim; `words` its plain words, each after a space;
    `before` the plain words of the same sentence that stand in front of it."""

    text: str
    words: str
    before: str

    @property
    def is_long_enough(self) -> bool:
        return self.words.count(" ") >= MIN_WORDS


@lru_cache(maxsize=4096)
def clauses_of(definition: str) -> tuple[Clause, ...]:
    """The definition's clauses in order. A definition of one or two words is one clause."""
    text = definition[:MAX_DEFINITION_CHARS]
    found = [clause for sentence in _sentences(text) for clause in _parts(sentence)]
    return tuple(found)


def _sentences(text: str) -> Iterator[str]:
    for line in _lines(text):
        start = 0
        for mark in _SENTENCE.finditer(line):
            yield line[start : mark.end()].strip()
            start = mark.end()
        yield line[start:].strip()


def _lines(text: str) -> list[str]:
    """List items and paragraphs, wrapped lines joined, marks and headings above lists dropped."""
    found: list[str] = []
    raw = text.split("\n")
    for index, line in enumerate(raw):
        bare = _without_opening(_BULLET.sub("", line).strip())
        if not bare:
            continue
        is_item = _BULLET.match(line) is not None
        if found and not is_item and bare[:1].islower() and found[-1][-1:] not in ".!?:;":
            found[-1] = f"{found[-1]} {bare}"
        elif is_item or not _is_heading(bare, raw[index + 1 : index + 2]):
            found.append(bare)
    return found


def _without_opening(line: str) -> str:
    match = _AS_BEFORE.match(line)
    return line[match.end() :] if match else line


def _is_heading(line: str, following: list[str]) -> bool:
    if not following or not _BULLET.match(following[0]):
        return False
    return line[-1:] not in ".!?;" and len(line.split()) <= MAX_HEADING_WORDS


def _parts(sentence: str) -> Iterator[Clause]:
    """Coordinated verbs with their own objects part it: "plans own work and reviews code"."""
    form = _first_form(sentence)
    start = 0
    for joint in _JOINT.finditer(sentence):
        left, right = sentence[start : joint.start()], sentence[joint.end() :]
        if _starts_clause(left, right, form):
            yield _clause(sentence, start, joint.start())
            start = joint.end()
    if sentence[start:].strip():
        yield _clause(sentence, start, len(sentence))


def _clause(sentence: str, start: int, end: int) -> Clause:
    text = sentence[start:end].strip(" ,;:")
    return Clause(text, _line(text), _line(sentence[:start]))


def _line(text: str) -> str:
    return "".join(f" {word}" for word in plain_words(text))


def _starts_clause(left: str, right: str, form: str) -> bool:
    """Whether the part behind a joint is a clause of the head verb's kind with words of its own."""
    if min(len(left.split()), len(right.split())) < MIN_WORDS or left.endswith("-"):
        return False
    if form == "base" and {"to", "how", "help", "helping"} & set(left.lower().split()[1:]):
        return False
    return form != "" and _first_form(right) == form


def content_words(line: str) -> list[str]:
    """The words but for subjects, modals, articles and adverbs, which only lead to an act."""
    return [word for word in line.split() if word not in _LEADING and not word.endswith("ly")]


def opening_verb(text: str) -> str:
    """The verb that the text opens with, as it stands there; "" where it opens with none known."""
    content = content_words(" ".join(plain_words(text)[:HEAD_WORDS]))
    return content[0] if content and content[0] in verb_kinds() else ""


def _first_form(text: str) -> str:
    """Form of the verb that the text opens with; "" where it opens with no known verb."""
    return verb_kinds().get(opening_verb(text), "")


@lru_cache(maxsize=1)
def verb_kinds() -> dict[str, str]:
    """ "third", "base" or "gerund" by word, for the lexicon's verbs and those that signs know."""
    bases = {*VERB_FORMS.values(), *load_words().vocabulary.irregular, *load_words().verbs}
    kinds: dict[str, str] = {}
    for base in sorted(bases):
        for form, kind in (
            (base, "base"),
            (third_person(base), "third"),
            (gerund(base), "gerund"),
        ):
            kinds[form] = kind
    return kinds
