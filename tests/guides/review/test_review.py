import re

import pytest
from django.urls import reverse

from guides.enums import ArtifactType, GuideStatus
from guides.models import GuideArtifact
from tests.factories import make_bare_guide
from tests.guides.making import cell_at, make_guide, make_person, table, write_examples

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def guide():
    return make_guide(status=GuideStatus.MATRIX_PARSED, review_required=True)


@pytest.fixture
def manager(client, guide):
    client.force_login(guide.owner)
    return client


def address(guide, query=""):
    return f"{reverse('guide_review', args=[guide.pk])}{query}"


def correct(client, guide, action, data=None, **extra):
    return client.post(
        reverse("guide_correct", args=[guide.pk]), {"action": action, **(data or {})}, **extra
    )


def store_document(guide, quality=None):
    pages = [
        {"number": n, "width": 600, "height": 800, "turned": 0, "skew": 0.0} for n in (1, 2, 3)
    ]
    return GuideArtifact.objects.create(
        guide=guide,
        type=ArtifactType.DOCUMENT,
        sha256="1" * 64,
        content_json={"pages": pages, "quality": quality or {}},
    )


def test_review_shows_the_page_with_the_chosen_source_marked(manager, guide):
    store_document(guide)
    answer = manager.get(address(guide, "?competency=craft&level=l2"))
    review = answer.context["review"]
    assert review.cell == cell_at(guide, "craft", "l2")
    assert review.picture.number == 2
    assert review.picture.boxes == [(7, 17, 106, 46)]
    assert b'viewBox="0 0 600 800"' in answer.content
    assert b"style=" not in answer.content


def test_review_says_what_reading_came_across(manager, guide):
    store_document(
        guide, {"hidden": {"white": 2, "off_page": 1}, "ocr_pages": [2], "ocr_confidence": 0.93}
    )
    assert manager.get(address(guide)).context["notes"] == [
        "3 hidden characters were left out: 2 in the colour of the page, 1 outside the page.",
        "Page 2 was read by OCR: check the words.",
    ]


def test_htmx_gets_the_side_alone(manager, guide):
    answer = manager.get(address(guide, "?level=l1"), **HTMX, HTTP_HX_TARGET="side")
    assert answer.content.lstrip().startswith(b'<aside id="side"')
    assert b"<html" not in answer.content


def test_edit_over_htmx_answers_with_the_review_and_its_address(manager, guide):
    answer = correct(
        manager,
        guide,
        "edit",
        {"competency": "craft", "level": "l1", "text": "Learns <the> craft."},
        **HTMX,
    )
    assert answer.status_code == 200
    assert answer["HX-Push-Url"] == address(guide, "?competency=craft&level=l1")
    assert b"Learns &lt;the&gt; craft." in answer.content
    assert b"<html" not in answer.content


def test_edit_without_script_leads_back_to_the_cell(manager, guide):
    answer = correct(
        manager, guide, "edit", {"competency": "craft", "level": "l1", "text": "Learns."}
    )
    assert answer.status_code == 302
    assert answer["Location"] == address(guide, "?competency=craft&level=l1#side")
    assert table(guide)["Craft", "L1 Title L1"] == "Learns."


def test_empty_definition_comes_back_with_a_reason(manager, guide):
    answer = correct(manager, guide, "edit", {"competency": "craft", "level": "l1", "text": ""})
    assert answer.status_code == 422
    assert b"Write the definition" in answer.content


def test_words_that_somebody_else_saved_are_not_overwritten_unseen(manager, guide):
    place = {"competency": "craft", "level": "l1"}
    page = manager.get(address(guide, "?competency=craft&level=l1")).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    correct(manager, guide, "edit", {**place, "text": "Theirs.", "seen": seen})

    answer = correct(manager, guide, "edit", {**place, "text": "Mine.", "seen": seen})

    assert answer.status_code == 422
    assert b"Somebody else changed this definition" in answer.content
    assert b">Mine.</textarea>" in answer.content
    assert table(guide)["Craft", "L1 Title L1"] == "Theirs."
    seen = re.search(rb'name="seen" value="(\w+)"', answer.content)[1].decode()
    correct(manager, guide, "edit", {**place, "text": "Mine.", "seen": seen})
    assert table(guide)["Craft", "L1 Title L1"] == "Mine."


def test_a_cell_that_somebody_else_filled_is_not_overwritten_unseen(manager, guide):
    place = {"competency": "craft", "level": "l1"}
    correct(manager, guide, "clear", place)
    correct(manager, guide, "edit", {**place, "text": "Theirs.", "seen": ""})
    answer = correct(manager, guide, "edit", {**place, "text": "Mine.", "seen": ""})
    assert answer.status_code == 422
    assert table(guide)["Craft", "L1 Title L1"] == "Theirs."


def test_every_structural_correction_works_from_its_form(manager, guide):
    for action, data in (
        ("rename", {"level": "l1", "code": "L1", "title": "Starter"}),
        ("rename", {"competency": "craft", "name": "Craft", "category": "Work"}),
        ("later", {"level": "l1"}),
        ("earlier", {"competency": "craft"}),
        ("add_level", {"title": "Principal"}),
        ("add_competency", {"name": "Growth"}),
        ("split", {"level": "l3", "code": "L3b", "copy": "on"}),
        ("merge", {"level": "l3b", "into_level": "l3"}),
        (
            "move",
            {"competency": "craft", "level": "l1", "to_competency": "growth", "to_level": "l1"},
        ),
        ("clear", {"competency": "craft", "level": "l2"}),
        ("remove", {"competency": "delivery"}),
        ("transpose", {}),
    ):
        answer = correct(manager, guide, action, data)
        assert answer.status_code == 302, (action, answer.content.decode()[-500:])
    assert table(guide) == {
        ("L1 Starter", "Growth"): "Craft at L1.",
        ("L3 Title L3", "Craft"): "Craft at L3.\nCraft at L3.",
    }


