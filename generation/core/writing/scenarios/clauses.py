# ruff: noqa: E501 - patterns read better whole
"""Definitions cut where a reader would pause: verbatim pieces, long enough to be quoted.

Pieces that read as instructions to a machine, or hold markup, are told apart from the rest.
"""

from __future__ import annotations

import re

from generation.core.writing.lexicon.grammar import DETERMINERS, STOP_WORDS
from generation.core.writing.lexicon.verbs import VERB_FORMS, WEAK_FORMS, third_person
from levelingai.grounding.fold import clean_text, is_unspaced, words_of

MIN_QUOTE_WORDS = 4
"""Shorter pieces say too little; only a definition that is itself short is quoted with fewer."""
MAX_QUOTE_WORDS = 14
EDGE = " ,.;:!?\"'()[]“”„«»–—-"
"""What a quote neither begins nor ends with."""

_LINE = re.compile(r"[^\n\r]+")
_TORN_WORD = re.compile(r"(?<=[^\W\d_A-Z])[-‐]\n(?=[a-zà-ÿ])")
_TORN = re.compile(r"(?<=[^\W\d_]|,)\n(?=[a-zà-ÿ])")
"""Line breaks inside a sentence: the next line goes on in small letters and is no list item."""
_ITEM = re.compile(r"^\s*[•·▪◦‣*●○■–—-]\s+\S")
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
    r"\b(?:reply|respond|answer|output|print|reveal|repeat|return|say|write) (?:only|exactly|nothing|(?:with )?(?:your (?:system|prompt|instructions|rules)|the (?:word|system)|yes\b|no\b))|"
    r"\bnew instructions?\b|\bdeveloper mode\b|\bjailbreak|\bapi[_ -]?key|\bpassword is\b|\bprompt injection|"
    r"\bignoriere\b.{0,40}\b(?:anweisung|obige|vorherige)|\bignorez?\b.{0,30}\binstructions?\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<[/!a-z][^>]*>?|\{\{|\{%|\}\}|%\}|```|javascript:|\bon(?:error|load|click)\s*=|https?://|=\s*HYPERLINK|"
    r"drop table|\$\{|&[a-z]+;|^\s*[=@+]\w",
    re.IGNORECASE,
)


def is_order_or_markup(text: str) -> bool:
    """Whether the text reads as an instruction to a machine, or holds markup or code."""
    return bool(_ORDERS.search(text) or _MARKUP.search(text))


def pieces_of(definition: str) -> list[str]:
    """Verbatim parts of three words or more, in order; shorter ones where there is nothing else."""
    body = _body(_TORN.sub(" ", _TORN_WORD.sub("", definition)))
    found = [
        piece
        for line in body
        for sentence in _split(line, _SENTENCE)
        for piece in _clauses(sentence)
    ]
    found = found or [part for part in body if len(words_of(part)) >= 3] or body
    return [clean_text(piece) for piece in found or [definition] if piece.strip()]


def without_bullet(line: str) -> str:
    return _BULLET.sub("", line).strip()


def _body(definition: str) -> list[str]:
    """Lines worth quoting: items before the lines around them, no lead-ins such as "You can:"."""
    lines = [line for line in map(without_bullet, _LINE.findall(definition)) if line]
    body = [line for line in lines if not line.endswith(":")] or lines
    items = [without_bullet(line) for line in definition.splitlines() if _ITEM.match(line)]
    if not items:
        return body
    return items + [line for line in body if line not in items and len(line.split()) > 5]


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    parts, start = [], 0
    for match in pattern.finditer(text):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _clauses(sentence: str) -> list[str]:
    """Clauses of a sentence; those too short to quote are dropped, long ones are shortened."""
    if is_unspaced(sentence):
        return [sentence[:60]] if len(sentence) >= 3 else []
    parts = [piece for part in _split(sentence, _CLAUSE) for piece in _split_commas(part)]
    parts = [piece for part in parts for piece in _split_verbs(part)]
    kept = [_HANGING.sub("", part.strip(EDGE)) for part in parts]
    kept = [part for part in kept if len(words_of(part)) >= MIN_QUOTE_WORDS]
    if not kept and len(words_of(sentence)) >= 3:
        kept = [sentence.strip(EDGE)]
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


_PAUSES = ("and", "or", "to", "that", "with", "for")


def _shorten(part: str) -> str:
    """At most `MAX_QUOTE_WORDS` words, not ending on a word that hangs in the air."""
    words = part.split()
    if len(words) <= MAX_QUOTE_WORDS:
        return part
    words = words[:MAX_QUOTE_WORDS]
    for at in range(len(words) - 1, 5, -1):
        if words[at].endswith(","):
            words = words[: at + 1]
            break
        if words[at].lower() in _PAUSES:
            words = words[:at]
            break
    while len(words) > 4 and words[-1].lower().strip(EDGE) in STOP_WORDS | DETERMINERS:
        words = words[:-1]
    end = part.find(words[-1], len(" ".join(words[:-1])) - 1)
    return part[: end + len(words[-1])].strip(EDGE) if end >= 0 else " ".join(words).strip(EDGE)
