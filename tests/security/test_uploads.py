"""Uploads: nothing of a refused one stays, each fault has its own words, files are owner-only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guides.models import LevelingGuide, private_storage
from tests.factories import PDF_BYTES, LevelingGuideFactory, make_complete_guide, publish

pytestmark = pytest.mark.django_db

URL = "/guides/new/"
MEGABYTE = 1024 * 1024


def form(name="ladder.pdf", content=PDF_BYTES, **fields) -> dict:
    pdf = SimpleUploadedFile(name, content, "application/pdf")
    return {"website_url": "www.example.com", "role_title": "Analyst", "pdf": pdf, **fields}


@pytest.fixture
def temporary(settings, tmp_path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return folder


@pytest.fixture
def written(monkeypatch) -> list:
    """Every temporary file that Django opens for an upload."""
    made: list = []
    start = uploadedfile.TemporaryUploadedFile.__init__

    def noted(self, name, *args, **kwargs):
        made.append(name)
        start(self, name, *args, **kwargs)

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", noted)
    return made


@pytest.mark.parametrize(("path", "megabytes"), [(URL, 30), ("/accounts/login/", 3)])
def test_anonymous_upload_that_is_too_large_is_not_written_anywhere(
    temporary, written, path, megabytes
):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/accounts/login/")
    answer = browser.post(path, form(content=PDF_BYTES + b"0" * (megabytes * MEGABYTE)))
    assert answer.status_code == 413
    assert written == []
    assert list(temporary.iterdir()) == []
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_refused_upload_leaves_no_temporary_file(client, manager, temporary, written):
    client.force_login(manager)
    assert client.post(URL, form(content=b"no" * (2 * MEGABYTE))).status_code == 422
    assert written  # it was large enough to go through a file
    assert list(temporary.iterdir()) == []


def test_each_fault_of_a_file_has_its_own_words(client, manager):
    client.force_login(manager)
    faults = {
        "wrong content": form(content=b"hello"),
        "empty": form(content=b""),
        "wrong ending": form(name="ladder.docx"),
        "two endings": form(name="ladder.pdf.exe", content=b"MZ\x00 " + PDF_BYTES),
    }
    words = {
        "wrong content": "a text file, not a PDF",
        "empty": "0 bytes",
        "wrong ending": "ends in .docx, not in .pdf",
        "two endings": "ends in .exe, not in .pdf",
    }
    for fault, data in faults.items():
        answer = client.post(URL, data)
        assert answer.status_code == 422
        assert words[fault] in answer.content.decode()
    assert LevelingGuide.objects.count() == 0


@pytest.mark.parametrize("name", ["ladder", "Ladder v1.2", "Ladder.PDF", "v1.2.pdf"])
def test_ordinary_names_are_taken_and_download_as_a_pdf(client, manager, name):
    client.force_login(manager)
    assert client.post(URL, form(name=name)).status_code == 302
    guide = LevelingGuide.objects.get()
    answer = client.get(f"{guide.get_absolute_url()}pdf/")
    assert answer["Content-Disposition"].endswith('.pdf"')


def test_download_is_inert_and_never_an_executable(client, member, workspace):
    guide = make_complete_guide(1, 1, workspace=workspace, original_filename='a"\r\nX: y.pdf.exe')
    publish(guide)
    client.force_login(member)
    answer = client.get(f"{guide.get_absolute_url()}pdf/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert ".exe" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "sandbox"


def test_stored_file_is_for_its_owner_alone_and_is_not_served(client, manager):
    client.force_login(manager)
    client.post(URL, form(name="secret-name.pdf"))
    guide = LevelingGuide.objects.get()
    path = Path(private_storage().path(guide.pdf.name))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "secret-name" not in str(path)
    real = Path(django_settings.DATA_DIR).resolve()
    assert Path(django_settings.STATIC_ROOT).resolve() not in [real, *real.parents]


def test_names_cannot_read_backwards(client, manager):
    client.force_login(manager)
    client.post(URL, form(role_title="Lead \u202egnp\u2066\x07", company_name="A\u200fB"))
    guide = LevelingGuide.objects.get()
    assert guide.role_title == "Lead gnp"
    assert guide.company.name == "AB"
    assert client.post(URL, form(role_title="\u202e \u2066")).status_code == 422


def test_upload_is_refused_with_words_where_the_disk_takes_nothing(client, manager, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(private_storage()), "_save", full)
    client.force_login(manager)
    answer = client.post(URL, form(role_title="Kept role"))
    assert answer.status_code == 503
    html = answer.content.decode()
    assert "could not be stored" in html
    assert "Kept role" in html
    assert LevelingGuide.objects.count() == 0


def test_upload_is_refused_where_little_room_is_left(client, manager, settings, private_files):
    settings.STORAGE_MIN_FREE_MB = 10**9
    client.force_login(manager)
    answer = client.post(URL, form())
    assert answer.status_code == 503
    assert "there is no room for it at the moment" in answer.content.decode()
    assert LevelingGuide.objects.count() == 0
    assert not private_files.exists()


def test_replacement_that_cannot_be_stored_leaves_the_guide_as_it_was(
    client, manager, workspace, monkeypatch
):
    guide = LevelingGuideFactory(workspace=workspace, status="FAILED_BAD_PDF", error_code="damaged")

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(private_storage()), "_save", full)
    client.force_login(manager)
    pdf = SimpleUploadedFile("better.pdf", PDF_BYTES)
    answer = client.post(f"{guide.get_absolute_url()}replace/", {"pdf": pdf})
    assert answer.status_code == 503
    guide.refresh_from_db()
    assert (guide.status, guide.pdf.read()) == ("FAILED_BAD_PDF", PDF_BYTES)
