"""Which passages speak of what is asked: by their words, without a model."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from levelingai.grounding.language import detect_language
from levelingai.grounding.passages import Passage
from levelingai.grounding.terms import terms_of

K1 = 1.2
"""How soon a word that a passage repeats stops counting: Okapi BM25's usual value."""
B = 0.75
"""How much a long passage is held against its words, 0 to 1: the usual value too."""
SMOOTHING = 0.5
"""Keeps a term's weight finite and above zero, whether all passages hold it or none."""
CONTEXT_CHARS = 2000
"""So much of the passages tells the language of a question that is too short to tell its own."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its BM25 score, and the words of the query that it shares, as asked."""

    passage: Passage
    score: float
    shared: tuple[str, ...]


def rank(query: str, passages: Sequence[Passage]) -> list[Ranked]:
    """The passages that share words with the query, best first; equal ones in the order given.

    A passage's place is searched with its text: it names level and competency. Scores compare
    passages of one call alone.
    """
    language = detect_language(query, _context(passages))
    asked = dict(terms_of(query, language))
    counts = [_counts(passage) for passage in passages]
    held = Counter(term for count in counts for term in count if term in asked)
    average = sum(map(Counter.total, counts)) / max(1, len(counts))
    ranked = [
        Ranked(passage, score, tuple(asked[term] for term in asked if term in count))
        for passage, count in zip(passages, counts, strict=True)
        if (score := _score(asked, count, held, len(passages), average)) > 0
    ]
    return sorted(ranked, key=lambda one: -one.score)


def _score(
    asked: dict[str, str], count: Counter[str], held: Counter[str], of: int, average: float
) -> float:
    """BM25 of one passage; `held` says how many of the `of` passages hold a term."""
    length = K1 * (1 - B + B * count.total() / max(1.0, average))
    return sum(
        math.log(1 + (of - held[term] + SMOOTHING) / (held[term] + SMOOTHING))
        * (count[term] * (K1 + 1) / (count[term] + length))
        for term in asked
        if count[term]
    )


def _counts(passage: Passage) -> Counter[str]:
    language = detect_language(passage.text, passage.place)
    return Counter(term for term, _ in terms_of(f"{passage.place} {passage.text}", language))


def _context(passages: Sequence[Passage]) -> str:
    parts: list[str] = []
    size = 0
    for passage in passages:
        parts.append(passage.text)
        size += len(passage.text)
        if size > CONTEXT_CHARS:
            break
    return " ".join(parts)
