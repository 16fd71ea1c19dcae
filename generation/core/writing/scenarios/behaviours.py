# ruff: noqa: E501, SIM905 - word lists read better whole

"""What a phrase and a situation are about: the behaviours that their words speak of.

The same lists tag the phrases of a definition and the situations, in English and in German. That a
situation shows a behaviour of its phrase is what makes it fit; the share of fitting examples is
the measure of the writer's relevance.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generation.core.writing.examples import Example
from generation.core.writing.lexicon.grammar import STOP_WORDS
from generation.core.writing.scenarios.frames import Frame, stem

_ENGLISH = {
    "explaining": "explain present presentation describe articulate translate jargon understandable "
    "clarify clear communicate communication convey tell brief message audience demo illustrate "
    "explanation concept simple",
    "writing": "write document documentation record notes article publish blog page minutes readme "
    "draft spec specification wording reference",
    "listening": "listen perspective empathy empathetic opinion silent voice hear heard viewpoint",
    "reviewing": "review reviewer critique inspect feedback comment remark constructive",
    "testing": "test verify validate check quality defect accuracy accurate detail mistake error "
    "bug coverage criteria acceptance",
    "planning": "plan schedule milestone deadline roadmap timeline estimate estimation forecast "
    "calendar sprint quarter capacity planning date",
    "prioritising": "prioritise prioritize priority backlog focus important urgent urgency scope "
    "trade-off tradeoff order cut balance",
    "delivering": "deliver delivery ship release launch complete finish execute execution implement "
    "iteration iterate mvp version rollout",
    "coaching": "coach mentor teach train onboard newcomer junior grow help mentee pair guidance "
    "apprentice student advise newcomers",
    "leading": "lead manage delegate supervise motivate inspire leader leadership manager oversee "
    "role-model",
    "deciding": "decide decision choose judgement judgment option choice trade-off tradeoff decisive",
    "escalating": "escalate block blocker unblock raise early warn dependency stuck flag impediment",
    "foreseeing": "risk contingency mitigate predict prevent anticipate fallback foresee uncertainty",
    "owning": "own ownership accountable accountability responsible responsibility autonomy "
    "autonomous independent independently initiative proactive commitment promise self-sufficient "
    "unasked reliable dependable",
    "incidents": "incident on-call outage failure disruption emergency crisis postmortem alarm",
    "solving": "problem root cause troubleshoot investigate debug diagnose solve resolve issue "
    "analyse analyze analysis solution fault",
    "measuring": "metric measure data kpi baseline figure analytics insight quantitative evidence "
    "experiment measurement number monitor statistic outcome hypothesis",
    "users": "user need research usability customer client patient persona interview usage",
    "stakeholders": "stakeholder relationship partner client negotiate negotiation influence "
    "persuade align alignment expectation buy-in consensus agree executives sponsor",
    "collaborating": "collaborate collaboration together cross-team cross-functional partner peer "
    "neighbour joint coordinate discipline teams cooperation",
    "conflict": "conflict tension disagree disagreement difficult dispute resolve debate heated",
    "improving": "process improve improvement efficiency efficient workflow automate automation "
    "simplify ritual agile lean retrospective streamline manual wasted routine",
    "meetings": "meeting facilitate moderate workshop stand-up session chair agenda ceremony "
    "discussion",
    "learning": "learn skill curious curiosity knowledge expert expertise domain familiar study "
    "understand understanding fundamentals growth deepen basics aware knows",
    "sharing": "share knowledge-sharing spread teach session newcomers talk community",
    "strategy": "strategy strategic vision long-term goal objective market business "
    "mission okr remit north competitor portfolio opportunity",
    "money": "budget cost money finance financial price pricing revenue commercial saving spend",
    "resources": "resource staffing capacity allocate headcount",
    "hiring": "hire hiring recruit interview candidate talent",
    "culture": "culture inclusive inclusion diversity welcome norm honest trust "
    "psychological safe behaviour example credit respect celebrate morale",
    "standards": "standard guideline policy framework convention principle consistent consistency "
    "best-practice procedure rule governance comply compliance practice",
    "architecture": "architecture design system scalable scale component pattern interface "
    "technology technical platform infrastructure",
    "coding": "code refactor maintainable debt library readable commit programming language module "
    "codebase pull",
    "reliability": "reliability reliable monitor alert capacity availability latency "
    "scalability deployment deploy server network database fault-tolerant failover",
    "security": "security secure vulnerability threat access attack encryption privacy secret",
    "proposing": "idea innovate innovation creative propose suggest challenge experiment "
    "suggestion opportunity alternative",
    "changing": "change adapt flexible ambiguity ambiguous uncertain adjust transition unclear "
    "pivot",
    "external": "conference industry external community speak evangelise outside represent "
    "recognised",
    "informing": "status progress update inform transparent visible visibility report posted "
    "informed reporting",
    "asking": "ask question help clarify curious",
    "designing": "design prototype sketch wireframe visual interaction accessible accessibility",
    "marketing": "campaign brand marketing",
    "selling": "sale deal prospect contract quote account customer",
}
_GERMAN = {
    "explaining": "erklär verständ vermitt darstel stellt präsent erläut klar wort auskunf",
    "writing": "dokum schrei schrif protok eintra aufzei bericht notier notiz vorlag",
    "listening": "hört zuhör gespräch wünsch ansprech sorge",
    "conflict": "konfli spannu belast schwier beschw ruhig",
    "testing": "prüf prüft kontro fehler vier-a überpr genau unklar rückfr nachfr auffäl",
    "planning": "plan plant planun termin frist orga schich einsat",
    "prioritising": "prior schwerp wichti reihen dring",
    "coaching": "anleit einarb leitet berät berat schult beglei ausbil neue kolleg unterw zeigt lehr",
    "leading": "führ führt leit leitun verant team",
    "deciding": "entsch wähl abwäg",
    "incidents": "notfal reanim notruf zwisch krit kritis ereign alarm sofort",
    "foreseeing": "risik risike früh erkenn warn vorbeu gefahr sicher",
    "solving": "problem ursach lös analys fehler klärt",
    "measuring": "mess misst kennza auswer ausw zahlen wirku statis jährli ergebn",
    "patients": "patien pflege bewohn angehö zustan beobac freund kund",
    "handover": "überga übergi weiter infor schich bericht",
    "medication": "medika dosis nebenw verabr verord arznei wirk",
    "collaborating": "zusamm abteil statio gemein bereic beteil berufs schnit absti stimmt absp",
    "improving": "verbes ablauf proze weiter optimi entwic vereinf",
    "standards": "standa richtl vorgab regel leitli konzep format einhei verfah anleit",
    "learning": "lern fortbi wissen kennt weiter üben übung übt neue",
    "external": "verban vertri fachve extern öffent",
    "money": "kosten budget geld sparsa wirtsc",
    "strategy": "strate ziel vision jahres",
    "proposing": "idee vorsch anreg schläg",
    "informing": "meld meldet inform berich rückme",
    "owning": "selbst eigen zuverl verant",
    "designing": "gestal entwir entwic konzep",
    "meetings": "bespre modera sitzun runde teilni",
    "technology": "techni system softwa code digit werkze",
    "hygiene": "hygien infekt hände desinf",
    "wounds": "wund verban verbän",
}


def prefixes(word: str) -> frozenset[str]:
    """First letters of a word: how words of an inflected language are compared."""
    return frozenset(word[:size] for size in range(3, 7) if len(word) >= size)


def _by_stem(lists: dict[str, str], cut: int) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for behaviour, words in lists.items():
        for word in words.split():
            found.setdefault(word[:cut] if cut else stem(word), set()).add(behaviour)
    return {key: frozenset(names) for key, names in found.items()}


_ENGLISH_STEMS = _by_stem(_ENGLISH, 0)
_GERMAN_STEMS = _by_stem(_GERMAN, 6)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST_PREFIX = 4


@lru_cache(maxsize=16384)
def _of_word(word: str, is_german: bool) -> frozenset[str]:
    if not is_german:
        parts = (word, *word.split("-")) if "-" in word else (word,)
        return frozenset().union(*(_ENGLISH_STEMS.get(stem(part), ()) for part in parts))
    found: set[str] = set()
    for size in range(_SHORTEST_PREFIX, 7):
        found |= _GERMAN_STEMS.get(word[:size], frozenset())
    return frozenset(found)


@lru_cache(maxsize=16384)
def behaviours_in(text: str, is_german: bool = False) -> tuple[str, ...]:
    """Behaviours that a text's words speak of, in the order of their first mention."""
    words = (word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
    return tuple(
        dict.fromkeys(name for word in words for name in sorted(_of_word(word, is_german)))
    )


@lru_cache(maxsize=4096)
def behaviours_of(frame: Frame) -> frozenset[str]:
    """What a situation shows: its headline and keys say it; the text mentions more by the way."""
    is_german = frame.family.startswith("german")
    keys = {name for key in frame.keys for name in _of_key(key, is_german)}
    return frozenset(keys.union(behaviours_in(frame.headline, is_german)))


Asked = tuple[tuple[frozenset[str], frozenset[str], float], ...]
"""What a phrase asks for, word by word: its stem (of German words, the first letters), its behaviours and its weight."""

_VERB, _OBJECT = 1.3, 1.6
_LITTLE = 0.25
_BY_BEHAVIOUR = 0.7
_WORDS_THAT_COUNT = 7


@lru_cache(maxsize=16384)
def asked_by(quote: str, is_german: bool) -> Asked:
    """The words of a phrase that say what it is about; the verb and its object weigh the most."""
    found: list[tuple[frozenset[str], frozenset[str], float]] = []
    for word in _WORD.findall(quote.lower()):
        if word in STOP_WORDS or word in _IDLE or len(word) < _SHORTEST_PREFIX - 1:
            continue
        root = stem(word)
        weight = (_VERB, _OBJECT, _OBJECT)[len(found)] if len(found) < 3 else 1.0
        if root[:7] in _SAY_LITTLE:
            weight = _LITTLE
        roots = prefixes(word) if is_german else frozenset({root})
        found.append((roots, _of_word(word, is_german), weight))
    return tuple(found[:_WORDS_THAT_COUNT])


def coverage(asked: Asked, frame: Frame) -> float:
    """The share of what a phrase asks for that a situation shows, 0 to 1."""
    whole = sum(weight for _, _, weight in asked)
    if not whole:
        return 0.0
    shown, keys = behaviours_of(frame), frame.keys
    told = 0.0
    for roots, behaviours, weight in asked:
        if not keys.isdisjoint(roots):
            told += weight
        elif not shown.isdisjoint(behaviours):
            told += _BY_BEHAVIOUR * weight
    return told / whole


_IDLE = frozenset(
    "can able also often usually always well good great high strong clear clearly own other others "
    "work works working you your they them ability comfortable actively effectively regularly appropriate relevant "
    "key major significant various different within across level able auch sowie eigene eigenen "
    "alle aller nach beim eine einen einer ganze ganzen über".split()
)


def _of_key(key: str, is_german: bool) -> frozenset[str]:
    if is_german:
        return _of_word(key, is_german)
    return _ENGLISH_STEMS.get(key, frozenset())


@lru_cache(maxsize=16384)
def _content(text: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
    return frozenset(stem(word)[:7] for word in words if len(word) > 3) - _SAY_LITTLE


_SAY_LITTLE = frozenset(
    stem(w)[:7]
    for w in "team teams work with own new project business organisation product colleague people their other more when this need things way time".split()
)


def fits(example: Example, is_german: bool = False) -> bool:
    """Whether an example shows what its quote speaks of: a behaviour or two words in common."""
    told = f"{example.headline} {example.text}"
    asked = behaviours_in(example.illustrates, is_german)
    shown = behaviours_in(f"{example.headline} {_main_clause(example.text)}", is_german)
    if set(asked) & set(shown):
        return True
    common = _content(example.illustrates) & _content(told)
    return len(common) >= (2 if asked else 1)


def _main_clause(text: str) -> str:
    return text.split(",", 1)[0]
