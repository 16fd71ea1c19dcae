"""Which situation illustrates which phrase of which cell: chosen for the whole guide at once.

One plan for the guide is how no two cells of it read alike although each is written on its own: a
situation is used once in a row and once in a column, and rarely twice in the guide.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from random import Random

from generation.core.examples import EXAMPLES_PER_CELL
from generation.core.lexicon.grammar import UNSEEN_NOUNS
from generation.core.lexicon.inclusion import excluding_words
from generation.core.lexicon.names import personal_data
from generation.core.lexicon.scope import TEAM, scope_of_position, scope_of_title, scopes_in
from generation.core.lexicon.vague import vague_words
from generation.core.matrix import Matrix

from .acts import ACT_FRAMES
from .families import FRAMES
from .families.names import (
    FAMILY_STEMS,
    OWN_FAMILY,
    OWN_TRADE,
    RELATED_FAMILIES,
    SPECIAL_FAMILIES,
    families_of,
    suits,
)
from .frames import Frame, stem
from .german import GERMAN_FRAMES, german_role
from .kinds import makes_sense
from .phrases import Phrase, phrases_of, prefixes
from .roles import Role, role_for
from .topics import TOPIC_FRAMES
from .wording import Pick, compose, has_right_length

MAX_PHRASES_WEIGHED = 8
_NAME_BONUS = (4.0, 2.5, 1.5)
"""For a frame of the first, second and third family that the competency's name speaks of."""
_RELATED_BONUS = 1.2
_OWN_TRADE_BONUS = 1.3
_STRANGE_COST = 2.5
"""Against a special field (security, hiring …) that neither the name nor a related one speaks of."""
_PHRASE_FAMILY_BONUS = 1.8
_ACT_SCORE = 7.5
_TOPIC_SCORE = 4.0
_REUSE_COST = 4.0
_SAME_FAMILY_COST = 1.5
_GERMAN_KEY_WEIGHT = 3.0
_WISH = 6.0
"""Weight of a word that the manager's note asks for or against."""


@dataclass(frozen=True, slots=True)
class CellPlan:
    scope: int
    picks: tuple[Pick, ...]


@dataclass(slots=True)
class Used:
    """What the neighbours of a cell have used already."""

    row: Counter[str] = field(default_factory=Counter)
    column: Counter[str] = field(default_factory=Counter)
    guide: Counter[str] = field(default_factory=Counter)
    told: set[tuple[str, str]] = field(default_factory=set)

    def add(self, pick: Pick) -> None:
        for counter in (self.row, self.column, self.guide):
            counter[pick.frame.id] += 1
            counter[pick.work] += 1
        self.told.add(_telling(pick))

    def has_told(self, pick: Pick) -> bool:
        """Whether the guide holds these very words already."""
        return _telling(pick) in self.told

    def is_near(self, frame: Frame) -> bool:
        return frame.id in self.row or frame.id in self.column


def _telling(pick: Pick) -> tuple[str, str]:
    """What makes two texts of a guide the same: the situation, and the work if it names any."""
    act = pick.phrase.act.sentence_start if pick.phrase.act and pick.frame.needs("act") else ""
    return pick.frame.id + act, pick.work if pick.frame.needs("work") else ""


Accept = Callable[[Pick, Sequence[Pick]], bool]
"""Whether a pick may stand beside those already made for its cell."""


@lru_cache(maxsize=64)
def plan_guide(matrix: Matrix, role_title: str, language: str) -> dict[tuple[int, int], CellPlan]:
    """Plan every cell by (level, competency). Kept for the last guides, so that each cell is cheap."""
    used = Used()
    columns: dict[int, Counter[str]] = {}
    plans: dict[tuple[int, int], CellPlan] = {}
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in matrix.cells:
        rows.setdefault(cell.competency, []).append((cell.level, cell.definition))
    for competency, cells in rows.items():
        used.row = Counter()
        scopes = row_scopes(matrix, competency)
        for level, definition in sorted(cells):
            used.column = columns.setdefault(level, Counter())
            request = Request.of(matrix, role_title, level, competency, definition, language)
            picks = choose(request, scopes[level], used)
            for pick in picks:
                used.add(pick)
            plans[level, competency] = CellPlan(scopes[level], tuple(picks))
    return plans


