"""Which rows another version writes while an experiment runs, and which it leaves alone."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.utils import timezone

from generation.core.writing import prompts
from generation.core.writing.prompts import get_prompt
from guides.enums import GenerationStatus, GuideStatus
from guides.generations import planning, writers
from guides.generations.drawing import is_other
from guides.generations.services import regenerate
from guides.models import CellGeneration, LevelingGuide, PromptExperiment
from levelingai.jobs import queue
from tests.factories import LevelingGuideFactory, PromptExperimentFactory, make_matrix
from tests.generation.stages.pipeline_helpers import make_guide, use_model, write

pytestmark = pytest.mark.django_db
USUAL, TRIED = "v1", "v9"
ROWS = 12


@pytest.fixture(autouse=True)
def two_versions(settings, monkeypatch):
    """A model is set up, and there is a second prompt version."""
    settings.RESEARCH_ENABLED = False
    settings.LLM_PROVIDER = "openai"
    settings.LLM_MODEL = settings.LLM_MODEL_SMALL = "gpt-4o-mini"
    second = {USUAL: get_prompt("v1"), TRIED: replace(get_prompt("v1"), version=TRIED)}
    monkeypatch.setattr(prompts, "PROMPTS", second)
    monkeypatch.setattr(writers, "PROMPTS", second)
    monkeypatch.setattr(writers, "LATEST_PROMPT", USUAL)


@pytest.fixture
def guide(workspace):
    guide = LevelingGuideFactory(workspace=workspace, status=GuideStatus.MATRIX_PARSED)
    make_matrix(guide, 3, ROWS)
    return guide


@pytest.fixture
def experiment(workspace) -> PromptExperiment:
    return PromptExperimentFactory(workspace=workspace)


def arms(guide) -> dict[tuple, set[tuple[str, str]]]:
    """By row: the arms and prompt versions of its open generations."""
    by_row: dict[tuple, set[tuple[str, str]]] = {}
    for one in guide.generations.pending().select_related("cell"):
        by_row.setdefault(one.cell.competency_id, set()).add((one.arm, one.prompt_version))
    return by_row


def begin(guide):
    with queue.foreground():
        assert planning.begin_generation(guide)
    return arms(guide)


def settle_all(guide):
    guide.generations.update(status=GenerationStatus.FAILED, error_code="llm_bad_output")
    LevelingGuide.objects.filter(pk=guide.pk).update(status=GuideStatus.COMPLETE)


def again(guide, **options):
    with queue.foreground():
        regenerate(guide, guide.cells.all(), person=guide.owner, **options)
    return arms(guide)


@pytest.mark.core
@pytest.mark.parametrize("share", [5, 20, 50])
def test_rows_are_drawn_near_the_share_and_always_alike(share):
    experiment = PromptExperiment(share=share)
    rows = [(uuid.uuid4(), uuid.uuid4()) for _ in range(2000)]
    drawn = [is_other(experiment, *row) for row in rows]
    spread = (share / 100 * (1 - share / 100) / len(rows)) ** 0.5
    assert abs(sum(drawn) / len(rows) - share / 100) < 4 * spread
    assert [is_other(experiment, *row) for row in rows] == drawn
    assert [is_other(PromptExperiment(share=share), *row) for row in rows] != drawn


def test_rows_of_both_arms_are_marked_whole_and_written_again_alike(guide, experiment):
    drawn = begin(guide)
    assert set(map(frozenset, drawn.values())) == {
        frozenset({("usual", USUAL)}),
        frozenset({("other", TRIED)}),
    }
    assert guide.generations.filter(experiment=experiment).count() == 3 * ROWS
    settle_all(guide)
    assert again(guide) == drawn
    assert set(guide.generations.pending().values_list("revision", flat=True)) == {2}


@pytest.mark.parametrize("asked", [{"prompt_version": TRIED}, {"model": "gpt-4o-mini"}])
def test_what_a_person_names_is_left_alone(guide, experiment, asked):
    begin(guide)
    settle_all(guide)
    named = again(guide, **asked)
    version = asked.get("prompt_version", USUAL)
    assert set(map(frozenset, named.values())) == {frozenset({("", version)})}
    assert not guide.generations.pending().exclude(experiment=None).exists()


def test_nothing_is_drawn_where_the_two_are_not_compared(guide, workspace, settings, monkeypatch):
    """Another workspace's, one that has ended, another usual version, an unknown one, no model."""
    PromptExperimentFactory()
    PromptExperimentFactory(workspace=workspace, ended_at=timezone.now())
    assert set.union(*begin(guide).values()) == {("", USUAL)}
    guide.generations.all().delete()
    for changes in ({"usual_version": "v0"}, {"usual_model": "old"}, {"prompt_version": "v10"}):
        experiment = PromptExperimentFactory(workspace=workspace, **changes)
        LevelingGuide.objects.filter(pk=guide.pk).update(status=GuideStatus.MATRIX_PARSED)
        guide.refresh_from_db()
        assert set.union(*begin(guide).values()) == {("", USUAL)}
        guide.generations.all().delete()
        experiment.delete()
    PromptExperimentFactory(workspace=workspace)
    settings.LLM_PROVIDER = "none"
    LevelingGuide.objects.filter(pk=guide.pk).update(status=GuideStatus.MATRIX_PARSED)
    guide.refresh_from_db()
    begin(guide)
    assert set(guide.generations.values_list("engine", "arm")) == {("offline", "")}


def test_another_model_is_told_apart_although_the_provider_renames_it(workspace, settings, llmsim):
    """What was drawn is written to the end, both arms, also when the experiment has ended."""
    use_model(settings, llmsim, LLM_MODEL_SMALL="gpt-4o")
    experiment = PromptExperimentFactory(workspace=workspace, prompt_version=USUAL, model="gpt-4o")
    guide = make_guide(ROWS, workspace=workspace)
    write(guide)
    PromptExperiment.objects.update(ended_at=timezone.now())
    drawn = CellGeneration.objects.filter(experiment=experiment)
    assert drawn.pending().count() == 0
    assert drawn.count() == guide.cells.count()
    models = {
        arm: set(drawn.filter(arm=arm).values_list("model", flat=True))
        for arm in ("usual", "other")
    }
    assert models["usual"].isdisjoint(models["other"])
    assert all(name.startswith("gpt-4o") for name in models["other"])
    before = drawn.count()
    experiment.delete()
    assert guide.generations.count() == before
