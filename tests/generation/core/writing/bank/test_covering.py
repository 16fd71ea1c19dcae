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
