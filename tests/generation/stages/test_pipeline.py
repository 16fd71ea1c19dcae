"""The pipeline's tasks as plain functions: the way of a guide, repeats, failures and ways back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services import create_workspace
from generation import foreground
from generation.core.errors import GenerationError
from generation.core.writing import offline
from generation.stages import write as writing
from generation.stages.write_with_model import Outcome
from guides import lifecycle as services
from guides import work
from guides.enums import Engine, ErrorCode, GenerationStatus, GuideStatus
from guides.generations import services as regeneration
from guides.generations.by_hand import SAMPLES
from guides.lifecycle import confirm_matrix
from guides.models import CellGeneration, GuideCell, LevelingGuide, ParseRun
from guides.review.choosing import choose_guides
from guides.upload.services import NewGuide, create_guide, replace_pdf
from levelingai.jobs import claims, queue
from levelingai.jobs.models import Job, JobStatus
from levelingai.jobs.sweep import sweep
from tests.jobs import job_of, names, run, work_off

pytestmark = pytest.mark.django_db
SAMPLE = (SAMPLES / "engineering.pdf").read_bytes()
CELLS = 47


@pytest.fixture(autouse=True)
def _quiet(settings):
    settings.RESEARCH_ENABLED = False
    settings.LEASE_SECONDS = 30


@pytest.fixture
def manager():
    return get_user_model().objects.create_user("mara")


@pytest.fixture
def workspace(manager):
    return create_workspace("Tests", manager)


def new_guide(workspace, manager, data: bytes = SAMPLE, **values) -> LevelingGuide:
    return create_guide(
        NewGuide(
            workspace=workspace,
            owner=manager,
            website_url="https://tidewater-ferries.example",
            role_title="Engineer",
            pdf=ContentFile(data, "engineering.pdf"),
            **values,
        )
    )


@pytest.fixture
def guide(workspace, manager):
    with queue.foreground():
        return new_guide(workspace, manager)


@pytest.fixture
def complete(workspace, manager):
    with foreground.Run() as run:
        guide = new_guide(workspace, manager)
        list(run.steps(guide))
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    return guide


def test_pipeline_completes_with_examples_or_a_starter_in_every_cell(complete):
    generations = CellGeneration.objects.filter(guide=complete)
    assert generations.count() == CELLS == complete.cells.count()
    for generation in generations:
        is_ready = generation.status == GenerationStatus.READY
        assert is_ready or generation.status == GenerationStatus.STARTERS
        assert generation.is_shown is is_ready
        assert (len(generation.examples) in {1, 2, 3}) is is_ready
        assert (generation.starter_json is None) is is_ready
        assert bool(generation.reason) is (len(generation.examples) in {1, 2})
        assert {example.origin for example in generation.examples} <= {"bank"}
    headlines = [one.headline for generation in generations for one in generation.examples]
    assert len(headlines) == len(set(headlines)) >= CELLS / 5
    assert set(generations.values_list("engine", flat=True)) == {Engine.OFFLINE}
    assert complete.page_count == 1
    assert ParseRun.objects.filter(guide=complete, chosen=True).count() == 1


def test_create_guide_that_is_rolled_back_leaves_no_message(workspace, manager):
    with transaction.atomic():
        new_guide(workspace, manager)
        assert queue.backlog()["extract"] == 1
        transaction.set_rollback(True)
    assert LevelingGuide.objects.count() == 0
    assert sum(queue.backlog().values()) == 0


def test_create_guide_sends_reading_and_research(workspace, manager, settings):
    settings.RESEARCH_ENABLED = True
    new_guide(workspace, manager)
    assert queue.backlog()["extract"] == 1
    assert queue.backlog()["research"] == 1


@pytest.mark.parametrize("stage", ["extract", "parse", "generate"])
def test_task_run_twice_leaves_the_same_rows(guide, stage):
    steps = {
        "extract": lambda: run(guide, "extract"),
        "parse": lambda: run(guide, "parse"),
        "generate": lambda: run(guide, "generate"),
    }
    with queue.foreground() as messages:
        for name, step in steps.items():
            step()
            if name == stage:
                before = snapshot(guide)
                step()
                assert snapshot(guide) == before
        messages.clear()
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert CellGeneration.objects.count() == CELLS


def snapshot(guide) -> tuple:
    guide.refresh_from_db()
    return (
        guide.status,
        guide.version,
        set(guide.artifacts.values_list("pk", flat=True)),
        set(guide.levels.values_list("pk", flat=True)),
        set(guide.cells.values_list("pk", "definition_text")),
        set(CellGeneration.objects.values_list("pk", "status", "is_shown")),
        set(Job.objects.values_list("name", "status", "attempt")),
    )


def test_second_claim_is_refused_while_the_first_holds(guide):
    with queue.foreground() as messages, claims.working_on(job_of(guide, "extract").pk) as first:
        with claims.working_on(job_of(guide, "extract").pk) as second:
            assert second is None
        assert first is not None
        assert names(messages) == ["extract"]


def test_claim_of_a_lost_worker_is_taken_over_and_cannot_write(guide):
    with queue.foreground(), claims.working_on(job_of(guide, "extract").pk) as lost:
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        with claims.working_on(job_of(guide, "extract").pk) as held:
            assert held is not None
            assert held.attempt == 2
            with pytest.raises(claims.ClaimLost), work.writing(lost):
                pytest.fail("the lost claim wrote")


def test_message_of_an_earlier_round_changes_nothing(guide):
    LevelingGuide.objects.filter(pk=guide.pk).update(round=2)
    job = run(guide, "extract")
    guide.refresh_from_db()
    assert guide.status == GuideStatus.QUEUED
    assert (job.status, job.attempt) == (JobStatus.CANCELLED, 0)


def test_message_of_a_deleted_guide_does_nothing(guide):
    job = job_of(guide, "extract")
    services.delete_guide(guide)
    claims.run_job(job.pk)
    assert LevelingGuide.objects.count() == 0
    assert not Job.objects.filter(pk=job.pk).exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnothing of a PDF follows", ErrorCode.DAMAGED),
        (SAMPLE[: len(SAMPLE) // 3], ErrorCode.DAMAGED),
    ],
)
def test_unreadable_pdf_fails_with_code_and_keeps_the_file(workspace, manager, data, code):
    with queue.foreground() as messages:
        guide = new_guide(workspace, manager, data)
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.FAILED_BAD_PDF
    assert guide.error_code == code
    assert guide.error_message
    with guide.pdf.open("rb") as kept:
        assert kept.read() == data


def test_replaced_pdf_goes_through(workspace, manager):
    with queue.foreground() as messages:
        guide = new_guide(workspace, manager, b"%PDF-1.7\nbroken")
        old = guide.pdf.name
        work_off(messages)
        guide.refresh_from_db()
        assert replace_pdf(guide, ContentFile(SAMPLE, "better.pdf"))
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert guide.original_filename == "better.pdf"
    assert not guide.pdf.storage.exists(old)


def test_low_confidence_waits_for_the_manager_then_goes_on(workspace, manager, settings):
    settings.PARSE_CONFIDENCE_THRESHOLD = 1.0
    with queue.foreground() as messages:
        guide = new_guide(workspace, manager)
        work_off(messages)
        guide.refresh_from_db()
        assert guide.status == GuideStatus.MATRIX_PARSED
        assert guide.is_waiting_for_review
        assert CellGeneration.objects.count() == 0
        LevelingGuide.objects.update(updated_at=timezone.now() - timedelta(hours=1))
        assert sweep() == 0
        assert confirm_matrix(guide, manager)
        assert not confirm_matrix(guide, manager)
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert guide.confirmed_by == manager


def test_parse_again_keeps_ids_corrections_and_generations(complete, manager):
    cells = {cell.pk: cell.definition_text for cell in complete.cells.all()}
    edited = complete.cells.first()
    GuideCell.objects.filter(pk=edited.pk).update(
        definition_text="Our own words.", edited_by=manager, edited_at=timezone.now()
    )
    level = complete.levels.first()
    level.title = "Beginner"
    level.save()
    with queue.foreground() as messages:
        assert services.parse_again(complete)
        work_off(messages)
    complete.refresh_from_db()
    assert complete.status == GuideStatus.COMPLETE
    assert {cell.pk for cell in complete.cells.all()} == set(cells)
    edited.refresh_from_db()
    assert edited.definition_text == "Our own words."
    level.refresh_from_db()
    assert level.title == "Beginner"
    assert CellGeneration.objects.count() == CELLS


def written_cell(guide) -> GuideCell:
    """A cell for which the bank has an example."""
    return CellGeneration.objects.filter(guide=guide).shown().first().cell


def test_parse_again_marks_cells_whose_definition_changed(complete):
    cell = written_cell(complete)
    GuideCell.objects.filter(pk=cell.pk).update(
        recovered_text="What an older reading gave.", definition_text="What an older reading gave."
    )
    with queue.foreground() as messages:
        services.parse_again(complete)
        work_off(messages)
    cell.refresh_from_db()
    assert cell.definition_text != "What an older reading gave."
    assert cell.is_outdated


def test_parse_again_asks_where_a_correction_cannot_be_matched(complete, manager):
    cell = complete.cells.first()
    GuideCell.objects.filter(pk=cell.pk).update(
        recovered_text="Read differently.", definition_text="Mine.", edited_at=timezone.now()
    )
    with queue.foreground() as messages:
        services.parse_again(complete)
        work_off(messages)
    complete.refresh_from_db()
    assert complete.is_waiting_for_review
    cell.refresh_from_db()
    assert cell.definition_text == "Mine."
    assert any(
        "reads differently" in reason
        for reason in ParseRun.objects.get(chosen=True, job__round=complete.round).reasons
    )


def test_cancelled_guide_stops_and_can_go_on(guide):
    with queue.foreground() as messages:
        run(guide, "extract")
        guide.refresh_from_db()
        assert services.cancel_guide(guide)
        work_off(messages)
        guide.refresh_from_db()
        assert (guide.status, guide.error_code) == (GuideStatus.FAILED_PARSE, ErrorCode.CANCELLED)
        assert not Job.objects.open().exists()
        assert services.parse_again(guide)
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE


def test_cancelled_writing_closes_the_open_cells(guide):
    with queue.foreground() as messages:
        run(guide, "extract")
        run(guide, "parse")
        guide.refresh_from_db()
        services.cancel_guide(guide)
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.FAILED_GENERATION
    codes = set(CellGeneration.objects.values_list("status", "error_code"))
    assert codes == {(GenerationStatus.FAILED, ErrorCode.CANCELLED)}


def test_failed_cells_fail_the_guide_and_are_retried_alone(guide, manager, monkeypatch):
    written = writing._offline_outcome

    def fails_for_the_first_level(text, row, cell):
        if cell.brief.level == 0:
            error = GenerationError("llm_refused", "The model refused.", permanent=True)
            return Outcome("failed", error=error)
        return written(text, row, cell)

    monkeypatch.setattr(writing, "_offline_outcome", fails_for_the_first_level)
    with queue.foreground() as messages:
        claims.send(job_of(guide, "extract"))
        work_off(messages)
        guide.refresh_from_db()
        assert guide.status == GuideStatus.FAILED_GENERATION
        assert guide.error_code == ErrorCode.LLM_REFUSED
        assert guide.error_message == "8 of 47 cells have no examples yet. The model refused."
        monkeypatch.undo()
        assert regeneration.retry_failed(guide, person=manager) == 8
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert CellGeneration.objects.count() == CELLS + 8


def test_regenerate_adds_a_revision_and_shows_it(complete, manager):
    cell = written_cell(complete)
    with queue.foreground() as messages:
        assert regeneration.regenerate(complete, [cell], person=manager, note="shorter") == 1
        assert regeneration.regenerate(complete, [cell], person=manager) == 0
        work_off(messages)
    first, second = cell.generations.order_by("revision")
    assert (first.revision, second.revision) == (1, 2)
    assert (first.is_shown, second.is_shown) == (False, True)
    assert second.note == "shorter"
    complete.refresh_from_db()
    assert complete.status == GuideStatus.COMPLETE


def test_written_again_a_cell_gets_another_example_where_the_bank_has_one(complete, manager):
    cells = [one.cell for one in CellGeneration.objects.filter(guide=complete).shown()]
    with queue.foreground() as messages:
        assert regeneration.regenerate(complete, cells, person=manager) == len(cells)
        work_off(messages)
    again = [cell.generations.order_by("revision") for cell in cells]
    assert all(second.is_shown and not first.is_shown for first, second in again)
    assert any(first.content_json != second.content_json for first, second in again)


@pytest.mark.parametrize("status", ["starters", "abstained"])
def test_what_cannot_be_shown_replaces_nothing(complete, manager, monkeypatch, status):
    shown = CellGeneration.objects.filter(guide=complete).shown().first()

    def finds_nothing(matrix, role_title, *, places, shown):
        return dict.fromkeys(places, offline.CellText(status, reason="Nothing fits."))

    monkeypatch.setattr(offline, "write_guide", finds_nothing)
    with queue.foreground() as messages:
        assert regeneration.regenerate(complete, [shown.cell], person=manager) == 1
        work_off(messages)
    complete.refresh_from_db()
    assert complete.status == GuideStatus.COMPLETE
    assert shown.cell.generations.get(is_shown=True) == shown
    new = shown.cell.generations.get(revision=2)
    assert (new.status, new.reason, new.is_shown) == (status, "Nothing fits.", False)


def test_manual_examples_stay_shown_when_the_cell_is_written_again(complete, manager):
    cell = written_cell(complete)
    examples = cell.generations.get().examples
    manual = regeneration.save_manual(cell, manager, examples)
    with queue.foreground() as messages:
        regeneration.regenerate(complete, [cell], person=manager)
        work_off(messages)
    manual.refresh_from_db()
    assert manual.is_shown
    assert cell.generations.filter(is_shown=True).count() == 1
    assert regeneration.show_generation(cell.generations.get(revision=2), manager)
    manual.refresh_from_db()
    assert not manual.is_shown


def test_worn_out_stage_fails_the_guide_with_worker_lost(guide):
    Job.objects.filter(pk=job_of(guide, "extract").pk).update(
        status=JobStatus.RUNNING,
        attempt=3,
        claim_token=uuid.uuid4(),
        lease_until=timezone.now() - timedelta(seconds=1),
    )
    LevelingGuide.objects.filter(pk=guide.pk).update(status=GuideStatus.EXTRACTING_TEXT)
    assert sweep() == 1
    guide.refresh_from_db()
    assert (guide.status, guide.error_code) == (
        GuideStatus.FAILED_BAD_PDF,
        ErrorCode.WORKER_LOST,
    )
    assert job_of(guide, "extract").status == JobStatus.FAILED


def test_guide_whose_message_was_emptied_away_is_picked_up(guide):
    Job.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    with queue.foreground() as messages:
        assert sweep() == 1
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE


def test_further_guides_of_a_pdf_become_guides_of_their_own(complete, manager, settings):
    artifact = complete.artifacts.get(type="matrix")
    artifact.content_json = {"guides": artifact.content_json["guides"] * 2}
    artifact.save()
    LevelingGuide.objects.update(status=GuideStatus.MATRIX_PARSED, review_required=True)
    (further,) = choose_guides(complete, [0, 1], manager)
    assert further.pdf.name == complete.pdf.name
    assert further.cells.count() == CELLS
    assert further.is_waiting_for_review
    services.delete_guide(further)
    assert complete.pdf.storage.exists(complete.pdf.name)


def test_database_refuses_two_shown_generations_of_a_cell(complete):
    generation = CellGeneration.objects.first()
    with pytest.raises(IntegrityError):
        CellGeneration.objects.create(
            guide=complete,
            cell=generation.cell,
            prompt_name=generation.prompt_name,
            prompt_version="v2",
            revision=1,
            status=GenerationStatus.READY,
            is_shown=True,
            engine=Engine.OFFLINE,
        )
