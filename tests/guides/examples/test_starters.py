"""Starters: who sees them, and how one is completed in place."""

from __future__ import annotations

import gzip

import pytest
from django.urls import reverse

from guides.examples.composing import compose, headline_of
from guides.models import CellGeneration, GuideCell
from tests.factories import (
    DEFINITION,
    CellGenerationFactory,
    LevelingGuideFactory,
    make_bare_guide,
    make_matrix,
    publish,
    starter,
)

pytestmark = pytest.mark.django_db

ANSWERS = {
    "did": "Breaks the date filter",
    "to": "into five tickets",
    "changed": "support sees what is left",
    "seen": "The board of the filter",
}
FRAGMENT = {"HX-Request": "true"}
MAX_PAGE_BYTES = 60_000


@pytest.fixture
def cell():
    guide = LevelingGuideFactory()
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell, status="starters", starter_json=starter())
    return cell


def start(client, cell, headers=None, **changes):
    url = reverse("cell_start", args=[cell.guide_id, cell.pk])
    return client.post(url, ANSWERS | changes, headers=headers)


def page(client, address) -> str:
    return client.get(address).content.decode()


def test_manager_sees_the_starter_folded_in_its_cell(client, cell):
    client.force_login(cell.guide.owner)
    html = page(client, cell.guide.get_absolute_url())
    for words in (
        "Not written yet.",
        "Start it here",
        "<q>plans them with the team</q>",
        "<b>with the team</b>",
        "Where can one see it?",
    ):
        assert words in html
    assert '<details class="starter exs">' in html
    assert html.count(reverse("cell_start", args=[cell.guide_id, cell.pk])) == 2


def test_starter_for_other_words_is_not_offered(client, cell):
    GuideCell.objects.update(definition_text="Asks for something else by now.")
    client.force_login(cell.guide.owner)
    html = page(client, cell.guide.get_absolute_url())
    assert "Not written yet" in html
    assert "plans them with the team" not in html


def test_completing_a_starter_makes_one_example_by_hand(client, cell):
    client.force_login(cell.guide.owner)
    response = start(client, cell)
    made = CellGeneration.objects.get(is_shown=True)
    assert response.url == cell.get_absolute_url()
    assert (made.engine, made.status, made.created_by) == ("manual", "ready", cell.guide.owner)
    (one,) = made.content_json
    assert one["text"] == "Breaks the date filter into five tickets; support sees what is left."
    assert one["headline"] == "Breaks the date filter into five tickets"
    assert one["evidence"] == "The board of the filter"
    assert (one["illustrates"], one["origin"]) == ("plans them with the team", "manual")
    html = page(client, cell.get_absolute_url())
    assert "Your example is saved and shown." in html
    assert "Examples by hand, by" in html
    assert "Not written yet" not in html


def test_completing_by_script_answers_with_the_strip_and_the_cell(client, cell):
    client.force_login(cell.guide.owner)
    known = client.get(cell.guide.get_absolute_url()).context["matrix"].stamp
    html = start(client, cell, headers=FRAGMENT, m=known).content.decode()
    assert html.lstrip().startswith('<div id="progress">')
    assert html.count('class="cell s-ready"') == 1
    assert "1 cell by hand" in html
    assert "Your example is saved and shown." in html
    assert "data-focus" in html


@pytest.mark.parametrize("name", ANSWERS)
def test_open_answer_comes_back_in_the_cell(client, cell, name):
    client.force_login(cell.guide.owner)
    response = start(client, cell, headers=FRAGMENT, **{name: " "})
    html = response.content.decode()
    assert response.status_code == 422
    assert response["HX-Retarget"] == f"#c-{cell.competency.key}--{cell.level.key}"
    assert "Please answer what is still open." in html
    assert html.count("Still open.") == 1
    assert '<details class="starter exs" open>' in html
    typed = [text for key, text in ANSWERS.items() if key != name]
    assert all(text in html for text in typed)
    assert CellGeneration.objects.count() == 1


