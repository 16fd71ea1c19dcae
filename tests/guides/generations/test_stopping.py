"""Stopping a round where it is: what was written is kept, and the rest can be written later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from generation.core.writing import NOT_COMPARED
from guides.enums import Engine, GenerationStatus, GuideStatus, PromptName
from guides.experiments.results import results_of
from guides.generations.services import STOPPED, stop_writing
from guides.models import CellGeneration, LevelingGuide
from levelingai.jobs.models import Job, JobStatus
from tests.factories import (
    CellGenerationFactory,
    LevelingGuideFactory,
    PromptExperimentFactory,
    example,
    make_matrix,
)
from tests.jobs import job_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_model(settings):
    settings.LLM_PROVIDER, settings.LLM_MODEL = "openai", "model-x"


@pytest.fixture
def job(guide) -> Job:
    return job_of(guide, "generate")


@pytest.fixture
def guide() -> LevelingGuide:
    return LevelingGuideFactory(status=GuideStatus.GENERATING_EXAMPLES)


def by_model(cell, job, status="writing", **fields) -> CellGeneration:
    return CellGenerationFactory(
        cell=cell,
        job=job,
        status=status,
        engine=Engine.OPENAI,
        prompt_name=PromptName.GENERATE_EXAMPLES,
        prompt_version="v2",
        **fields,
    )


@pytest.fixture
def cells(guide, job) -> dict:
    """A cell in each state that a running round may have one in."""
    names = ("ready", "unsorted", "planned", "waiting", "again", "again_unsorted", "nothing")
    cells = dict(zip(names, make_matrix(guide, 7, 1), strict=True))
    written = [example(number) for number in (1, 2, 3)]
    by_model(cells["ready"], job, "ready")
    by_model(cells["unsorted"], job, content_json=written)
    by_model(cells["planned"], job, steps_json={"plan": None, "repaired": [], "landings": {}})
    by_model(cells["waiting"], job, "waiting", error_code="llm_unavailable", error_message="Down.")
    for name, content in (("again", []), ("again_unsorted", written)):
        CellGenerationFactory(cell=cells[name])
        by_model(cells[name], job, content_json=content)
    cells["nothing"].definition_text = "Not applicable."
    cells["nothing"].save()
    by_model(cells["nothing"], job, "waiting")
    return cells


def newest(cell) -> CellGeneration:
    return cell.generations.order_by("-created_at").first()


def test_stopping_settles_each_cell_with_what_it_has(guide, job, cells):
    assert stop_writing(guide)
    settled = {name: (newest(cell).status, newest(cell).reason) for name, cell in cells.items()}
    assert settled.pop("nothing")[0] == GenerationStatus.ABSTAINED
    assert settled == {
        "ready": ("ready", ""),
        "unsorted": ("needs_review", NOT_COMPARED),
        "planned": ("starters", STOPPED),
        "waiting": ("starters", STOPPED),
        "again": ("starters", STOPPED),
        "again_unsorted": ("needs_review", NOT_COMPARED),
    }
    assert newest(cells["planned"]).starter_json["quote"] in cells["planned"].definition_text
    assert len(newest(cells["unsorted"]).examples) == 3
    shown = CellGeneration.objects.shown().values_list("cell", flat=True)
    assert set(shown) == {cells[name].pk for name in ("ready", "again", "again_unsorted")}
    guide.refresh_from_db()
    job.refresh_from_db()
    assert (guide.status, guide.error_code, guide.round) == (GuideStatus.COMPLETE, "", 2)
    assert (job.status, job.claim_token) == (JobStatus.CANCELLED, None)


def test_stopping_twice_changes_nothing_more(client, guide, cells):
    client.force_login(guide.owner)
    address = reverse("guide_stop_writing", args=[guide.pk])
    first = client.post(address, follow=True).content.decode()
    guide.refresh_from_db()
    before = list(CellGeneration.objects.order_by("pk").values())
    second = client.post(address, follow=True).content.decode()
    assert list(CellGeneration.objects.order_by("pk").values()) == before
    again = LevelingGuide.objects.get()
    assert (again.version, again.round) == (guide.version, guide.round)
    assert "What was written is kept." in first
    assert "moved on in the meantime" in second


@pytest.mark.parametrize("status", sorted(set(GuideStatus) - {GuideStatus.GENERATING_EXAMPLES}))
def test_only_a_round_of_writing_is_stopped(guide, cells, status):
    code = "cancelled" if status.name.startswith("FAILED") else ""
    LevelingGuide.objects.update(status=status, error_code=code)
    assert not stop_writing(guide)
    assert CellGeneration.objects.pending().count() == 6


def test_other_work_of_the_guide_goes_on(guide, cells):
    printing = job_of(guide, "export")
    stop_writing(guide)
    printing.refresh_from_db()
    assert printing.status == JobStatus.QUEUED


def test_the_rest_can_be_written_afterwards(client, guide, cells):
    stop_writing(guide)
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Write the other 2 cells" in html
    assert "Nothing else was found" not in html  # nobody looked
    client.post(reverse("guide_write_others", args=[guide.pk]))
    pending = CellGeneration.objects.pending().values_list("cell", flat=True)
    assert set(pending) == {cells["planned"].pk, cells["waiting"].pk}
    guide.refresh_from_db()
    assert guide.status == GuideStatus.GENERATING_EXAMPLES


def test_the_rest_is_not_offered_where_no_model_writes(client, guide, cells, settings):
    stop_writing(guide)
    settings.LLM_PROVIDER = "offline"
    client.force_login(guide.owner)
    assert "Write the other" not in client.get(guide.get_absolute_url()).content.decode()


def test_cell_page_says_that_the_writing_was_stopped(client, guide, cells):
    stop_writing(guide)
    client.force_login(guide.owner)
    starter, unsorted = (
        client.get(cells[name].get_absolute_url()).content.decode()
        for name in ("planned", "unsorted")
    )
    assert "The writing was stopped before it came to this cell." in starter
    assert NOT_COMPARED in unsorted
    assert "Check before sharing" in unsorted


def test_failed_cell_stays_to_be_retried(client, guide, job, cells):
    newest(cells["ready"]).delete()
    by_model(cells["ready"], job, "failed")
    stop_writing(guide)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Retry 1 cell" in html
    assert "Write the other 2 cells" in html


def test_experiment_counts_what_was_stopped_for_neither_writer(guide, cells):
    experiment = PromptExperimentFactory(workspace=guide.workspace)
    CellGeneration.objects.filter(engine=Engine.OPENAI).update(experiment=experiment, arm="other")
    stop_writing(guide)
    counts = results_of(experiment).counts["other"]
    assert (counts.cells, counts.lost) == (1, 6)


def strip(client, guide) -> str:
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    part = html[html.index('<section class="progress') :]
    return " ".join(part[: part.index("</section>")].replace("<b>", "").replace("</b>", "").split())


def test_strip_tells_the_pace_and_offers_to_stop(client, guide, job):
    cells = make_matrix(guide, 6, 2)
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(started_at=now - timedelta(minutes=10))
    for number, cell in enumerate(cells):
        status = ("ready", "needs_review", "abstained", "writing")[min(number, 3)]
        one = by_model(cell, job, status)
        CellGeneration.objects.filter(pk=one.pk).update(updated_at=now)
    said = strip(client, guide)
    assert "3 of 12 cells written. About 45 minutes left at this pace." in said
    assert "Stop here, keep what is written" in said
    assert "Cancel" not in said
    # Of an earlier round nothing is measured.
    LevelingGuide.objects.update(round=guide.round + 1)
    assert "left at this pace" not in strip(client, guide)


def test_built_in_writer_is_cancelled_as_before(client, guide, job):
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell, job=job, status="writing")
    said = strip(client, guide)
    assert "Cancel" in said
    assert "Stop here" not in said
