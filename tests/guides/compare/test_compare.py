import pytest
from django.urls import reverse

from guides.compare.presenters import chosen_keys, compare
from guides.publishing.services import create_link, draft_content, publish
from guides.review import corrections
from tests.guides.making import cell_at, make_guide, make_person

pytestmark = pytest.mark.django_db

KEYS = ["l1", "l2", "l3"]


@pytest.fixture
def guide():
    return make_guide()


def write(guide, competency, level, text):
    cell = cell_at(guide, competency, level)
    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text=text
    )


def address(guide, query=""):
    return f"{reverse('guide_compare', args=[guide.pk])}{query}"


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({}, ["l1", "l2"]),
        ({"start": "l2"}, ["l2", "l3"]),
        ({"start": "l3"}, ["l2", "l3"]),
        ({"start": "l3", "to": "l1"}, ["l1", "l3"]),
        ({"start": "l1", "to": "l1"}, ["l1", "l2"]),
        ({"start": "l1", "to": "l2", "also": "l3"}, ["l1", "l2", "l3"]),
        ({"start": "nonsense", "to": "l2"}, ["l2", "l3"]),
        ({"mine": "l2"}, ["l2", "l3"]),
        ({"mine": "gone"}, ["l1", "l2"]),
    ],
)
def test_chosen_keys_are_two_or_three_levels_in_order(asked, chosen):
    assert chosen_keys(KEYS, **asked) == chosen


def test_compare_marks_what_the_level_before_does_not_say(guide):
    write(guide, "craft", "l1", "Writes tests for own work.")
    write(guide, "craft", "l2", "Writes tests for own work and for the team.")
    comparison = compare(draft_content(guide), ["l1", "l2"])
    cell = comparison.rows[1].cells[1]
    assert [(piece.kind, piece.text) for piece in cell.pieces] == [
        ("same", "Writes tests for own work"),
        ("added", " and for the team"),
        ("same", "."),
    ]


def test_compare_says_when_nothing_differs_and_when_everything_does(guide):
    write(guide, "craft", "l2", "Craft at L1.")
    write(guide, "delivery", "l2", "Plans whole quarters with other teams")
    comparison = compare(draft_content(guide), ["l1", "l2"])
    delivery, craft = comparison.rows
    assert craft.cells[1].note == "The same as L1"
    assert delivery.cells[1].is_own_text
    assert [piece.kind for piece in delivery.cells[1].pieces] == ["same"]
    assert (comparison.same_count, comparison.own_count) == (1, 1)


def test_compare_of_an_empty_cell_says_so(client, guide):
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l2"))
    client.force_login(guide.owner)
    page = client.get(address(guide, "?from=l1&to=l2")).content.decode()
    assert page.count("The guide says nothing here") == 1


def test_address_holds_the_choice(client, guide):
    client.force_login(guide.owner)
    assert client.get(address(guide))["Location"] == address(guide, "?from=l1&to=l2")
    assert client.get(address(guide, "?from=l2"))["Location"] == address(guide, "?from=l2&to=l3")
    assert client.get(address(guide, "?from=l2&to=l3")).status_code == 200


def test_my_level_is_remembered_for_each_guide(client, guide):
    client.force_login(guide.owner)
    client.get(address(guide, "?from=l2&to=l3"))
    assert client.get(address(guide))["Location"] == address(guide, "?from=l2&to=l3")


def test_member_compares_in_the_edition(client, guide):
    publish(guide, guide.owner)
    write(guide, "craft", "l1", "Changed after publishing.")
    client.force_login(make_person("ole", guide.workspace, "member"))
    page = client.get(address(guide, "?from=l1&to=l2")).content.decode()
    assert "Craft at L1." in page
    assert "Changed after publishing." not in page


def test_unpublished_and_foreign_guides_are_not_there(client, guide):
    for person in (make_person("ole", guide.workspace, "member"), make_person("sam")):
        client.force_login(person)
        assert client.get(address(guide)).status_code == 404


def test_shared_link_compares_without_an_account(client, guide):
    publish(guide, guide.owner)
    _, token = create_link(guide, guide.owner, label="", days=1, sign_in_required=False)
    url = reverse("shared_compare", args=[token])
    answer = client.get(f"{url}?from=l1&to=l3")
    page = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "Delivery at <mark>L3</mark>." in page
    assert str(guide.pk) not in page
    assert "/guides/" not in page


def test_one_level_cannot_be_compared(client):
    guide = make_guide(levels=("L1",))
    client.force_login(guide.owner)
    assert b"at least two levels" in client.get(address(guide)).content
