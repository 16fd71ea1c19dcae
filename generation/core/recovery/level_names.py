"""Recognise names of levels and of competencies, whatever the guide and its language.

Words alone decide nothing: shared nouns, rising numbers, codes and shortness count as well, so
that levels with names never seen before are found beside competencies that look like ones.
All scores run from 0 (no sign) to 1 (no doubt).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from generation.core.recovery.grade_scales import is_grade, scale_likelihood
from generation.core.recovery.level_heights import is_bare_series, is_series, number_in
from generation.core.recovery.level_words import (
    COMPETENCY_SUFFIXES,
    COMPETENCY_UNSPACED,
    COMPETENCY_WORDS,
    LEVEL_NOUNS,
    NOT_LEVEL_NOUNS,
    PROFICIENCY,
    ROLE_NOUNS,
    SENIORITY,
    THINKING,
    UNSPACED_LEVEL_HINTS,
    UNSPACED_ROLE_NOUNS,
)
from generation.core.recovery.name_parts import (
    ROMAN,
    is_code,
    is_numbered_level,
    name_key,
    parse_level,
    strip_continued,
    strip_numbering,
    words_of,
)
from generation.core.recovery.name_remarks import judged
from generation.core.recovery.weights import current

__all__ = [
    "competencies_likelihood",
    "competency_signal",
    "level_signal",
    "levels_first",
    "levels_likelihood",
    "name_key",
    "parse_level",
    "strip_continued",
    "strip_numbering",
]

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_JOINED = re.compile(r"[&/]| and | und | et | y | e | en | och | og | i ")
_BETWEEN_GRADES = frozenset({"and", "highly", "very", "or"})


def level_signal(text: str) -> float:
    """How much one text looks like the name of a level, taken by itself."""
    weights = current().level_names
    text = judged(strip_numbering(strip_continued(text)).rstrip(":："))
    words = words_of(text)
    if not _is_short(words) or text.endswith((".", "。", "!", "?", ";")):
        return 0.0
    level = parse_level(text)
    if is_numbered_level(level):
        return 1.0
    is_coded = is_code(level.code)
    if level.code and not level.title:
        return weights.code_alone if is_coded else weights.number_alone
    signal = _word_signal(level.title, words)
    if level.code:
        signal = max(signal, weights.code_beside if is_coded else weights.number_beside)
    return signal if len(words) <= weights.usual_words else signal * weights.long_share


def levels_likelihood(texts: Sequence[str]) -> float:
    """How likely the texts, in this order, are the names of a guide's levels."""
    weights = current().level_names
    texts = [strip_continued(text) for text in texts if text.strip()]
    if not texts:
        return 0.0
    if len(texts) == 1:
        return level_signal(texts[0]) * weights.lone_share
    scale = scale_likelihood(texts) * _distinct(texts)
    texts = [judged(text) for text in texts]
    if all(_sorts_tasks(words_of(text)) for text in texts):
        return scale
    signals = [level_signal(text) for text in texts]
    likelihood = max(fmean(signals), _counting(texts), _shared_noun(texts))
    if min(signals) == 0 and likelihood < weights.doubtless:
        likelihood *= weights.mute_share
    return max(scale, likelihood * _distinct(texts) * _shortness(texts))


def _distinct(texts: Sequence[str]) -> float:
    """The share of names that no other one repeats."""
    return len({" ".join(text.casefold().split()) for text in texts}) / len(texts)


def competency_signal(text: str) -> float:
    """How much one text looks like the name of a competency, taken by itself."""
    text = judged(strip_numbering(strip_continued(text)).rstrip(":："))
    words = words_of(text)
    if not _is_short(words) or text.endswith((".", "。", "!", ";")):
        return 0.0
    signal = _topic_signal(text, words)
    return max(0.0, signal - current().level_names.level_cost * level_signal(text))


def _topic_signal(text: str, words: Sequence[str]) -> float:
    """The sign given by words and endings that name qualities."""
    weights = current().level_names
    if not COMPETENCY_WORDS.isdisjoint((*words, *(word.rstrip("s") for word in words))):
        return weights.competency_word
    if any(part in text for part in COMPETENCY_UNSPACED):
        return weights.competency_unspaced
    long = (word for word in words if len(word) > weights.suffix_word_letters)
    if any(word.endswith(COMPETENCY_SUFFIXES) for word in long):
        return weights.competency_suffix
    return weights.competency_joined if _JOINED.search(text) else weights.competency_unknown


def competencies_likelihood(texts: Sequence[str]) -> float:
    """How likely the texts are the names of competencies."""
    texts = [text for text in texts if text.strip()]
    if not texts:
        return 0.0
    likelihood = fmean(map(competency_signal, texts))
    if is_series([judged(text) for text in texts]) or _is_scale(texts):
        likelihood *= current().level_names.series_share
    return likelihood * _shortness(texts)


