"""What is doubtful is marked where it stands, listed first, and goes when a person settles it."""

import re

import pytest
from django.urls import reverse

from generation.core.recovery import (
    Doubt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    matrix_to_stored,
)
from generation.core.recovery.matrix_doubts import NOT_A_GUIDE
from guides.enums import ArtifactType, GuideStatus
from guides.matrix.doubts import doubts_about, doubts_to_stored, keep_doubts
from guides.matrix.store import store_matrix
from guides.models import GuideArtifact, LevelingGuide, ParseRun
from guides.review import corrections
from tests.guides.making import cell_at, make_guide

pytestmark = pytest.mark.django_db

UNREAD = {
    "why": "This page was not read.",
    "level": "",
    "competency": "",
    "page": 3,
    "is_grave": True,
}
CELL = {
    "why": "Words were lost here.",
    "level": "l2",
    "competency": "craft",
    "page": None,
    "is_grave": False,
}
COLUMN = {"why": "It has no header.", "level": "l3", "competency": "", "page": 2, "is_grave": True}
ROW = {
    "why": "It shares a cell.",
    "level": "",
    "competency": "craft",
    "page": None,
    "is_grave": False,
}


@pytest.fixture
def guide():
    return make_guide(
        status=GuideStatus.MATRIX_PARSED, review_required=True, doubts=[CELL, ROW, COLUMN, UNREAD]
    )


@pytest.fixture
def manager(client, guide):
    client.force_login(guide.owner)
    return client


def page(client, guide, query=""):
    return client.get(f"{reverse('guide_review', args=[guide.pk])}{query}").content.decode()


def correct(client, guide, action, **data):
    return client.post(reverse("guide_correct", args=[guide.pk]), {"action": action, **data})


def open_whys(guide):
    guide.refresh_from_db()
    return [doubt.why for doubt in doubts_about(guide)]


def mark_of(guide, why):
    return next(doubt.mark for doubt in doubts_about(guide) if doubt.why == why)


def set_definition(guide, competency, level, text):
    guide.cells.filter(pk=cell_at(guide, competency, level).pk).update(definition_text=text)


def test_each_doubt_is_listed_first_with_a_link_to_its_place(manager, guide):
    text = page(manager, guide)
    assert "Look at these first" in text
    listed = text[text.index("doubts-title") : text.index("review-matrix")]
    links = re.findall(r'<a href="\?([^#"]*)#side"', listed)
    assert links == [
        "page=3",
        "level=l3&amp;page=2",
        "competency=craft",
        "competency=craft&amp;level=l2",
    ]
    assert listed.index("This page was not read.") < listed.index("Words were lost here.")
    assert "Craft, L2 Title L2" in listed


def test_marks_stand_at_cells_and_heads_in_words(manager, guide):
    table = page(manager, guide)
    table = table[table.index('id="review-matrix"') :].split("</table>")[0]
    assert table.count("is-doubt") == 3
    for doubt in (CELL, ROW, COLUMN):
        assert f'Check<span class="vh">: {doubt["why"]}</span>' in table


def test_the_side_says_why_and_offers_that_it_is_right(manager, guide):
    side = page(manager, guide, "?competency=craft&level=l2").split('id="side"')[1]
    assert CELL["why"] in side
    assert "This is right" in side
    other = page(manager, guide, "?competency=craft&level=l1").split('id="side"')[1]
    assert "This is right" not in other


def test_what_is_right_leaves_the_list_and_changes_nothing_else(manager, guide):
    before = list(guide.cells.values_list("definition_text", "edited_at"))
    for doubt in (CELL, COLUMN, UNREAD):
        assert (
            correct(manager, guide, "right", mark=mark_of(guide, doubt["why"])).status_code == 302
        )
        assert doubt["why"] not in open_whys(guide)
    assert open_whys(guide) == [ROW["why"]]
    assert list(guide.cells.values_list("definition_text", "edited_at")) == before
    assert "is settled" in page(manager, guide)


def test_right_is_said_of_the_words_that_were_seen(manager, guide):
    mark = mark_of(guide, CELL["why"])
    set_definition(guide, "craft", "l2", "Something else by now.")
    assert correct(manager, guide, "right", mark=mark).status_code == 422
    assert CELL["why"] in open_whys(guide)


@pytest.mark.parametrize("mark", ["", "zz", "0" * 16, "<script>", "0" * 17])
def test_a_mark_of_nothing_is_refused(manager, guide, mark):
    assert correct(manager, guide, "right", mark=mark).status_code == 422
    guide.refresh_from_db()
    assert guide.settled_doubts == []


def test_corrections_end_the_doubts_about_what_they_correct(manager, guide):
    correct(manager, guide, "edit", competency="craft", level="l2", text="Owns the craft.")
    assert CELL["why"] not in open_whys(guide)
    correct(manager, guide, "rename", level="l3", code="L3", title="Senior")
    assert COLUMN["why"] not in open_whys(guide)
    correct(manager, guide, "remove", competency="craft")
    assert open_whys(guide) == [UNREAD["why"]]


