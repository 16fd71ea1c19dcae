"""Which behaviours a definition asks for, and which it does not."""

from __future__ import annotations

import pytest

from generation.core.writing.bank import asked_behaviours
from generation.core.writing.bank.clauses import clauses_of
from levelingai.grounding.find import find

pytestmark = pytest.mark.core


def _asks(definition: str, behaviour: str) -> bool:
    return any(asked.behaviour == behaviour for asked in asked_behaviours(definition))


@pytest.mark.parametrize(
    ("behaviour", "definition"),
    [
        ("breaks_down_work", "Breaks large projects down into tasks others can pick up."),
        ("breaks_down_work", "You can break complex work into smaller pieces"),
        ("gives_feedback", "• Gives useful feedback to those around them"),
        ("gives_feedback", "Provide peers with timely and constructive feedback."),
        ("receives_feedback", "Is open to feedback and acts on it."),
        ("mentors", "Mentoring of junior writers and help with onboarding."),
        ("asks_for_help", "Doesn't hesitate to ask for help when stuck."),
        ("handles_incidents", "Leads the response to major incidents, and writes the report."),
        ("finance_reconciles", "Reconciles assigned balance sheet accounts each month."),
        ("hires", "Hires, develops and retains the team."),
        ("qualifies_leads", "Qualifies inbound leads against agreed criteria."),
        ("works_independently", "Works independently on defined projects."),
    ],
)
def test_a_clause_asks_for_its_behaviour(behaviour, definition):
    assert _asks(definition, behaviour)


@pytest.mark.parametrize(
    ("behaviour", "definition"),
    [
        ("gives_feedback", "Seeks feedback from peers and managers."),
        ("receives_feedback", "Collects feedback from customers."),
        ("mentors", "Is mentored by a senior engineer."),
        ("mentors", "Coaches managers in their first year."),
        ("onboards", "Onboards new customers within a month."),
        ("interviews", "Runs user interviews with participants."),
        ("tests_work", "Runs usability tests of prototypes."),
        ("manages_risk", "Takes calculated risks."),
        ("builds_pipelines", "Builds a pipeline of qualified opportunities in the territory."),
        ("plans_work", "Plans for succession."),
    ],
)
def test_a_counter_sign_takes_the_claim_away(behaviour, definition):
    assert not _asks(definition, behaviour)


@pytest.mark.parametrize(
    "definition",
    [
        "Does not yet break down work into tasks.",
        "Needs help to break down work into tasks.",
        "Struggles to break work down into tasks.",
        "Rarely gives feedback to colleagues.",
        "Does not plan sprints or give feedback to peers.",
        "Unable to estimate tasks accurately.",
    ],
)
def test_a_failing_asks_for_nothing(definition):
    assert asked_behaviours(definition) == ()


@pytest.mark.parametrize(
    "definition",
    [
        "Understands how to break down work into tasks.",
        "Aware of the importance of giving feedback.",
        "Knows how the team estimates tasks.",
    ],
)
def test_knowledge_without_an_act_asks_for_nothing(definition):
    assert asked_behaviours(definition) == ()


@pytest.mark.parametrize(
    ("behaviour", "definition"),
    [
        ("gives_feedback", "Encourages team members to give feedback to each other."),
        ("breaks_down_work", "Helps others break down work into tasks."),
        ("estimates", "Ensures that the team estimates its work."),
    ],
)
def test_what_others_are_to_do_is_not_asked(behaviour, definition):
    assert not _asks(definition, behaviour)


@pytest.mark.parametrize("definition", ["", "N/A", "-", "As above", "See level 2", "• \n• "])
def test_an_empty_meaning_asks_for_nothing(definition):
    assert asked_behaviours(definition) == ()


def test_two_words_are_quoted_only_where_they_are_the_whole_definition():
    assert {asked.clause for asked in asked_behaviours("Mentors others.")} == {"Mentors others."}
    assert asked_behaviours("Mentors others. Writes poems in the morning.") == ()


def test_every_clause_is_verbatim_in_its_definition():
    definition = (
        "Delivery:\n• Breaks down epics, and estimates their cost e.g. in days; asks for help\n"
        "when stuck\n• Plans own work and reviews colleagues' code — carefully."
    )
    assert asked_behaviours(definition)
    assert all(find(asked.clause, definition) is not None for asked in asked_behaviours(definition))


def test_coordinated_verbs_with_their_own_objects_are_clauses_of_their_own():
    found = [
        clause.text for clause in clauses_of("Plans own work carefully and reviews others' code.")
    ]
    assert found == ["Plans own work carefully", "reviews others' code."]


def test_verbs_that_share_an_object_stay_together():
    found = [clause.text for clause in clauses_of("Plans, builds and ships new features.")]
    assert found == ["Plans, builds and ships new features."]


def test_wrapped_lines_are_one_clause():
    assert [clause.text for clause in clauses_of("Gives honest\nfeedback to peers")] == [
        "Gives honest feedback to peers"
    ]


def test_a_heading_above_a_list_is_no_clause():
    found = [clause.text for clause in clauses_of("Incident management\n• Joins the rota")]
    assert found == ["Joins the rota"]


def test_a_very_long_definition_is_read_in_time():
    assert asked_behaviours("Gives feedback to peers and " * 20_000)


def test_what_others_are_to_do_asks_for_nothing():
    ending = "budget holders, many of whom work in a second language, to manage their own budgets."
    assert not _asks(f"You train {ending}", "finance_budgets")
    assert _asks("You manage the budgets of two departments.", "finance_budgets")
