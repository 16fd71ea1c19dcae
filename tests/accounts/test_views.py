"""Signing in and out, passwords, workspaces."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import (
    PASSWORD,
    LevelingGuideFactory,
    MembershipFactory,
    UserFactory,
    WorkspaceFactory,
)

pytestmark = pytest.mark.django_db


def sign_in(client, username, password=PASSWORD, **data):
    return client.post(
        reverse("login"), {"username": username, "password": password, **data}, follow=False
    )


def test_sign_in_returns_to_the_page_that_was_asked_for(client, manager):
    response = sign_in(client, "mara", next="/guides/new/")
    assert (response.status_code, response.url) == (302, "/guides/new/")


def test_sign_in_does_not_leave_the_site(client, manager):
    assert sign_in(client, "mara", next="https://evil.example/").url == "/"


def test_sign_in_says_the_same_of_unknown_people_and_wrong_passwords(client, manager):
    answers = [sign_in(client, name, "wrong") for name in ("mara", "nobody-here")]
    assert [answer.status_code for answer in answers] == [422, 422]
    texts = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert texts[0] == texts[1]


def test_sixth_try_is_refused_even_with_the_right_password(client, manager):
    for _ in range(5):
        sign_in(client, "mara", "wrong")
    response = sign_in(client, "mara")
    assert response.status_code == 429
    assert "paused for 15 minutes" in response.content.decode()


def test_forged_forwarding_header_does_not_help(client, manager):
    for at in range(5):
        client.post(
            reverse("login"),
            {"username": "mara", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{at}"},
        )
    assert sign_in(client, "mara").status_code == 429


def test_sign_out_is_a_post_and_ends_at_the_landing_page(client, manager):
    client.force_login(manager)
    assert client.get(reverse("logout")).status_code == 405
    response = client.post(reverse("logout"), follow=True)
    assert "Show what the next level looks like" in response.content.decode()


def test_password_reset_sends_a_link_that_works_once(client, manager):
    client.post(reverse("password_reset"), {"email": manager.email})
    link = re.search(r"http://localhost:8000(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    new = "another-long-phrase-77"
    client.post(form, {"new_password1": new, "new_password2": new})
    assert sign_in(client, "mara", new).status_code == 302
    client.logout()
    assert "used or is too old" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("host", ["testserver:4444", "localhost:9", "127.0.0.1"])
def test_password_reset_links_to_the_configured_address(client, manager, settings, host):
    settings.SITE_URL = "https://leveling.example.com"
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    client.post(reverse("password_reset"), {"email": manager.email}, HTTP_HOST=host)
    (mailed,) = mail.outbox
    assert re.findall(r"https?://[^/\s]+", mailed.body) == ["https://leveling.example.com"]
    assert host.split(":")[0] not in mailed.subject + mailed.body


def test_password_reset_says_nothing_of_unknown_addresses(client, manager):
    known = client.post(reverse("password_reset"), {"email": manager.email}, follow=True)
    unknown = client.post(reverse("password_reset"), {"email": "x@example.com"}, follow=True)
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


def test_person_of_two_workspaces_works_in_one_at_a_time(client, manager, workspace):
    other = WorkspaceFactory(name="Zephyr")
    MembershipFactory(user=manager, workspace=other)
    LevelingGuideFactory(workspace=workspace, role_title="Guide of Halden")
    LevelingGuideFactory(workspace=other, role_title="Guide of Zephyr")
    client.force_login(manager)
    assert "Guide of Zephyr" not in client.get("/").content.decode()
    client.post(reverse("switch_workspace"), {"workspace": other.pk})
    html = client.get("/").content.decode()
    assert "Guide of Zephyr" in html
    assert "Guide of Halden" not in html


@pytest.mark.parametrize("value", ["", "not-a-uuid", "00000000-0000-0000-0000-000000000000"])
def test_switching_to_an_unknown_workspace_is_not_found(client, manager, value):
    client.force_login(manager)
    assert client.post(reverse("switch_workspace"), {"workspace": value}).status_code == 404


def test_switching_to_a_foreign_workspace_is_not_found(client, manager):
    foreign = WorkspaceFactory()
    client.force_login(manager)
    response = client.post(reverse("switch_workspace"), {"workspace": foreign.pk})
    assert response.status_code == 404


def test_person_without_a_workspace_is_told_so(client):
    client.force_login(UserFactory(username="newcomer"))
    html = client.get("/").content.decode()
    assert "You are not in a workspace yet" in html
    assert "newcomer" in html


def test_lost_membership_ends_access_at_once(client, manager, workspace):
    guide = LevelingGuideFactory(workspace=workspace)
    client.force_login(manager)
    assert client.get(guide.get_absolute_url()).status_code == 200
    manager.memberships.all().delete()
    assert client.get(guide.get_absolute_url()).status_code == 404


def test_member_list_shows_published_guides_alone(client, member, workspace):
    LevelingGuideFactory(workspace=workspace, role_title="A draft")
    client.force_login(member)
    html = client.get("/").content.decode()
    assert "A draft" not in html
    assert "Nothing is published yet" in html