def test_doubts_follow_their_parts_when_rows_and_columns_are_swapped(guide):
    corrections.transpose(guide, guide.owner)
    guide.refresh_from_db()
    places = {
        doubt.why: (doubt.level and doubt.level.key, doubt.competency and doubt.competency.key)
        for doubt in doubts_about(guide)
    }
    assert places[CELL["why"]] == ("craft", "l2")
    assert places[ROW["why"]] == ("craft", None)


def test_verdicts_are_made_anew_from_the_words(manager, guide):
    why = "This stops without the end of a sentence, unlike the others."
    set_definition(guide, "craft", "l1", "Learns the craft and")
    assert why in open_whys(guide)
    correct(manager, guide, "rename", level="l3", code="", title="Title L3")
    set_definition(guide, "craft", "l1", "Learns the craft.")
    assert why not in open_whys(guide)
    LevelingGuide.objects.filter(pk=guide.pk).update(
        doubts=[{"why": NOT_A_GUIDE, "level": "", "competency": "", "page": None, "is_grave": True}]
    )
    assert NOT_A_GUIDE not in open_whys(guide)
    for level in guide.levels.all():
        title = {"l1": "Monday", "l2": "Tuesday", "l3": "Friday"}[level.key]
        guide.levels.filter(pk=level.pk).update(
            code="", title=title, recovered_code="", recovered_title=title
        )
    assert NOT_A_GUIDE in open_whys(guide)


def test_text_of_the_file_is_shown_as_text(manager, guide):
    hostile = {**CELL, "why": 'Words stand here: “<script>alert(1)</script>" onmouseover="x”.'}
    LevelingGuide.objects.filter(pk=guide.pk).update(doubts=[hostile])
    for query in ("", "?competency=craft&level=l2"):
        text = page(manager, guide, query)
        assert "<script>alert" not in text
        assert '" onmouseover' not in text
        assert "&lt;script&gt;alert(1)" in text


def test_no_figures_stand_on_the_review_page(manager, guide):
    ParseRun.objects.create(
        guide=guide,
        strategy="ruled",
        status="ok",
        chosen=True,
        confidence=0.6237,
        reasons=["One table was found."],
        figures={"lost": 0.123},
    )
    text = page(manager, guide)
    assert "One table was found." in text
    assert "%" not in re.sub(r'"[^"]*"', "", text[text.index('id="review"') :])
    assert "0.62" not in text
    assert "0.123" not in text


def test_without_doubts_the_page_says_so(manager, guide):
    LevelingGuide.objects.filter(pk=guide.pk).update(doubts=[])
    text = page(manager, guide)
    assert "Look at these first" not in text
    assert "No single place stands out" in text


def test_many_doubts_are_folded(manager, guide):
    many = [{**UNREAD, "page": number} for number in range(1, 13)]
    LevelingGuide.objects.filter(pk=guide.pk).update(doubts=many)
    assert "<summary>4 more</summary>" in page(manager, guide)


def read_matrix():
    return Matrix(
        (MatrixLevel("L1"), MatrixLevel("L2")),
        (MatrixCompetency("Craft"), MatrixCompetency("Craft"), MatrixCompetency("Delivery")),
        tuple(MatrixCell(x, y, f"Does it {x} {y}.") for x in range(2) for y in range(3)),
    )


def test_doubts_of_a_parse_are_kept_by_keys_that_survive_renames():
    guide = make_guide(levels=(), competencies=())
    artifact = GuideArtifact.objects.create(guide=guide, type=ArtifactType.MATRIX, sha256="3" * 64)
    store_matrix(guide, read_matrix(), artifact, version=2)
    found = [
        Doubt("Second row of its name.", competency=1),
        Doubt("A cell.", level=1, competency=2, is_grave=True),
        Doubt("A page of the file.", page=4),
        Doubt("Of another guide.", level=0, guide=1),
        Doubt("Another competency has the same name.", competency=1),
    ]
    keep_doubts(guide, read_matrix(), 0, doubts_to_stored(found))
    guide.refresh_from_db()
    kept = {doubt["why"]: (doubt["level"], doubt["competency"]) for doubt in guide.doubts}
    assert kept == {
        "Second row of its name.": ("", "craft-2"),
        "A cell.": ("l2", "delivery"),
        "A page of the file.": ("", ""),
    }
    corrections.rename_part(
        guide, guide.owner, guide.competencies.get(key="delivery"), name="Shipping", category=""
    )
    place = next(doubt for doubt in doubts_about(guide) if doubt.why == "A cell.").place
    assert place == "Shipping, L2"


def test_choosing_a_guide_of_the_file_brings_its_doubts(client):
    guide = make_guide(
        status=GuideStatus.MATRIX_PARSED, review_required=True, levels=(), competencies=()
    )
    GuideArtifact.objects.create(
        guide=guide,
        type=ArtifactType.MATRIX,
        sha256="4" * 64,
        content_json={
            "guides": [matrix_to_stored(read_matrix()), matrix_to_stored(read_matrix())],
            "doubts": doubts_to_stored([Doubt("Of the second.", level=0, guide=1)]),
        },
    )
    client.force_login(guide.owner)
    client.post(reverse("guide_choose", args=[guide.pk]), {"index": ["1"]})
    guide.refresh_from_db()
    assert [doubt["why"] for doubt in guide.doubts] == ["Of the second."]