def used_near(matrix: Matrix, role_title: str, language: str, level: int, competency: int) -> Used:
    """What the guide's plan uses in the cell, its row, its column and elsewhere."""
    used = Used()
    for (at, row), plan in plan_guide(matrix, role_title, language).items():
        for pick in plan.picks:
            used.guide[pick.frame.id] += 1
            used.told.add(_telling(pick))
            if row == competency:
                used.row.update((pick.frame.id, pick.work))
            if at == level:
                used.column.update((pick.frame.id, pick.work))
    return used


@lru_cache(maxsize=1024)
def row_scopes(matrix: Matrix, competency: int) -> dict[int, int]:
    """Scope by level of a row: from place, title and the definition's own words; never shrinking."""
    scopes: dict[int, int] = {}
    widest = 0
    cells = sorted(
        (cell.level, cell.definition) for cell in matrix.cells if cell.competency == competency
    )
    for level, definition in cells:
        scope = scope_of_position(level, len(matrix.levels))
        title = scope_of_title(matrix.levels[level].title)
        if title is not None:
            scope = max(scope - 1, min(scope + 1, title))
        said = scopes_in(definition)
        if said and max(said) >= TEAM:
            scope = max(scope - 1, min(scope + 1, max(said)))
        widest = max(widest, scope)
        scopes[level] = widest
    return scopes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for one cell. `salt` changes the choice, `wishes` weigh words of a frame."""

    phrases: tuple[Phrase, ...]
    families: tuple[str, ...]
    role: Role
    key: str
    german: bool = False
    name_stems: frozenset[str] = frozenset()
    salt: str = ""
    wishes: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(
        cls,
        matrix: Matrix,
        role_title: str,
        level: int,
        competency: int,
        definition: str,
        language: str,
        salt: str = "",
        wishes: tuple[tuple[str, float], ...] = (),
    ) -> Request:
        row = matrix.competencies[competency]
        name = f"{row.name} {row.category}"
        german = language == "de"
        return cls(
            phrases=phrases_of(definition, language),
            families=families_of(name),
            name_stems=prefixes(name) if german else frozenset(),
            role=german_role(role_title, matrix.title)
            if german
            else role_for(role_title, matrix.title),
            german=german,
            key=f"{level}\x1f{competency}\x1f{row.name}\x1f{definition}",
            salt=salt,
            wishes=wishes,
        )

    def random(self) -> Random:
        """Chance that is the same for the same cell, on every machine."""
        data = f"{self.key}\x1f{self.salt}".encode("utf-8", "replace")
        return Random(int.from_bytes(blake2b(data, digest_size=8).digest(), "big"))


def choose(
    request: Request, scope: int, used: Used, accept: Accept = lambda pick, made: True
) -> list[Pick]:
    """Three picks with different situations, for different phrases where there are enough."""
    chance = request.random()
    candidates = sorted(_candidates(request, scope, used, chance), key=lambda c: -c[0])
    picks: list[Pick] = []
    for relaxed in (False, True):
        _take(candidates, request, scope, used, chance, picks, accept, relaxed)
        if len(picks) == EXAMPLES_PER_CELL:
            break
    return picks


_Candidate = tuple[float, Phrase, Frame]


def _take(
    candidates: list[_Candidate],
    request: Request,
    scope: int,
    used: Used,
    chance: Random,
    picks: list[Pick],
    accept: Accept,
    relaxed: bool,
) -> None:
    """Add the best candidates that fit those taken; `relaxed` allows what a neighbour has used."""
    most = math.ceil(EXAMPLES_PER_CELL / len(request.phrases))
    while len(picks) < EXAMPLES_PER_CELL:
        found = None
        best = -math.inf
        for score, phrase, frame in candidates:
            if score <= best:
                break
            if not relaxed and used.is_near(frame):
                continue
            cost = _clash(phrase, frame, picks, most)
            if score - cost > best:
                found, best = (phrase, frame), score - cost
        if found is None or best == -math.inf:
            return
        phrase, frame = found
        pick = _fill(phrase, frame, request.role, scope, used, picks, chance)
        fits = has_right_length(compose(pick, request.role, scope)) and not used.has_told(pick)
        if fits and accept(pick, picks):
            picks.append(pick)
        candidates[:] = [c for c in candidates if c[2] is not frame]


def _clash(phrase: Phrase, frame: Frame, picks: Sequence[Pick], most: int) -> float:
    """How much a candidate repeats what the cell already has; infinite where it may not stand."""
    cost = 0.0
    of_phrase = 0
    for pick in picks:
        if pick.frame.id == frame.id:
            return math.inf
        if pick.phrase.quote == phrase.quote:
            of_phrase += 1
            if _is_act(frame) and _is_act(pick.frame):
                return math.inf
        if pick.frame.family == frame.family:
            cost += _SAME_FAMILY_COST + (math.inf if frame.family == "topic" else 0.0)
        if _is_act(frame) and _is_act(pick.frame):
            cost += _SAME_FAMILY_COST
            if phrase.act and pick.phrase.act and phrase.act.verb == pick.phrase.act.verb:
                return math.inf
    return math.inf if of_phrase >= most else cost


def _is_act(frame: Frame) -> bool:
    return frame.family.startswith("act:")


def _candidates(request: Request, scope: int, used: Used, chance: Random) -> Iterator[_Candidate]:
    phrases = list(request.phrases)
    if len(phrases) > MAX_PHRASES_WEIGHED:
        phrases = sorted(chance.sample(phrases, MAX_PHRASES_WEIGHED), key=phrases.index)
    base = [
        (frame, score + 0.9 * chance.random())
        for frame, score in _base_scores(request, scope, used)
    ]
    for phrase in phrases:
        said = _families_said(phrase)
        for frame, score in base:
            common = frame.keys & phrase.stems
            hit = sum(_KEY_WEIGHT.get(key, _GERMAN_KEY_WEIGHT) for key in common)
            bonus = _PHRASE_FAMILY_BONUS if frame.family in said else 0.0
            yield score + hit + bonus, phrase, frame
        yield from _own_words(phrase, request, scope, used, chance)


def _base_scores(request: Request, scope: int, used: Used) -> Iterator[tuple[Frame, float]]:
    """What speaks for a frame whatever the phrase."""
    if request.german:
        for frame in GERMAN_FRAMES:
            if frame.fits(scope):
                named = 2.0 * len(frame.keys & request.name_stems)
                yield frame, named - _REUSE_COST * used.guide[frame.id] + _wished(frame, request)
        return
    rank = {family: at for at, family in enumerate(request.families[: len(_NAME_BONUS)])}
    near = {family for named in request.families[:2] for family in RELATED_FAMILIES.get(named, ())}
    for frame, fit in _fitting(request.role, scope):
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


def _own_words(
    phrase: Phrase, request: Request, scope: int, used: Used, chance: Random
) -> Iterator[_Candidate]:
    """Frames that use the definition's own verb and object, or its topic."""
    if phrase.act and not _is_unfit(phrase.act.sentence_start):
        for frame in ACT_FRAMES[phrase.act.kind]:
            if frame.fits(scope) and suits(frame, request.role.name) == 1.0:
                score = _ACT_SCORE - _REUSE_COST * used.guide[frame.id] + chance.random()
                yield score + _wished(frame, request), phrase, frame
    if _is_topic(phrase.topic):
        for frame in TOPIC_FRAMES:
            if frame.fits(scope) and suits(frame, request.role.name) == 1.0:
                score = _TOPIC_SCORE - _REUSE_COST * used.guide[frame.id] + chance.random()
                yield score + _wished(frame, request), phrase, frame


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


