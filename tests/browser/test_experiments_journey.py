"""The page of prompt experiments: begun, read and stopped, at each width, light and dark."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from django.utils import timezone

from generation.core.writing import prompts
from generation.core.writing.prompts import get_prompt
from guides.generations import writers
from guides.models import ExampleFeedback, PromptExperiment
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_every_page import violations
from tests.factories import LevelingGuideFactory, PromptExperimentFactory
from tests.guides.experiments.making import checks, write_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/workspace/experiments/"


@pytest.fixture(autouse=True)
def two_versions(settings, monkeypatch):
    settings.LLM_PROVIDER = "openai"
    settings.LLM_MODEL = "gpt-4o-mini"
    settings.LLM_MODEL_SMALL = "mistral-small-3.2-24b-instruct-2506"
    second = {"v1": get_prompt("v1"), "v9": replace(get_prompt("v1"), version="v9")}
    monkeypatch.setattr(prompts, "PROMPTS", second)
    monkeypatch.setattr(writers, "PROMPTS", second)
    monkeypatch.setattr(writers, "LATEST_PROMPT", "v1")


def fill(experiment, manager, *, usual, other):
    """So many rows of five cells each arm, as varied as real ones, some with thumbs."""
    chance = Random(4)
    guide = LevelingGuideFactory(workspace=experiment.workspace, owner=manager)
    for arm, rows, rate in (("usual", usual, 0.72), ("other", other, 0.84)):
        for _ in range(rows):
            of_row = min(0.98, max(0.3, chance.gauss(rate, 0.15)))
            cells = [_cell(chance, of_row, arm) for _ in range(5)]
            for one in write_row(experiment, guide, arm, *cells):
                if one.status == "ready" and chance.random() < 0.6:
                    value = "up" if chance.random() < of_row else "down"
                    ExampleFeedback.objects.create(
                        generation=one, example_index=0, reader=manager, value=value
                    )


def _cell(chance: Random, rate: float, arm: str) -> dict:
    failing = [key for key in ("R3", "R4", "R5", "R8", "R9") if chance.random() > rate**0.25]
    ready = "R8" not in failing and chance.random() < 0.6
    tokens = round(chance.lognormvariate(7.4 if arm == "usual" else 7.7, 0.25))
    return {
        "checks": checks(*failing),
        "status": "ready" if ready else "needs_review",
        "tokens_in": tokens,
        "tokens_out": tokens // 6,
        "cost": f"{tokens * 0.0000011:.6f}",
    }


@pytest.fixture
def ended(workspace, manager) -> PromptExperiment:
    experiment = PromptExperimentFactory(
        workspace=workspace,
        started_by=manager,
        name="The smaller model for the engineering ladders of the spring",
        prompt_version="v1",
        model="mistral-small-3.2-24b-instruct-2506",
        ended_at=timezone.now(),
    )
    fill(experiment, manager, usual=12, other=7)
    return experiment


@pytest.fixture
def running(workspace, manager) -> PromptExperiment:
    experiment = PromptExperimentFactory(
        workspace=workspace, started_by=manager, name="v9 on the spring guides", share=30
    )
    fill(experiment, manager, usual=34, other=14)
    return experiment


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_pages_are_accessible_and_quiet(  # noqa: PLR0917 - a table's columns
    open_page, manager, ended, running, viewport, dark, shots
):
    page = open_page(viewport=viewport, user=manager, dark=dark)
    for name, address in (
        ("running", PAGE),
        ("ended", ended.get_absolute_url()),
        ("new", PAGE),
    ):
        if name == "new":
            PromptExperiment.objects.update(ended_at=timezone.now())
        page.goto(address)
        page.evaluate("document.fonts.ready")
        if shots:
            theme = "dark" if dark else "light"
            path = shots / f"experiments-{name}-{viewport['width']}-{theme}.png"
            page.screenshot(path=path, full_page=True)
        assert violations(page) == []
        assert page.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_manager_begins_an_experiment_and_stops_it(open_page, manager):
    page = open_page(user=manager)
    page.goto(PAGE)
    page.get_by_label("Name").fill("Shorter sentences")
    page.get_by_label("Share of rows, in percent").fill("25")
    page.get_by_role("button", name="Start the experiment").click()
    page.get_by_text("v9 for 25% of rows, v1 for the others").wait_for()
    assert page.get_by_role("button", name="Start the experiment").count() == 0
    page.get_by_role("button", name="Stop Shorter sentences").click()
    page.get_by_text("All that was written stays.").wait_for()
    assert not PromptExperiment.objects.get().is_running
    assert page.complaints == []
