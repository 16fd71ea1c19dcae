"""The page of one cell, and what it can start."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from guides.enums import GuideStatus
from guides.models import CellGeneration
from tests.factories import (
    CellGenerationFactory,
    CompanyFactFactory,
    LevelingGuideFactory,
    example,
    make_matrix,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    guide = LevelingGuideFactory()
    below, middle, _ = make_matrix(guide, 3, 1)
    CellGenerationFactory(cell=below)
    return middle


@pytest.fixture
def with_model(settings):
    settings.LLM_PROVIDER, settings.LLM_MODEL = "openai", "model-x"


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def manual(**changes) -> dict:
    data = {}
    for number in (1, 2, 3):
        for name, text in example(number).items():
            if name != "facts":
                data[f"{name}_{number}"] = text
    return data | changes


def test_cell_page_shows_versions_with_their_differences(client, cell):
    CellGenerationFactory(
        cell=cell,
        is_shown=False,
        content_json=[example(1, headline="Plans <b>another</b> release"), example(2), example(3)],
    )
    CellGenerationFactory(cell=cell)
    client.force_login(cell.guide.owner)
    html = client.get(cell.get_absolute_url()).content.decode()
    assert "<ins>" in html
    assert "<del>" in html
    assert "&lt;b&gt;" in html
    assert "<b>another" not in html


def test_cell_page_names_checks_reasons_facts_and_neighbours(client, cell):
    fact = CompanyFactFactory(company=cell.guide.company)
    CellGenerationFactory(
        cell=cell,
        status="needs_review",
        content_json=[example(1, facts=[fact.ref]), example(2), example(3)],
        checks=[
            {"criterion": "R4", "passed": False, "reason": "No result is named."},
            {"criterion": "R5", "passed": True, "reason": "", "flags": "Example 1 says “key”."},
        ],
    )
    client.force_login(cell.guide.owner)
    html = client.get(cell.get_absolute_url()).content.decode()
    for words in (
        "Check before sharing",
        "Has a result that someone could check",
        "No result is named.",
        "Example 1 says “key”.",
        "1 of 2 checks passed",
        "The company ships parcels by rail.",
        "L1 Title 1",
        "L3 Title 3",
    ):
        assert words in html


@pytest.mark.parametrize("count", [1, 5])
def test_cell_page_queries_do_not_grow(client, cell, count, django_assert_num_queries):
    for _ in range(count):
        CellGenerationFactory(cell=cell, is_shown=False)
    client.force_login(cell.guide.owner)
    with django_assert_num_queries(11):
        client.get(cell.get_absolute_url())


def test_regenerating_a_cell_plans_a_generation_with_the_note(client, cell, with_model):
    client.force_login(cell.guide.owner)
    response = post(
        client, "cell_regenerate", cell.guide_id, cell.pk, note=" Fewer\nmeetings ", next="cell"
    )
    planned = CellGeneration.objects.get(cell=cell)
    assert response.url == cell.get_absolute_url()
    assert (planned.note, planned.status, planned.created_by) == (
        "Fewer meetings",
        "waiting",
        cell.guide.owner,
    )
    cell.guide.refresh_from_db()
    assert cell.guide.status == GuideStatus.GENERATING_EXAMPLES


def test_regenerating_by_script_answers_with_a_strip_that_polls(client, cell):
    client.force_login(cell.guide.owner)
    url = reverse("cell_regenerate", args=[cell.guide_id, cell.pk])
    html = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert 'id="progress"' in html
    assert "every 500ms" in html


def test_note_is_offered_and_taken_only_where_a_model_follows_it(client, cell):
    CellGenerationFactory(cell=cell)
    client.force_login(cell.guide.owner)
    assert "What should be different?" not in client.get(cell.get_absolute_url()).content.decode()
    response = post(client, "cell_regenerate", cell.guide_id, cell.pk, note="Fewer meetings")
    assert response.status_code == 422
    assert "nobody would follow this" in response.content.decode()
    assert "Fewer meetings" in response.content.decode()
    assert not CellGeneration.objects.filter(status="waiting").exists()


def test_note_is_offered_where_a_model_writes(client, cell, with_model):
    client.force_login(cell.guide.owner)
    assert "What should be different?" in client.get(cell.get_absolute_url()).content.decode()


def test_note_that_is_too_long_comes_back(client, cell):
    client.force_login(cell.guide.owner)
    response = post(client, "cell_regenerate", cell.guide_id, cell.pk, note="x" * 501)
    assert response.status_code == 422
    assert CellGeneration.objects.filter(cell=cell).count() == 0


@pytest.mark.parametrize(
    ("name", "count"), [("guide_regenerate", 3), ("row_regenerate", 3), ("level_regenerate", 1)]
)
def test_regenerating_more_than_a_cell(client, cell, name, count):
    args = {
        "guide_regenerate": [cell.guide_id],
        "row_regenerate": [cell.guide_id, cell.competency_id],
        "level_regenerate": [cell.guide_id, cell.level_id],
    }[name]
    client.force_login(cell.guide.owner)
    post(client, name, *args)
    assert CellGeneration.objects.filter(status="waiting").count() == count


def test_retrying_writes_only_what_is_missing(client, cell):
    CellGenerationFactory(cell=cell, status="failed")
    client.force_login(cell.guide.owner)
    post(client, "guide_retry_failed", cell.guide_id)
    assert CellGeneration.objects.filter(status="waiting").count() == 2
    assert CellGeneration.objects.filter(status="waiting", cell=cell).count() == 1


def test_choosing_an_earlier_version_shows_it(client, cell):
    shown = CellGenerationFactory(cell=cell)
    earlier = CellGenerationFactory(cell=cell, is_shown=False)
    client.force_login(cell.guide.owner)
    response = post(client, "generation_show", cell.guide_id, earlier.pk)
    shown.refresh_from_db()
    earlier.refresh_from_db()
    assert response.url == cell.get_absolute_url()
    assert (shown.is_shown, earlier.is_shown) == (False, True)


def test_choosing_a_version_can_be_undone(client, cell):
    shown = CellGenerationFactory(cell=cell)
    earlier = CellGenerationFactory(cell=cell, is_shown=False)
    client.force_login(cell.guide.owner)
    post(client, "generation_show", cell.guide_id, earlier.pk)
    undo = reverse("generation_show", args=[cell.guide_id, shown.pk])
    html = client.get(cell.get_absolute_url()).content.decode()
    assert re.search(rf'<form method="post" action="{undo}">.{{,200}}>Undo<', html, re.DOTALL)
    client.post(undo)
    shown.refresh_from_db()
    assert shown.is_shown


def test_first_version_that_is_shown_has_nothing_to_go_back_to(client, cell):
    only = CellGenerationFactory(cell=cell, status="needs_review")
    client.force_login(cell.guide.owner)
    post(client, "generation_show", cell.guide_id, only.pk)
    assert ">Undo<" not in client.get(cell.get_absolute_url()).content.decode()


def test_unfinished_version_cannot_be_shown(client, cell):
    failed = CellGenerationFactory(cell=cell, status="failed")
    client.force_login(cell.guide.owner)
    post(client, "generation_show", cell.guide_id, failed.pk)
    failed.refresh_from_db()
    assert not failed.is_shown


def test_editing_by_hand_adds_a_shown_version(client, cell):
    CellGenerationFactory(cell=cell)
    client.force_login(cell.guide.owner)
    url = reverse("cell_edit", args=[cell.guide_id, cell.pk])
    assert "Plans release 2" in client.get(url).content.decode()
    assert client.post(url, manual(text_2="")).status_code == 422
    client.post(url, manual(headline_2="Plans\nby hand"))
    shown = CellGeneration.objects.get(cell=cell, is_shown=True)
    assert (shown.engine, shown.content_json[1]["headline"]) == ("manual", "Plans by hand")
    assert CellGeneration.objects.filter(cell=cell).count() == 2


def test_cell_of_another_guide_is_not_found_under_this_one(client, cell):
    other = LevelingGuideFactory(workspace=cell.guide.workspace, owner=cell.guide.owner)
    client.force_login(cell.guide.owner)
    assert client.get(reverse("guide_cell", args=[other.pk, cell.pk])).status_code == 404


PLAN = {
    "new": "Plans with others <b>",
    "reach": "A team",
    "situations": [
        {"quote": "plans them with the team", "situation": "A release", "facts": ["fact-no-9"]},
        {"quote": "", "situation": "A project that grew", "facts": []},
    ],
    "artefacts": [],
    "below": "",
    "above": "",
    "nothing": "",
}


def by_model(cell, **fields):
    return CellGenerationFactory(
        **{
            "cell": cell,
            "engine": "openai",
            "prompt_name": "generate_examples",
            "prompt_version": "v2",
            "steps_json": {
                "plan": PLAN,
                "repaired": [],
                "landings": {example(number)["text"]: [True, ""] for number in (1, 2, 3)},
            },
            **fields,
        }
    )


def page_of(client, cell, **more) -> str:
    client.force_login(cell.guide.owner)
    response = client.get(cell.get_absolute_url(), **more)
    return " ".join(response.content.decode().split())


def test_note_stands_where_its_examples_are_and_in_the_list(client, cell):
    by_model(cell, note="less <meeting>-heavy", is_shown=False)
    by_model(cell, note="more about tools")
    html = page_of(client, cell)
    assert html.count('<p class="asked">Asked for: less &lt;meeting&gt;-heavy</p>') == 1
    assert html.index("Asked for: more about tools") < html.index("Other versions")
    by_model(cell, note="with fewer words", status="writing")
    html = page_of(client, cell)
    assert html.index("Asked for: with fewer words") < html.index("Asked for: more about tools")


def test_cell_page_says_how_a_models_set_came_about(client, cell):
    by_model(cell)
    html = page_of(client, cell)
    for words in (
        "How they came about",
        "Plans with others &lt;b&gt;",
        "A team",
        "A release <q>plans them with the team</q>",
        "<li>A project that grew</li>",
        "3 of 3 were put back into this cell by a reader who did not know their places.",
    ):
        assert words in html
    assert "fact-no-9" not in html


def test_set_without_a_models_steps_says_nothing_of_any(client, cell):
    CellGenerationFactory(cell=cell)
    assert "How they came about" not in page_of(client, cell)


def test_cell_page_polls_while_its_examples_come_and_then_stops(client, cell):
    one = by_model(cell, status="writing", steps_json={})
    assert "The row is planned first" in page_of(client, cell)
    ask = {"headers": {"HX-Request": "true"}, "data": {"v": cell.changed_in}}
    assert client.get(cell.get_absolute_url(), **ask).status_code == 204
    one.content_json = [example(1), example(2), example(3)]
    one.save()
    cell.changed_in += 1
    cell.save()
    html = page_of(client, cell, **ask)
    assert html.startswith('<div id="cell-written" hx-get=')
    assert f"?v={cell.changed_in}" in html
    assert "Written. Being compared with the cells around it" in html
    assert "Plans release 1" in html
    one.status, one.is_shown = "ready", True
    one.save()
    cell.changed_in += 1
    cell.save()
    html = page_of(client, cell, **ask)
    assert html.startswith('<div id="cell-written">')
    assert "Examples that are shown" in html
    assert "<html" not in html


def test_poll_of_a_cell_is_for_those_who_edit_it(client, cell, stranger):
    client.force_login(stranger)
    address = f"{cell.get_absolute_url()}?v={cell.changed_in}"
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 404


def test_reason_made_of_the_checks_is_said_once(client, cell):
    words = [f"Example {number} illustrates “Craft at L{number}”." for number in (1, 2)]
    failed = [
        {"criterion": criterion, "passed": False, "reason": reason}
        for criterion, reason in zip(("R11", "R9"), words, strict=True)
    ]
    by_model(cell, status="needs_review", checks=failed, reason=" ".join(words)[:60])
    client.force_login(cell.guide.owner)
    view = client.get(cell.get_absolute_url()).context["page"].view
    assert view.reasons == tuple(words)
    CellGeneration.objects.update(reason="Could not be sorted.")
    view = client.get(cell.get_absolute_url()).context["page"].view
    assert view.reasons == ("Could not be sorted.", *words)
