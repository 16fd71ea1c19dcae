"""The fit of confidence: signs are kept, families are left out whole."""

import numpy as np
import pytest

from benchmarks.calibration import BELIEVED, _block, _names
from benchmarks.fitting import area, chance, fit, folds

pytestmark = pytest.mark.core


def material():
    """Doubt a lowers, doubt b would raise, doubt c never occurs."""
    chances = np.random.default_rng(3)
    a, b = chances.random(600), chances.random(600)
    is_right = (chances.random(600) < chance(-2 + 6 * a - 3 * b)).astype(float)
    return np.column_stack([-np.ones(600), a, b, np.zeros(600)]), is_right


def test_a_cost_is_found_never_below_nothing_and_kept_where_nothing_is_known():
    doubts, is_right = material()
    prior = np.array([2.0, 1.0, 1.0, 7.0])
    trust, a, b, c = fit(doubts, is_right, np.ones(600), prior, np.full(4, 0.001))
    assert a > 3
    assert b == 0
    assert c == pytest.approx(7)
    assert trust > 0


def test_a_family_is_never_in_two_folds():
    families = [f"family {number % 17}" for number in range(200)]
    left_out = folds(families, 5)
    assert np.sum(left_out, axis=0).tolist() == [1] * 200
    for own in left_out:
        inside = {families[number] for number in np.flatnonzero(own)}
        outside = {families[number] for number in np.flatnonzero(~own)}
        assert not inside & outside


def test_each_doubt_has_a_belief_and_a_place_to_paste_its_cost():
    assert set(_names()) == set(BELIEVED)
    block = _block(dict.fromkeys(BELIEVED, 1.25))
    assert block.count("float = 1.25") == len(BELIEVED) == block.count(": float")


def test_area_counts_pairs_in_the_right_order():
    assert area(np.array([0.9, 0.8, 0.3]), np.array([1.0, 1.0, 0.0])) == 1.0
    assert area(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == 0.5
