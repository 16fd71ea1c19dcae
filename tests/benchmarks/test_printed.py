"""What the benchmarks print: the same words each time, other words for another seed, whole truths."""

import random

import pytest

from benchmarks.printed.frameworks import family, frameworks
from benchmarks.printed.guides import DRAWN, _layouts
from benchmarks.printed.layouts import LAYOUTS, Guide, look
from benchmarks.printed.sheet import sheets
from benchmarks.scoring import f1

pytestmark = pytest.mark.core


def test_a_sheet_is_the_same_for_a_seed_and_another_for_another():
    for sheet in sheets():
        once, again = sheet.blocks("one"), sheet.blocks("one")
        assert once == again
        assert sheet.blocks("two") != once
        assert not any("{" in block.text for block in once)
        assert all("{" not in cell for block in once for row in block.rows for cell in row)


def test_there_is_enough_material():
    every = sheets()
    assert 2 * len(every) >= 150
    assert {sheet.language for sheet in every} >= {"en", "de", "fr", "es", "nl"}
    names = list(frameworks())
    assert sum(len(_layouts(name, number)) for number, name in enumerate(names)) >= 400
    assert len({*LAYOUTS, *DRAWN}) >= 12


def test_frameworks_are_whole_and_families_hold_all_rounds():
    for name, truth in frameworks().items():
        assert f1(truth, truth) == 1.0, name
    assert family("first-backend-engineer") == family("third-backend-engineer")
    assert family("essay-rubric") != family("lab-hd")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_each_layout_shows_every_definition(layout):
    truth = frameworks()["lab-hd"]
    page = LAYOUTS[layout](Guide(truth, look(random.Random(1))))
    for cell in truth["cells"]:
        assert page.count(cell["definition"]) == 1
