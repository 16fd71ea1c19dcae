# ruff: noqa: E501, SIM905 - word lists and patterns read better whole
"""From a definition to the phrases that an example can illustrate. Rules only, no language model.

Each phrase is verbatim in the definition. For English ones the verb and its object are found where
the wording allows it with certainty; where it does not, nothing is claimed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generation.core.lexicon.artefacts import names_artefact
from generation.core.lexicon.fold import clean_text, is_unspaced, words_of
from generation.core.lexicon.grammar import (
    AMBIGUOUS_VERBS,
    COMMON_ARTEFACTS,
    DETERMINERS,
    GENERIC_NOUNS,
    LEAD_INS,
    PEOPLE_NOUNS,
    PROBLEM_NOUNS,
    TALK_NOUNS,
    STOP_WORDS,
    UNSEEN_NOUNS,
    is_noun,
)
from generation.core.lexicon.vague import VAGUE_WORDS
from generation.core.lexicon.verbs import VERB_CLASS, VERB_FORMS, WEAK_FORMS, third_person

from .frames import stem

MIN_QUOTE_WORDS = 4
"""Shorter pieces say too little; only a definition that is itself short is quoted with fewer."""
MAX_QUOTE_WORDS = 14
MIN_KEY_LENGTH = 4
KEY_LENGTH = 6
"""Letters by which words of other languages than English are compared."""
MAX_PHRASES = 24
"""Enough for the longest cell; what follows adds nothing to three examples."""
_MAX_CHARS = 12_000
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
        return len(words) > 1 and words[0] not in ("a", "an") or len(words) > 2

    @property
    def sentence_start(self) -> str:
        verb = third_person(self.verb)
        return f"{verb[0].upper()}{verb[1:]} {self.object}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a definition. `quote` is verbatim; `topic` is a noun phrase in it, if one is plain."""

    quote: str
    stems: frozenset[str]
    act: Act | None = None
    topic: str = ""


