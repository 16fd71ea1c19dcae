"""Which part and which cell is which, over plain tables."""

from __future__ import annotations

import random

import pytest

from guides.versions.matching import Part, Table, match, moved_indices

pytestmark = pytest.mark.core

WORDS = [
    "Finishes small tasks that somebody else has cut out",
    "Cuts a project into tasks and plans them with the team",
    "Decides which projects a team takes on this year",
    "Keeps notes of what was decided",
    "Writes designs that other teams can judge without a meeting",
    "Sets how the whole company writes things down",
]


def table(rows, columns, texts) -> Table:
    """`texts` row by row, None where the guide says nothing."""
    places = ((i, j) for i in range(len(rows)) for j in range(len(columns)))
    return Table(
        [Part((name,)) for name in columns],
        [Part((name,)) for name in rows],
        {place: text for place, text in zip(places, texts, strict=True) if text is not None},
    )


OLD = table(["Delivery", "Writing"], ["L1", "L2", "L3"], WORDS)


def test_same_matrix_is_matched_place_by_place():
    matches = match(OLD, OLD)
    assert matches.cells == {place: place for place in OLD.texts}


def test_parts_with_other_names_are_known_by_their_texts():
    new = table(["Shipping", "Storytelling"], ["IC1", "IC2", "IC3"], WORDS)
    matches = match(OLD, new)
    assert (matches.levels, matches.competencies) == ({0: 0, 1: 1, 2: 2}, {0: 0, 1: 1})


def test_new_level_with_words_of_its_own_is_no_renamed_one():
    texts = [*WORDS[:2], "Hires for two offices", *WORDS[3:5], "Speaks to journalists"]
    matches = match(OLD, table(["Delivery", "Writing"], ["L1", "L2", "L9"], texts))
    assert matches.levels == {0: 0, 1: 1}
    assert (0, 2) not in matches.cells


def test_names_that_are_repeated_are_told_apart_by_their_texts():
    old = table(["Quality", "Quality"], ["L1"], WORDS[:2])
    new = table(["Quality", "Quality"], ["L1"], [WORDS[1], WORDS[0]])
    assert match(old, new).competencies == {0: 1, 1: 0}


def test_words_that_went_elsewhere_are_found_unless_they_stand_there_twice():
    moved = [WORDS[0], WORDS[1], WORDS[2], None, WORDS[3], WORDS[5]]
    rows, columns = ["Delivery", "Writing"], ["L1", "L2", "L3"]
    assert match(OLD, table(rows, columns, moved)).cells[1, 1] == (1, 0)
    old = table(["A", "B", "C"], ["L1"], ["As above", "As above", "Plans"])
    new = table(["A", "B", "C"], ["L1"], [None, "Plans well", "As above"])
    assert match(old, new).cells == {(1, 0): (1, 0), (2, 0): (2, 0)}


def test_two_definitions_that_change_places_are_two_moves():
    new = table(["Delivery", "Writing"], ["L1", "L2", "L3"], [WORDS[1], WORDS[0], *WORDS[2:]])
    assert {place: was for place, was in match(OLD, new).cells.items() if place != was} == {
        (0, 0): (0, 1),
        (0, 1): (0, 0),
    }


@pytest.mark.parametrize(
    ("matched", "moved"),
    [({0: 0, 1: 1}, set()), ({0: 2, 1: 0, 2: 1}, {0}), ({0: 0, 2: 1, 3: 2}, set())],
)
def test_as_few_parts_as_explain_the_order_have_moved(matched, moved):
    assert moved_indices(matched) == moved


def test_no_cell_is_matched_twice_whatever_the_tables_hold():
    dice = random.Random(7)
    for _ in range(200):
        sides = []
        for _ in range(2):
            rows = dice.choices(["A", "B", "C", "", "Ａ"], k=dice.randint(1, 5))
            columns = dice.choices(["L1", "L2", "x"], k=dice.randint(1, 4))
            texts = dice.choices([*WORDS, None, "same"], k=len(rows) * len(columns))
            sides.append(table(rows, columns, texts))
        matches = match(*sides)
        for found in (matches.levels, matches.competencies, matches.cells):
            assert len(set(found.values())) == len(found)
        assert set(matches.cells) <= set(sides[1].texts)
        assert set(matches.cells.values()) <= set(sides[0].texts)
