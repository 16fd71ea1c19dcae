"""Write again, show another set, write by hand: what changes, and above all what does not."""

from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from generation.core.writing import NOT_COMPARED, UNDECIDED, UNSORTED, offline, prompts
from generation.core.writing.prompts import get_prompt
from guides.enums import Engine, GenerationStatus, GuideStatus, PromptName
from guides.generations import planning, writers
from guides.generations import services as regeneration
from guides.models import CellGeneration, GuideCell, LevelingGuide
from levelingai.jobs import queue
from tests.factories import CellGenerationFactory, make_complete_guide
from tests.generation.stages.pipeline_helpers import (
    make_guide,
    use_model,
    work_off,
    write,
    write_three,
)

pytestmark = pytest.mark.django_db
LEVELS = 4


@pytest.fixture(autouse=True)
def _no_research(settings):
    settings.RESEARCH_ENABLED = False


@pytest.fixture
def guide(monkeypatch):
    """Four levels by three competencies, each with three examples that are shown."""
    monkeypatch.setattr(offline, "write_guide", write_three)
    guide = make_guide(3)
    write(guide)
    assert guide.status == GuideStatus.COMPLETE
    return guide


@pytest.fixture
def second_prompt(monkeypatch):
    """A further prompt version beside the first."""
    monkeypatch.setattr(
        prompts, "PROMPTS", {**prompts.PROMPTS, "v2": replace(get_prompt("v1"), version="v2")}
    )
    monkeypatch.setattr(writers, "PROMPTS", prompts.PROMPTS)


def again(guide, cells, **options):
    with queue.foreground() as messages:
        count = regeneration.regenerate(guide, cells, person=guide.owner, **options)
        work_off(messages)
    guide.refresh_from_db()
    return count


def fail(guide):
    LevelingGuide.objects.filter(pk=guide.pk).update(
        status=GuideStatus.FAILED_GENERATION, error_code="llm_refused"
    )


SCOPES = {
    "cell": (lambda guide: guide.cells.filter(pk=guide.cells.first().pk), 1),
    "row": (lambda guide: guide.cells.filter(competency=guide.competencies.first()), LEVELS),
    "level": (lambda guide: guide.cells.filter(level=guide.levels.first()), 3),
    "guide": (lambda guide: guide.cells.all(), 12),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_regenerate_writes_its_cells_and_leaves_the_others(guide, scope):
    choose, count = SCOPES[scope]
    chosen = set(choose(guide).values_list("pk", flat=True))
    before = {g.cell_id: g.pk for g in CellGeneration.objects.shown()}
    assert again(guide, choose(guide), note="Less about meetings.") == count == len(chosen)
    assert guide.status == GuideStatus.COMPLETE
    after = {g.cell_id: g.pk for g in CellGeneration.objects.shown()}
    assert {cell for cell in after if after[cell] != before[cell]} == chosen
    new = CellGeneration.objects.filter(revision=2)
    assert set(new.values_list("cell", flat=True)) == chosen
    assert set(new.values_list("note", "created_by")) == {("Less about meetings.", guide.owner.pk)}
    assert CellGeneration.objects.filter(pk__in=before.values()).count() == 12
    assert all(
        g.content_json != CellGeneration.objects.get(pk=before[g.cell_id]).content_json for g in new
    )


def test_retry_failed_writes_only_cells_without_examples(guide):
    empty = guide.cells.first()
    empty.generations.update(
        status=GenerationStatus.FAILED, is_shown=False, error_code="llm_refused"
    )
    fail(guide)
    with queue.foreground() as messages:
        assert regeneration.retry_failed(guide, person=guide.owner) == 1
        assert regeneration.retry_failed(guide, person=guide.owner) == 0
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert CellGeneration.objects.count() == 13
    assert empty.generations.get(is_shown=True).revision == 2


def test_retry_of_a_guide_without_missing_cells_completes_it(guide):
    fail(guide)
    assert regeneration.retry_failed(guide, person=guide.owner) == 0
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE


@pytest.mark.parametrize("status", ["QUEUED", "MATRIX_PARSED", "PARSING_MATRIX", "FAILED_PARSE"])
def test_regenerate_waits_for_a_matrix_that_stands(status):
    guide = make_complete_guide(2, 1)
    LevelingGuide.objects.filter(pk=guide.pk).update(
        status=status, error_code="no_matrix" if status == "FAILED_PARSE" else ""
    )
    assert regeneration.regenerate(guide, guide.cells.all(), person=guide.owner) == 0
    guide.refresh_from_db()
    assert guide.status == status


def test_regenerate_while_writing_adds_only_cells_that_are_not_open(guide):
    first, second = guide.cells.all()[:2]
    with queue.foreground() as messages:
        assert regeneration.regenerate(guide, [first], person=guide.owner) == 1
        assert regeneration.regenerate(guide, [first, second], person=guide.owner) == 1
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert (first.generations.count(), second.generations.count()) == (2, 2)


def test_shown_set_stays_until_the_new_one_is_ready(guide):
    cell = guide.cells.first()
    shown = cell.generations.get()
    with queue.foreground():
        regeneration.regenerate(guide, [cell], person=guide.owner)
    assert cell.generations.get(is_shown=True) == shown


def test_new_set_of_a_changed_definition_takes_the_mark_away(guide):
    cell = guide.cells.first()
    GuideCell.objects.filter(pk=cell.pk).update(
        definition_text="Plans and records the storage of a new collection with the team.",
        is_outdated=True,
    )
    again(guide, [cell])
    cell.refresh_from_db()
    assert not cell.is_outdated
    new = cell.generations.get(is_shown=True)
    assert new.definition_text == cell.definition_text
    assert regeneration.show_generation(cell.generations.get(revision=1), guide.owner)
    cell.refresh_from_db()
    assert cell.is_outdated


def test_regenerate_with_another_prompt_version_and_model(guide, llmsim, settings, second_prompt):
    use_model(settings, llmsim, LLM_MODEL_SMALL="gpt-4o")
    cell = guide.cells.first()
    assert again(guide, [cell], prompt_version="v2", model="gpt-4o") == 1
    new = cell.generations.get(prompt_name=PromptName.GENERATE_EXAMPLES)
    assert (new.prompt_version, new.revision) == ("v2", 1)
    assert (new.engine, new.model) == (Engine.OPENAI, "gpt-4o")
    assert {request["body"]["model"] for request in llmsim.requests(5)} == {"gpt-4o"}
    assert regeneration.show_generation(new, guide.owner)
    assert cell.generations.get(is_shown=True) == new


def test_revisions_are_counted_for_each_prompt_version(guide, llmsim, settings, second_prompt):
    use_model(settings, llmsim)
    cell = guide.cells.first()
    for version in ("v1", "v2", "v1"):
        again(guide, [cell], prompt_version=version)
    written = cell.generations.filter(prompt_name=PromptName.GENERATE_EXAMPLES)
    assert sorted(written.values_list("prompt_version", "revision")) == [
        ("v1", 1),
        ("v1", 2),
        ("v2", 1),
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"prompt_version": "v99"}, "no such prompt version; known: v2, v1."),
        ({"model": "gpt-99"}, "not set up here; known: gpt-4o-mini."),
    ],
)
def test_unknown_writer_is_refused_before_anything_changes(guide, llmsim, settings, options, words):
    use_model(settings, llmsim)
    with pytest.raises(writers.UnknownWriter, match=words):
        regeneration.regenerate(guide, guide.cells.all(), person=guide.owner, **options)
    assert CellGeneration.objects.count() == 12


