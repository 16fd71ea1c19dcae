"""R8: what an example claims that no source holds: numbers, names, persons and addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generation.core.writing.examples import Example
from generation.core.writing.lexicon.artefacts import ALLOWED_NAMES
from generation.core.writing.lexicon.grammar import STOP_WORDS
from generation.core.writing.lexicon.personal_names import personal_data
from generation.core.writing.lexicon.trade_terms import (
    JOB_WORDS,
    is_trade_term,
    without_set_terms,
)
from generation.core.writing.lexicon.word_rules import Found
from levelingai.grounding.claims import (
    figure_of,
    is_known,
    loose_numbers_in,
    names_in,
    numbers_in,
)
from levelingai.grounding.fold import fold, words_of
from levelingai.grounding.language import NOUNS_CAPITALISED

MIN_TITLE_WORDS = 3
"""A headline of fewer words with capitals may be a verb and a name."""


def unknown_people(example: Example, known: frozenset[str]) -> list[str]:
    """Persons and addresses that no source names."""
    found = personal_data(". ".join((example.headline, example.text, example.evidence)))
    return [one for one in found if fold(one) not in known]


def unknown_claims(
    example: Example, known_words: frozenset[str], known_numbers: frozenset[str], language: str
) -> Found:
    """Numbers, and names in languages where they can be told, that no source holds."""
    headline = _without_title_case(example)
    texts = [without_set_terms(one) for one in (headline, example.text, example.evidence)]
    numbers = _unknown_numbers(". ".join(texts), known_numbers)
    if language in NOUNS_CAPITALISED:
        return numbers
    names = _unknown_names(texts, known_words | ALLOWED_NAMES)
    return Found(numbers.sure + names.sure, numbers.doubtful + names.doubtful)


def _unknown_numbers(text: str, known: frozenset[str]) -> Found:
    loose = Counter(loose_numbers_in(text))
    sure = Counter(numbers_in(text)) - loose
    unknown = [
        {one: None for one in numbers if figure_of(one) not in known} for numbers in (sure, loose)
    ]
    return Found(tuple(unknown[0]), tuple(unknown[1]))


def _without_title_case(example: Example) -> str:
    """The headline; written In Title Case, those words small that the example writes small."""
    words = words_of(example.headline)
    capitals = [word for word in words if word[:1].isupper()]
    if len(words) < MIN_TITLE_WORDS or not all(
        word in capitals or word in STOP_WORDS for word in words
    ):
        return example.headline
    small = {word for word in words_of(f"{example.text} {example.evidence}") if word.islower()}
    return " ".join(word.lower() if word.lower() in small else word for word in words)


def _unknown_names(texts: Sequence[str], known: frozenset[str]) -> Found:
    """A word of a job or a department with a capital is in doubt; other names are sure."""
    unknown = [
        name
        for text in texts
        for name in names_in(text)
        if not is_known(name, known) and not is_trade_term(name, text)
    ]
    sure = [name for name in unknown if name.lower() not in JOB_WORDS]
    return Found(tuple(sure), tuple(name for name in unknown if name not in sure))
