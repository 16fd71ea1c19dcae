"""What the page says of time, tokens and money, and of a model's size."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from accounts.model.presenters import absent, found_views, trial_view
from accounts.model.trials import Trial, TrialState
from accounts.model.writing import ToWrite
from levelingai.llm.discovery import FoundModel, FoundServer
from levelingai.llm.models import Server

pytestmark = pytest.mark.core

TRIED = {
    "state": TrialState.DONE,
    "calls": 1,
    "seconds": 38.0,
    "call_seconds": 11.0,
    "tokens_in": 2600,
    "tokens_out": 340,
    "is_local": True,
    "at_once": 1,
    "language": "en",
    "guide_language": "en",
}
NINE = ToWrite("Software Engineer", "/", cells=9, rows=3)


def view(to_write=NINE, **changes):
    row = SimpleNamespace(trial=Trial(**TRIED | changes).to_json(), trial_started_at=None)
    return trial_view(row, to_write)


@pytest.mark.parametrize(
    ("changes", "time", "cost"),
    [
        ({}, "about 10 minutes", "44,000 tokens, no cost"),  # 15 calls: 9 cells, 2 for each row
        ({"calls": 2}, "about 5 minutes", "22,000 tokens, no cost"),
        ({"seconds": 4.0}, "about 60 seconds", "44,000 tokens, no cost"),
        ({"at_once": 48, "is_local": False}, "about 60 seconds", "44,000 tokens, price not known"),
        ({"cost": "0.002", "is_local": False}, "about 10 minutes", "44,000 tokens, price 0.030"),
        ({"cost": "0.2", "is_local": False}, "about 10 minutes", "44,000 tokens, price 3.00"),
        ({"seconds": 900.0}, "about 4 hours", "44,000 tokens, no cost"),
    ],
)
def test_estimate_is_made_of_what_one_cell_took(changes, time, cost):
    estimate = view(**changes).estimate
    assert (estimate.guide, estimate.cells) == ("Software Engineer", 9)
    assert (estimate.time, estimate.cost) == (time, cost)


def test_estimate_without_a_guide_is_of_a_usual_one():
    assert (view(None).estimate.guide, view(None).estimate.cells) == ("", 48)


def test_lines_say_what_was_measured():
    said = {line.name: (line.text, line.is_odd) for line in view(first_token_s=4.0).lines}
    assert said["First words after"] == ("4 seconds", False)
    assert said["Pace"] == ("49 tokens a second", False)
    assert said["Language"] == ("English, like the guide", False)
    assert said["At a time"] == ("One cell at first, more where its pace allows", False)
    assert "Reads" not in said
    odd = {line.name for line in view(context_tokens=4096, language="de").lines if line.is_odd}
    assert odd == {"Language", "Reads", "Checks"}


def test_first_model_that_is_not_small_is_chosen():
    models = (
        FoundModel("small:3b", 2_000_000_000, 128_000),
        FoundModel("middle:14b", 9_276_198_565, 40_960),
        FoundModel("large:32b", 20_000_000_000, 4_096),
    )
    found = FoundServer(Server.OLLAMA, "http://127.0.0.1:11434/v1", models)
    (shown,) = found_views([found], None)
    assert [(one.is_chosen, one.words) for one in shown.choices] == [
        (False, "2.0 GB, reads 128,000 tokens. Small: many texts will not pass the checks."),
        (True, "9.3 GB, reads 40,000 tokens. Fits: a whole row and its plan."),
        (False, "20.0 GB, reads 4,000 tokens. A long guide will not fit."),
    ]
    (shown,) = found_views([found], (found.base_url, "large:32b"))
    assert [one.name for one in shown.choices if one.is_chosen] == ["large:32b"]
    assert absent([found]) == "llama.cpp (port 8080), LM Studio (port 1234), vLLM (port 8000)"