def _is_scale(texts: Sequence[str]) -> bool:
    return scale_likelihood(texts) >= current().level_names.doubtless


def levels_first(one: Sequence[str], other: Sequence[str]) -> float:
    """Which of two axes holds the levels: above 0 `one`, below 0 `other`; -1 to 1."""
    margin = (
        levels_likelihood(one)
        - competencies_likelihood(one)
        - levels_likelihood(other)
        + competencies_likelihood(other)
    )
    return max(-1.0, min(1.0, margin / current().level_names.axis_span))


def _is_short(words: Sequence[str]) -> bool:
    """Whether there are words, and no more than a name has."""
    return 0 < len(words) <= current().level_names.most_words


def _word_signal(title: str, words: list[str]) -> float:
    """The sign given by words of seniority, roles and grades."""
    weights = current().level_names
    if words[0] in NOT_LEVEL_NOUNS or _sorts_tasks(words):
        return 0.0
    if is_grade(title):
        return weights.graded
    if words[0] in LEVEL_NOUNS or words[-1] in LEVEL_NOUNS:
        is_name = len(words) <= weights.noun_words
        return weights.noun_at_edge if is_name else weights.noun_in_phrase
    if all(word in PROFICIENCY or word in _BETWEEN_GRADES for word in words):
        return weights.graded
    if _CJK.search(title):
        return _unspaced_signal(title)
    return _role_signal(title, words)


def _sorts_tasks(words: Sequence[str]) -> bool:
    """Whether a name is that of a step of thinking ("Remember level"): a task's."""
    return not THINKING.isdisjoint(words) and not LEVEL_NOUNS.isdisjoint(words)


def _role_signal(title: str, words: list[str]) -> float:
    """The sign given by a role ("Engineer") with or without a word or number of height."""
    weights = current().level_names
    has_role = not ROLE_NOUNS.isdisjoint(words)
    if any(word in SENIORITY for word in words):
        is_topic = not has_role and not COMPETENCY_WORDS.isdisjoint(words)
        return weights.seniority_on_topic if is_topic else weights.seniority
    if has_role:
        is_at_end = words[-1] in ROLE_NOUNS or number_in(title) is not None
        return weights.role_at_end if is_at_end else weights.role_inside
    return _plain_signal(words)


def _plain_signal(words: list[str]) -> float:
    """The sign given by words that name neither a role nor a height."""
    weights = current().level_names
    is_phrase = len(words) > 1
    if is_phrase and (words[-1] in ROMAN or words[-1].isdigit()):
        return weights.counted
    if any(word in PROFICIENCY for word in words):
        return weights.graded_inside
    return weights.unknown_phrase if is_phrase else weights.unknown_word


def _unspaced_signal(title: str) -> float:
    weights = current().level_names
    if any(hint in title for hint in UNSPACED_LEVEL_HINTS):
        is_name = len(title) <= weights.unspaced_letters
        return weights.unspaced_hint if is_name else weights.unspaced_phrase
    if any(noun in title for noun in UNSPACED_ROLE_NOUNS):
        return weights.unspaced_role
    return weights.unknown_word


def _counting(texts: Sequence[str]) -> float:
    """The sign that numbers give which rise or fall from name to name."""
    weights = current().level_names
    if is_series(texts):
        return weights.series
    return weights.bare_series if is_bare_series(texts) else 0.0


def _shared_noun(texts: Sequence[str]) -> float:
    """The sign that a noun gives which all names share ("Engineer", "Senior Engineer").

    With words of several heights beside it, and nothing else, any noun is a role.
    """
    weights = current().level_names
    sets = [set(words_of(text)) for text in texts]
    shared = set.intersection(*sets) - COMPETENCY_WORDS
    others = [words - shared for words in sets]
    if not shared or max(map(len, others)) > weights.shared_other_words:
        return 0.0
    if shared & (ROLE_NOUNS | LEVEL_NOUNS):
        return weights.shared_role
    ranks = {SENIORITY[word] for words in others for word in words if word in SENIORITY}
    if len(ranks) > 1 and all(words <= SENIORITY.keys() for words in others):
        return weights.shared_role
    return weights.shared_word if all(others) else weights.shared_beside_bare


def _shortness(texts: Sequence[str]) -> float:
    """1 for names, less for phrases, near 0 for sentences."""
    weights = current().level_names
    mean = fmean(
        max(1, len(words_of(text)), len(_CJK.findall(text)) / weights.signs_per_word)
        for text in texts
    )
    return max(0.0, min(1.0, weights.shortness_most - mean / weights.shortness_words))