def test_offline_writer_knows_no_model(guide):
    with pytest.raises(writers.UnknownWriter, match="not set up here; known: none"):
        regeneration.regenerate(guide, guide.cells.all(), person=guide.owner, model="gpt-4o")


def test_note_and_earlier_texts_reach_the_model(guide, llmsim, settings):
    use_model(settings, llmsim)
    cell = guide.cells.first()
    earlier = cell.generations.get().examples[0].text
    again(guide, [cell], note="Nothing with spreadsheets, please.")
    sent = [str(request["body"]) for request in llmsim.requests(5)]
    told = [body for body in sent if "Nothing with spreadsheets, please." in body]
    assert len(told) >= 2  # the plan, and the cell
    assert all(earlier[:40] in body for body in told[:2])


def test_set_below_the_bar_can_be_shown_anyway():
    guide = make_complete_guide(1, 1)
    cell = guide.cells.get()
    weak = CellGenerationFactory(cell=cell, status=GenerationStatus.NEEDS_REVIEW, revision=77)
    assert regeneration.show_generation(weak, guide.owner)
    assert cell.generations.get(is_shown=True) == weak


@pytest.mark.parametrize("status", ["waiting", "writing", "failed"])
def test_set_without_examples_cannot_be_shown(status):
    guide = make_complete_guide(1, 1)
    cell = guide.cells.get()
    other = CellGenerationFactory(cell=cell, status=status, revision=77)
    assert not regeneration.show_generation(other, guide.owner)
    assert cell.generations.get(is_shown=True) != other


def test_manual_set_of_the_last_missing_cell_completes_the_guide():
    guide = make_complete_guide(2, 1)
    cell = guide.cells.first()
    examples = cell.generations.get().examples
    cell.generations.update(status="failed", is_shown=False, error_code="llm_refused")
    fail(guide)
    manual = regeneration.save_manual(cell, guide.owner, examples)
    guide.refresh_from_db()
    assert (guide.status, guide.error_code) == (GuideStatus.COMPLETE, "")
    assert (manual.engine, manual.is_shown, len(manual.checks)) == (Engine.MANUAL, True, 12)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_manual_set_has_one_to_three_examples_of_a_persons_own(count):
    guide = make_complete_guide(1, 1)
    cell = guide.cells.get()
    examples = cell.generations.get().examples[:count]
    manual = regeneration.save_manual(cell, guide.owner, examples)
    assert {example.origin for example in manual.examples} == {"manual"}
    assert (manual.status, len(manual.examples)) == (GenerationStatus.READY, count)
    assert manual.checks[-1]["passed"] is True
    for wrong in ((), (*examples, *examples, *examples, *examples)):
        with pytest.raises(ValueError, match="A cell has 1 to 3 examples"):
            regeneration.save_manual(cell, guide.owner, wrong)


