"""From a definition to the phrases that an example can illustrate. Rules only, no language model.

Each phrase is verbatim in the definition. For English ones the verb and its object are found where
the wording allows it with certainty; where it does not, nothing is claimed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generation.core.writing.lexicon.artefacts import names_artefact
from generation.core.writing.lexicon.grammar import (
    AMBIGUOUS_VERBS,
    COMMON_ARTEFACTS,
    DETERMINERS,
    GENERIC_NOUNS,
    LEAD_INS,
    PEOPLE_NOUNS,
    PROBLEM_NOUNS,
    STOP_WORDS,
    TALK_NOUNS,
    UNSEEN_NOUNS,
    is_noun,
)
from generation.core.writing.lexicon.vague import VAGUE_WORDS
from generation.core.writing.lexicon.verbs import VERB_CLASS, VERB_FORMS, WEAK_FORMS, third_person
from generation.core.writing.scenarios.clauses import (
    EDGE,
    is_order_or_markup,
    pieces_of,
    without_bullet,
)
from generation.core.writing.scenarios.frames import stem
from generation.core.writing.scenarios.spoken import Clause, clause_of, german_clause_of
from levelingai.grounding.find import find
from levelingai.grounding.fold import clean_text, fold, is_unspaced, words_of

MIN_KEY_LENGTH = 4
KEY_LENGTH = 6
"""Letters by which words of other languages than English are compared."""
MAX_PHRASES = 24
"""Enough for the longest cell; what follows adds nothing to three examples."""
_MAX_CHARS = 12_000
_MIN_WORDS = 3
_MAX_OBJECT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of the definition with its object, as a sentence may use it: `Reviews code`."""

    verb: str
    kind: str
    object: str

    @property
    def is_specific(self) -> bool:
        """Whether the object has a word that tells which one: "design documents", "the roadmap"."""
        words = self.object.split()
        if self.kind == "make":
            return words[-1].lower() not in COMMON_ARTEFACTS
        return len(words) > (2 if words[0] in ("a", "an") else 1)

    @property
    def sentence_start(self) -> str:
        verb = third_person(self.verb)
        return f"{verb[0].upper()}{verb[1:]} {self.object}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a definition. `quote` is verbatim; `topic` is a plain noun phrase of it, or "".
    `clause` is the piece as a sentence may open with it."""

    quote: str
    stems: frozenset[str]
    act: Act | None = None
    topic: str = ""
    clause: Clause | None = None


_TOKEN = re.compile(r"[A-Za-z][\w]*(?:[-'’][A-Za-z]\w*)*|[^\w\s]|\d+|\S")
_BREAKING = frozenset(form for form in map(third_person, VERB_CLASS) if not is_noun(form)) | {
    *("overcome", "make", "create", "identify", "provide"),
    *("develop", "achieve", "deliver", "meet", "build"),
}
"""Verb forms inside a would-be noun phrase: it is none."""
_PLAIN = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")


@lru_cache(maxsize=4096)
def phrases_of(definition: str, language: str = "en") -> tuple[Phrase, ...]:
    """The definition's phrases in order, at least one for a definition with any text.

    Pieces that read as instructions or markup are left out unless nothing else is there.
    """
    pieces = pieces_of(definition[:_MAX_CHARS])
    clean = [piece for piece in pieces if not is_order_or_markup(piece)]
    found = [_phrase(piece, language) for piece in clean[:MAX_PHRASES]]
    verbatim = [one for one in dict.fromkeys(found) if _is_quotable(one.quote, definition)]
    return tuple(verbatim) or (_last_resort(definition[:_MAX_CHARS], language),)


def _is_quotable(quote: str, definition: str) -> bool:
    """Whether the piece survived cleaning as words of the definition, and enough of them."""
    size = sum(map(str.isalnum, quote)) if is_unspaced(quote) else len(words_of(fold(quote)))
    return size >= _MIN_WORDS and find(quote, definition[:_MAX_CHARS]) is not None


def _last_resort(definition: str, language: str) -> Phrase:
    """A definition without any usable piece: its first harmless words, or simply all of it."""
    text = clean_text(" ".join(map(without_bullet, definition.splitlines())))
    words = text.split()
    for size in (8, 5, 3):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if not is_order_or_markup(part) and _is_quotable(part, definition):
                return _phrase(part, language)
    return _phrase(text, language)


def _phrase(piece: str, language: str) -> Phrase:
    quote = piece.strip(EDGE) or piece
    if language == "de" and not is_order_or_markup(piece):
        return Phrase(quote, prefixes(piece), None, _german_topic(quote), german_clause_of(quote))
    if language != "en":
        return Phrase(quote, prefixes(piece))
    stems = frozenset(
        stem(part)
        for word in words_of(piece)
        for part in re.split(r"[-/’']", word.lower())
        if len(part) > 2 and part not in STOP_WORDS
    )
    if is_order_or_markup(piece):
        return Phrase(quote, stems)
    tokens = _TOKEN.findall(piece)
    return Phrase(quote, stems, _act(tokens), _topic(tokens), clause_of(quote))


_GERMAN_TOPIC = re.compile(
    r"^[A-ZÄÖÜ]?[a-zäöüß]+t (?:(?:die|das|eine?|alle|eigene|einfache|neue) )?"
    r"(?P<noun>[A-ZÄÖÜ][a-zäöüß]{4,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?)(?![\w-])"
)


def _german_topic(quote: str) -> str:
    """The noun right after the opening verb: there its form is the dictionary's."""
    found = _GERMAN_TOPIC.match(quote)
    return found["noun"] if found else ""


