import re
from pathlib import Path

import pytest
from django.urls import reverse

from guides.models import LevelingGuide
from guides.source import reading, views
from levelingai.sandbox.places import RETRY_S, Places
from tests.browser.paper import paper_guide
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def guide(workspace, manager):
    return paper_guide(workspace, manager)


def picture(client, guide, number=1, **headers):
    return client.get(reverse("guide_page_image", args=[guide.pk, number]), **headers)


def test_page_image_is_a_private_png(client, guide, manager):
    client.force_login(manager)
    answer = picture(client, guide)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "private, max-age=600"
    assert answer.content.startswith(b"\x89PNG")


def test_page_image_that_the_browser_has_is_not_drawn_again(client, guide, manager, monkeypatch):
    client.force_login(manager)
    tag = picture(client, guide)["ETag"]

    def refuse(*args, **kwargs):
        raise AssertionError("drawn again")

    monkeypatch.setattr("guides.source.views.render_page", refuse)
    assert picture(client, guide, HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_page_image_of_another_file_has_another_tag(client, guide, manager):
    client.force_login(manager)
    tag = picture(client, guide)["ETag"]
    LevelingGuide.objects.filter(pk=guide.pk).update(sha256="9" * 64)
    assert picture(client, guide)["ETag"] != tag


@pytest.mark.parametrize("number", [0, 2, 999])
def test_page_that_the_pdf_does_not_have_is_not_there(client, guide, manager, number):
    client.force_login(manager)
    assert picture(client, guide, number).status_code == 404


def test_page_image_of_a_broken_file_is_not_there(client, guide, manager):
    with guide.pdf.open("wb") as file:
        file.write(b"%PDF-1.4 broken")
    client.force_login(manager)
    assert picture(client, guide).status_code == 404


def test_page_image_is_for_editors_of_the_workspace(client, guide, member, stranger):
    for person in (member, stranger, MembershipFactory().user):
        client.force_login(person)
        assert picture(client, guide).status_code == 404
    client.logout()
    assert picture(client, guide).status_code == 302


def test_page_image_waits_its_turn_only_so_long(client, guide, manager, monkeypatch):
    monkeypatch.setattr("guides.source.views.PLACES", Places("picture", at_once=1))
    client.force_login(manager)
    with views.PLACES.taken():
        answer = picture(client, guide)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer["Cache-Control"] == "no-store"
    assert picture(client, guide).status_code == 200


def test_slow_pages_leave_most_threads_to_others():
    web = next(line for line in (ROOT / "Procfile").read_text().splitlines() if "gunicorn" in line)
    threads = int(re.search(r"--threads (\d+)", web)[1])
    workers = int(re.search(r"-w (\d+)", web)[1])
    assert views.PLACES.at_once + views.PLACES.waiting <= threads * workers / 2
    longest_s = views.PLACES.patience_s + reading.PICTURE_LIMITS.wall_s
    assert longest_s <= RETRY_S
