"""Which situations fit a cell: every phrase weighed against every situation, the best taken.

What speaks for a situation: words that it shares with the phrase, the field that the competency's
name speaks of, the trade of the role, the manager's wishes. Against it: its use elsewhere in the
guide. Chance breaks ties, the same for the same cell on every machine.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from random import Random

from generation.core.writing.examples import EXAMPLES_PER_CELL
from generation.core.writing.lexicon.scope import FEATURE, widest_scope
from generation.core.writing.lexicon.vague import vague_words
from generation.core.writing.scenarios.acts import ACT_FRAMES
from generation.core.writing.scenarios.behaviours import asked_by, coverage
from generation.core.writing.scenarios.families import FRAMES
from generation.core.writing.scenarios.families.names import (
    FAMILY_STEMS,
    OWN_FAMILY,
    OWN_TRADE,
    RELATED_FAMILIES,
    SPECIAL_FAMILIES,
    suits,
)
from generation.core.writing.scenarios.fitting import (
    echoes,
    fitting,
    is_topic,
    is_unfit,
    key_weights,
    words_said,
    work_stems,
)
from generation.core.writing.scenarios.frames import Frame, stem
from generation.core.writing.scenarios.german import GERMAN_FRAMES, suits_german
from generation.core.writing.scenarios.german_clauses import (
    GERMAN_CLAUSE_FRAMES,
    GERMAN_TOPIC_FRAMES,
)
from generation.core.writing.scenarios.kinds import makes_sense
from generation.core.writing.scenarios.own_clauses import CLAUSE_FRAMES
from generation.core.writing.scenarios.phrases import Phrase
from generation.core.writing.scenarios.roles import Role
from generation.core.writing.scenarios.topics import TOPIC_FRAMES
from generation.core.writing.scenarios.wording import Pick, compose, has_right_length

MAX_PHRASES_WEIGHED = 8
_KEY_WEIGHT = key_weights(FRAMES)
_NAME_BONUS = (3.0, 2.0, 1.2)
"""For a frame of the first, second and third family that the competency's name speaks of."""
_RELATED_BONUS = 1.2
_OWN_TRADE_BONUS = 1.3
_STRANGE_COST = 2.5
"""Against a special field (security, hiring …) that the competency's name does not speak of."""
_PHRASE_FAMILY_BONUS = 1.8
_CLAUSE_SCORE = 10.5
_ANY_CLAUSE_SCORE = 7.5
"""For those that fit a clause of any kind."""
_OPEN_KINDS = ("grow", "other")
_CLAUSE_REUSE_COST = 1.5
"""Less than for others: the clause makes each of them read differently."""
_ACT_SCORE = 7.5
_TOPIC_SCORE, _KNOWLEDGE_SCORE = 1.5, 7.0
"""For situations about a phrase's subject, by whether knowing it is what the phrase asks for."""
_KNOWING = re.compile(
    r"\b(?:under(?:stands?|standing)|knows?|knowledge|familiar\w*|aware\w*|expert\w*|learn\w*|grasp\w*|"
    r"experienced?|basics?|appl(?:y|ies)|uses?|using|considers?|skills? in|proficien\w*)\b",
    re.IGNORECASE,
)
_REUSE_COST = 4.0
_CHANCE = 0.9
_SAME_FAMILY_COST = 1.5
_GERMAN_KEY_WEIGHT = 3.0
_FIT, _ENOUGH = 16.0, 0.5
"""Weight of the share of a phrase that a situation shows; below the second figure it is a cost."""
_HIT, _MOST_HIT = 0.5, 8.0
_SECOND_OF_A_PHRASE = 5.5
"""Against a second example for one phrase: less than an unrelated example costs."""
_WISH = 6.0
"""Weight of a word that the manager's note asks for or against."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for one cell. `key` names the cell, `salt` changes the choice within it;
    `wishes` weigh stems that a situation may hold (+1 asked for, −1 asked against)."""

    phrases: tuple[Phrase, ...]
    families: tuple[str, ...]
    role: Role
    scope: int
    key: str
    is_german: bool = False
    name_stems: frozenset[str] = frozenset()
    salt: str = ""
    wishes: tuple[tuple[str, float], ...] = ()

    def random(self) -> Random:
        """Chance that is the same for the same cell, on every machine."""
        data = f"{self.key}\x1f{self.salt}".encode("utf-8", "replace")
        return Random(int.from_bytes(blake2b(data, digest_size=8).digest(), "big"))  # noqa: S311


