"""Examples that are written and not compared with the cells around them: for managers alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from generation.guide_json import guide_as_json
from guides.enums import Engine, GuideStatus, PromptName
from guides.models import GuideCell, LevelingGuide
from guides.publishing.exports import FORMATS, read_table
from guides.publishing.services import create_link, draft_content
from tests.factories import (
    CellGenerationFactory,
    LevelingGuideFactory,
    example,
    make_matrix,
    publish,
)
from tests.guides.publishing.test_bare import text_of

pytestmark = pytest.mark.django_db
SECRET = "Mends the signal box"
PLAN = {
    "new": "plans with others",
    "reach": "a team",
    "situations": [{"quote": "plans them with the team", "situation": "A release", "facts": []}],
    "artefacts": ["board"],
    "below": "",
    "above": "",
    "nothing": "",
}


def by_model(cell, *, content=(), plan=None, **fields):
    steps = {"plan": plan, "repaired": [], "landings": {}} if plan else {}
    return CellGenerationFactory(
        cell=cell,
        engine=Engine.OPENAI,
        prompt_name=PromptName.GENERATE_EXAMPLES,
        **{"prompt_version": "v2", "status": "writing", **fields},
        steps_json=steps,
        content_json=list(content),
    )


def written() -> list[dict]:
    return [example(number, headline=f"{SECRET} {number}") for number in (1, 2, 3)]


@pytest.fixture
def guide(workspace) -> LevelingGuide:
    """Two cells: one shows a set and is written again, one has no other set."""
    guide = LevelingGuideFactory(workspace=workspace, status=GuideStatus.GENERATING_EXAMPLES)
    shown, first = make_matrix(guide, 2, 1)
    CellGenerationFactory(cell=shown)
    for cell in (shown, first):
        by_model(cell, content=written(), plan=PLAN)
    return guide


def cell_of(client, guide: LevelingGuide, number: int) -> str:
    """What the page shows of a cell."""
    client.force_login(guide.owner)
    html = client.get(guide.get_absolute_url()).content.decode()
    part = html.split(f'<div id="c-c1--l{number}"')[1]
    return part[: part.index("</td>")]


def test_manager_sees_them_marked_where_no_other_set_is_shown(client, guide):
    html = cell_of(client, guide, 2)
    assert [html.count(f"{SECRET} {number}<") for number in (1, 2, 3)] == [1, 1, 1]
    assert "Written. Being compared with the cells around it" in html
    assert "data-copy" not in html
    assert "aria-busy" not in html


def test_older_set_stays_shown_meanwhile(client, guide):
    html = cell_of(client, guide, 1)
    assert SECRET not in html
    assert "Plans release 1<" in html
    assert "Writing again" in html


def test_poll_brings_them_and_swaps_them_when_they_are_ready(client, guide):
    client.force_login(guide.owner)
    stamp = client.get(guide.get_absolute_url()).context["matrix"].stamp
    cell = guide.cells.get(level__key="l2")
    answers = []
    for version, status in ((2, "writing"), (3, "ready")):
        cell.generations.update(status=status, is_shown=status == "ready")
        GuideCell.objects.filter(pk=cell.pk).update(changed_in=version)
        LevelingGuide.objects.update(version=version)
        query = {"v": version - 1, "m": stamp}
        answer = client.get(reverse("guide_status", args=[guide.pk]), query)
        answers.append(answer.content.decode())
    assert all(f"{SECRET} 1<" in html for html in answers)
    assert ["Being compared" in html for html in answers] == [True, False]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "The row is planned first"),
        ({"plan": PLAN}, "Writing examples"),
        ({"prompt_version": "v1"}, "Writing examples"),
        ({"engine": Engine.OFFLINE, "prompt_version": "v2"}, "Writing examples"),
        ({"status": "waiting"}, "Waiting its turn"),
        ({"status": "waiting", "plan": PLAN}, "Waiting its turn"),
        (
            {"status": "waiting", "content_json": written()},
            "Written. Waits to be compared with the cells around it",
        ),
    ],
)
def test_cell_says_which_step_it_is_at(client, guide, fields, words):
    cell = guide.cells.get(level__key="l2")
    plan = fields.pop("plan", None)
    steps = {"plan": plan, "repaired": [], "landings": {}} if plan else {}
    cell.generations.update(**{"content_json": [], "steps_json": steps, **fields})
    html = cell_of(client, guide, 2)
    assert words in html
    client.force_login(guide.owner)
    assert words in client.get(cell.get_absolute_url()).content.decode()


def test_readers_never_get_them(client, guide, member):
    edition = publish(guide)
    _, token = create_link(guide, guide.owner, label="", days=None, sign_in_required=False)
    client.force_login(member)
    pages = [guide.get_absolute_url(), reverse("guide_compare", args=[guide.pk])]
    pages += [reverse(name, args=[token]) for name in ("shared_guide", "shared_compare")]
    said = [client.get(page, follow=True).content.decode() for page in pages]
    table = read_table(draft_content(guide), version="Draft")
    said += [str(edition.content_json), *(text_of(table, ending) for ending in [*FORMATS, "pdf"])]
    assert [text.count(SECRET) for text in said] == [0] * len(said)
    assert all("Plans release 1" in text for text in said)
    for name in ("guide_cell", "guide_status"):
        args = [guide.pk, guide.cells.first().pk][: 2 if name == "guide_cell" else 1]
        assert client.get(reverse(name, args=args)).status_code == 404


def test_managers_own_files_leave_them_out(client, guide):
    publish(guide)
    client.force_login(guide.owner)
    for name, args in (("guide_export", ["md"]), ("guide_compare", [])):
        address = reverse(name, args=[guide.pk, *args])
        response = client.get(address, {"version": "draft"}, follow=True)
        assert response.status_code == 200
        assert SECRET not in response.content.decode()


def test_json_of_the_command_says_writing_and_gives_none(guide):
    guide = LevelingGuide.objects.with_matrix().get(pk=guide.pk)
    cells = guide_as_json(guide, seconds=1)["cells"]
    assert [(cell["status"], len(cell["examples"])) for cell in cells] == [
        ("ready", 3),
        ("writing", 0),
    ]
    assert SECRET not in str(cells)


def test_they_are_no_version_to_edit_or_to_show(client, guide):
    cell = guide.cells.get(level__key="l2")
    client.force_login(guide.owner)
    assert SECRET not in client.get(reverse("cell_edit", args=[guide.pk, cell.pk])).content.decode()
    client.post(reverse("generation_show", args=[guide.pk, cell.generations.get().pk]))
    assert not cell.generations.get().is_shown
