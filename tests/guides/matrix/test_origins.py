"""Who wrote what: counted, in words, where the reader looks."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from guides.matrix.origins import CellOrigin, authorship, origin_of
from guides.publishing.exports import FORMATS, read_table
from guides.publishing.services import create_link, draft_content
from tests.factories import (
    CellGenerationFactory,
    LevelingGuideFactory,
    UserFactory,
    example,
    make_complete_guide,
    make_matrix,
    publish,
)

CHECK = "Check what a language model wrote before you use it in a review."


@pytest.mark.core
@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ([], ""),
        ([CellOrigin(())], ""),
        (
            [CellOrigin(("bank",))] * 21 + [CellOrigin(("manual",))] * 3,
            "21 cells from the bank, 3 by hand",
        ),
        ([CellOrigin(("model",))], "1 cell by a language model"),
        ([CellOrigin(("case",))], "1 cell from the guide’s own words"),
        (
            [CellOrigin(("chat",), True, "Dana"), CellOrigin(("chat",), True, "Mara")],
            "2 cells pasted from a chat, checked by Dana and Mara",
        ),
        ([CellOrigin(("chat",), True)], "1 cell pasted from a chat, checked by a person"),
        (
            [CellOrigin(("model",), True, "Dana"), CellOrigin(("model",))],
            "2 cells by a language model, 1 of them checked by Dana",
        ),
        ([CellOrigin(("bank", "manual"))], "1 cell from the bank, 1 by hand"),
    ],
)
def test_origins_are_counted_in_cells(cells, counts):
    assert authorship(cells).counts == counts


@pytest.mark.core
@pytest.mark.parametrize(
    ("origin", "asks"),
    [("bank", False), ("case", False), ("manual", False), ("model", True), ("chat", True)],
)
def test_reader_is_asked_to_check_what_a_model_wrote(origin, asks):
    assert (CHECK in authorship([CellOrigin((origin,))]).sentence) == asks


@pytest.mark.core
@pytest.mark.parametrize(
    ("item", "engine", "origin"),
    [
        ({"origin": "case"}, "offline", "case"),
        ({}, "offline", "bank"),
        ({}, "openai", "model"),
        ({}, "manual", "manual"),
        ({"origin": "unheard of"}, "offline", "model"),
        ({}, "", "model"),
    ],
)
def test_origin_is_the_example_s_own_or_its_engine_s(item, engine, origin):
    assert origin_of(item, engine) == origin


@pytest.fixture
def guide(db):
    """Cells from the bank, by hand and from a chat, the last checked by Dana."""
    guide = LevelingGuideFactory()
    bank, hand, chat = make_matrix(guide, 3, 1)
    dana = UserFactory(first_name="Dana")
    CellGenerationFactory(cell=bank, content_json=[example(1, origin="bank")])
    CellGenerationFactory(cell=hand, engine="manual", content_json=[example(2, origin="manual")])
    CellGenerationFactory(
        cell=chat,
        engine="openai",
        content_json=[example(3, origin="chat")],
        checked_by=dana,
        checked_at=timezone.now(),
    )
    return guide


def test_manager_reads_who_wrote_and_who_looked(client, guide):
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert "1 cell from the bank, 1 pasted from a chat, checked by Dana, 1 by hand" in html
    assert "From a chat, checked by Dana" in html
    assert html.index("Who wrote the examples") < html.index("<table")
    assert "written by AI" not in html
    cell = guide.cells.get(generations__content_json__0__origin="chat")
    html = client.get(cell.get_absolute_url()).content.decode()
    assert html.index("Examples pasted from a chat, checked by Dana") < html.index("<section")


def test_reader_learns_who_wrote_but_no_name_of_who_looked(client, guide):
    publish(guide)
    _, token = create_link(guide, guide.owner, label="", days=None, sign_in_required=False)
    for name in ("shared_guide", "shared_compare"):
        html = client.get(reverse(name, args=[token]), follow=True).content.decode()
        assert "Who wrote the examples" in html
        assert "Dana" not in html
    assert "1 cell from the bank, 1 by hand" in html
    html = client.get(reverse("shared_guide", args=[token])).content.decode()
    assert "1 pasted from a chat, checked by a person" in html
    for words in (">From the bank<", ">By hand<", ">Pasted from a chat<"):
        assert html.count(words) == 1


def test_json_says_the_origin_of_each_example(guide):
    table = read_table(draft_content(guide), version="Draft")
    content = json.loads(FORMATS["json"].write(table))
    origins = [one["origin"] for cell in content["cells"] for one in cell["examples"]]
    assert origins == ["bank", "manual", "chat"]
    assert content["notes"][0].startswith("Examples: 1 cell from the bank, 1 pasted from a chat")
    assert "Dana" not in json.dumps(content)


@pytest.mark.django_db
def test_edition_from_before_origins_is_still_shown(client):
    guide = make_complete_guide(1, 1)
    edition = publish(guide)
    for cell in edition.content_json["cells"]:
        del cell["is_checked"]
        for one in cell["examples"]:
            del one["origin"]
    edition.save()
    _, token = create_link(guide, guide.owner, label="", days=None, sign_in_required=False)
    html = client.get(reverse("shared_guide", args=[token])).content.decode()
    assert "1 cell from the bank" in html
