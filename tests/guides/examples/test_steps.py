"""How a model's set came about, as its cell's page tells it."""

from __future__ import annotations

import pytest

from guides.examples.steps import steps_view
from tests.factories import example

pytestmark = pytest.mark.core

OWN, NOWHERE = [True, ""], [False, ""]
DELIVERY, CRAFT = [False, "Delivery at L2"], [False, "Craft at L4"]
READER = "put back into this cell by a reader who did not know their places"


def sorting(*here, gone=(), repaired=("sort",)) -> str:
    examples = [example(number) for number in range(1, len(here) + 1)]
    landings = {one["text"]: landing for one, landing in zip(examples, here, strict=True)}
    landings |= {f"Earlier {number}.": landing for number, landing in enumerate(gone)}
    steps = {"plan": None, "repaired": list(repaired), "landings": landings}
    found = steps_view(steps, examples)
    return found.sorting if found else ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (sorting(OWN, OWN, OWN, repaired=()), f"3 of 3 were {READER}."),
        (
            sorting(OWN, OWN, OWN, gone=[DELIVERY]),
            f"3 of 3 were {READER}; one was put at “Delivery at L2” and written again.",
        ),
        (
            sorting(OWN, gone=[DELIVERY, CRAFT], repaired=()),
            f"1 of 3 was {READER}; two were put at “Craft at L4” and “Delivery at L2” and not kept.",
        ),
        (
            sorting(OWN, OWN, DELIVERY),
            f"2 of 3 were {READER}; one was put at “Delivery at L2”.",
        ),
        (
            sorting(NOWHERE, NOWHERE, DELIVERY),
            f"0 of 3 were {READER}; three were put at “Delivery at L2” or into none.",
        ),
        (
            sorting(OWN, OWN, gone=[NOWHERE]),
            f"2 of 3 were {READER}; one was put into none of the cells around it and "
            "written again or not kept.",
        ),
    ],
)
def test_sorting_is_told_in_one_sentence(said, words):
    assert said == words


def test_set_without_steps_tells_nothing():
    assert steps_view({}, [example()]) is None
    assert steps_view({"plan": None, "repaired": ["checks"], "landings": {}}, [example()]) is None
