"""What a manager can do to a guide: each action where the status allows it, by POST alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from guides.enums import GuideStatus as Status
from guides.models import LevelingGuide
from tests.factories import LevelingGuideFactory, make_complete_guide, make_matrix

pytestmark = pytest.mark.django_db

ACTIONS = [
    ("guide_retry", Status.FAILED_BAD_PDF, Status.QUEUED),
    ("guide_parse_again", Status.FAILED_PARSE, Status.TEXT_EXTRACTED),
    ("guide_parse_again", Status.COMPLETE, Status.TEXT_EXTRACTED),
    ("guide_cancel", Status.PARSING_MATRIX, Status.FAILED_PARSE),
    ("guide_cancel", Status.QUEUED, Status.FAILED_BAD_PDF),
]


@pytest.mark.parametrize(("name", "before", "after"), ACTIONS)
def test_action_moves_the_guide_and_returns_to_it(client, name, before, after):
    guide = LevelingGuideFactory(status=before)
    client.force_login(guide.owner)
    response = client.post(reverse(name, args=[guide.pk]))
    guide.refresh_from_db()
    assert (response.url, guide.status) == (guide.get_absolute_url(), after)


@pytest.mark.parametrize("name", ["guide_retry", "guide_parse_again", "guide_confirm"])
def test_action_that_came_too_late_changes_nothing_and_says_so(client, name):
    guide = LevelingGuideFactory(status=Status.PARSING_MATRIX)
    client.force_login(guide.owner)
    response = client.post(reverse(name, args=[guide.pk]), follow=True)
    guide.refresh_from_db()
    assert guide.status == Status.PARSING_MATRIX
    assert "moved on in the meantime" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["guide_retry", "guide_parse_again", "guide_confirm", "guide_cancel"]
)
def test_action_is_refused_by_get(client, name):
    guide = LevelingGuideFactory()
    client.force_login(guide.owner)
    assert client.get(reverse(name, args=[guide.pk])).status_code == 405


def test_confirming_records_who_looked(client):
    guide = LevelingGuideFactory(status=Status.MATRIX_PARSED, review_required=True)
    make_matrix(guide, 1, 1)
    client.force_login(guide.owner)
    client.post(reverse("guide_confirm", args=[guide.pk]))
    guide.refresh_from_db()
    assert guide.confirmed_by == guide.owner
    assert not guide.is_waiting_for_review


def test_deleting_asks_first_and_then_removes_everything(client, private_files):
    guide = make_complete_guide()
    client.force_login(guide.owner)
    url = reverse("guide_delete", args=[guide.pk])
    assert "6 cells with their examples" in client.get(url).content.decode()
    assert LevelingGuide.objects.count() == 1
    response = client.post(url, follow=True)
    assert "was deleted" in response.content.decode()
    assert LevelingGuide.objects.count() == 0
    assert [path for path in private_files.rglob("*") if path.is_file()] == []


def test_pdf_comes_as_a_private_download(client, workspace, manager):
    guide = LevelingGuideFactory(workspace=workspace)
    client.force_login(manager)
    response = client.get(reverse("guide_pdf", args=[guide.pk]))
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="ladder.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "sandbox"


def test_lost_pdf_is_not_found_instead_of_an_error(client, workspace, manager):
    guide = LevelingGuideFactory(workspace=workspace)
    guide.pdf.storage.delete(guide.pdf.name)
    client.force_login(manager)
    assert client.get(reverse("guide_pdf", args=[guide.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_list_queries_do_not_grow(client, workspace, manager, count, django_assert_num_queries):
    for _ in range(count):
        make_complete_guide(workspace=workspace)
    client.force_login(manager)
    with django_assert_num_queries(5):
        html = client.get("/").content.decode()
    assert html.count("6 of 6 cells ready") == count


def test_list_teaches_the_first_step(client, manager):
    client.force_login(manager)
    html = client.get("/").content.decode()
    assert "Your first guide" in html
    assert reverse("guide_new") in html


def test_landing_page_is_for_visitors(client, db):
    assert "Show what the next level looks like" in client.get("/").content.decode()