def test_completed_starter_becomes_the_cells_shown_example():
    guide = make_complete_guide(1, 1)
    cell = guide.cells.get()
    example = cell.generations.get().examples[0]
    starter = {"quote": "Breaks a project", "new": [], "prompts": ["?"] * 4, "language": "en"}
    cell.generations.update(
        status=GenerationStatus.STARTERS, is_shown=False, content_json=[], starter_json=starter
    )
    assert not regeneration.show_generation(cell.generations.get(), guide.owner)
    assert not planning.missing_cells(guide).exists()
    manual = regeneration.save_manual(cell, guide.owner, [example])
    assert cell.generations.get(is_shown=True) == manual


@pytest.mark.parametrize("reason", [UNDECIDED, UNSORTED, NOT_COMPARED])
def test_showing_what_a_model_wrote_keeps_who_looked_at_it(reason):
    """That nobody had looked is said no more then, whichever way it was said."""
    guide = make_complete_guide(1, 1)
    cell = guide.cells.get()
    new = CellGenerationFactory(
        cell=cell,
        engine=Engine.OPENAI,
        status=GenerationStatus.NEEDS_REVIEW,
        reason=reason,
        content_json=[
            {
                "headline": "Splits the booking page into tasks",
                "text": "Splits the rebuild of the booking page into tasks that the team puts in "
                "order, so that the first one ships before the holidays.",
                "evidence": "The task board",
                "illustrates": "Breaks a project into tasks",
            }
        ],
        checks=[{"criterion": "R11", "passed": None, "reason": UNDECIDED, "failed": []}],
        revision=77,
    )
    assert regeneration.show_generation(new, guide.owner)
    new.refresh_from_db()
    assert (new.status, new.reason, new.is_shown) == (GenerationStatus.READY, "", True)
    assert new.checked_by == guide.owner
    assert new.checked_at is not None
    relevant = next(check for check in new.checks if check["criterion"] == "R11")
    assert relevant["passed"] is True


def test_manual_set_written_meanwhile_is_not_replaced(guide):
    cell = guide.cells.first()
    examples = cell.generations.get().examples
    with queue.foreground() as messages:
        regeneration.regenerate(guide, [cell], person=guide.owner)
        manual = regeneration.save_manual(cell, guide.owner, examples)
        work_off(messages)
    assert cell.generations.get(is_shown=True) == manual
    assert cell.generations.filter(status=GenerationStatus.READY).count() == 3


URLS = {
    "cell_regenerate": lambda guide: [guide.cells.first().pk],
    "row_regenerate": lambda guide: [guide.competencies.first().pk],
    "level_regenerate": lambda guide: [guide.levels.first().pk],
    "guide_regenerate": lambda guide: [],
}


@pytest.mark.parametrize("name", URLS)
def test_post_takes_note_version_and_model(client, guide, llmsim, settings, name):
    use_model(settings, llmsim)
    client.force_login(guide.owner)
    values = {"note": "Shorter.", "prompt_version": "v1", "model": "gpt-4o-mini"}
    response = client.post(reverse(name, args=[guide.pk, *URLS[name](guide)]), values)
    assert response.status_code == 302
    new = CellGeneration.objects.pending()
    assert new.count() == SCOPES[name.split("_")[0]][1]
    assert set(new.values_list("note", "prompt_version", "model")) == {
        ("Shorter.", "v1", "gpt-4o-mini")
    }


def test_post_for_a_row_with_an_unknown_model_says_so(client, guide):
    client.force_login(guide.owner)
    url = reverse("row_regenerate", args=[guide.pk, guide.competencies.first().pk])
    response = client.post(url, {"model": "gpt-99"})
    (message,) = get_messages(response.wsgi_request)
    assert "not set up here" in message.message
    assert not CellGeneration.objects.pending().exists()


def test_post_for_a_cell_with_an_unknown_version_gives_the_form_back(client, guide):
    client.force_login(guide.owner)
    url = reverse("cell_regenerate", args=[guide.pk, guide.cells.first().pk])
    response = client.post(url, {"prompt_version": "v99", "note": "Shorter."})
    assert response.status_code == 422
    assert b"There is no such prompt version" in response.content
    assert b"Shorter." in response.content
    assert not CellGeneration.objects.pending().exists()


def test_cell_page_offers_models_where_there_are_several(client, guide, llmsim, settings):
    client.force_login(guide.owner)
    url = guide.cells.first().get_absolute_url()
    assert b'name="model"' not in client.get(url).content
    use_model(settings, llmsim, LLM_MODEL_SMALL="gpt-4o")
    assert b"<option>gpt-4o</option>" in client.get(url).content
