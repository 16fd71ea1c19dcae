"""The live strip: what a poll answers and what it costs."""

from __future__ import annotations

import time

import pytest
from django.db.models import F
from django.urls import reverse

from guides.enums import GuideStatus
from guides.models import GuideCell, LevelingGuide
from guides.overview.polling import Poll
from tests.factories import CellGenerationFactory, LevelingGuideFactory, make_matrix

pytestmark = pytest.mark.django_db

SIZES = [(2, 1), (6, 8)]


def running_guide(levels=2, competencies=1) -> LevelingGuide:
    guide = LevelingGuideFactory(status=GuideStatus.GENERATING_EXAMPLES)
    for cell in make_matrix(guide, levels, competencies):
        CellGenerationFactory(cell=cell)
    return guide


def stamp(client, guide) -> str:
    return client.get(guide.get_absolute_url()).context["matrix"].stamp


def poll(client, guide, version, known="", **headers):
    return client.get(
        reverse("guide_status", args=[guide.pk]), {"v": version, "m": known}, headers=headers
    )


def change(cells) -> None:
    guide = cells[0].guide
    LevelingGuide.objects.filter(pk=guide.pk).update(version=F("version") + 1)
    GuideCell.objects.filter(pk__in=[cell.pk for cell in cells]).update(
        changed_in=LevelingGuide.objects.get(pk=guide.pk).version
    )


@pytest.mark.parametrize("size", SIZES)
def test_unchanged_poll_costs_three_queries(client, size, django_assert_num_queries):
    guide = running_guide(*size)
    client.force_login(guide.owner)
    etag = Poll(guide, guide.version, "").etag
    with django_assert_num_queries(3):
        response = poll(client, guide, guide.version, **{"If-None-Match": etag})
    assert response.status_code == 304
    with django_assert_num_queries(3):
        response = poll(client, guide, guide.version)
    assert (response.status_code, response.content, response["ETag"]) == (204, b"", etag)


@pytest.mark.parametrize("size", SIZES)
def test_changed_poll_costs_six_queries(client, size, django_assert_num_queries):
    guide = running_guide(*size)
    client.force_login(guide.owner)
    known = stamp(client, guide)
    cells = list(guide.cells.select_related("guide"))
    change(cells)
    with django_assert_num_queries(6):
        response = poll(client, guide, guide.version, known)
    assert response.content.decode().count('hx-swap-oob="true"') == len(cells)


def test_changed_poll_brings_the_changed_cells_alone(client):
    guide = running_guide()
    client.force_login(guide.owner)
    known = stamp(client, guide)
    first, _ = guide.cells.select_related("guide", "competency", "level")
    change([first])
    html = poll(client, guide, guide.version, known).content.decode()
    assert html.count('hx-swap-oob="true"') == 1
    assert f'id="c-{first.competency.key}--{first.level.key}"' in html


def test_poll_goes_on_while_the_guide_runs_and_then_stops(client):
    guide = running_guide()
    client.force_login(guide.owner)
    known = stamp(client, guide)
    LevelingGuide.objects.update(version=2)
    assert "every 2s" in poll(client, guide, 1, known).content.decode()
    LevelingGuide.objects.update(version=3, status=GuideStatus.COMPLETE)
    html = poll(client, guide, 2, known).content.decode()
    assert "hx-trigger" not in html
    assert '<div id="progress"></div>' in html


def test_poll_is_frequent_for_ten_seconds_and_slows_down_once(client):
    guide = running_guide()
    client.force_login(guide.owner)
    page = client.get(guide.get_absolute_url()).content.decode()
    assert "every 500ms" in page
    url = reverse("guide_status", args=[guide.pk])
    query = {"v": guide.version, "m": "", "t": int(time.time()) - 11}
    html = client.get(url, query).content.decode()
    assert "every 2s" in html
    assert "&amp;t=" not in html


def test_poll_fetches_a_matrix_that_is_new_to_the_page(client):
    guide = running_guide()
    client.force_login(guide.owner)
    html = poll(client, guide, 0, known="").content.decode()
    assert f'hx-get="{guide.get_absolute_url()}" hx-trigger="load"' in html
    again = poll(client, guide, 0, known=stamp(client, guide)).content.decode()
    assert 'hx-trigger="load"' not in again


def test_fragment_of_the_matrix_has_no_page_around_it(client):
    guide = running_guide()
    client.force_login(guide.owner)
    response = client.get(guide.get_absolute_url(), headers={"HX-Request": "true"})
    html = response.content.decode()
    assert html.startswith('<div id="matrix-area">')
    assert "<html" not in html
    assert "HX-Request" in response["Vary"]


def test_poll_of_a_removed_matrix_empties_its_place(client):
    guide = running_guide()
    client.force_login(guide.owner)
    known = stamp(client, guide)
    LevelingGuide.objects.update(version=2, status=GuideStatus.PARSING_MATRIX)
    html = poll(client, guide, 1, known).content.decode()
    assert '<div id="matrix-area" hx-swap-oob="true"></div>' in html
    assert "Recover the matrix" in html


def test_poll_without_a_session_leaves_for_the_sign_in(client):
    guide = running_guide()
    page = f"http://testserver{guide.get_absolute_url()}"
    response = poll(client, guide, 1, **{"HX-Request": "true", "HX-Current-URL": page})
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/accounts/login/?next=%2Fguides%2F")


def test_poll_of_a_foreign_guide_is_not_found(client, stranger):
    client.force_login(stranger)
    assert poll(client, running_guide(), 1).status_code == 404


@pytest.mark.parametrize("query", ["v=abc&t=x", "v=-1", "v=99999999999999999999", ""])
def test_poll_survives_a_strange_address(client, query):
    guide = running_guide()
    client.force_login(guide.owner)
    url = reverse("guide_status", args=[guide.pk])
    assert client.get(f"{url}?{query}").status_code == 200


def test_strip_counts_what_is_open_and_what_went_wrong(client):
    guide = LevelingGuideFactory(status=GuideStatus.GENERATING_EXAMPLES)
    states = ("ready", "ready", "writing", "waiting", "waiting", "failed")
    for cell, status in zip(make_matrix(guide, 3, 2), states, strict=True):
        CellGenerationFactory(cell=cell, status=status)
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "<b>2 of 6</b> cells ready" in html
    assert "1 being written, 2 waiting, 1 needs another try." in html


def test_regenerated_cell_keeps_its_examples_and_says_that_new_ones_come(client):
    guide = LevelingGuideFactory(status=GuideStatus.GENERATING_EXAMPLES)
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell)
    CellGenerationFactory(cell=cell, status="writing")
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "Plans release 1<" in html
    assert "Writing again" in html
    assert "<b>0 of 1</b> cell ready" in html


def test_stopped_guide_follows_its_open_cells_until_they_are_closed(client):
    guide = LevelingGuideFactory(status=GuideStatus.FAILED_GENERATION, error_code="cancelled")
    (cell,) = make_matrix(guide, 1, 1)
    generation = CellGenerationFactory(cell=cell, status="waiting")
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "every 500ms" in html
    assert "Continue" in html
    generation.delete()
    assert "every 500ms" not in client.get(guide.get_absolute_url()).content.decode()


def test_level_without_a_code_is_named_by_its_title_alone(client):
    guide = LevelingGuideFactory()
    make_matrix(guide, 1, 1)
    guide.levels.update(code="", title="Principal")
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert '<span class="ln">Principal</span>' in html
    assert "Level 1" not in html