@dataclass(slots=True)
class Used:
    """What the neighbours of a cell have used already."""

    row: Counter[str] = field(default_factory=Counter)
    column: Counter[str] = field(default_factory=Counter)
    guide: Counter[str] = field(default_factory=Counter)
    told: set[tuple[str, str]] = field(default_factory=set)

    def add(self, pick: Pick, *, in_row: bool = True, in_column: bool = True) -> None:
        counters = [self.guide]
        counters += [self.row] if in_row else []
        counters += [self.column] if in_column else []
        for counter in counters:
            counter.update((pick.frame.id, pick.work))
        self.told.add(_telling(pick))

    def has_told(self, pick: Pick) -> bool:
        """Whether the guide holds these very words already."""
        return _telling(pick) in self.told

    def is_near(self, frame: Frame) -> bool:
        return frame.id in self.row or frame.id in self.column


def _telling(pick: Pick) -> tuple[str, str]:
    """What makes two texts of a guide the same: the situation, and the work if it names any."""
    said = pick.phrase.act.sentence_start if pick.phrase.act and pick.frame.needs("act") else ""
    if pick.phrase.clause and pick.frame.needs("clause"):
        said = pick.phrase.clause.text
    if pick.frame.needs("topic"):
        said = pick.phrase.topic
    return pick.frame.id + said, pick.work if pick.frame.needs("work") else ""


Accept = Callable[[Pick, Sequence[Pick]], bool]
"""Whether a pick may stand beside those already made for its cell."""


def choose(
    request: Request, used: Used, accept: Accept = lambda pick, made: True
) -> tuple[Pick, ...]:
    """Three picks with different situations, for different phrases where there are enough.

    Where too little is left, a neighbour's situation is used again, and at last also what `accept`
    refuses: a cell never stays without its three examples.
    """
    choice = _Choice(request, used, request.random())
    choice.take(accept, allow_near=False)
    choice.take(accept, allow_near=True)
    choice.take(lambda pick, made: True, allow_near=True)
    return tuple(choice.picks)


_Candidate = tuple[float, Phrase, Frame]


