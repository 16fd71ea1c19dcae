# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Verbs: those that nobody can observe, and those of work, each with its class.

A class says what kind of act a verb names, so that a sentence that goes on from it makes sense:
`make`, `solve`, `tell`, `plan`, `judge`, `people`, `change`, `learn`; `other` for verbs that only show where a clause begins.
"""

from __future__ import annotations

import re

WEAK_BASES = (
    "understand know be have demonstrate show strive aim seek want wish believe feel think "
    "appreciate possess exhibit display embody recognise recognize realise realize "
    "remain become tend seem appear enjoy hope intend attempt ensure drive foster champion "
    "embrace inspire leverage empower grasp comprehend "
    "contribute strengthen aspire thrive excel"
).split()
_IRREGULAR_WEAK = {
    "be": ("is", "are", "was", "were", "am"),
    "have": ("has", "had"),
    "understand": ("understood",),
    "know": ("knew",),
    "think": ("thought",),
    "feel": ("felt",),
    "seek": ("sought",),
    "drive": ("drove",),
    "show": ("showed",),
    "become": ("became",),
}
GERMAN_WEAK = frozenset(
    "versteht kennt ist sind hat haben zeigt demonstriert weiß strebt bemüht möchte will kann "
    "glaubt fühlt denkt schätzt besitzt bleibt wirkt versucht fördert sorgt beherrscht verfügt "
    "verstehen kennen zeigen wissen streben bemühen".split()
)

_CLASSES: dict[str, str] = {
    "make": "write draft create produce build design develop document define specify code "
    "configure prepare publish compile record model prototype implement deliver deploy "
    "set establish outline draw map formulate assemble install author release launch ship "
    "introduce",
    "solve": "troubleshoot resolve solve investigate identify diagnose debug fix trace find "
    "detect spot analyse analyze handle manage address tackle escalate mitigate prevent close",
    "tell": "present explain share communicate report teach describe discuss summarise summarize "
    "announce demo translate clarify propose recommend suggest raise articulate convey negotiate "
    "influence persuade advocate promote",
    "plan": "plan prioritise prioritize estimate schedule organise organize coordinate scope "
    "break split set track decide choose select agree align forecast budget allocate sequence "
    "own lead run execute complete oversee direct steer",
    "judge": "review evaluate measure test check assess audit verify compare monitor validate "
    "question challenge inspect critique collect gather research",
    "people": "mentor coach guide onboard delegate support help train develop hire interview "
    "recruit lead supervise assist advise teach host",
    "change": "improve refactor automate reduce simplify adapt adjust replace redesign "
    "update extend migrate standardise standardize integrate enhance optimise optimize "
    "evolve scale secure maintain",
    "other": "listen speak engage encourage work push act respond participate collaborate consult attend focus operate perform conduct follow consider balance protect enforce suggest deliver unblock use generate provide iterate remove shape",
    "learn": "learn study research experiment explore try adopt practise practice read apply",
}

_THIRD_IRREGULAR = {"do": "does", "go": "goes", "be": "is", "have": "has"}
_DOUBLED = frozenset(
    "plan run set ship split map spot step stop cut log get put begin debug".split()
)
_VOWELS = "aeiou"


def third_person(base: str) -> str:
    """`write` → `writes`, `identify` → `identifies`, `teach` → `teaches`."""
    if base in _THIRD_IRREGULAR:
        return _THIRD_IRREGULAR[base]
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def gerund(base: str) -> str:
    """`write` → `writing`, `plan` → `planning`."""
    if base in _DOUBLED:
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + "ing"


def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, bases in _CLASSES.items():
        for base in bases.split():
            found.setdefault(base, kind)
    return found


VERB_CLASS: dict[str, str] = _classes()
VERB_FORMS: dict[str, str] = {
    form: base for base in VERB_CLASS for form in (base, third_person(base), gerund(base))
}
"""Base form by form: the base itself, the third person and the gerund."""

WEAK_FORMS: frozenset[str] = frozenset(
    form
    for base in WEAK_BASES
    for form in (base, third_person(base), gerund(base), *_IRREGULAR_WEAK.get(base, ()))
)

_MAY_BE_SEEN = frozenset(
    "show display exhibit drive seek feel appear contribute strengthen recognise recognize realise "
    "realize attempt remain champion foster leverage ensure grasp possess wish".split()
)
"""Weak verbs that also name acts: shows the apprentice how, drives the van, seeks permission."""
_MAY_BE_SEEN_FORMS = frozenset(
    form
    for base in _MAY_BE_SEEN
    for form in (base, third_person(base), gerund(base), *_IRREGULAR_WEAK.get(base, ()))
)
_MAY_BE_SEEN_GERMAN = frozenset("zeigt schätzt fördert hat sorgt bleibt besitzt versucht".split())
_QUALITIES = re.compile(
    r"\b(?:ownership|initiative|understanding|commitment|passion|ability|abilities|knowledge|interest|"
    r"leadership|enthusiasm|empathy|respect|skills?|judge?ment|potential|willingness|awareness|expertise|"
    r"competence|confidence|maturity|excellence|curiosity|responsibility|accountability|integrity|"
    r"change|innovation|results|growth|success|quality|collaboration|alignment|impact|value|improvement|"
    r"engagement|culture|dedication|resilience|flexibility|reliability|professionalism|proficiency|"
    r"interesse|verständnis|einsatz|engagement|initiative|verantwortung|bereitschaft|fähigkeit(?:en)?|"
    r"kompetenz|kenntnisse|zusammenarbeit|respekt|empathie|motivation)\b",
    re.IGNORECASE,
)
"""What a weak verb claims of a person."""
QUALITY_WORDS = 5
"""Within so many words after the verb stands what it claims."""
_CAUSES = re.compile(r"^(?:\W*[\w'’-]+){1,7}?\W+[\w-]+(?:ed|en|own|old|ept|ent)\b")
"""Has the invoice signed: someone does it."""
_CAUSES_GERMAN = re.compile(r"\bge\w+(?:t|en)\b|\w(?:iert|ellt|eckt|ucht)\b")

_OPENERS = frozenset(
    "when while during after before if in at on for once as with within across under following "
    "because since whenever from to by".split()
)
_SUBJECTS = frozenset(
    "they you this the a an one someone person engineer manager developer designer analyst nurse "
    "lead senior junior colleague teammate member then also usually often always first and can "
    "will would regularly personally".split()
)
OPENING_WORDS = 8
"""Among so many words of a sentence its verb is looked for."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def first_verb(text: str) -> str:
    """The main clause's first verb as written, in lower case; "" for an empty text.

    A leading time or place clause, up to its comma, is passed over; so are a subject and adverbs.
    Where no known verb follows, the first other word stands for it.
    """
    candidates = [word for word in _opening_words(text) if not word.endswith("ly")]
    others = [word for word in candidates if word not in _SUBJECTS]
    has_subject = candidates[:1] != others[:1]
    known = (word for word in others if has_subject and _is_verb(word))
    return next(known, others[0] if others else "")


def _is_verb(word: str) -> bool:
    return word in WEAK_FORMS or word in VERB_FORMS


def _opening_words(text: str) -> list[str]:
    """The first words in lower case, after a leading clause of time or place."""
    words = _WORD.findall(text)
    if words and words[0].lower() in _OPENERS and "," in text:
        words = _WORD.findall(text.split(",", 1)[1])
    return [word.lower() for word in words[:OPENING_WORDS]]


def is_weak(verb: str, language: str) -> bool:
    """Whether the verb names a state of mind or a claim instead of an act."""
    return verb in (GERMAN_WEAK if language == "de" else WEAK_FORMS)


def is_surely_weak(verb: str, text: str, language: str) -> bool:
    """Whether a weak verb claims a quality in this text, and cannot name an act there."""
    _, _, after = text.lower().partition(verb)
    claimed = " ".join(after.split()[:QUALITY_WORDS])
    if _QUALITIES.search(claimed):
        return True
    if language == "de":
        if verb == "hat":
            return _CAUSES_GERMAN.search(after) is None
        return verb not in _MAY_BE_SEEN_GERMAN
    if verb in ("has", "have", "having"):
        return _CAUSES.search(after.split(",")[0]) is None
    return verb not in _MAY_BE_SEEN_FORMS