def test_removal_asks_first_and_names_what_goes(manager, guide):
    page = manager.get(address(guide, "?level=l2&ask=remove")).content.decode()
    assert "This removes 2 cells and their examples." in page
    assert guide.levels.count() == 3


@pytest.mark.parametrize("data", [{"level": "l9"}, {}, {"level": "<script>"}])
def test_a_part_of_no_guide_is_refused(manager, guide, data):
    answer = correct(manager, guide, "remove", data)
    assert answer.status_code == 422
    assert guide.levels.count() == 3


def test_unknown_action_is_refused(manager, guide):
    assert correct(manager, guide, "explode").status_code == 400


def test_parts_of_another_guide_are_out_of_reach(manager, guide):
    other = make_guide(levels=("X1",), competencies=("Elsewhere",))
    assert correct(manager, guide, "remove", {"level": "x1"}).status_code == 422
    assert other.levels.count() == 1


@pytest.mark.parametrize("name", ["guide_review", "guide_correct", "guide_review_confirm"])
def test_review_is_for_editors_of_the_workspace(client, guide, name):
    member = make_person("ole", guide.workspace, "member")
    stranger = make_person("sam")
    url = reverse(name, args=[guide.pk])
    ask = client.get if name == "guide_review" else client.post
    assert ask(url).status_code == 302
    for person in (member, stranger):
        client.force_login(person)
        assert ask(url).status_code == 404


def test_confirm_lets_examples_be_written(manager, guide):
    answer = manager.post(reverse("guide_review_confirm", args=[guide.pk]))
    guide.refresh_from_db()
    assert answer["Location"] == guide.get_absolute_url()
    assert guide.confirmed_by == guide.owner


def test_failed_parse_is_entered_by_hand_on_the_same_page(client):
    guide = make_guide(
        status=GuideStatus.FAILED_PARSE,
        error_code="no_matrix",
        error_message="Nothing like a table was found.",
        levels=(),
        competencies=(),
    )
    client.force_login(guide.owner)
    page = client.get(address(guide)).content.decode()
    assert "Enter the matrix by hand" in page
    assert "Nothing like a table was found." in page

    correct(client, guide, "paste", {"table": "\tL1\tL2\nCraft\tLearns.\tOwns."})
    answer = client.post(reverse("guide_review_confirm", args=[guide.pk]))

    guide.refresh_from_db()
    assert answer["Location"] == guide.get_absolute_url()
    assert guide.status == GuideStatus.GENERATING_EXAMPLES
    assert table(guide) == {("Craft", "L1"): "Learns.", ("Craft", "L2"): "Owns."}


def test_bad_paste_comes_back_with_what_was_pasted(client):
    guide = make_guide(
        status=GuideStatus.FAILED_PARSE, error_code="no_matrix", levels=(), competencies=()
    )
    client.force_login(guide.owner)
    answer = correct(client, guide, "paste", {"table": "no table at all"})
    assert answer.status_code == 422
    assert b"no table at all</textarea>" in answer.content


def test_changed_cells_of_a_complete_guide_can_be_written_again(client):
    guide = make_guide()
    for cell in guide.cells.all():
        write_examples(cell)
    client.force_login(guide.owner)
    correct(client, guide, "edit", {"competency": "craft", "level": "l1", "text": "Learns."})
    page = client.get(address(guide)).content.decode()
    assert "Write examples for 1 changed cell<" in page
    client.post(reverse("guide_write_changed", args=[guide.pk]))
    guide.refresh_from_db()
    assert guide.status == GuideStatus.GENERATING_EXAMPLES
    assert guide.generations.filter(status="waiting").count() == 1


def test_several_guides_in_the_pdf_are_offered(manager, guide):
    GuideArtifact.objects.create(
        guide=guide,
        type=ArtifactType.MATRIX,
        sha256="2" * 64,
        content_json={
            "guides": [
                {
                    "title": title,
                    "levels": [{"code": "L1", "title": "", "description": ""}],
                    "competencies": [{"name": "Craft", "category": "", "description": ""}],
                    "cells": [],
                }
                for title in ("Designer", "Researcher")
            ]
        },
    )
    answer = manager.get(address(guide))
    assert [found.title for found in answer.context["found_guides"]] == ["Designer", "Researcher"]
    assert b"Looks right, continue" not in answer.content


@pytest.mark.parametrize("rows", [1, 5])
def test_review_queries_do_not_grow(client, django_assert_max_num_queries, rows):
    guide = make_guide(competencies=tuple(f"C{n}" for n in range(rows)))
    client.force_login(guide.owner)
    with django_assert_max_num_queries(14):
        client.get(address(guide, "?competency=c0&level=l1"))


def test_starters_are_written_again_only_for_other_words(client):
    guide = make_bare_guide()
    client.force_login(guide.owner)
    address = reverse("guide_review", args=[guide.pk])
    assert "changed cell" not in client.get(address).content.decode()
    client.post(reverse("guide_write_changed", args=[guide.pk]))
    assert not guide.generations.filter(status="waiting").exists()
    cell = guide.cells.get(generations__status="starters")
    guide.cells.filter(pk=cell.pk).update(definition_text="Asks for something else by now.")
    assert "Write examples for 1 changed cell" in client.get(address).content.decode()
    client.post(reverse("guide_write_changed", args=[guide.pk]))
    assert guide.generations.get(status="waiting").cell_id == cell.pk