class _Choice:
    """The choice for one cell while it is being made."""

    def __init__(self, request: Request, used: Used, chance: Random) -> None:
        self.request = request
        self.used = used
        self.chance = chance
        self.picks: list[Pick] = []
        self.most_of_a_phrase = math.ceil(EXAMPLES_PER_CELL / len(request.phrases))
        self.candidates = sorted(self._weighed(), key=lambda candidate: -candidate[0])

    def take(self, accept: Accept, *, allow_near: bool) -> None:
        """Add the best candidates that fit those taken, until there are three or none is left."""
        refused: set[str] = set()
        while len(self.picks) < EXAMPLES_PER_CELL:
            found = self._best(refused, allow_near=allow_near)
            if found is None:
                return
            pick = self._fill(*found)
            fits = has_right_length(compose(pick, self.request.role, self.request.scope))
            if fits and not self.used.has_told(pick) and accept(pick, self.picks):
                self.picks.append(pick)
            refused.add(pick.frame.id)

    def _best(self, refused: set[str], *, allow_near: bool) -> tuple[Phrase, Frame] | None:
        found, best = None, -math.inf
        for score, phrase, frame in self.candidates:
            if score <= best:
                break
            if frame.id in refused or (not allow_near and self.used.is_near(frame)):
                continue
            value = score - self._clash(phrase, frame)
            if value > best:
                found, best = (phrase, frame), value
        return found

    def _clash(self, phrase: Phrase, frame: Frame) -> float:
        """How much a candidate repeats what the cell has; infinite where it may not stand."""
        of_phrase = sum(pick.phrase.quote == phrase.quote for pick in self.picks)
        if of_phrase > self.most_of_a_phrase:
            return math.inf
        again = _SECOND_OF_A_PHRASE if of_phrase == self.most_of_a_phrase else 0.0
        return again + sum(_likeness_cost(phrase, frame, pick) for pick in self.picks)

    def _weighed(self) -> Iterator[_Candidate]:
        phrases = list(self.request.phrases)
        if len(phrases) > MAX_PHRASES_WEIGHED:
            drawn = self.chance.sample(range(len(phrases)), MAX_PHRASES_WEIGHED)
            phrases = [phrases[at] for at in sorted(drawn)]
        base = [
            (frame, score + _CHANCE * self.chance.random())
            for frame, score in _base_scores(self.request, self.used)
        ]
        for phrase in phrases:
            said = _families_said(phrase)
            asked = asked_by(phrase.quote, self.request.is_german)
            for frame, score in base:
                common = frame.keys & phrase.stems
                hit = sum(_KEY_WEIGHT.get(key, _GERMAN_KEY_WEIGHT) for key in common)
                bonus = _PHRASE_FAMILY_BONUS if frame.family in said else 0.0
                fit = _FIT * (coverage(asked, frame) - _ENOUGH)
                yield score + min(hit, _MOST_HIT) * _HIT + bonus + fit, phrase, frame
            for frame, score in _own_words(phrase, self.request, self.used):
                yield score + self.chance.random(), phrase, frame

    def _fill(self, phrase: Phrase, frame: Frame) -> Pick:
        """Fill the blanks with what row, column and cell have used least."""
        role, used = self.request.role, self.used
        taken = {pick.work for pick in self.picks}
        said = words_said(f"{frame.text} {phrase.quote}")

        def cost(work: str) -> tuple[bool, int, float]:
            repeats = used.row[work] * 2 + used.column[work]
            echoed = 3 * echoes(work, said) - 2 * bool(work_stems(work) & phrase.stems)
            told = 9 * ((frame.id, work) in used.told)
            return work in taken, repeats + echoed + told, self.chance.random()

        works = [work for work in role.work[self.request.scope] if makes_sense(frame, work)]
        return Pick(
            phrase,
            frame,
            min(works, key=cost),
            self.chance.choice(role.piece),
            self.chance.choice(role.users),
        )


def _likeness_cost(phrase: Phrase, frame: Frame, pick: Pick) -> float:
    if pick.frame.id == frame.id or (frame.family == pick.frame.family == "topic"):
        return math.inf
    cost = _SAME_FAMILY_COST if pick.frame.family == frame.family else 0.0
    if not (_is_act(frame) and _is_act(pick.frame)):
        return cost
    if frame.needs("clause") and pick.frame.needs("clause"):
        return cost if phrase.quote != pick.phrase.quote else math.inf
    same_verb = phrase.act and pick.phrase.act and phrase.act.verb == pick.phrase.act.verb
    return math.inf if same_verb else cost + _SAME_FAMILY_COST


def _is_act(frame: Frame) -> bool:
    """Whether the situation opens with words of the definition."""
    return frame.family.startswith(("act:", "clause:", "german:"))


