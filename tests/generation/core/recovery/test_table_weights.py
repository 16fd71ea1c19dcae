"""The weights of the judges of tables stand in one place and can be exchanged for a while."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from generation.core.reading import Box, Word
from generation.core.recovery.tables.rows import pieces_of, row_of
from generation.core.recovery.tables.weights import RowWeights, Weights, current, using


def _row(gap):
    left = Word("Listens", Box(0, 0, 40, 10), 10.0)
    return row_of([left, replace(left, box=Box(40 + gap, 0, 80 + gap, 10))])


def test_using_other_weights_changes_a_judgement_inside_the_block_alone():
    row = _row(gap=9)
    assert len(pieces_of(row)) == 2
    with using(Weights(rows=RowWeights(wide=1.0))):
        assert len(pieces_of(row)) == 1
    assert len(pieces_of(row)) == 2


def test_using_puts_the_weights_back_after_an_error():
    before = current()
    with pytest.raises(ValueError, match="broken"), using(Weights(rows=RowWeights(wide=2.0))):
        raise ValueError("broken")
    assert current() is before


def test_every_weight_is_a_number():
    for judge in fields(Weights):
        weights = getattr(current(), judge.name)
        for weight in fields(weights):
            assert isinstance(getattr(weights, weight.name), (int, float)), weight.name
