"""The upload takes what people have, told by its content, and serves it as it was handed in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from benchmarks.format_files import csv_grid, docx_grid, json_export, markdown_grid, xlsx_merged
from guides.models import GuideArtifact, LevelingGuide
from tests.generation.core.office.test_formats import GUIDE
from tests.jobs import run

pytestmark = pytest.mark.django_db

URL = "/guides/new/"


def form(name: str, content: bytes) -> dict:
    upload = SimpleUploadedFile(name, content, "application/octet-stream")
    return {"website_url": "www.example.com", "role_title": "Analyst", "pdf": upload}


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("Framework.docx", docx_grid(GUIDE), ".docx"),
        ("Framework", xlsx_merged(GUIDE), ".xlsx"),
        ("framework.txt", csv_grid(GUIDE), ".csv"),
        ("README.md", markdown_grid(GUIDE), ".md"),
        ("export.json", json_export(GUIDE), ".json"),
    ],
)
def test_file_is_kept_and_served_as_what_it_is(client, manager, name, content, ending):
    client.force_login(manager)
    assert client.post(URL, form(name, content)).status_code == 302
    guide = LevelingGuide.objects.get()
    assert guide.pdf.name.endswith(ending)
    answer = client.get(f"{guide.get_absolute_url()}pdf/")
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == guide.mime_type
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Disposition"].endswith(f'{ending}"')
    assert answer["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "an older Word file",
        ),
        ("scan.png", b"\x89PNG\r\n", "a PNG picture"),
        ("all.zip", b"PK\x03\x04 folder/", "a ZIP archive"),
        ("framework.docx.exe", docx_grid(GUIDE), "ends in .exe, not in .docx"),
        ("framework.pdf", docx_grid(GUIDE), "a Word document, not a PDF"),
    ],
)
def test_other_files_are_refused_by_what_they_are(client, manager, name, content, words):
    client.force_login(manager)
    answer = client.post(URL, form(name, content))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert LevelingGuide.objects.count() == 0


def test_workbook_becomes_a_matrix_whose_cells_name_their_rows(client, manager):
    client.force_login(manager)
    client.post(URL, form("Framework.xlsx", xlsx_merged(GUIDE)))
    guide = LevelingGuide.objects.get()
    run(guide, "extract")
    run(guide, "parse")
    guide.refresh_from_db()
    assert guide.cells.count() == len(GUIDE["cells"])
    cell = guide.cells.select_related("competency", "level").first()
    assert cell.page is None
    assert cell.place.startswith("Sheet “Matrix”, row ")
    address = f"{guide.get_absolute_url()}review/"
    page = client.get(address, {"competency": cell.competency.key, "level": cell.level.key})
    html = page.content.decode()
    assert "Read from Sheet “Matrix”, row" in html
    assert "/pages/" not in html  # no picture, and none that is broken
    assert client.get(f"{guide.get_absolute_url()}pages/1.png").status_code == 404
    assert GuideArtifact.objects.filter(guide=guide, type="document").count() == 1