def _base_scores(request: Request, used: Used) -> Iterator[tuple[Frame, float]]:
    """What speaks for a frame whatever the phrase."""
    if request.is_german:
        for frame in GERMAN_FRAMES:
            if frame.fits(request.scope) and suits_german(frame, request.role.name):
                named = 2.0 * len(frame.keys & request.name_stems)
                yield frame, named - _REUSE_COST * used.guide[frame.id] + _wished(frame, request)
        return
    rank = {family: at for at, family in enumerate(request.families[: len(_NAME_BONUS)])}
    near = {family for named in request.families[:2] for family in RELATED_FAMILIES.get(named, ())}
    for frame, fit in fitting(request.role, request.scope):
        if frame.family in rank:
            score = _NAME_BONUS[rank[frame.family]]
        elif frame.family in near:
            score = _RELATED_BONUS
        else:
            score = -_STRANGE_COST if frame.family in SPECIAL_FAMILIES else 0.0
        if frame.family in (OWN_FAMILY.get(request.role.name), OWN_TRADE + request.role.name):
            score = max(score, 0.0) + _OWN_TRADE_BONUS
        score -= _REUSE_COST * used.guide[frame.id] + 4.0 * (1.0 - fit)
        yield frame, score + _wished(frame, request)


def _own_words(phrase: Phrase, request: Request, used: Used) -> Iterator[tuple[Frame, float]]:
    """Frames that use the definition's own verb and object, or its topic."""
    frames: list[tuple[Frame, float]] = []
    if _can_open(phrase, request.scope):
        frames += _clause_frames(phrase, request)
    if request.is_german:
        if phrase.topic and not is_unfit(phrase.topic):
            frames += [(frame, _KNOWLEDGE_SCORE) for frame in GERMAN_TOPIC_FRAMES]
        for frame, score in frames:
            if frame.fits(request.scope):
                yield frame, score - _reuse(frame, used) + _wished(frame, request)
        return
    if phrase.act and not is_unfit(phrase.act.sentence_start):
        frames += [(frame, _ACT_SCORE) for frame in ACT_FRAMES[phrase.act.kind]]
    if is_topic(phrase.topic):
        score = _KNOWLEDGE_SCORE if _KNOWING.search(phrase.quote) else _TOPIC_SCORE
        frames += [(frame, score) for frame in TOPIC_FRAMES]
    for frame, score in frames:
        if frame.fits(request.scope) and suits(frame, request.role.name) == 1.0:
            yield frame, score - _reuse(frame, used) + _wished(frame, request)


def _reuse(frame: Frame, used: Used) -> float:
    cost = _CLAUSE_REUSE_COST if frame.needs("clause") else _REUSE_COST
    return cost * used.guide[frame.id]


def _is_clean(text: str) -> bool:
    return not (vague_words(text, "de") or is_unfit(text))


def _clause_frames(phrase: Phrase, request: Request) -> list[tuple[Frame, float]]:
    """Situations that the phrase's clause may open, each with what speaks for it."""
    if request.is_german or phrase.clause is None:
        return [(frame, _CLAUSE_SCORE) for frame in GERMAN_CLAUSE_FRAMES]
    found = [(frame, _CLAUSE_SCORE) for frame in CLAUSE_FRAMES[phrase.clause.kind]]
    if phrase.clause.kind not in _OPEN_KINDS:
        found += [(frame, _ANY_CLAUSE_SCORE) for frame in CLAUSE_FRAMES["grow"]]
    return found


def _can_open(phrase: Phrase, scope: int) -> bool:
    """Whether the phrase's own clause may open a sentence at this scope."""
    if phrase.clause is None or not _is_clean(phrase.clause.text):
        return False
    return (widest_scope(phrase.clause.text) or 0) <= max(scope, FEATURE)


def _wished(frame: Frame, request: Request) -> float:
    if not request.wishes:
        return 0.0
    stems = _frame_stems(frame)
    return sum(weight * _WISH for word, weight in request.wishes if word in stems)


@lru_cache(maxsize=2048)
def _frame_stems(frame: Frame) -> frozenset[str]:
    whole = f"{frame.headline} {frame.text} {frame.evidence}".replace("-", " ")
    return frame.keys | {stem(word.strip(".,;:{}")) for word in whole.split()}


@lru_cache(maxsize=4096)
def _families_said(phrase: Phrase) -> frozenset[str]:
    return frozenset(family for family, stems in FAMILY_STEMS.items() if stems & phrase.stems)