def prefixes(text: str) -> frozenset[str]:
    """First letters of the words: how words of an inflected language are compared."""
    return frozenset(
        word.lower()[:size]
        for word in words_of(text)
        for size in range(MIN_KEY_LENGTH, KEY_LENGTH + 1)
        if len(word) >= size
    )


def _act(tokens: list[str]) -> Act | None:
    """The verb that opens the phrase, with its object, where both are beyond doubt."""
    start, led_in = _skip_lead_in(tokens)
    if start >= len(tokens):
        return None
    form = tokens[start].lower()
    base = VERB_FORMS.get(form, "")
    may_be_noun = form == base and not led_in and tokens[start][0].isupper()
    if form in WEAK_FORMS or not base or (may_be_noun and base in AMBIGUOUS_VERBS):
        return None
    spoken = _noun_phrase(tokens, _skip_second_verb(tokens, start) + 1, keep_article=True)
    kind = _kind_of_act(base, spoken)
    return Act(base, kind, spoken) if kind else None


def _skip_lead_in(tokens: list[str]) -> tuple[int, bool]:
    """Where the verb may stand after "You can" or an adverb, and whether a lead-in was there."""
    start, led_in = 0, False
    while start < len(tokens):
        word = tokens[start].lower()
        if word not in LEAD_INS and not word.endswith("ly"):
            break
        led_in = led_in or word in LEAD_INS
        start += 1
    return start, led_in


def _skip_second_verb(tokens: list[str], start: int) -> int:
    """ "Plans and delivers tasks": the object stands after the second verb."""
    if start + 2 < len(tokens) and tokens[start + 1].lower() in ("and", "or"):
        return start + 2 if tokens[start + 2].lower() in VERB_FORMS else start
    return start


def _kind_of_act(base: str, spoken: str) -> str:
    """The class of the verb with this object; "" where no sentence should begin like that."""
    last = spoken.rsplit(maxsplit=1)[-1].lower() if spoken else ""
    kind = VERB_CLASS[base]
    if not last or kind == "other" or last in UNSEEN_NOUNS:
        return ""
    if kind in ("plan", "tell", "make") and last in TALK_NOUNS:
        return "host"
    fits = {
        "solve": last in PROBLEM_NOUNS,
        "make": names_artefact(spoken, "en"),
        "people": last in PEOPLE_NOUNS,
    }.get(kind, last not in PEOPLE_NOUNS)
    return kind if fits else ""


_TOPIC_OPENERS = frozenset({"of", "about", "on", "with", "in"})


_NO_TOPIC_HEADS = PEOPLE_NOUNS | {
    *("fits", "works", "needs", "looks", "makes", "helps", "goes", "comes", "means", "feels"),
    *("wants", "runs", "gets", "takes", "gives", "sits", "lies", "stands", "matters", "happens"),
}
"""Plural-looking words that are verbs more often: they name no subject."""


def _topic(tokens: list[str]) -> str:
    """The first noun phrase that could be the subject of a talk or a page."""
    for at, token in enumerate(tokens[:-1]):
        word = token.lower()
        if word in VERB_FORMS or word in WEAK_FORMS or word in _TOPIC_OPENERS:
            found = _noun_phrase(tokens, at + 1, keep_article=False)
            if found and found.split()[-1].lower() not in _NO_TOPIC_HEADS:
                return found
    return ""


def _noun_phrase(tokens: list[str], start: int, *, keep_article: bool) -> str:
    """Up to three plain words that end in a noun; "" where that is not certain."""
    article, words, end = _plain_run(tokens, start)
    following = tokens[end].lower() if end < len(tokens) else ""
    if following == "of" and tokens[end + 1 : end + 2] and tokens[end + 1].lower() in PEOPLE_NOUNS:
        following = ""  # "Reviews code of colleagues" is said without the colleagues
    if not 0 < len(words) <= _MAX_OBJECT_WORDS or following in _NOUN_GOES_ON:
        return ""
    last = words[-1].lower()
    is_plural = last.endswith("s") or last in PEOPLE_NOUNS
    stands_alone = is_plural or is_noun(last, mass_only=True)
    if not _may_end_phrase(last) or any(_breaks(word.lower()) for word in words):
        return ""
    text = " ".join(words)
    if stands_alone:
        return text
    if not keep_article or not article or following in ("and", "or", ","):
        return ""
    return f"{_fitting_article(article, words[0])} {text}"


_NOUN_GOES_ON = frozenset({"of", "/", "&", "'", "’", "-"})


def _plain_run(tokens: list[str], start: int) -> tuple[str, list[str], int]:
    """An article, the plain words after it without vague ones, and where they end."""
    article: str = ""
    words: list[str] = []
    at = start
    while at < len(tokens) and len(words) <= _MAX_OBJECT_WORDS:
        word = tokens[at].lower()
        if not words and word in DETERMINERS:
            article = word if word in ("a", "an", "the") else ""
        elif word not in VAGUE_WORDS and not (word.endswith("ly") and not words):
            if not _PLAIN.fullmatch(tokens[at]) or word in STOP_WORDS or word in DETERMINERS:
                break
            words.append(word if at == 0 else tokens[at])
        at += 1
    return article, words, at


def _may_end_phrase(last: str) -> bool:
    return last in PEOPLE_NOUNS or (last not in GENERIC_NOUNS and is_noun(last))


def _breaks(word: str) -> bool:
    return word.startswith("self-") or word in _BREAKING


def _fitting_article(article: str, word: str) -> str:
    if article == "the":
        return article
    has_vowel = word[0].lower() in "aeiou" and not word.lower().startswith(("use", "uni", "one"))
    return "an" if has_vowel else "a"
