"""A guide's page: who sees what of it, and what it costs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from guides.enums import ArtifactType, GuideStatus
from guides.matrix.page import LevelView
from guides.models import GuideCell
from tests.factories import (
    CellGenerationFactory,
    LevelingGuideFactory,
    example,
    make_complete_guide,
    make_matrix,
    publish,
)

pytestmark = pytest.mark.django_db


def test_matrix_shows_each_definition_and_its_three_examples(client):
    guide = make_complete_guide(levels=2, competencies=1)
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert html.count("Breaks a project into tasks</span> and plans them with the team.") == 2
    assert [html.count(f"Plans release {number}<") for number in (1, 2, 3)] == [2, 2, 2]
    assert "A guide is not a checklist" in html


@pytest.mark.parametrize("size", [(2, 1), (6, 8)])
def test_matrix_queries_do_not_grow(client, size, django_assert_num_queries):
    guide = make_complete_guide(*size)
    client.force_login(guide.owner)
    with django_assert_num_queries(12):
        client.get(guide.get_absolute_url())


def test_matrix_of_another_workspace_is_not_found(client, stranger):
    guide = make_complete_guide()
    client.force_login(stranger)
    assert client.get(guide.get_absolute_url()).status_code == 404


def test_matrix_asks_a_visitor_to_sign_in(client):
    guide = make_complete_guide()
    response = client.get(guide.get_absolute_url())
    assert response.url == f"{reverse('login')}?next={guide.get_absolute_url()}"


def test_member_sees_the_edition_and_nothing_of_the_draft(client, workspace, member):
    guide = make_complete_guide(workspace=workspace)
    publish(guide)
    GuideCell.objects.filter(guide=guide).update(definition_text="A secret draft.")
    client.force_login(member)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "A secret draft." not in html
    assert "plans them with the team." in html
    assert "Write again" not in html
    assert "/regenerate/" not in html


def test_member_does_not_find_an_unpublished_guide(client, workspace, member):
    guide = make_complete_guide(workspace=workspace)
    client.force_login(member)
    assert client.get(guide.get_absolute_url()).status_code == 404


def test_member_does_not_see_what_needs_review(client, workspace, member):
    guide = LevelingGuideFactory(workspace=workspace)
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell, status="needs_review", note="a private wish")
    edition = publish(guide)
    client.force_login(member)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Plans release" not in html
    assert edition.content_json["cells"][0]["examples"] == []
    assert "a private wish" not in str(edition.content_json)


def test_matrix_shows_markup_of_a_guide_as_plain_text(client):
    guide = LevelingGuideFactory()
    (cell,) = make_matrix(guide, 1, 1)
    GuideCell.objects.update(definition_text="<script>alert(1)</script>\n• <img src=x onerror=y>")
    CellGenerationFactory(
        cell=cell, content_json=[example(n, text="<b>bold</b>") for n in (1, 2, 3)]
    )
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("&lt;b&gt;bold&lt;/b&gt;") == 3


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (GuideStatus.QUEUED, "", "Waiting to be read"),
        (GuideStatus.PARSING_MATRIX, "", "Recovering the matrix"),
        (GuideStatus.FAILED_BAD_PDF, "encrypted", "Replace the PDF"),
        (GuideStatus.FAILED_BAD_PDF, "worker_lost", "Try again"),
        (GuideStatus.FAILED_PARSE, "no_matrix", "Enter the matrix by hand"),
        (GuideStatus.FAILED_GENERATION, "llm_unavailable", "Retry 1 cell"),
    ],
)
def test_each_status_offers_its_next_step(client, status, code, words):
    guide = LevelingGuideFactory(status=status, error_code=code)
    if status == GuideStatus.FAILED_GENERATION:
        CellGenerationFactory(cell=make_matrix(guide, 1, 1)[0], status="failed")
    client.force_login(guide.owner)
    assert words in client.get(guide.get_absolute_url()).content.decode()


def test_guide_waiting_for_review_offers_to_continue(client):
    guide = LevelingGuideFactory(status=GuideStatus.MATRIX_PARSED, review_required=True)
    make_matrix(guide, 1, 1)
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Looks right, continue" in html
    assert 'hx-trigger="every' not in html


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("writing", "Writing examples"),
        ("waiting", "Waiting its turn"),
        ("failed", "Not written yet"),
        ("needs_review", "Check before sharing"),
    ],
)
def test_each_cell_state_has_its_words(client, status, words):
    guide = LevelingGuideFactory(status=GuideStatus.GENERATING_EXAMPLES)
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell, status=status)
    client.force_login(guide.owner)
    assert words in client.get(guide.get_absolute_url()).content.decode()


def test_cell_without_text_says_that_the_guide_is_silent(client):
    guide = LevelingGuideFactory()
    first, _ = make_matrix(guide, 2, 1)
    first.delete()
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert html.count("The guide says nothing here") == 1


def test_set_that_a_manager_shows_anyway_reaches_readers(client, workspace, member):
    guide = LevelingGuideFactory(workspace=workspace)
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell, status="needs_review", is_shown=True)
    publish(guide)
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Shown by choice" in html
    assert "Check before sharing" not in html
    client.force_login(member)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Plans release 1<" in html
    assert "Shown by choice" not in html


def test_guide_waiting_for_review_says_why(client):
    guide = LevelingGuideFactory(status=GuideStatus.MATRIX_PARSED, review_required=True)
    make_matrix(guide, 1, 1)
    guide.parse_runs.create(
        strategy="prose", status="ok", chosen=True, reasons=["Two levels have <one> name."]
    )
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Two levels have &lt;one&gt; name." in html


def test_pdf_of_several_guides_asks_which(client):
    guide = LevelingGuideFactory(status=GuideStatus.MATRIX_PARSED, review_required=True)
    make_matrix(guide, 1, 1)
    found = {"levels": [{"code": "L1", "title": ""}], "competencies": [{"name": "Craft"}]}
    guide.artifacts.create(
        type=ArtifactType.MATRIX,
        sha256="0" * 64,
        content_json={"guides": [{"title": name, **found} for name in ("Designer", "Writer")]},
    )
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "This PDF holds 2 guides. Choose which ones you want." in html
    assert reverse("guide_review", args=[guide.pk]) in html
    assert "Looks right, continue" not in html
    guide.guide_index = 0
    guide.save()
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Looks right, continue" in html
    assert "This PDF holds" not in html


@pytest.mark.parametrize(
    ("code", "title", "mark"),
    [
        ("L2", "Engineer", "L2"),
        ("", "Engineer", "Level 2"),
        ("", "Level 2", ""),
        ("", "Engineer II", ""),
        ("Level 2", "Level 2", ""),
        ("Level 2", "", "Level 2"),
    ],
)
def test_level_is_numbered_only_where_that_adds_something(code, title, mark):
    level = LevelView("key", code, title, "", 2)
    assert level.mark == mark
    assert level.name.count("Level 2") <= 1
