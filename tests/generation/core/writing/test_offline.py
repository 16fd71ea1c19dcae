"""The built-in writer: the bank where it fits, else a starter, and nothing where nothing belongs."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import CellBrief, check_examples, verdict
from generation.core.writing.bank import load_entries
from generation.core.writing.offline import CellText, Place, write_guide
from levelingai.grounding.find import find

pytestmark = pytest.mark.core

ROLE = "Software engineer"
ROWS = (
    ("Delivery", "Breaks work down into small tasks.", "Breaks projects down into milestones."),
    ("Feedback", "Gives feedback to colleagues.", "Gives constructive feedback to the team."),
    ("People", "Mentors junior engineers.", "Mentors other engineers and gives feedback."),
)


def matrix_of(*rows: tuple[str, ...], levels: tuple[str, ...] = ("Junior", "Senior")) -> Matrix:
    """Rows of a name and its definitions, one a level."""
    return Matrix(
        tuple(MatrixLevel(f"L{number}", title) for number, title in enumerate(levels, start=1)),
        tuple(MatrixCompetency(name) for name, *_ in rows),
        tuple(
            MatrixCell(level, row, definition)
            for row, (_, *definitions) in enumerate(rows)
            for level, definition in enumerate(definitions)
        ),
    )


def headlines(written: Mapping[Place, CellText]) -> list[str]:
    return [example.headline for text in written.values() for example in text.examples]


def test_same_guide_gets_the_same_texts():
    assert write_guide(matrix_of(*ROWS), ROLE) == write_guide(matrix_of(*ROWS), ROLE)


def test_every_cell_gets_something():
    matrix = matrix_of(*ROWS)
    written = write_guide(matrix, ROLE)
    assert set(written) == {(cell.level, cell.competency) for cell in matrix.cells}
    assert {text.status for text in written.values()} <= {"ready", "starters"}


def test_no_example_stands_twice_in_a_guide():
    shown = headlines(write_guide(matrix_of(*ROWS, *ROWS), ROLE))
    assert shown
    assert len(shown) == len(set(shown))


def test_examples_are_the_banks_own_and_quote_the_words_that_ask_for_them():
    matrix = matrix_of(*ROWS)
    entries = {entry.headline: entry for entry in load_entries()}
    for (level, row), text in write_guide(matrix, ROLE).items():
        brief = CellBrief(ROLE, matrix, level, row)
        for example in text.examples:
            assert (example.origin, example.text) == ("bank", entries[example.headline].text)
            assert find(example.illustrates, brief.definition) is not None
        if text.examples:
            assert verdict(text.examples, check_examples(text.examples, brief)) == "ready"


def test_fewer_than_three_examples_say_why():
    for text in write_guide(matrix_of(*ROWS), ROLE).values():
        assert bool(text.reason) == (text.status == "ready" and len(text.examples) < 3)


def test_cell_without_an_example_gets_a_starter_in_the_guides_own_words():
    definition = "Polishes brass lamps by moonlight and sings to them."
    (text,) = write_guide(matrix_of(("Lamps", definition), levels=("One",)), "Lamplighter").values()
    assert (text.status, text.examples) == ("starters", ())
    assert text.starter.quote in definition
    assert len(text.starter.prompts) == 4
    assert json.loads(json.dumps(text.starter.to_json()))["language"] == "en"


@pytest.mark.parametrize(
    ("definition", "title"),
    [("N/A", "Senior"), ("Gives feedback to colleagues.", "Unsatisfactory")],
)
def test_cell_that_asks_for_nothing_or_describes_a_failing_gets_nothing(definition, title):
    matrix = matrix_of(("Feedback", "Gives feedback to peers.", definition), levels=("One", title))
    text = write_guide(matrix, ROLE)[1, 0]
    assert (text.status, text.examples, text.starter) == ("abstained", (), None)
    assert text.reason


@pytest.mark.parametrize(
    ("language", "definitions"),
    [
        (
            "de",
            (
                "Gibt dem Team regelmäßig Feedback und nimmt Feedback von anderen an.",
                "Betreut neue Kolleginnen und Kollegen und gibt ihnen konstruktives Feedback.",
            ),
        ),
        (
            "fr",
            (
                "Donne un feedback constructif à ses collègues et planifie les releases du sprint.",
                "Accompagne les nouveaux collègues et leur donne un feedback régulier.",
            ),
        ),
    ],
)
def test_no_english_example_stands_under_another_language(language, definitions):
    written = write_guide(matrix_of(("Feedback", *definitions)), ROLE)
    assert {text.status for text in written.values()} == {"starters"}
    assert {text.starter.language for text in written.values()} == {language}


def test_rewritten_cell_gets_what_no_cell_shows_and_its_own_where_there_is_nothing_else():
    matrix = matrix_of(*ROWS)
    first = write_guide(matrix, ROLE)
    place = next(place for place, text in first.items() if text.examples)
    shown = {at: [example.headline for example in text.examples] for at, text in first.items()}
    again = write_guide(matrix, ROLE, places={place}, shown=shown)
    assert set(again) == {place}
    assert again[place].status == "ready"
    elsewhere = {name for at, names in shown.items() if at != place for name in names}
    assert not elsewhere.intersection(headlines(again))
    whole_bank = {**shown, (9, 9): [entry.headline for entry in load_entries()]}
    whole_bank[9, 9] = [name for name in whole_bank[9, 9] if name not in shown[place]]
    kept = write_guide(matrix, ROLE, places={place}, shown=whole_bank)
    assert set(headlines(kept)) <= set(shown[place])
    assert kept[place].status == "ready"