def test_open_answer_comes_back_on_the_cell_page_without_script(client, cell):
    client.force_login(cell.guide.owner)
    response = start(client, cell, changed="")
    html = response.content.decode()
    assert response.status_code == 422
    assert "<h1>" in html
    assert "The board of the filter" in html


def test_answers_are_shown_as_plain_text(client, cell):
    client.force_login(cell.guide.owner)
    html = start(client, cell, headers=FRAGMENT, did="<b>x</b>", seen="").content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    start(client, cell, did="<b>x</b>")
    assert "<b>x" not in page(client, cell.guide.get_absolute_url())


def test_examples_saved_meanwhile_are_not_replaced(client, cell):
    other = CellGenerationFactory(cell=cell, engine="manual")
    client.force_login(cell.guide.owner)
    response = start(client, cell, headers=FRAGMENT)
    assert response.status_code == 422
    assert "in the meantime" in response.content.decode()
    other.refresh_from_db()
    assert other.is_shown
    assert start(client, cell).status_code == 422


def test_cell_without_a_starter_has_nothing_to_complete(client, cell):
    CellGeneration.objects.all().delete()
    client.force_login(cell.guide.owner)
    assert start(client, cell).url == cell.get_absolute_url()
    assert not CellGeneration.objects.exists()


def test_reworded_definition_is_illustrated_whole():
    made = compose(ANSWERS, quote="words that are gone", definition=DEFINITION)
    assert made.illustrates == DEFINITION


@pytest.mark.parametrize(
    ("did", "to", "changed", "text"),
    [
        ("Cuts", "the list.", "It is read.", "Cuts the list. It is read."),
        ("kürzt,", "die Liste", "sie wird gelesen", "Kürzt die Liste; sie wird gelesen."),
        ("整理了", "发布清单", "团队每周少开一次会", "整理了发布清单。团队每周少开一次会。"),
    ],
)
def test_answers_are_joined_in_their_own_words(did, to, changed, text):
    answers = {"did": did, "to": to, "changed": changed, "seen": "x"}
    assert compose(answers, quote="", definition=DEFINITION).text == text


def test_headline_is_the_first_words_without_a_loose_end():
    act = "replaces three night alerts by one page per the harbour of the north"
    assert headline_of(act) == "Replaces three night alerts by one page"


def test_readers_see_neither_starters_nor_reasons(client, workspace, member):
    guide = make_bare_guide(workspace=workspace)
    publish(guide)
    client.force_login(member)
    html = page(client, guide.get_absolute_url())
    for words in ("Not written yet", "plans them with the team</q>", "falls short", "No examples"):
        assert words not in html
    assert html.count("Breaks a project into tasks") == 3


def test_cell_that_asks_for_nothing_says_why(client):
    guide = make_bare_guide()
    client.force_login(guide.owner)
    words = "This level describes what falls short: no examples"
    assert page(client, guide.get_absolute_url()).count(words) == 1
    cell = guide.cells.get(generations__status="abstained")
    html = page(client, cell.get_absolute_url())
    assert words in html
    assert ".." not in html.split(words)[1][:3]


def test_manager_learns_why_there_are_fewer_than_three(client):
    guide = LevelingGuideFactory()
    (cell,) = make_matrix(guide, 1, 1)
    row = CellGenerationFactory(cell=cell, reason="2 of 3: Example 3 names a person.")
    row.content_json = row.content_json[:2]
    row.save()
    client.force_login(guide.owner)
    for address in (guide.get_absolute_url(), cell.get_absolute_url()):
        html = page(client, address)
        assert "2 of 3: Example 3 names a person." in html
        assert html.count("2 of 3") == 1


def test_page_of_starters_stays_light(client, django_assert_num_queries):
    guide = LevelingGuideFactory()
    for cell in make_matrix(guide, 6, 8):
        CellGenerationFactory(cell=cell, status="starters", starter_json=starter())
    client.force_login(guide.owner)
    with django_assert_num_queries(14):
        html = client.get(guide.get_absolute_url()).content
    assert len(gzip.compress(html)) < MAX_PAGE_BYTES
