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


MULTIPART = b'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\nabc\r\n--x--\r\n'
FORMS = {
    "application/x-www-form-urlencoded": b"username=%2Babc",
    "multipart/form-data; boundary=x": MULTIPART,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "charset",
    [
        "utf-7",
        "utf-16",
        "latin-1",
        "idna",
        "punycode",
        "rot13",
        "undefined",
        "mbcs",
        "x" * 5000,
        "é",
    ],
)
def test_form_in_another_charset_is_refused_before_any_view(form, charset, client, monkeypatch):
    monkeypatch.setattr("accounts.views.SignIn.dispatch", lambda *args: pytest.fail("reached"))
    answer = client.generic(
        "POST", reverse("login"), FORMS[form], content_type=f"{form}; charset={charset}"
    )
    assert answer.status_code == 415
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"'])
@pytest.mark.parametrize("form", FORMS)
def test_form_in_utf_8_is_read(form, charset, client, db):
    answer = client.generic("POST", reverse("login"), FORMS[form], content_type=f"{form}{charset}")
    assert answer.status_code == 422


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain; charset=undefined",
        "application/x-www-form-urlencoded; charset=idna",
        "application/x-www-form-urlencoded; charset*=bogus''x",
        "multipart/form-data; boundary=x; charset=rot13",
    ],
)
def test_content_type_that_breaks_the_request_itself_is_refused(rf, db, method, content_type):
    from levelingai.wsgi import application

    environ = rf.generic(method, f"{reverse('login')}?next=%2B%ff", b"username=abc").environ
    environ["CONTENT_TYPE"] = content_type
    started = []
    application(environ, lambda status, headers: started.append(status))
    assert started == ["415 Unsupported Media Type"]
