"""Cards come back cell for cell, in the order of their rows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.core.reading.extract import extract_document
from generation.core.recovery.strategies import cards
from tests.generation.core.reading.drawn import guides, said, wanted
from tests.generation.core.recovery.printing import Cards, Look, cards_pdf, headed_pdf
from tests.generation.core.recovery.test_strategies_prose import GUIDE

pytestmark = pytest.mark.core

KINDS = {
    "frames": Cards(),
    "two beside each other": Cards(across=2),
    "one row": Cards(across=5),
    "round frames": Cards(frame="round"),
    "fills": Cards(frame="fill"),
    "fills that nearly touch": Cards(frame="fill", gap=6),
    "title bands": Cards(header_band=True),
    "names in the line": Cards(inner="run-in"),
    "names in list items": Cards(inner="bullet"),
    "competency for title": Cards(by_level=False),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_cards_recover_every_cell(kind):
    attempt = cards.recover(extract_document(cards_pdf(GUIDE, kind)))
    assert [said(matrix) for matrix in attempt.matrices] == [wanted(GUIDE)]
    assert attempt.confidence >= 0.85


def test_cards_stand_in_the_order_of_their_rows():
    attempt = cards.recover(extract_document(cards_pdf(GUIDE, Cards(across=2))))
    assert [level.code for level in attempt.matrices[0].levels] == ["L1", "L2", "L3"]


def test_cards_need_boxes():
    attempt = cards.recover(extract_document(headed_pdf(GUIDE, Look())))
    assert attempt.matrices == ()
    assert attempt.error == "There are no boxes with text."


kinds = st.builds(
    Cards,
    by_level=st.booleans(),
    across=st.integers(1, 4),
    frame=st.sampled_from(["stroke", "fill", "round"]),
    inner=st.sampled_from(["heading", "run-in"]),
    gap=st.sampled_from([8, 16, 30]),
)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(guide=guides(), kind=kinds)
def test_cards_recover_any_guide(guide, kind):
    attempt = cards.recover(extract_document(cards_pdf(guide, kind)))
    assert [said(matrix) for matrix in attempt.matrices] == [wanted(guide)]
