"""Readers' thumbs on examples: one each, changed and taken back, and seen by managers alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Role
from guides.models import ExampleFeedback
from guides.publishing.exports.plain import write_json
from guides.publishing.exports.table import read_table
from guides.publishing.services import create_link
from tests.factories import MembershipFactory, make_complete_guide, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(workspace, manager):
    guide = make_complete_guide(2, 1, workspace=workspace, owner=manager)
    publish(guide)
    return guide


def address(guide, *, edition=1, competency="c1", level="l1", index=1):
    return reverse("example_thumb", args=[guide.pk, edition, competency, level, index])


def give(client, person, guide, place=None, **data):
    client.force_login(person)
    return client.post(address(guide, **(place or {})), data)


def kept() -> list[tuple]:
    rows = ExampleFeedback.objects.select_related("generation__cell__level", "reader")
    return [
        (row.generation.cell.level.key, row.example_index, row.reader.username, row.value)
        for row in rows
    ]


def html_of(client, person, url) -> str:
    client.force_login(person)
    return client.get(url).content.decode()


def test_thumb_is_kept_changed_and_taken_back(client, guide, member):
    answer = give(client, member, guide, value="up")
    assert answer.url == f"{guide.get_absolute_url()}#c-c1--l1"
    assert kept() == [("l1", 1, member.username, "up")]
    give(client, member, guide, value="down")
    assert kept() == [("l1", 1, member.username, "down")]
    give(client, member, guide, value="back")
    assert kept() == []


def test_comment_stays_until_it_is_changed(client, guide, member):
    give(client, member, guide, value="up", comment="Clear\r\nand short")
    give(client, member, guide, value="down")
    assert ExampleFeedback.objects.get().comment == "Clear\nand short"
    give(client, member, guide, value="down", comment="")
    assert ExampleFeedback.objects.get().comment == ""


@pytest.mark.parametrize(
    "data", [{}, {"value": "sideways"}, {"value": "up", "comment": "x" * 1001}]
)
def test_anything_else_is_refused(client, guide, member, data):
    assert give(client, member, guide, **data).status_code == 302
    assert kept() == []


@pytest.mark.parametrize(
    "place", [{"index": 3}, {"level": "l9"}, {"competency": "unknown"}], ids=str
)
def test_example_that_is_not_in_the_edition_is_not_found(client, guide, member, place):
    assert give(client, member, guide, place, value="up").status_code == 404


def test_thumb_on_an_earlier_edition_is_not_kept(client, guide, member):
    publish(guide, number=2)
    assert give(client, member, guide, value="up").url == guide.get_absolute_url()
    assert kept() == []


def test_thumb_on_a_withdrawn_guide_is_not_found(client, guide, member, manager):
    guide.editions.update(withdrawn_at="2100-01-01T00:00Z")
    assert give(client, member, guide, value="up").status_code == 404
    assert give(client, manager, guide, value="up").status_code == 404


def test_thumb_on_examples_that_are_gone_says_so(client, guide, member):
    guide.generations.all().delete()
    answer = give(client, member, guide, value="up")
    assert answer.url == guide.get_absolute_url()
    assert kept() == []


def test_script_gets_the_thumbs_of_the_example_alone(client, guide, member):
    client.force_login(member)
    answer = client.post(address(guide), {"value": "up"}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.startswith('<div class="thumbs" id="t-c1--l1--1">')
    assert html.count('aria-pressed="true"') == 1
    assert "Helpful: Plans release 2" in html


def test_script_with_an_old_edition_reloads_the_page(client, guide, member):
    publish(guide, number=2)
    client.force_login(member)
    answer = client.post(address(guide), {"value": "up"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_reader_sees_only_their_own_thumb(client, guide, workspace, member):
    other = MembershipFactory(workspace=workspace, role=Role.MEMBER).user
    give(client, other, guide, value="down", comment="Not how we work")
    give(client, member, guide, value="up", comment="<b>Mine</b>")
    html = html_of(client, member, guide.get_absolute_url())
    assert html.count('aria-pressed="true"') == 1
    assert html.count('aria-pressed="false"') == 11
    assert "&lt;b&gt;Mine&lt;/b&gt;" in html
    assert "Not how we work" not in html


def test_manager_sees_counts_and_comments_without_names(client, guide, workspace, member, manager):
    other = MembershipFactory(workspace=workspace, role=Role.MEMBER).user
    give(client, other, guide, value="down", comment="Not <i>how</i> we work")
    give(client, member, guide, value="up")
    cell = guide.cells.get(level__key="l1")
    html = html_of(client, manager, cell.get_absolute_url())
    assert "1 found it helpful, 1 did not" in html
    assert "Not &lt;i&gt;how&lt;/i&gt; we work" in html
    assert other.username not in html
    matrix = html_of(client, manager, guide.get_absolute_url())
    assert matrix.count("not helpful</span>") == 1
    assert "we work" not in matrix


def test_pages_without_an_account_show_no_thumbs(client, guide, member, manager):
    give(client, member, guide, value="up", comment="Mine")
    _, token = create_link(guide, manager, label="", days=None, sign_in_required=False)
    client.logout()
    html = client.get(reverse("shared_guide", args=[token])).content.decode()
    assert "Plans release 1" in html
    assert "thumb" not in html
    assert "helpful" not in html


def test_generation_is_named_in_no_page_and_no_file(client, guide, member):
    content = guide.editions.get().content_json
    names = [cell["generation"] for cell in content["cells"]]
    assert set(names) == {str(row.pk) for row in guide.generations.all()}
    html = html_of(client, member, guide.get_absolute_url())
    data = write_json(read_table(content, version="Edition 1")).decode()
    assert not any(name in html or name in data for name in names)


def test_edition_from_before_thumbs_is_read_without_them(client, guide, member):
    edition = guide.editions.get()
    for cell in edition.content_json["cells"]:
        del cell["generation"]
    edition.save()
    html = html_of(client, member, guide.get_absolute_url())
    assert "Plans release 1" in html
    assert "aria-pressed" not in html
    assert give(client, member, guide, value="up").status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_published_page_queries_do_not_grow(
    client, guide, member, count, django_assert_num_queries
):
    for index in range(count):
        for level in ("l1", "l2"):
            give(client, member, guide, {"level": level, "index": index % 3}, value="up")
    client.force_login(member)
    with django_assert_num_queries(6):
        client.get(guide.get_absolute_url())
