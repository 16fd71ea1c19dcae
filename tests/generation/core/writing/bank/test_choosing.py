"""Which examples stand in which cell of a whole guide."""

from __future__ import annotations

import pytest

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing.bank import asked_behaviours, choose, quote_for
from generation.core.writing.bank.roles import families_of
from levelingai.grounding.find import find

pytestmark = pytest.mark.core

TITLES = ("Junior", "Mid", "Senior", "Principal")


def _guide(*rows: tuple[str, ...]) -> Matrix:
    return Matrix(
        levels=tuple(MatrixLevel(title=title) for title in TITLES),
        competencies=tuple(MatrixCompetency(f"Row {index}") for index in range(len(rows))),
        cells=tuple(
            MatrixCell(level, row, definition)
            for row, definitions in enumerate(rows)
            for level, definition in enumerate(definitions)
            if definition
        ),
    )


GUIDE = _guide(
    (
        "Breaks own tasks down into steps.",
        "Breaks projects down into tasks. Estimates them.",
        "Mentors junior colleagues and gives feedback to peers in the team.",
        "Sets the long-term strategy for the company.",
    ),
    (
        "Asks for help when stuck. Learns new tools quickly.",
        "Gives constructive feedback to teammates.",
        "Facilitates team meetings and resolves conflicts between colleagues.",
        "Aligns several teams on shared goals.",
    ),
)


def test_every_chosen_example_is_asked_for_by_the_words_that_it_quotes():
    chosen = choose(GUIDE, "Software Engineer")
    assert len(chosen) >= 6
    for cell in GUIDE.cells:
        asked = asked_behaviours(cell.definition)
        for choice in chosen.get((cell.level, cell.competency), ()):
            quotes = {quote_for(choice.entry, one, is_own_trade=True) for one in asked}
            assert choice.illustrates in quotes
            assert find(choice.illustrates, cell.definition) is not None


def test_no_example_stands_twice_in_a_guide():
    guide = _guide(*[("Mentors junior colleagues.",) * 4] * 4)
    chosen = choose(guide, "Engineer")
    used = [choice.entry.headline for choices in chosen.values() for choice in choices]
    assert used
    assert len(used) == len(set(used))


def test_a_cell_shows_a_behaviour_once_and_three_examples_at_most():
    definition = (
        "Breaks projects down into tasks. Estimates them. Gives feedback to peers. Mentors juniors "
        "in the team. Asks for help when stuck. Prioritises own work. Runs team meetings."
    )
    choices = choose(_guide(("", definition, "", "")), "Designer")[1, 0]
    assert len(choices) == 3
    assert len({choice.entry.behaviour for choice in choices}) == 3


def test_the_same_guide_gets_the_same_examples():
    assert choose(GUIDE, "Engineer") == choose(GUIDE, "Engineer")


def test_an_example_of_another_role_is_left_out():
    chosen = choose(GUIDE, "Recruiter")
    roles = [choice.entry.roles for choices in chosen.values() for choice in choices]
    assert roles
    assert all(each & {"office", "people"} for each in roles)


def test_a_trade_that_is_no_office_work_gets_nothing():
    assert choose(GUIDE, "Ward nurse") == {}


def test_an_example_for_one_person_does_not_stand_for_several_teams():
    guide = _guide(("", "", "", "Mentors junior colleagues across several teams."))
    assert all(
        choice.entry.scope >= 2
        for choices in choose(guide, "Engineer").values()
        for choice in choices
    )


def test_an_empty_guide_gets_nothing():
    assert choose(Matrix((), (), ()), "Engineer") == {}


@pytest.mark.parametrize(
    ("title", "families"),
    [
        ("Senior Software Engineer", {"engineering", "office"}),
        ("Engineering Manager", {"engineering", "office"}),
        ("Product Designer", {"design", "office"}),
        ("Product Manager", {"product", "office"}),
        ("Account Executive", {"sales", "office"}),
        ("HR Business Partner", {"people", "office"}),
        ("Head of Department", {"management", "office"}),
        ("Systems Administrator", {"engineering", "office"}),
        ("Office Administrator", {"operations", "office"}),
        ("Core competencies", {"office"}),
        ("", {"office"}),
        ("Ward nurse", set()),
        ("Baker", set()),
    ],
)
def test_families_are_told_from_the_title(title, families):
    assert families_of(title) == families


def test_the_guides_title_helps_where_the_role_says_nothing():
    assert families_of("", "Marketing career ladder") == {"marketing", "office"}