_LINE = re.compile(r"[^\n\r]+")
_TORN_WORD = re.compile(r"(?<=[^\W\d_A-Z])[-‐]\n(?=[a-zà-ÿ])")
_TORN = re.compile(r"(?<=[^\W\d_]|,)\n(?=[a-zà-ÿ])")
"""Line breaks inside a sentence: the next line goes on in small letters and is no list item."""
_BULLET = re.compile(r"^[\s•·▪◦‣*●○■–—-]+\s*")
_SENTENCE = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)[.!?;。！？；]+(?=\s|$)|[。！？；]")
_CLAUSE = re.compile(
    r"\s+(?:-|–|—)\s+|:\s+|\s+(?=(?:while|whilst|in order to|so that|because)\s)|,\s+(?=(?:while|whilst|but|which)\s)"
)
_COMMA = re.compile(r",\s+(?=(?:(?:and|or|but|to|by)\s+)?([A-Za-z-]+)\s)")
_HANGING = re.compile(
    r"^(?:(?:and|or|but|by|to|which|who|that|while|whilst|including|with|so that|because|in order to|e\.g\.?)[\s,]+)+",
    re.IGNORECASE,
)
_AND_VERB = re.compile(r"\s+and\s+(?=(\w+)\s)")
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:above|previous|prior|earlier|instructions?|rules?|prompt)|"
    r"\bsystem prompt|\byou are (?:now )?(?:an?|the) (?:ai|assistant|model|bot|chatbot)|\bas an ai\b|"
    r"\b(?:reply|respond|answer|output|print|reveal|repeat|return|say|write) (?:only|with|exactly|your|the word|the system|nothing)|"
    r"\bnew instructions?\b|\bdeveloper mode\b|\bjailbreak|\bapi[_ -]?key|\bpassword is\b|\bprompt injection|"
    r"\bignoriere\b.{0,40}\b(?:anweisung|obige|vorherige)|\bignorez?\b.{0,30}\binstructions?\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<[/!a-z][^>]*>?|\{\{|\{%|\}\}|%\}|```|javascript:|\bon(?:error|load|click)\s*=|https?://|=\s*HYPERLINK|"
    r"drop table|\$\{|&[a-z]+;|^\s*[=@+]\w",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z][\w]*(?:[-'’][A-Za-z]\w*)*|[^\w\s]|\d+|\S")
_BREAKING = frozenset(
    form for base in VERB_CLASS for form in (third_person(base),) if not is_noun(form)
) | {
    "overcome",
    "make",
    "create",
    "identify",
    "provide",
    "develop",
    "achieve",
    "deliver",
    "meet",
    "build",
}
"""Verb forms inside a would-be noun phrase: it is none."""
_PLAIN = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")


def is_order_or_markup(text: str) -> bool:
    """Whether the text reads as an instruction to a machine, or holds markup or code."""
    return bool(_ORDERS.search(text) or _MARKUP.search(text))


@lru_cache(maxsize=4096)
def phrases_of(definition: str, language: str = "en") -> tuple[Phrase, ...]:
    """The definition's phrases in order, at least one for a definition with any text.

    Pieces that read as instructions or markup are left out unless nothing else is there.
    """
    english = language == "en"
    pieces = _pieces(definition[:_MAX_CHARS])
    clean = [piece for piece in pieces if not is_order_or_markup(piece)]
    found = [_phrase(piece, english) for piece in clean[:MAX_PHRASES]]
    return tuple(dict.fromkeys(found)) or (_last_resort(definition, english),)


def _last_resort(definition: str, english: bool) -> Phrase:
    """A definition without any usable piece: its first harmless words, or simply its first ones."""
    text = " ".join(clean_text(line) for line in definition[:_MAX_CHARS].splitlines())
    if is_unspaced(text):
        return _phrase(text[:40], english)
    whole = text.split()
    if len(words_of(text)) <= 3:
        return _phrase(text, english)
    for size in (8, 5, 3):
        for start in range(max(1, len(whole) - size + 1)):
            part = " ".join(whole[start : start + size])
            if len(words_of(part)) >= 3 and not is_order_or_markup(part):
                return _phrase(_BULLET.sub("", part), english)
    return _phrase(" ".join(whole[:6]), english)


def _pieces(definition: str) -> list[str]:
    """Verbatim parts of three words or more, cut where a reader would pause."""
    definition = _TORN.sub(" ", _TORN_WORD.sub("", definition))
    lines = [_BULLET.sub("", line).strip() for line in _LINE.findall(definition)]
    lines = [line for line in lines if line]
    body = [line for line in lines if not line.endswith(":")] or lines
    if any(_BULLET.match(line) for line in definition.splitlines()):
        bulleted = [
            _BULLET.sub("", line).strip() for line in definition.splitlines() if _is_item(line)
        ]
        body = bulleted + [line for line in body if line not in bulleted and len(line.split()) > 5]
    found: list[str] = []
    for line in body:
        for sentence in _split(line, _SENTENCE):
            found += _clauses(sentence)
    if not found:
        found = [part for part in body if len(words_of(part)) >= 3]
    if not found:
        found = [part for part in body if part] or [definition.strip()]
    return [clean_text(piece) for piece in found if piece.strip()]


def _is_item(line: str) -> bool:
    return bool(re.match(r"^\s*[•·▪◦‣*●○■–—-]\s+\S", line))


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    parts, start = [], 0
    for match in pattern.finditer(text):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


_EDGE = " ,.;:!?\"'()[]“”„«»–—-"


def _clauses(sentence: str) -> list[str]:
    """Clauses of a sentence; those too short to quote are dropped, long ones are shortened."""
    if is_unspaced(sentence):
        return [sentence[:60]] if len(sentence) >= 3 else []
    parts = [piece for part in _split(sentence, _CLAUSE) for piece in _split_commas(part)]
    parts = [piece for part in parts for piece in _split_verbs(part)]
    kept = [_HANGING.sub("", part.strip(_EDGE)) for part in parts]
    kept = [part for part in kept if len(words_of(part)) >= MIN_QUOTE_WORDS]
    if not kept and len(words_of(sentence)) >= 3:
        kept = [sentence.strip(_EDGE)]
    return [_shorten(part) for part in kept]


def _split_commas(part: str) -> list[str]:
    """Cut at a comma before another verb: lists of nouns stay whole."""
    for match in _COMMA.finditer(part):
        word = match.group(1).lower()
        head = part[: match.start()]
        if (word in VERB_FORMS or word in WEAK_FORMS) and len(head.split()) >= MIN_QUOTE_WORDS:
            return [head, *_split_commas(part[match.end() :])]
    return [part]


def _split_verbs(part: str) -> list[str]:
    """ "Reviews code and writes tests" are two clauses: cut before a second verb of the same form."""
    for match in _AND_VERB.finditer(part):
        follower = match.group(1).lower()
        base = VERB_FORMS.get(follower)
        if base and follower == third_person(base) and len(part[: match.start()].split()) >= 3:
            rest = part[match.end() :]
            if len(rest.split()) >= 3:
                return [part[: match.start()], *_split_verbs(rest)]
    return [part]


def _shorten(part: str) -> str:
    """At most `MAX_QUOTE_WORDS` words, not ending on a word that hangs in the air."""
    words = part.split()
    if len(words) <= MAX_QUOTE_WORDS:
        return part
    words = words[:MAX_QUOTE_WORDS]
    for at in range(len(words) - 1, 5, -1):
        if words[at].endswith(",") or words[at].lower() in (
            "and",
            "or",
            "to",
            "that",
            "with",
            "for",
        ):
            words = words[:at] if not words[at].endswith(",") else words[: at + 1]
            break
    while len(words) > 4 and words[-1].lower().strip(_EDGE) in STOP_WORDS | DETERMINERS:
        words = words[:-1]
    end = part.find(words[-1], len(" ".join(words[:-1])) - 1)
    return part[: end + len(words[-1])].strip(_EDGE) if end >= 0 else " ".join(words).strip(_EDGE)


def _phrase(piece: str, english: bool) -> Phrase:
    quote = piece.strip(_EDGE) or piece
    if not english:
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
    return Phrase(quote, stems, _act(tokens), _topic(tokens))


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
    start, led_in = 0, False
    while start < len(tokens) and (
        tokens[start].lower() in LEAD_INS or tokens[start].lower().endswith("ly")
    ):
        led_in = led_in or tokens[start].lower() in LEAD_INS
        start += 1
    if start >= len(tokens):
        return None
    form = tokens[start].lower()
    base = VERB_FORMS.get(form)
    if base is None or form in WEAK_FORMS:
        return None
    if start + 2 < len(tokens) and tokens[start + 1].lower() in ("and", "or"):
        start += 2 if tokens[start + 2].lower() in VERB_FORMS else 0
    is_plain_base = form == base and not led_in and tokens[start][0].isupper()
    if is_plain_base and base in AMBIGUOUS_VERBS:
        return None
    spoken = _noun_phrase(tokens, start + 1, keep_article=True)
    if not spoken:
        return None
    kind = VERB_CLASS[base]
    last = spoken.split()[-1].lower()
    if kind == "other" or last in UNSEEN_NOUNS or last in ("reasons", "reason", "findings"):
        return None
    if kind in ("plan", "tell", "make") and last in TALK_NOUNS:
        kind = "host"
    if kind == "solve" and last not in PROBLEM_NOUNS:
        return None
    if kind == "make" and not names_artefact(spoken, "en"):
        return None
    if (kind == "people") != (last in PEOPLE_NOUNS):
        return None
    return Act(base, kind, spoken)


def _topic(tokens: list[str]) -> str:
    """The first noun phrase that could be the subject of a talk or a page."""
    for at, token in enumerate(tokens[:-1]):
        word = token.lower()
        if word in VERB_FORMS or word in WEAK_FORMS or word in ("of", "about", "on", "with", "in"):
            found = _noun_phrase(tokens, at + 1, keep_article=False)
            if found and found.split()[-1].lower() not in PEOPLE_NOUNS:
                return found
    return ""


def _noun_phrase(tokens: list[str], start: int, *, keep_article: bool) -> str:
    """Up to three plain words that end in a noun; "" where that is not certain."""
    article, words, at = "", [], start
    while at < len(tokens) and len(words) <= _MAX_OBJECT_WORDS:
        token = tokens[at]
        word = token.lower()
        if not words and word in DETERMINERS:
            article = word if word in ("a", "an", "the") else ""
        elif word in VAGUE_WORDS or (word.endswith("ly") and not words):
            pass
        elif not _PLAIN.fullmatch(token) or word in STOP_WORDS or word in DETERMINERS:
            break
        else:
            words.append(word if at == 0 else token)
        at += 1
    following = tokens[at].lower() if at < len(tokens) else ""
    if not words or len(words) > _MAX_OBJECT_WORDS or following in ("of", "/", "&", "'", "’", "-"):
        return ""
    last = words[-1].lower()
    if last not in PEOPLE_NOUNS and (last in GENERIC_NOUNS or not is_noun(last)):
        return ""
    if any(word.startswith("self-") or word in _BREAKING for word in map(str.lower, words)):
        return ""
    if (
        following in ("and", "or", ",")
        and not last.endswith("s")
        and not is_noun(last, mass_only=True)
    ):
        return ""
    text = " ".join(words)
    if keep_article and article and not is_noun(last, mass_only=True):
        first = words[0].lower()
        if article in ("a", "an"):
            article = (
                "an" if first[0] in "aeiou" and not first.startswith(("use", "uni", "one")) else "a"
            )
        return f"{article} {text}"
    if not last.endswith("s") and not is_noun(last, mass_only=True):
        return ""
    return text