@lru_cache(maxsize=4096)
def _is_unfit(words: str) -> bool:
    """Whether words of a definition would break a rule of the rubric inside an example."""
    return bool(
        vague_words(words, "en")
        or excluding_words(words, "en")
        or personal_data(words)
        or any(char.isdigit() for char in words)
    )


_PLAIN_TOPICS = frozenset(
    "product products project projects system systems process processes solution solutions issues "
    "problem problems plans tools features tasks goals ideas changes methods documents approach "
    "approaches culture visibility addition benefits code data design team meetings updates resources conversations "
    "dimensions gaps bugs structure programme decisions".split()
)


@lru_cache(maxsize=4096)
def _is_topic(topic: str) -> bool:
    """Whether a noun phrase can be the subject of a talk or a page."""
    words = topic.lower().split()
    if not words or words[-1] in UNSEEN_NOUNS:
        return False
    if len(words) < 2 and (words[0] in _PLAIN_TOPICS or not topic[0].isupper()):
        return False
    return not words[0].endswith("ing") and words[0] != "experience" and not _is_unfit(topic)


def _fill(
    phrase: Phrase,
    frame: Frame,
    role: Role,
    scope: int,
    used: Used,
    picks: Sequence[Pick],
    chance: Random,
) -> Pick:
    """Fill the blanks with what row, column and cell have used least."""
    taken = {pick.work for pick in picks}
    said = _words_said(f"{frame.text} {phrase.quote}")
    works = sorted(
        (work for work in role.work[scope] if makes_sense(frame, work)),
        key=lambda work: (
            work in taken,
            used.row[work] * 2
            + used.column[work]
            + 3 * _echoes(work, said)
            + 9 * ((frame.id, work) in used.told)
            - 2 * bool(_work_stems(work) & phrase.stems),
            chance.random(),
        ),
    )
    return Pick(phrase, frame, works[0], chance.choice(role.piece), chance.choice(role.users))


