"""Every address: which methods it takes, what a lost session gets, and that no token means no."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.test_urls_by_role import ROWS

pytestmark = pytest.mark.django_db

NIL = uuid.UUID(int=0)
OPEN_TO_ALL = {name for name, row in ROWS.items() if row.codes[0] == 200}
PUBLIC = OPEN_TO_ALL | {"login", "logout", "shared_compare"}
FOR_PEOPLE = sorted(set(ROWS) - PUBLIC)
OURS = sorted(set(ROWS) - {"password_reset_confirm"})
NOTHING = {"UUIDConverter": NIL, "IntConverter": 1}
"""By the kind of a part: what leads to no record. Texts are `none`."""


def patterns(found=None):
    for pattern in found or get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif getattr(pattern, "app_name", None) != "admin":
            yield from patterns(pattern.url_patterns)


def address(name: str) -> str:
    parts = next(one for one in patterns() if one.name == name).pattern.converters
    kinds = {key: type(converter).__name__ for key, converter in parts.items()}
    return reverse(name, kwargs={key: NOTHING.get(kind, "none") for key, kind in kinds.items()})


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_lost_session_sends_a_script_away_instead_of_a_form_inside_the_page(client, name):
    answer = getattr(client, ROWS[name].method)(address(name), headers={"HX-Request": "true"})
    if name == "password_change":  # a page of its own that no script asks for
        assert answer.status_code == 302
        return
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(reverse("login"))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_nothing_changes_without_the_form_s_token(manager, name):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(manager)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(browser, method)(address(name)).status_code == 403


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.method == "post"))
def test_what_changes_something_is_not_reached_by_a_link(client, manager, name):
    client.force_login(manager)
    if name == "company_reading":
        pytest.skip("shows whether the website is being read; it changes nothing")
    for method in ("get", "head"):
        assert getattr(client, method)(address(name)).status_code == 405


@pytest.mark.parametrize("name", OURS)
def test_other_methods_are_not_allowed(client, manager, name):
    client.force_login(manager)
    if name in {"password_change", "password_reset", "password_reset_done", "login", "logout"} | {
        "password_reset_complete"
    }:
        assert client.delete(address(name)).status_code in {302, 405}
        return
    for method in ("put", "patch", "delete", "trace"):
        assert getattr(client, method)(address(name)).status_code == 405


@pytest.mark.parametrize(
    "aim",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\x00//e",
    ],
)
def test_sign_in_leads_nowhere_else(client, manager, aim):
    data = {"username": "mara", "password": "a-long-passphrase-42", "next": aim}
    assert client.post(reverse("login"), data).url == "/"


def test_session_gets_a_new_name_at_sign_in(client, manager):
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    data = {"username": "mara", "password": "a-long-passphrase-42"}
    assert client.post(reverse("login"), data).status_code == 302
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get(reverse("guide_new")).status_code == 302
