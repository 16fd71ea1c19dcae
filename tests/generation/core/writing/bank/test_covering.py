"""An example stands only under words that it says itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generation.core.writing.bank import Entry, asked_behaviours, quote_for

pytestmark = pytest.mark.core

REFUSES = Entry(
    behaviour="says_no",
    scope=2,
    roles=frozenset({"office"}),
    headline="Says no to a late request",
    text="Says no to a request that arrives after the plan is agreed, and shows what it would push out.",
    evidence="the answer to the request",
    also="unrealistic deadlines",
)


def _quote(definition: str, entry: Entry = REFUSES) -> str:
    asked = [each for each in asked_behaviours(definition) if each.behaviour == entry.behaviour]
    assert asked, "the definition must ask for the behaviour, or nothing is tried"
    return max((quote_for(entry, each, is_own_trade=True) for each in asked), key=len)


@pytest.mark.parametrize(
    "definition",
    [
        "Says no to requests that do not fit the plan.",
        "Says no when necessary, clearly and politely.",
        "You say no to unrealistic deadlines.",
    ],
)
def test_a_clause_that_the_example_says_is_covered(definition):
    assert _quote(definition)


@pytest.mark.parametrize(
    "definition",
    [
        "Says no to bad tests.",
        "Says no to suppliers that cannot deliver.",
        "Says no to discounts below margin.",
    ],
)
def test_a_clause_about_something_else_is_not(definition):
    assert _quote(definition) == ""


def test_what_follows_the_act_is_left_off_where_the_example_does_not_show_it():
    assert _quote("Says no to late requests, citing the margin of the account.") == (
        "Says no to late requests"
    )


def test_too_short_a_rest_is_no_quote():
    assert _quote("Says no by quoting contract penalties.") == ""


def test_an_example_for_every_office_has_to_say_more():
    clause = "Says no to unrealistic deadlines."
    (asked,) = [each for each in asked_behaviours(clause) if each.behaviour == "says_no"]
    assert quote_for(REFUSES, asked, is_own_trade=True)
    assert quote_for(REFUSES, asked, is_own_trade=False) == ""


def test_a_neighbouring_act_on_the_same_object_is_not_enough():
    other = replace(REFUSES, text=REFUSES.text.replace("Says no to", "Sorts"))
    assert _quote("Says no to late requests.", other) == ""


REVIEWS = Entry(
    behaviour="sales_business_reviews",
    scope=2,
    roles=frozenset({"sales"}),
    headline="Prepares one format for customer reviews",
    text="Prepares one format for the team's business reviews with customers. They send people who decide.",
    evidence="the format",
)


def test_the_text_opens_with_the_act_that_the_quote_asks_for():
    clause = "Presents business reviews to customers."
    assert _quote(clause, REVIEWS) == "", "who presents a review has not prepared it"
    presents = replace(REVIEWS, text=REVIEWS.text.replace("Prepares", "Presents"))
    assert _quote(clause, presents)


def test_an_act_in_a_noun_counts_and_one_who_acts_does_not():
    (asked,) = [
        each
        for each in asked_behaviours("Leads complex negotiations with vendors.")
        if each.behaviour == "negotiates"
    ]
    entry = Entry(
        behaviour="negotiates",
        scope=2,
        roles=frozenset({"operations"}),
        headline="Negotiates with a vendor",
        text="Negotiates with a vendor until both sides sign.",
        evidence="the contract",
        also="leads",
    )
    assert quote_for(entry, asked, is_own_trade=True)
    clause = "Develops account managers for the region."
    asked = replace(asked, clause=clause, act="develops", ends=len("develops account managers"))
    manages = replace(
        entry, text="Manages the account managers of a region.", also="develops develop"
    )
    assert quote_for(manages, asked, is_own_trade=True) == ""


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("You say no to quarterly requests.", "each quarter"),
        ("You say no to timely requests.", "promptly"),
    ],
)
def test_how_often_and_how_soon_have_to_be_shown(clause, said):
    assert _quote(clause) == ""
    assert _quote(clause, replace(REFUSES, evidence=f"the answer, {said}"))


def test_a_quality_that_a_sign_finds_is_no_act():
    feedback = Entry(
        behaviour="gives_feedback",
        scope=2,
        roles=frozenset({"sales"}),
        headline="Gives a peer feedback",
        text="Gives a peer feedback on a call. The peer changes the opening.",
        evidence="the note",
    )
    assert _quote("Gives timely feedback to peers.", feedback) == ""
    assert _quote("Gives timely feedback to peers.", replace(feedback, also="timely"))