@lru_cache(maxsize=8192)
def _words_said(text: str) -> frozenset[str]:
    """Words of a text and their stems."""
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    return frozenset(words) | {stem(word) for word in words}


def _echoes(work: str, said: frozenset[str]) -> bool:
    """Whether the frame says a word of the work already: "a plan for the plan"."""
    words = re.findall(r"[^\W\d_]{4,}", work.lower())
    return any(stem(word) in said or word in said for word in words) or any(
        words[0].endswith(other) for other in said if other in _HEAD_NOUNS
    )


_HEAD_NOUNS = frozenset("plan bericht protokoll bogen liste prüfung planung standard".split())
"""German heads that compounds end in: "ein Plan zum Mobilisationsplan" echoes too."""


@lru_cache(maxsize=2048)
def _work_stems(work: str) -> frozenset[str]:
    return prefixes(work) | {stem(word) for word in work.split() if len(word) > 3}


def _key_weights(frames: Iterable[Frame]) -> dict[str, float]:
    """Rare keys tell more than common ones."""
    counts = Counter(key for frame in frames for key in frame.keys)
    return {key: 0.6 + math.log(60 / min(60, count)) for key, count in counts.items()}


_KEY_WEIGHT = _key_weights(FRAMES)


@lru_cache(maxsize=512)
def _fitting(role: Role, scope: int) -> tuple[tuple[Frame, float], ...]:
    """Frames that can happen in a role at a scope, each with how much at home it is there."""
    return tuple(
        (frame, fit)
        for frame in FRAMES
        if frame.fits(scope)
        and (fit := suits(frame, role.name))
        and any(makes_sense(frame, work) for work in role.work[scope])
    )
