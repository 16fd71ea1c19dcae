"""Slide decks come back cell for cell: a slide for a level, a competency or a single cell."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.core.reading.extract import extract_document
from generation.core.recovery.strategies import prose, slides
from tests.generation.core.reading.drawn import guides, said, wanted
from tests.generation.core.recovery.printing import Deck, Look, headed_pdf, slides_pdf
from tests.generation.core.recovery.test_strategies_prose import GUIDE

pytestmark = pytest.mark.core

DECKS = {
    "one column": Deck(),
    "competency for title": Deck(by_level=False),
    "two columns": Deck(columns=2),
    "labels beside": Deck(beside=True),
    "labels beside, lines": Deck(beside=True, lines=True, centred=True),
    "shrunken type": Deck(columns=2, shrinks=True),
    "footer and numbers": Deck(footer="Career framework, for internal use", centred=True),
}


@pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)
def test_slides_recover_every_cell(deck):
    attempt = slides.recover(extract_document(slides_pdf(GUIDE, deck)))
    assert [said(matrix) for matrix in attempt.matrices] == [wanted(GUIDE)]
    assert attempt.confidence >= 0.85


@pytest.mark.parametrize("sign", [": ", " – ", " | "])
def test_slides_for_single_cells_are_read_by_their_titles(sign):
    deck = Deck(cell_per_slide=sign)
    attempt = prose.recover(extract_document(slides_pdf(GUIDE, deck)))
    assert [said(matrix) for matrix in attempt.matrices] == [wanted(GUIDE)]


def test_slides_need_wide_pages():
    attempt = slides.recover(extract_document(headed_pdf(GUIDE, Look(page_per_section=True))))
    assert attempt.matrices == ()
    assert attempt.error == "The pages are not slides."


decks = st.builds(
    Deck,
    by_level=st.booleans(),
    columns=st.sampled_from([1, 2, 3]),
    centred=st.booleans(),
    cover=st.booleans(),
    footer=st.sampled_from(["", "For internal use"]),
)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(guide=guides(), deck=decks)
def test_slides_recover_any_guide(guide, deck):
    attempt = slides.recover(extract_document(slides_pdf(guide, deck)))
    assert [said(matrix) for matrix in attempt.matrices] == [wanted(guide)]
