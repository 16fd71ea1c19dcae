"""The list of guides: what a reader sees of each."""

from __future__ import annotations

import pytest

from guides.models import LevelingGuide
from tests.factories import make_complete_guide, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed(workspace):
    """Published as Engineer, and working under another name since."""
    guide = make_complete_guide(1, 1, workspace=workspace, role_title="Published <Engineer>")
    publish(guide)
    publish(guide, number=2)
    LevelingGuide.objects.update(role_title="Draft title", original_filename="draft-file.pdf")
    return guide


def test_member_sees_the_latest_edition_and_nothing_of_the_draft(client, renamed, member):
    client.force_login(member)
    html = client.get("/").content.decode()
    assert "Published &lt;Engineer&gt;" in html
    assert "Edition 2, published" in html
    assert "raft" not in html


def test_manager_sees_the_draft(client, renamed, manager):
    client.force_login(manager)
    html = client.get("/").content.decode()
    assert "Draft title" in html
    assert "draft-file.pdf" in html


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("role", ["member", "manager"])
def test_list_queries_do_not_grow(client, request, role, count, django_assert_num_queries):
    workspace = request.getfixturevalue("workspace")
    for _ in range(count):
        publish(make_complete_guide(1, 1, workspace=workspace))
    client.force_login(request.getfixturevalue(role))
    with django_assert_num_queries(5):
        client.get("/")
