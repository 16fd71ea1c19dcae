"""Guides without examples in every cell: published, exported and compared with what they have."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from guides.publishing import services
from guides.publishing.content import from_edition
from guides.publishing.exports import FORMATS, read_table
from guides.publishing.printing import page_of
from guides.publishing.services import create_link, draft_content
from tests.factories import (
    DEFINITION,
    FALLS_SHORT,
    CellGenerationFactory,
    LevelingGuideFactory,
    make_bare_guide,
    make_matrix,
    publish,
    starter,
)

pytestmark = pytest.mark.django_db

HIDDEN = ("What was done?", FALLS_SHORT, "starter", "Not written yet", "No examples yet")


def text_of(table, ending) -> str:
    if ending == "pdf":
        return page_of(table)
    data = FORMATS[ending].write(table)
    if ending != "xlsx":
        return data.decode()
    book = load_workbook(io.BytesIO(data))
    return "\n".join(str(c.value) for sheet in book for row in sheet.rows for c in row if c.value)


@pytest.mark.parametrize("ending", [*FORMATS, "pdf"])
def test_file_holds_definitions_alone_where_there_are_no_examples(ending):
    table = read_table(draft_content(make_bare_guide()), version="Draft")
    text = text_of(table, ending)
    assert text.count("Breaks a project into tasks and plans them with the team.") >= 3
    assert "Plans release 1" in text
    assert not [words for words in HIDDEN if words in text]


def test_edition_holds_neither_starters_nor_reasons():
    edition = publish(make_bare_guide())
    cells = edition.content_json["cells"]
    assert [len(cell["examples"]) for cell in cells] == [1, 0, 0]
    assert {cell["definition"] for cell in cells} == {DEFINITION}
    assert not [words for words in HIDDEN if words in str(cells)]
    states = [cell.state for row in from_edition(edition).rows for cell in row.cells]
    assert states == ["ready", "defined", "defined"]


@pytest.mark.parametrize("name", ["shared_guide", "shared_compare"])
def test_shared_page_shows_definitions_alone(client, name):
    guide = make_bare_guide()
    publish(guide)
    _, token = create_link(guide, guide.owner, label="", days=None, sign_in_required=False)
    html = client.get(reverse(name, args=[token]), follow=True).content.decode()
    assert not [words for words in HIDDEN if words in html]


def test_manager_compares_without_starters(client):
    guide = make_bare_guide()
    client.force_login(guide.owner)
    html = client.get(reverse("guide_compare", args=[guide.pk]), follow=True).content.decode()
    assert not [words for words in HIDDEN if words in html]


def test_publish_page_counts_and_offers_the_ways_on(client):
    guide = make_bare_guide()
    client.force_login(guide.owner)
    html = client.get(reverse("guide_share", args=[guide.pk])).content.decode()
    assert "<b>1</b> cell has examples, <b>1</b> has a starter" in html
    assert "Connect a model" in html
    assert "Write by hand" in html


def test_definitions_alone_are_published(client):
    guide = LevelingGuideFactory()
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell, status="starters", starter_json=starter())
    client.force_login(guide.owner)
    html = client.get(reverse("guide_share", args=[guide.pk])).content.decode()
    assert "Publish definitions alone" in html
    edition = services.publish(guide, guide.owner)
    assert edition.content_json["cells"][0]["examples"] == []


@pytest.mark.parametrize("address", ["/", None])
def test_list_and_strip_count_examples_and_starters(client, address):
    guide = make_bare_guide()
    client.force_login(guide.owner)
    html = client.get(address or guide.get_absolute_url()).content.decode()
    plain = html.replace("<b>", "").replace("</b>", "")
    assert "1 cell has examples, 1 has a starter" in plain


def test_strip_offers_the_ways_on(client):
    guide = make_bare_guide()
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    start = guide.cells.get(generations__status="starters").get_absolute_url()
    for words in ("Connect a model", "Publish as it is", f'href="{start}"', "1 asks for none."):
        assert words in html
