"""Whether situations and words of a definition fit each other: what may be said, and how well."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from generation.core.writing.lexicon.grammar import PLAIN_TOPICS, UNSEEN_NOUNS
from generation.core.writing.lexicon.inclusion import excluding_words
from generation.core.writing.lexicon.personal_names import personal_data
from generation.core.writing.lexicon.vague import vague_words
from generation.core.writing.scenarios.families import FRAMES
from generation.core.writing.scenarios.families.names import suits
from generation.core.writing.scenarios.frames import Frame, stem
from generation.core.writing.scenarios.kinds import makes_sense
from generation.core.writing.scenarios.phrases import prefixes
from generation.core.writing.scenarios.roles import Role

_OPEN_ENDED = frozenset(
    [
        "new",
        "other",
        "extra",
        "current",
        "realistic",
        "existing",
        "different",
        "various",
        "certain",
        "general",
    ]
)
"""First words of a noun phrase that leaves open what is meant."""

_HEAD_NOUNS = frozenset(
    {"plan", "bericht", "protokoll", "bogen", "liste", "prüfung", "planung", "standard"}
)
"""German heads that compounds end in: "ein Plan zum Mobilisationsplan" echoes too."""

_EVERYWHERE = frozenset(
    map(stem, ("team", "work", "colleague", "new", "help", "support", "other", "own", "business"))
)
_EVERYWHERE_WEIGHT = 0.8
"""Words of every guide: they say little of what a phrase is about, however rare as keys."""


@lru_cache(maxsize=4096)
def is_unfit(words: str) -> bool:
    """Whether words of a definition would break a rule of the rubric inside an example."""
    return bool(
        vague_words(words, "en")
        or excluding_words(words, "en")
        or personal_data(words)
        or any(char.isdigit() for char in words)
    )


@lru_cache(maxsize=4096)
def is_topic(topic: str) -> bool:
    """Whether a noun phrase can be the subject of a talk or a page."""
    words = topic.lower().split()
    if not words or words[-1] in UNSEEN_NOUNS or words[0] in _OPEN_ENDED:
        return False
    if len(words) < 2 and (words[0] in PLAIN_TOPICS or not topic[0].isupper()):
        return False
    return not words[0].endswith("ing") and words[0] != "experience" and not is_unfit(topic)


@lru_cache(maxsize=8192)
def words_said(text: str) -> frozenset[str]:
    """Words of a text and their stems."""
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    return frozenset(words) | {stem(word) for word in words}


def echoes(work: str, said: frozenset[str]) -> bool:
    """Whether the frame says a word of the work already: "a plan for the plan"."""
    words = re.findall(r"[^\W\d_]{4,}", work.lower())
    return any(stem(word) in said or word in said for word in words) or any(
        words[0].endswith(other) for other in said if other in _HEAD_NOUNS
    )


@lru_cache(maxsize=2048)
def work_stems(work: str) -> frozenset[str]:
    return prefixes(work) | {stem(word) for word in work.split() if len(word) > 3}


def key_weights(frames: Iterable[Frame]) -> dict[str, float]:
    """Rare keys tell more than common ones."""
    counts = Counter(key for frame in frames for key in frame.keys)
    weights = {key: 0.6 + math.log(60 / min(60, count)) for key, count in counts.items()}
    return weights | dict.fromkeys(_EVERYWHERE & weights.keys(), _EVERYWHERE_WEIGHT)


@lru_cache(maxsize=512)
def fitting(role: Role, scope: int) -> tuple[tuple[Frame, float], ...]:
    """Frames that can happen in a role at a scope, each with how much at home it is there."""
    return tuple(
        (frame, fit)
        for frame in FRAMES
        if frame.fits(scope)
        and (fit := suits(frame, role.name))
        and any(makes_sense(frame, work) for work in role.work[scope])
    )
