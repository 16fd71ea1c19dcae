"""The figures of every judge can be replaced for a whole run, in one place."""

from dataclasses import fields, is_dataclass, replace

import pytest

from generation.core.recovery.level_names import level_signal
from generation.core.recovery.weights import current, kept_at_least, using

pytestmark = pytest.mark.core


def test_weights_are_replaced_inside_the_block_only():
    before = current()
    names = replace(before.level_names, seniority=0.8)
    with using(replace(before, level_names=names)):
        assert level_signal("Senior") == 0.8
    assert current() is before
    assert level_signal("Senior") == 0.9


def test_weights_return_after_a_failure():
    before = current()
    changed = replace(before, cards=replace(before.cards, least_cards=3))
    with pytest.raises(ZeroDivisionError), using(changed):
        raise ZeroDivisionError
    assert current() is before


def test_every_judge_has_weights_of_numbers():
    for judge in fields(current()):
        weights = getattr(current(), judge.name)
        assert is_dataclass(weights)
        for weight in fields(weights):
            assert isinstance(getattr(weights, weight.name), int | float | tuple)


def test_kept_at_least_runs_from_the_least_to_all():
    assert [kept_at_least(0.5, share) for share in (0.0, 0.5, 1.0)] == [0.5, 0.75, 1.0]
