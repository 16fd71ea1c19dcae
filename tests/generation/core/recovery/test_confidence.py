"""Certainty falls with every doubt, and what a table is about has the last word."""

from dataclasses import fields, replace

import pytest

from generation.core.recovery.confidence import confidence_of, confirmed, doubts_of
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.matrix_signs import Signs
from generation.core.recovery.weights import current

pytestmark = pytest.mark.core

SURE = Attempt("ruled", (), 0.98)
FINE = Signs(
    lost=0.0,
    held=1.0,
    filled=1.0,
    odd_names=0.0,
    odd_cells=0.0,
    leaning=1.0,
    readable=1.0,
    elsewhere=0.0,
    printed_over=0.0,
    is_guide=1.0,
)
DOUBTFUL = {
    "lost": 0.2,
    "filled": 0.3,
    "odd_names": 0.4,
    "odd_cells": 0.4,
    "leaning": -1.0,
    "readable": 0.5,
    "elsewhere": 0.9,
    "printed_over": 0.2,
    "is_guide": 0.5,
}


def test_each_doubt_has_a_cost_that_is_never_a_gain():
    weights = current().confidence
    for name in doubts_of(1.0, FINE, 1.0, 1.0):
        assert getattr(weights, f"{name}_cost") >= 0, name


@pytest.mark.parametrize("sign", DOUBTFUL)
def test_no_sign_of_doubt_raises_confidence(sign):
    worse = replace(FINE, **{sign: DOUBTFUL[sign]})
    for agreement in (-1.0, 1.0):
        before = confidence_of(SURE, FINE, agreement)
        assert confidence_of(SURE, worse, agreement) <= before


def test_every_sign_but_the_held_share_is_asked():
    """The held share is asked beside the fullest attempt's, as `share`."""
    assert {field.name for field in fields(Signs)} >= {*DOUBTFUL, "held"}
    assert confidence_of(SURE, FINE, -1.0, share=0.3) < confidence_of(SURE, FINE, -1.0)


@pytest.mark.parametrize("is_guide", [0.1, 0.6])
def test_agreement_never_lifts_past_a_doubt_about_meaning(is_guide):
    other = replace(FINE, is_guide=is_guide)
    assert confidence_of(SURE, other, 1.0) <= is_guide
    assert confirmed(is_guide, other) <= is_guide


def test_agreement_makes_surer():
    unsure = replace(FINE, odd_names=0.3)
    assert confidence_of(SURE, unsure, 1.0) >= confidence_of(SURE, unsure, 0.5)
    assert confirmed(0.7, FINE) >= 0.7


def test_model_alone_is_never_surer_than_it_says():
    assert confidence_of(Attempt("quoted", (), 0.8), FINE, -1.0) <= 0.8
    assert confidence_of(Attempt("quoted", (), 0.8), FINE, 1.0) == confirmed(0.8, FINE)
