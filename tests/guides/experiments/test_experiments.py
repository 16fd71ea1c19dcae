"""An experiment's page: who starts and stops it, and what its numbers say of known rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from generation.core.writing import prompts
from generation.core.writing.prompts import get_prompt
from guides.experiments import services
from guides.experiments.presenters import results_page
from guides.experiments.services import NotStarted
from guides.generations import writers
from guides.models import ExampleFeedback, PromptExperiment
from guides.querysets.experiments import PromptExperimentQuerySet
from levelingai.audit.models import AuditEvent
from tests.factories import (
    LevelingGuideFactory,
    PromptExperimentFactory,
    UserFactory,
    example,
)
from tests.guides.experiments.making import HARD, checks, write_row

pytestmark = pytest.mark.django_db
PAGE = "/workspace/experiments/"
ASKED = {"name": "Shorter", "prompt_version": "v9", "share": "20"}


@pytest.fixture(autouse=True)
def two_versions(settings, monkeypatch):
    settings.LLM_PROVIDER = "openai"
    settings.LLM_MODEL = settings.LLM_MODEL_SMALL = "gpt-4o-mini"
    second = {"v1": get_prompt("v1"), "v9": replace(get_prompt("v1"), version="v9")}
    monkeypatch.setattr(prompts, "PROMPTS", second)
    monkeypatch.setattr(writers, "PROMPTS", second)
    monkeypatch.setattr(writers, "LATEST_PROMPT", "v1")


@pytest.fixture
def experiment(workspace, manager) -> PromptExperiment:
    return PromptExperimentFactory(workspace=workspace, started_by=manager)


@pytest.fixture
def guide(workspace, manager):
    return LevelingGuideFactory(workspace=workspace, owner=manager)


def said(response) -> str:
    return " ".join(strip_tags(response.content.decode()).split())


def measures(experiment) -> dict:
    page = results_page(experiment)
    return {one.name: one for group in page.groups for one in group.measures}


def test_manager_starts_and_stops_an_experiment_and_both_are_recorded(client, manager, workspace):
    client.force_login(manager)
    assert client.post(PAGE, ASKED).status_code == 302
    running = PromptExperiment.objects.get()
    assert (running.workspace, running.share, running.started_by) == (workspace, 20, manager)
    assert (running.usual_version, running.usual_model) == ("v1", "gpt-4o-mini")
    assert (running.prompt_version, running.model) == ("v9", "")
    assert "v9 for 20% of rows, v1 for the others" in said(client.get(PAGE))
    stop = reverse("experiment_stop", args=[running.pk])
    assert client.post(stop).url == running.get_absolute_url()
    assert "had ended already" in said(client.post(stop, follow=True))
    events = AuditEvent.objects.filter(object_id=running.pk).order_by("created_at")
    assert list(events.values_list("action", "actor_id", "workspace_id")) == [
        ("experiment.started", manager.pk, workspace.pk),
        ("experiment.ended", manager.pk, workspace.pk),
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"share": "4"}, "greater than or equal to 5"),
        ({"share": "51"}, "less than or equal to 50"),
        ({"prompt_version": "v1"}, services.NOTHING_TO_COMPARE),
        ({"prompt_version": "v3"}, "Select a valid choice"),
        ({"name": ""}, "Give it a name"),
    ],
)
def test_form_refuses_what_cannot_be_compared(client, manager, changes, words):
    client.force_login(manager)
    response = client.post(PAGE, ASKED | changes)
    assert response.status_code == 422
    assert words in said(response)
    assert not PromptExperiment.objects.exists()


def test_another_model_alone_can_be_tried(client, manager, settings):
    settings.LLM_MODEL_SMALL = "gpt-4o"
    client.force_login(manager)
    client.post(PAGE, ASKED | {"prompt_version": "v1", "model": "gpt-4o"})
    running = PromptExperiment.objects.get()
    assert (running.usual_label, running.other_label) == ("gpt-4o-mini", "gpt-4o")


def test_there_is_one_at_a_time_in_a_workspace(client, manager, workspace, experiment):
    client.force_login(manager)
    response = client.post(PAGE, ASKED)
    assert response.status_code == 422
    assert services.ALREADY_RUNNING in said(response)
    with pytest.raises(IntegrityError), transaction.atomic():
        PromptExperimentFactory(workspace=workspace)
    PromptExperimentFactory()
    services.stop(experiment, manager)
    assert services.start(workspace, manager, name="Next", share=5, prompt_version="v9").is_running


def test_whoever_is_slower_is_told_that_one_is_running(workspace, manager, monkeypatch):
    """Another begins between the look and the start: the database refuses."""
    exists = PromptExperimentQuerySet.exists

    def looked_too_early(queryset):
        monkeypatch.setattr(PromptExperimentQuerySet, "exists", exists)
        PromptExperimentFactory(workspace=workspace)
        return False

    monkeypatch.setattr(PromptExperimentQuerySet, "exists", looked_too_early)
    with pytest.raises(NotStarted, match="running already"):
        services.start(workspace, manager, name="Late", share=5, prompt_version="v9")
    assert PromptExperiment.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [{"share": 4}, {"share": 51}, {"prompt_version": "v1"}],
)
def test_database_refuses_what_must_never_be(workspace, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        PromptExperimentFactory(workspace=workspace, **changes)


@pytest.mark.parametrize("model", ["", "gpt-4o-mini"])
def test_page_says_where_there_is_nothing_to_compare(client, manager, settings, monkeypatch, model):
    monkeypatch.setattr(writers, "PROMPTS", {"v1": get_prompt("v1")})
    settings.LLM_PROVIDER = "openai" if model else "none"
    client.force_login(manager)
    page = client.get(PAGE)
    assert "nothing to compare" in said(page)
    assert b'name="share"' not in page.content


def test_page_says_when_a_running_one_draws_no_more(client, manager, experiment, monkeypatch):
    client.force_login(manager)
    assert "Nothing more is drawn" not in said(client.get(PAGE))
    monkeypatch.setattr(writers, "LATEST_PROMPT", "v9")
    assert "As usual now means v9 with gpt-4o-mini" in said(client.get(PAGE))


def test_another_workspaces_experiment_is_not_there(client, stranger, experiment):
    client.force_login(stranger)
    assert client.get(experiment.get_absolute_url()).status_code == 404
    assert client.post(reverse("experiment_stop", args=[experiment.pk])).status_code == 404
    assert experiment.name not in said(client.get(PAGE))
    experiment.refresh_from_db()
    assert experiment.is_running


def test_results_of_known_rows_are_what_the_page_says(client, manager, experiment, guide):
    """20 rows of two cells each arm: as usual 15 rows pass, 5 fail a hard check in both cells."""
    for at in range(20):
        usual = {"checks": checks(HARD)} if at < 5 else {}
        write_row(experiment, guide, "usual", usual, usual)
        write_row(experiment, guide, "other", {"cost": "0.003"}, {"status": "ready"})
    shown = measures(experiment)
    bar = shown["Reach the bar"]
    assert (bar.usual.value, bar.usual.basis) == ("75%", "30 of 40 cells, 20 rows")
    # Wilson for 19 effective cells and the t of 19 degrees: 0.510 to 0.896
    assert bar.usual.interval == "51 to 90%"
    assert (bar.other.value, bar.other.interval) == ("100%", "82 to 100%")
    assert (bar.difference, bar.interval) == ("+25 points", "+2 to +49")
    assert shown["Ready"].other.value == "50%"
    assert shown["R8 nothing invented, no person"].usual.value == "75%"
    assert "R11 relevant" not in shown
    cost = shown["Cost a cell"]
    assert (cost.usual.value, cost.usual.interval) == ("0.00200", "0.00200 to 0.00200")
    assert (cost.other.value, cost.difference) == ("0.00250", "+0.00050")
    assert shown["Tokens a cell"].usual.value == "1,000"
    client.force_login(manager)
    text = said(client.get(experiment.get_absolute_url()))
    assert "Reach the bar" in text
    assert "+25 points +2 to +49" in text
    services.stop(experiment, manager)
    assert "v9 − v1: +25 points, +2 to +49" in said(client.get(PAGE))


def test_few_rows_are_too_few_to_tell(experiment, guide):
    for _ in range(9):
        write_row(experiment, guide, "usual", {}, {})
    for _ in range(10):
        write_row(experiment, guide, "other", {})
    bar = measures(experiment)["Reach the bar"]
    assert (bar.usual.interval, bar.interval) == ("too few to tell", "too few to tell")
    assert bar.other.interval == "66 to 100%"


def test_what_does_not_tell_of_the_writer_is_not_counted(experiment, guide):
    """Outages and open cells are named apart; unusable answers count against the writer."""
    row = [
        {"status": "waiting", "content_json": [], "checks": []},
        {"status": "failed", "error_code": "llm_unavailable", "content_json": [], "checks": []},
        {"status": "failed", "error_code": "llm_bad_output", "content_json": [], "checks": []},
        {},
    ]
    write_row(experiment, guide, "usual", *row)
    page = results_page(experiment)
    assert page.cells.usual == "2 cells, 1 row"
    assert page.not_counted == (
        "1 cell still being written",
        "1 cell not written because of the provider or the budget",
    )
    assert measures(experiment)["Reach the bar"].usual.basis == "1 of 2 cells, 1 row"


def test_thumbs_count_on_what_a_model_wrote(experiment, guide):
    drawn, _ = write_row(
        experiment,
        guide,
        "other",
        {"content_json": [example(1), example(2, origin="manual")]},
        {},
    )
    for reader in (UserFactory(), UserFactory()):
        for at, value in ((0, "up"), (1, "down")):
            ExampleFeedback.objects.create(
                generation=drawn, example_index=at, reader=reader, value=value
            )
    thumbs = measures(experiment)["Thumbs up"]
    assert (thumbs.other.value, thumbs.other.basis) == ("100%", "2 of 2 thumbs, 1 row")
    assert thumbs.usual is None


def test_page_names_no_winner(client, manager, experiment, guide):
    for _ in range(12):
        write_row(experiment, guide, "usual", {"checks": checks(HARD)})
        write_row(experiment, guide, "other", {})
    client.force_login(manager)
    text = said(client.get(experiment.get_absolute_url())).lower()
    assert not re.search(r"\b(winner|wins|better|best|significant)\b", text)
