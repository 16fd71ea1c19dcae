# ruff: noqa: E501, SIM905 - word lists read better whole

"""Whole clauses of a definition, made fit to open a sentence: a finite verb first, about "they".

Only where that is certain: a piece with two readings gives nothing, and other situations are used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generation.core.writing.lexicon.artefacts import names_artefact
from generation.core.writing.lexicon.grammar import (
    AMBIGUOUS_VERBS,
    LEAD_INS,
    PEOPLE_NOUNS,
    PROBLEM_NOUNS,
    is_noun,
)
from generation.core.writing.lexicon.vague import VAGUE_WORDS
from generation.core.writing.lexicon.verbs import (
    GERMAN_WEAK,
    VERB_CLASS,
    VERB_FORMS,
    WEAK_FORMS,
    gerund,
    third_person,
)

MOST_WORDS = 14
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as a sentence may open with it, and the class of its verb."""

    text: str
    kind: str


_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß]+(?:[-'’][A-Za-zÄÖÜäöüß]+)*,?")
_PAUSE = re.compile(r"[;:(–—]|,? (?:so that|in order to|such as|including|e\.g\.|i\.e\.)\b")
_TRAILING = frozenset(
    "a an the and or but of in on at by for from with to as that which who when where while into "
    "their its this these those is are be not if than about through across within up out off over "
    "what how why can will may more own new both each every other any some".split()
)
_STRANGE = frozenset(
    "you your you're you've you'll yours i i'm i've my we our ours us we're he she his her me must "
    "them us should would could may might shall it's don't doesn't isn't aren't needs".split()
)
_SUBJECTS = frozenset("they who this that he she it someone".split())
_NO_OPENERS = frozenset("use consider act perform operate focus remove provide set own do".split())
"""Verbs whose clauses say too little of what is done."""


def clause_of(piece: str) -> Clause | None:
    """`You can make hard news understandable` → `Makes hard news understandable`.

    A long or doubtful piece is cut where a reader would pause, as late as possible.
    """
    piece = re.sub(r"\byour\b", "their", piece)
    words = _PAUSE.split(f"{_CLAIM.sub('', piece)} ", maxsplit=1)[0].strip(" .,!?•-*").split()
    while words and (words[0].lower() in LEAD_INS or words[0].lower().endswith("ly")):
        led_in = words.pop(0).lower() in LEAD_INS
        if words and led_in:
            words[0] = words[0][0].lower() + words[0][1:]
    ends = [len(words), *(at for at in range(len(words) - 1, 3, -1) if _may_pause(words, at))]
    for end in ends[:_MOST_CUTS]:
        if clause := _clause(words[:end]):
            return clause
    return None


_CLAIM = re.compile(
    r"^\W*(?:\w+ly )?(?:(?:you )?(?:seeks?|seeking|looks?|looking|finds?|finding|understands?|knows?|tries|try) "
    r"(?:\w+ )?(?:ways|opportunities|how|when and how|out ways|for ways|for opportunities) to|"
    r"(?:understands?|knows?|learns?) and (?:can )?|(?:the )?ability to|able to|"
    r"(?:someone )?(?:who )?(?:is )?(?:comfortable|confident|capable of|responsible for|accountable for)|"
    r"(?:can )?(?:contributes? to|is responsible for|takes? responsibility for|ensures? that they))\s+",
    re.IGNORECASE,
)
"""Claims before the act itself: "Understands how to", "Seeks ways to"."""
_MOST_CUTS = 6
_CUTS = frozenset(
    "and or by while when where through across using that which whilst because".split()
)
_OPEN_PAIRS = frozenset({"between", "both", "either"})


def _may_pause(words: list[str], at: int) -> bool:
    """Whether the words before `at` may stand without the rest."""
    if _OPEN_PAIRS.intersection(words[:at]) and words[at] in ("and", "or"):
        return False
    return words[at - 1].endswith(",") or words[at].lower() in _CUTS


def _clause(found: list[str]) -> Clause | None:
    words = _without_vague(found)
    while len(words) > FEWEST_WORDS and _is_adverb(words[-1].strip(",").lower()):
        words.pop()
    if words:
        words[-1] = words[-1].strip(",")
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or not all(map(_PLAIN.fullmatch, words)):
        return None
    form = words[0].lower()
    base = VERB_FORMS.get(form, "")
    lowered = [word.lower().strip(",") for word in words]
    if not _opens(words[0], form, base) or not _is_whole(lowered):
        return None
    rest = None if _reads_as_noun(form, base, lowered) else _agreeing(words[1:], form, base)
    if rest is None:
        return None
    start = third_person(base)
    return Clause(" ".join([start[0].upper() + start[1:], *rest]), _kind(base, lowered))


def _opens(word: str, form: str, base: str) -> bool:
    """Whether the word is a verb that can be watched, beyond doubt."""
    is_open = form == base and word[0].isupper() and base in AMBIGUOUS_VERBS
    return bool(base) and form not in WEAK_FORMS and base not in _NO_OPENERS and not is_open


_ASKED_FOR = frozenset("for of in with on about".split())
_ASKING = frozenset("what which who whom".split())
"""What a closing preposition may belong to: "what each phase is for"."""
_ADJECTIVAL = ("ing", "ly", "ive", "ous", "ful", "able", "al")


def _is_whole(lowered: list[str]) -> bool:
    """Whether nothing hangs loose at the ends and nobody but "they" is spoken of."""
    last, second = lowered[-1], lowered[1]
    is_asked = last in _ASKED_FOR and bool(_ASKING.intersection(lowered))
    is_loose = last in _TRAILING or last in VAGUE_WORDS or last.endswith(_ADJECTIVAL)
    if is_loose and not is_asked and last not in ("early", "daily", "goal", "proposal"):
        return False
    if second in _TRAILS_VERB or (second in ("and", "or") and not _is_act(lowered[2])):
        return False
    return not _STRANGE.intersection(lowered)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in ("early", "daily", "weekly", "monthly", "quarterly")


_BINDING = frozenset({"and", "or", "more", "most", "very", "to"})


def _must_stay(word: str) -> bool:
    """Verbs and plural nouns: without them the words around fall apart."""
    return word in VERB_FORMS or word in WEAK_FORMS or word.endswith(("ing", "ed", "s"))


def _without_vague(words: list[str]) -> list[str]:
    """Vague adjectives before a noun left out; after "a", only with the article made to fit."""
    found: list[str] = []
    for at, word in enumerate(words):
        is_last = at + 1 == len(words) or word.endswith(",")
        after_article = bool(found) and found[-1].lower() in ("a", "an")
        joined = at + 1 < len(words) and words[at + 1].lower() in ("and", "or")
        stays = is_last or after_article or joined or not at or _must_stay(word.lower())
        if word.lower() in VAGUE_WORDS and not stays and words[at - 1].lower() not in _BINDING:
            continue
        found.append(word)
    return found


_LOOKING = frozenset("identify find detect spot analyse analyze investigate trace".split())
_TALKING = frozenset(
    "listen speak engage encourage respond participate collaborate consult attend suggest".split()
)
_WINNING = frozenset("raise negotiate influence persuade advocate promote discuss".split())


def _kind(base: str, lowered: list[str]) -> str:
    """The verb's class, corrected by what it is done to: problems are solved, plans are not."""
    kind = VERB_CLASS[base]
    if kind == "solve" and not PROBLEM_NOUNS.intersection(lowered):
        return "judge" if base in _LOOKING else "plan"
    if kind == "people" and not PEOPLE_NOUNS.intersection(lowered):
        return "make" if base in ("develop", "train") else "plan"
    if kind == "make" and not names_artefact(" ".join(lowered[1:]), "en"):
        return "grow"
    if kind == "other" and base not in _TALKING:
        return "grow"
    return "other" if base in _WINNING else kind


_TRAILS_VERB = frozenset("is are was be being of to".split())


def _reads_as_noun(form: str, base: str, lowered: list[str]) -> bool:
    """ "Planning meetings are ...", "reports on time are ...": a noun phrase with its own verb."""
    is_noun_too = form != third_person(base) and form != base
    return is_noun_too and any(word in ("is", "are", "was", "were") for word in lowered)


def _is_act(word: str) -> bool:
    return word in VERB_FORMS and word not in WEAK_FORMS


def _agreeing(words: list[str], form: str, first: str) -> list[str] | None:
    """The rest, with a second verb in the first one's form; None where its role is in doubt."""
    found = list(words)
    for at in range(1, len(words)):
        if _is_coordinated(words[at - 1]):
            agreed = _agreed(words[at], at, form, first)
            if agreed is None:
                return None
            found[at] = agreed
    return found


def _is_coordinated(before: str) -> bool:
    """Whether what follows this word may be another verb of the same row."""
    return before.endswith(",") or before.lower() in ("and", "or", "but", "then")


def _agreed(word: str, at: int, form: str, first: str) -> str | None:
    """A coordinated word as the first verb wants it; as it is where it is no verb."""
    plain = word.lower().strip(",")
    base = VERB_FORMS.get(plain, "")
    is_third = form == third_person(first)
    if not base or (is_third and plain == third_person(base)):
        return None if plain in WEAK_FORMS or plain == "who" else word
    in_third = third_person(base) + ("," if word.endswith(",") else "")
    if form == gerund(first) and plain == gerund(base) and plain not in WEAK_FORMS:
        return in_third
    if plain not in (base, third_person(base)):
        return None  # a gerund after "and" may go with either verb
    if at == 1 and not is_third:
        return in_third
    if is_noun(plain) or plain in PEOPLE_NOUNS:
        return word
    return None if is_third or base in AMBIGUOUS_VERBS else in_third


_GERMAN_VERBS = {
    "tell": "erklärt erläutert präsentiert vermittelt informiert bespricht spricht kommuniziert vertritt "
    "meldet berichtet beantwortet fragt formuliert",
    "people": "leitet berät schult unterstützt begleitet betreut coacht unterrichtet bildet hilft "
    "weist arbeitet führt",
    "plan": "plant organisiert koordiniert steuert priorisiert entscheidet verantwortet übernimmt "
    "moderiert stimmt legt setzt nimmt richtet verteilt ordnet",
    "judge": "prüft erkennt erfasst misst bewertet beurteilt überprüft kontrolliert beobachtet "
    "analysiert wertet vergleicht überwacht",
    "make": "entwickelt gestaltet erstellt dokumentiert schreibt entwirft baut erarbeitet bereitet "
    "verfasst hält programmiert testet",
    "change": "verbessert vereinfacht optimiert aktualisiert passt ändert",
    "other": "verabreicht handelt beginnt reagiert löst behebt klärt bearbeitet erledigt sichert "
    "wendet setzt befolgt beachtet verwaltet pflegt versorgt nutzt übergibt gibt holt teilt",
}
_GERMAN_CLASS = {
    verb: kind for kind, verbs in reversed(_GERMAN_VERBS.items()) for verb in verbs.split()
}
_GERMAN_STRANGE = frozenset(
    "ich du wir sie ihr er man dass weil wenn sodass damit kann soll".split()
)


def german_clause_of(piece: str) -> Clause | None:
    """`Plant Notfallübungen` stays as it is: a German clause with its verb first opens a sentence."""
    words = piece.strip(" .,!?•-*").split()
    if not FEWEST_WORDS - 1 <= len(words) <= MOST_WORDS or not all(map(_PLAIN.fullmatch, words)):
        return None
    form = words[0].lower()
    rest = {word.lower().strip(",") for word in words[1:]}
    if form in GERMAN_WEAK or form not in _GERMAN_CLASS or rest & _GERMAN_STRANGE:
        return None
    text = " ".join(words)
    return Clause(text[0].upper() + text[1:], _GERMAN_CLASS[form])
