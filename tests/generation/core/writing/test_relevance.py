"""R11: the bank's examples by the definition, a person's by that person, a model's by a look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import UNDECIDED, CellBrief, Check, Example, check_examples
from generation.core.writing.offline import write_guide
from generation.core.writing.relevance import overlap

pytestmark = pytest.mark.core

ASKED = "Gives feedback to colleagues."
FOREIGN = "Keeps the monthly budget of the department."


def brief(definition: str = ASKED, role: str = "Software engineer") -> CellBrief:
    matrix = Matrix(
        (MatrixLevel("L1", "Engineer"),),
        (MatrixCompetency("Row"),),
        (MatrixCell(0, 0, definition),),
    )
    return CellBrief(role, matrix, 0, 0)


def from_the_bank() -> Example:
    return write_guide(brief().matrix, brief().role_title)[0, 0].examples[0]


def relevant(example: Example, cell: CellBrief) -> Check:
    return next(one for one in check_examples((example,), cell) if one.criterion == "R11")


def test_bank_example_passes_in_its_own_cell():
    check = relevant(from_the_bank(), brief())
    assert (check.criterion, check.passed) == ("R11", True)


def test_foreign_cells_bank_example_fails():
    check = relevant(replace(from_the_bank(), illustrates=FOREIGN), brief(FOREIGN))
    assert (check.passed, check.failed) == (False, (0,))
    assert check.reason == "Example 1 shows something that the quoted words do not ask for."


def test_bank_example_has_to_quote_the_words_that_ask_for_it():
    cell = brief(f"{ASKED} {FOREIGN}")
    assert relevant(replace(from_the_bank(), illustrates=ASKED), cell).passed
    assert not relevant(replace(from_the_bank(), illustrates=FOREIGN), cell).passed


def test_bank_example_that_somebody_changed_fails():
    changed = replace(from_the_bank(), text="Gives feedback now and then, so that all is well.")
    assert relevant(changed, brief()).reason == "Example 1 is not the bank's own text."


def test_bank_example_in_another_trade_fails():
    assert relevant(from_the_bank(), brief(role="Baker")).passed is False


def test_person_decides_what_they_wrote():
    assert relevant(replace(from_the_bank(), origin="manual"), brief(FOREIGN)).passed


@pytest.mark.parametrize("origin", ["model", "chat"])
def test_what_a_model_wrote_is_undecided_until_a_person_looked(origin):
    example = replace(from_the_bank(), origin=origin)
    check = relevant(example, brief(FOREIGN))
    assert (check.passed, check.reason, check.undecided) == (None, UNDECIDED, (0,))
    assert relevant(example, replace(brief(FOREIGN), is_checked=True)).passed


def test_overlap_is_the_share_of_the_definitions_words():
    example = replace(from_the_bank(), headline="Budgets", text="Keeps the department's budget.")
    assert overlap(example, "Budget of the department") == 1.0
    assert overlap(example, "Sings") == 0.0
    assert overlap(example, "") == 0.0
