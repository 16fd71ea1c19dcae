"""Values that no page sends: answered, never a failure of the server."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_complete_guide

pytestmark = pytest.mark.django_db

DIGITS = "9" * 5000


@pytest.fixture
def guide(client, manager, workspace):
    client.force_login(manager)
    return make_complete_guide(2, 1, workspace=workspace)


@pytest.mark.parametrize(
    "query",
    [
        "review/?competency=%00&level=%F0%9F%98%80&ask=remove",
        "compare/?from=%00&to=x&also=x",
        f"status/?v={DIGITS}&m=%00&t=-1",
        "status/?v=%C2%B2&t=%D9%A3",
        "export.csv?version=%00",
        "pages/99999999999999999999999.png",
    ],
)
def test_odd_addresses_are_answered(client, guide, query):
    assert client.get(f"{guide.get_absolute_url()}{query}").status_code in {200, 302, 404}


@pytest.mark.parametrize("value", ["\x00", "-1", DIGITS, "²", "٣", "x", ""])
def test_odd_choices_are_answered(client, guide, value):
    url = reverse("guide_choose", args=[guide.pk])
    assert client.post(url, {"index": value}).status_code in {302, 404}


@pytest.mark.parametrize("action", ["edit", "move", "remove", "merge", "split", "begin", "paste"])
@pytest.mark.parametrize("value", ["\x00", DIGITS, "\u202e"])
def test_odd_corrections_are_answered(client, guide, action, value):
    names = ("competency", "level", "text", "into", "title", "levels", "pasted", "to_level")
    data = dict.fromkeys(names, value)
    url = reverse("guide_correct", args=[guide.pk])
    assert client.post(url, {"action": action, **data}).status_code in {302, 422}


@pytest.mark.parametrize("token", ["%00", "%ff%fe", "a" * 3900, "..%2f..%2f", "%F0%9F%98%80"])
def test_odd_tokens_lead_nowhere(client, db, token):
    assert client.get(f"/s/{token}/").status_code == 404


def test_length_that_is_no_plain_number_is_not_trusted(client, db):
    answer = client.post(reverse("login"), CONTENT_LENGTH="²", HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411
