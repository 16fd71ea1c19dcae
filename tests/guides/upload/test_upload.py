"""The upload form: what is taken, what comes back, and how often."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from guides.enums import GuideStatus
from guides.lifecycle import delete_guide
from guides.models import LevelingGuide
from guides.upload.services import UPLOADED
from levelingai.audit.models import AuditEvent
from levelingai.audit.record import record
from levelingai.jobs.queue import backlog
from tests.factories import PDF_BYTES, LevelingGuideFactory

pytestmark = pytest.mark.django_db

URL = "/guides/new/"


def form(content=PDF_BYTES, name="ladder.pdf", **fields) -> dict:
    return {
        "website_url": "www.example.com/about",
        "role_title": "Data Analyst",
        "pdf": SimpleUploadedFile(name, content, "application/pdf"),
        **fields,
    }


def test_upload_makes_a_guide_and_its_messages(client, manager, workspace):
    client.force_login(manager)
    response = client.post(URL, form(company_name="Example Ltd", context="We sell tea."))
    guide = LevelingGuide.objects.get()
    assert response.url == guide.get_absolute_url()
    assert (guide.workspace, guide.owner, guide.role_title) == (workspace, manager, "Data Analyst")
    assert (guide.company.website_url, guide.company.name) == (
        "https://www.example.com",
        "Example Ltd",
    )
    assert guide.pdf.read() == PDF_BYTES
    assert {name for name, count in backlog().items() if count} == {"extract", "research"}


def test_upload_by_script_is_sent_to_the_guide(client, manager):
    client.force_login(manager)
    response = client.post(URL, form(), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == LevelingGuide.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"content": b""}, "This file is empty"),
        ({"content": b"PK\x03\x04 and more"}, "a ZIP archive, not a PDF"),
        ({"content": b"<html>no</html>", "name": "guide.pdf"}, "a web page"),
        ({"content": b"hello", "name": "guide.pdf.exe"}, "a text file"),
        ({"website_url": "not an address"}, "A good one looks like https://www.example.com"),
        ({"website_url": "http://127.0.0.1"}, "private network"),
        ({"role_title": "  "}, "Enter the role"),
    ],
)
def test_upload_that_is_refused_gets_the_form_back(client, manager, fields, words):
    client.force_login(manager)
    response = client.post(URL, form(**fields))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "data-focus" in response.content.decode()
    assert LevelingGuide.objects.count() == 0


def test_upload_that_is_too_large_says_limit_and_size(client, manager, settings):
    settings.UPLOAD_MAX_MB = 1
    client.force_login(manager)
    html = client.post(URL, form(content=PDF_BYTES + b"0" * 1_100_000)).content.decode()
    assert "up to 1 MB are accepted" in html


def test_refused_upload_by_script_gets_the_form_alone(client, manager):
    client.force_login(manager)
    response = client.post(URL, form(role_title=""), headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "<html" not in response.content.decode()


def token_in(response) -> str:
    return re.search(r'name="form_token" value="([0-9a-f-]+)"', response.content.decode())[1]


def test_form_handed_in_twice_makes_one_guide(client, manager, settings):
    settings.RATE_LIMIT_UPLOADS = 1
    client.force_login(manager)
    token = token_in(client.get(URL))
    first, second = (client.post(URL, form(form_token=token)) for _ in range(2))
    guide = LevelingGuide.objects.get()
    assert first.url == second.url == guide.get_absolute_url()
    by_script = client.post(URL, form(form_token=token), headers={"HX-Request": "true"})
    assert by_script["HX-Redirect"] == guide.get_absolute_url()


def test_form_that_brings_something_else_makes_another_guide(client, manager):
    """Whoever goes back in the browser finds the old token in the form."""
    client.force_login(manager)
    token = token_in(client.get(URL))
    client.post(URL, form(form_token=token))
    client.post(URL, form(form_token=token, content=PDF_BYTES + b"\n"))
    assert LevelingGuide.objects.count() == 2


def test_forms_without_a_token_make_a_guide_each(client, manager):
    client.force_login(manager)
    for end in (b"", b"\n"):
        assert client.post(URL, form(content=PDF_BYTES + end)).status_code == 302
    assert LevelingGuide.objects.count() == 2


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_refused_form_comes_back_with_its_token(client, manager, headers):
    client.force_login(manager)
    token = token_in(client.get(URL))
    refused = client.post(URL, form(role_title="", form_token=token), headers=headers)
    assert refused.status_code == 422
    assert token_in(refused) == token


def test_every_form_has_a_token_of_its_own(client, manager):
    client.force_login(manager)
    assert token_in(client.get(URL)) != token_in(client.get(URL))


def test_path_in_a_file_name_is_dropped(client, manager):
    client.force_login(manager)
    client.post(URL, form(name="..\\..\\etc/passwd\u202e.pdf"))
    guide = LevelingGuide.objects.get()
    assert guide.original_filename == "passwd.pdf"
    assert "passwd" not in guide.pdf.name


def uploaded(person, minutes_ago: int) -> None:
    event = record(UPLOADED, actor_id=person.pk)
    at = timezone.now() - timedelta(minutes=minutes_ago)
    AuditEvent._base_manager.filter(pk=event.pk).update(created_at=at)


def test_uploads_are_limited_per_person_and_hour(client, manager, settings):
    settings.RATE_LIMIT_UPLOADS = 2
    for minutes_ago in (50, 10, 61):
        uploaded(manager, minutes_ago)
    client.force_login(manager)
    response = client.post(URL, form())
    assert response.status_code == 429
    assert "Try again in 10 minutes" in response.content.decode()
    settings.RATE_LIMIT_UPLOADS = 3
    assert client.post(URL, form()).status_code == 302


def test_upload_limit_counts_uploads_and_not_the_guides_that_are_there(
    client, manager, settings, workspace
):
    """Further guides of one PDF are no uploads, and deleting a guide takes no upload back."""
    settings.RATE_LIMIT_UPLOADS = 2
    for _ in range(4):
        LevelingGuideFactory(workspace=workspace, owner=manager)
    client.force_login(manager)
    for _ in range(2):
        assert client.post(URL, form()).status_code == 302
        delete_guide(LevelingGuide.objects.latest("created_at"), manager)
    assert client.post(URL, form()).status_code == 429


def test_member_may_not_upload(client, member):
    client.force_login(member)
    assert client.get(URL).status_code == 403
    assert client.post(URL, form()).status_code == 403
    assert LevelingGuide.objects.count() == 0


def test_replacing_the_pdf_reads_the_new_one(client, manager, workspace):
    guide = LevelingGuideFactory(
        workspace=workspace, status=GuideStatus.FAILED_BAD_PDF, error_code="damaged"
    )
    client.force_login(manager)
    url = reverse("guide_replace", args=[guide.pk])
    refused = client.post(url, {"pdf": SimpleUploadedFile("a.pdf", b"no")})
    assert refused.status_code == 422
    new = PDF_BYTES + b"%new\n"
    client.post(url, {"pdf": SimpleUploadedFile("better.pdf", new)})
    guide.refresh_from_db()
    assert (guide.status, guide.original_filename) == (GuideStatus.QUEUED, "better.pdf")
    assert guide.pdf.read() == new


def test_sample_guides_are_made_once(client, manager, workspace):
    client.force_login(manager)
    first = client.post("/guides/sample/")
    again = client.post("/guides/sample/")
    made = {guide.original_filename: guide for guide in LevelingGuide.objects.all()}
    assert set(made) == {"engineering.pdf", "support.pdf"}
    assert all(guide.is_sample for guide in made.values())
    assert first.url == again.url == made["engineering.pdf"].get_absolute_url()


TABLE = "\tJunior\tSenior\nTesting\tWrites tests\tTeaches tests\n"


def test_pasted_table_makes_a_guide(client, manager):
    client.force_login(manager)
    response = client.post(URL, form(table=TABLE) | {"pdf": ""})
    guide = LevelingGuide.objects.get()
    assert response.url == guide.get_absolute_url()
    assert (guide.pdf.read().decode(), guide.mime_type) == (TABLE, "text/csv")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"table": "one line of words"}, "This is no table."),
        ({"sheet": "https://example.com/sheet.csv"}, "Google Sheet"),
    ],
)
def test_what_is_no_table_and_no_published_sheet_comes_back(client, manager, fields, words):
    client.force_login(manager)
    response = client.post(URL, form(**fields) | {"pdf": ""})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert next(iter(fields.values())) in response.content.decode()
    assert not LevelingGuide.objects.exists()
