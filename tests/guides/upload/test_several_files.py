"""Several files in one form: each is a guide or a reason, alone or all at once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guides.models import LevelingGuide
from guides.upload.handing import role_from
from guides.upload.views import MOST_FILES
from tests.factories import PDF_BYTES
from tests.guides.upload.test_upload import URL, form

pytestmark = pytest.mark.django_db


def several(*contents: tuple[str, bytes], **fields) -> dict:
    files = [SimpleUploadedFile(name, content) for name, content in contents]
    return form(**fields) | {"pdf": files}


GOOD = ("data-analyst_v2.pdf", PDF_BYTES)
OTHER = ("designer.pdf", PDF_BYTES + b"\n")
BAD = ("notes.pdf", b"hello")


def lines(response) -> list[tuple[str, bool, int]]:
    return [
        (line.filename, bool(line.guide), len(line.errors)) for line in response.context["lines"]
    ]


def test_each_file_becomes_a_guide_or_a_reason(client, manager):
    client.force_login(manager)
    answer = client.post(URL, several(GOOD, BAD, OTHER, role_title=""))
    assert lines(answer) == [
        ("data-analyst_v2.pdf", True, 0),
        ("notes.pdf", False, 1),
        ("designer.pdf", True, 0),
    ]
    roles = LevelingGuide.objects.order_by("role_title").values_list("role_title", flat=True)
    assert list(roles) == ["Data analyst v2", "Designer"]
    assert "a text file, not a PDF" in answer.content.decode()


def test_one_file_twice_is_one_guide(client, manager):
    client.force_login(manager)
    answer = client.post(URL, several(GOOD, GOOD))
    assert lines(answer)[0][1]
    assert LevelingGuide.objects.count() == 1
    assert len(answer.context["lines"][1].known) == 1


def test_limit_of_uploads_holds_for_each_file(client, manager, settings):
    settings.RATE_LIMIT_UPLOADS = 1
    client.force_login(manager)
    answer = client.post(URL, several(GOOD, OTHER))
    assert [line.status for line in answer.context["lines"]] == [200, 429]
    assert LevelingGuide.objects.count() == 1


def test_what_is_wrong_for_all_files_stores_none(client, manager):
    client.force_login(manager)
    assert client.post(URL, several(GOOD, OTHER, website_url="nowhere")).status_code == 422
    many = [(f"{at}.pdf", PDF_BYTES + bytes([at])) for at in range(MOST_FILES + 1)]
    answer = client.post(URL, several(*many))
    assert answer.status_code == 422
    assert f"Up to {MOST_FILES} files" in answer.content.decode()
    assert not LevelingGuide.objects.exists()


def test_script_sends_one_file_and_gets_its_line(client, manager):
    client.force_login(manager)
    name, content = GOOD
    answer = client.post(URL, form(content, name, role_title="") | {"line": "1"})
    html = answer.content.decode()
    assert html.lstrip().startswith('<li class="file-line is-done" data-file-line')
    assert LevelingGuide.objects.get().get_absolute_url() in html
    again = client.post(URL, form(content, name) | {"line": "1"}).content.decode()
    assert "This file is already a guide" in again
    assert 'name="same_file"' in again
    refused = client.post(URL, form(b"hello", "<b>.pdf") | {"line": "1"}).content.decode()
    assert "is-refused" in refused
    assert "<b>" not in refused


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("data-analyst_v2.pdf", "Data analyst v2"),
        ("..\\..\\etc/Designer\u202e.pdf", "Designer"),
        ("x" * 200 + ".pdf", "X" + "x" * 159),
    ],
)
def test_role_is_what_the_file_is_called(name, role):
    assert role_from(name) == role
