"""Only what its sources hold is kept of a written text. Code decides, never the writer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from levelingai.grounding.claims import is_known, names_in, numbers_in, vocabulary_of
from levelingai.grounding.find import find
from levelingai.grounding.fold import clean_text, count_words
from levelingai.grounding.language import NOUNS_CAPITALISED, detect_language
from levelingai.grounding.passages import OWN_KINDS, Block, Mark, Passage, PassageKind, SourceRef

MIN_QUOTE_WORDS = 3
"""Fewer words point at nothing, unless the passage has no more."""
FREE_MARKS: frozenset[Mark] = frozenset({"said_by_you", "inferred"})
"""Sentences that may stand without a source; they say so themselves."""

Fault = Literal["empty", "no_source", "number", "name"]
"""Why a block went: no sentence, no words that stand in a passage, a number or a proper name that
is in none of its quotes."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block that was not kept, why, and the number or name that nothing holds."""

    block: Block
    fault: Fault
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What was kept, in order, what was not, and how many refs did not stand."""

    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    lost_refs: int = 0


def verify(
    blocks: Iterable[Block], passages: Sequence[Passage], *, known: Iterable[str] = ()
) -> Verified:
    """Keep the blocks that their quotes hold.

    A ref stands where its quote is found in the very passage that it names; it then has the
    passage's own spelling and places. The others are dropped, then blocks left without one, but
    for those that say that they have none (`said_by_you`, `inferred`). A block with a number or
    proper name that its quotes do not hold goes as a whole: without it the sentence would say
    something else, and nobody wrote that. What the person brought along holds for `said_by_you`
    as quotes do; `known` are texts that hold for every block, such as a role's title. Names are
    looked for only in languages that do not capitalise every noun. A block marked `quoted` that
    is not in the words of its sources is `derived`.
    """
    by_key = {passage.key: passage for passage in passages}
    said = tuple(passage.text for passage in passages if passage.kind in OWN_KINDS)
    always = tuple(known)
    kept: list[Block] = []
    dropped: list[Dropped] = []
    lost = 0
    for block in blocks:
        checked = _with_standing_refs(block, by_key)
        lost += len(block.refs) - len(checked.refs)
        holding = (*always, *(said if block.mark == "said_by_you" else ()))
        fault = _fault(checked, holding)
        if fault:
            dropped.append(fault)
        else:
            kept.append(checked)
    return Verified(tuple(kept), tuple(dropped), lost)


def stand_ref(ref: SourceRef, passage: Passage) -> SourceRef | None:
    """The ref in the passage's own spelling, with its places; None where it does not stand."""
    span = find(ref.quote, passage.text)
    least = min(MIN_QUOTE_WORDS, count_words(passage.text))
    if span is None or count_words(ref.quote) < least:
        return None
    return replace(ref, quote=span.of(passage.text), start=span.start, end=span.end)


def _with_standing_refs(block: Block, by_key: Mapping[tuple[PassageKind, str], Passage]) -> Block:
    named = ((ref, by_key.get((ref.kind, ref.id))) for ref in block.refs)
    standing = (stand_ref(ref, passage) for ref, passage in named if passage is not None)
    refs = tuple(dict.fromkeys(ref for ref in standing if ref is not None))
    sentence = clean_text(block.sentence)
    mark = block.mark
    if mark == "quoted" and not any(
        find(sentence, by_key[ref.kind, ref.id].text) is not None for ref in refs
    ):
        mark = "derived"
    return Block(sentence, refs, mark)


def _fault(block: Block, holding: Sequence[str]) -> Dropped | None:
    if not any(char.isalnum() for char in block.sentence):
        return Dropped(block, "empty")
    if not block.refs and block.mark not in FREE_MARKS:
        return Dropped(block, "no_source")
    sources = (*(ref.quote for ref in block.refs), *holding)
    numbers = _unknown_numbers(block.sentence, sources)
    if numbers:
        return Dropped(block, "number", numbers)
    names = _unknown_names(block.sentence, sources)
    return Dropped(block, "name", names) if names else None


def _unknown_numbers(sentence: str, sources: Sequence[str]) -> tuple[str, ...]:
    held = {number for source in sources for number in numbers_in(source)}
    return tuple(number for number in numbers_in(sentence) if number not in held)


def _unknown_names(sentence: str, sources: Sequence[str]) -> tuple[str, ...]:
    if detect_language(sentence, " ".join(sources)) in NOUNS_CAPITALISED:
        return ()
    vocabulary = frozenset().union(*map(vocabulary_of, sources))
    return tuple(name for name in names_in(sentence) if not is_known(name, vocabulary))
