"""Wrong answers: what sources do not hold is not kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from levelingai.grounding.passages import Block, Passage, SourceRef
from levelingai.grounding.verify import Dropped, verify

pytestmark = pytest.mark.core

PLAN = Passage(
    "definition", "c1", "Plans the team’s work for 3 sprints with Product.", "L4 · Planning"
)
MENTOR = Passage("definition", "c2", "Mentors two engineers; reviews their designs every week.")
NOTE = Passage("note", "n1", "I mentored Ana for 6 weeks.")
GERMAN = Passage("definition", "c3", "Plant die Arbeit des Teams für 3 Sprints.")
PASSAGES = (PLAN, MENTOR, NOTE, GERMAN)
QUOTE = "plans the team's work"


def block(sentence: str, *refs: tuple[Passage, str], mark="derived") -> Block:
    return Block(sentence, tuple(SourceRef(p.kind, p.id, quote) for p, quote in refs), mark)


def kept(one: Block, **given) -> tuple[Block, ...]:
    return verify([one], PASSAGES, **given).blocks


def test_ref_takes_the_passages_spelling_and_place():
    (found,) = kept(block("At this level people plan the team's work.", (PLAN, QUOTE)))
    (ref,) = found.refs
    assert ref.quote == "Plans the team’s work"
    assert PLAN.text[ref.start : ref.end] == ref.quote


@pytest.mark.parametrize(
    "ref",
    [
        SourceRef("definition", "c1", "plans the team's vacation"),
        SourceRef("definition", "c1", "plans the work"),
        SourceRef("definition", "c2", QUOTE),
        SourceRef("example", "c1", QUOTE),
        SourceRef("definition", "c9", QUOTE),
        SourceRef("definition", "c1", "the"),
        SourceRef("definition", "c1", ""),
        SourceRef("definition", "c1", "lans the team's work"),
        SourceRef("definition", "c1", "work the team's plans"),
        SourceRef("definition", "c1", "for 4 sprints"),
    ],
)
def test_block_without_a_standing_ref_is_dropped(ref):
    wrong = Block("People plan the work.", (ref,))
    verified = verify([wrong], PASSAGES)
    assert verified.blocks == ()
    assert verified.lost_refs == 1
    assert [one.fault for one in verified.dropped] == ["no_source"]


def test_swapped_passages_lose_both_refs():
    swapped = block("One plans and mentors.", (MENTOR, QUOTE), (PLAN, "mentors two engineers"))
    assert verify([swapped], PASSAGES).lost_refs == 2
    assert kept(swapped) == ()


def test_standing_ref_keeps_the_block_beside_a_false_one():
    (found,) = kept(block("One plans.", (PLAN, QUOTE), (PLAN, "plans the vacation")))
    assert len(found.refs) == 1


@pytest.mark.parametrize(
    ("sentence", "fault", "words"),
    [
        ("They plan 5 sprints.", "number", ("5",)),
        ("They plan 3 sprints.", "number", ("3",)),
        ("They plan for seven weeks.", "number", ("seven",)),
        ("They plan the work with Finance.", "name", ("Finance",)),
        ("They plan the work for OKRs.", "name", ("OKRs",)),
        ("...", "empty", ()),
    ],
)
def test_block_with_a_claim_that_no_quote_holds_is_dropped(sentence, fault, words):
    (dropped,) = verify([block(sentence, (PLAN, QUOTE))], PASSAGES).dropped
    assert (dropped.fault, dropped.words) == (fault, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "They plan 3 sprints.",
        "They plan the work with Product.",
        "Product is asked.",
        "Here I’m asked.",
    ],
)
def test_claims_of_the_quote_are_kept(sentence):
    assert kept(block(sentence, (PLAN, PLAN.text)))


def test_known_texts_hold_names_for_every_block():
    named = block("This is planning as a Staff Engineer.", (PLAN, QUOTE))
    assert kept(named) == ()
    assert kept(named, known=["Staff Engineer"])


def test_german_nouns_are_no_names_but_numbers_count():
    assert kept(
        block("Die Leute planen die Aufgaben der Kollegen.", (GERMAN, "die Arbeit des Teams"))
    )
    assert not kept(block("Die Leute planen 4 Aufgaben.", (GERMAN, "die Arbeit des Teams")))


def test_free_marks_stand_without_a_source():
    assert kept(block("This may be a next step.", mark="inferred"))
    assert kept(block("You mentored Ana for 6 weeks.", mark="said_by_you"))
    assert not kept(block("You mentored Bea for 6 weeks.", mark="said_by_you"))
    assert not kept(block("This takes about 6 weeks.", mark="inferred"))
    assert not kept(block("This is a next step.", mark="quoted"))


def test_quoted_means_in_the_sources_words():
    verbatim = block("Plans the team's work.", (PLAN, QUOTE), mark="quoted")
    assert [one.mark for one in kept(verbatim)] == ["quoted"]
    assert [one.mark for one in kept(replace(verbatim, sentence="They plan work."))] == ["derived"]


def test_order_and_json_are_kept():
    blocks = [block("One plans.", (PLAN, QUOTE)), block("One mentors.", (MENTOR, MENTOR.text))]
    verified = verify([blocks[0], block("Nothing."), blocks[1]], PASSAGES)
    assert [one.sentence for one in verified.blocks] == ["One plans.", "One mentors."]
    assert verified.dropped == (Dropped(block("Nothing."), "no_source"),)
    assert [Block.from_json(one.to_json()) for one in verified.blocks] == list(verified.blocks)
    assert verify(verified.blocks, PASSAGES).blocks == verified.blocks
