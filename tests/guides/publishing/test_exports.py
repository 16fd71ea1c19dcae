import csv
import io
import json
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from guides import work
from guides.enums import ArtifactType
from guides.lifecycle import delete_guide
from guides.models import GuideArtifact, private_storage
from guides.publishing import export_views as views_export
from guides.publishing import printing
from guides.publishing import services as publishing
from guides.publishing.exports import FORMATS, read_table
from guides.publishing.exports.comma import write_csv
from guides.publishing.exports.marked import escape, write_markdown
from guides.publishing.exports.sheets import sheets_of
from guides.review import corrections
from levelingai.jobs import claims
from levelingai.jobs.models import JobStatus
from levelingai.jobs.queue import backlog
from levelingai.sandbox.printing_parent import PLACES, PrintFailed, print_pdf
from tests.guides.making import cell_at, make_guide, make_person, write_examples

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.fixture
def guide():
    guide = make_guide()
    for cell in guide.cells.all():
        write_examples(cell)
    return guide


def table_of(guide, version="Draft"):
    return read_table(publishing.draft_content(guide), version=version)


def content_with(definition):
    """An edition of one cell with this definition, and an example that says the same."""
    return {
        "title": "",
        "role_title": "Engineer",
        "company": "Example",
        "website": "example.com",
        "source": {"filename": "guide.pdf", "pages": 1},
        "levels": [{"key": "l1", "code": "L1", "title": "", "description": ""}],
        "competencies": [{"key": "craft", "name": "Craft", "category": "", "description": ""}],
        "cells": [
            {
                "level": "l1",
                "competency": "craft",
                "definition": definition,
                "page": 1,
                "engine": "offline",
                "examples": [
                    {
                        "headline": definition,
                        "text": definition,
                        "evidence": definition,
                        "illustrates": "",
                        "facts": [],
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_holds_no_formula(text):
    data = write_csv(read_table(content_with(text), version="Draft")).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(data)) for cell in line]
    assert {f"'{text}", f"'{text[0]}'{text[1:]}"} & set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["Leads.\n", "Leads.\r\n", "a;", "a,", "a\t", "a|", '";', ""])
def test_csv_holds_no_formula_however_it_is_parted(before, sign):
    text = f"{before}{sign}cmd|' /C calc'!A0"
    data = write_csv(read_table(content_with(text), version="Draft")).decode("utf-8-sig")
    parts = re.split(r"[\r\n,;\t|]", data)
    assert not [part for part in parts if part.lstrip('"').startswith(sign)]
    assert f"'{sign}cmd" in data


def test_csv_leaves_ordinary_text_alone():
    text = "Plans a quarter - and keeps it; writes to a@b.example, 2+2=4\nThen • rests"
    data = write_csv(read_table(content_with(text), version="Draft")).decode("utf-8-sig")
    assert text in data


@pytest.mark.parametrize("text", [*FORMULAS, "a\x00b\x0bc"])
def test_xlsx_holds_text_alone(text):
    data = FORMATS["xlsx"].write(read_table(content_with(text), version="Draft"))
    book = load_workbook(io.BytesIO(data))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "inlineStr"}


def test_csv_is_complete(guide):
    data = write_csv(table_of(guide)).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(data)))
    assert len(lines) == guide.cells.count()
    assert lines[0]["Competency"] == "Delivery"
    assert lines[0]["Level code"] == "L1"
    assert lines[0]["Definition"] == "Delivery at L1."
    assert lines[0]["Page"] == "2"
    assert lines[0]["Example 3 headline"] == "Does thing 3"


def test_xlsx_has_the_matrix_and_every_definition(guide):
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(table_of(guide))))
    assert book.sheetnames == ["Matrix", "Definitions", "About"]
    head = [cell.value for cell in book["Matrix"][1]]
    assert head == ["Category", "Competency", "L1 Title L1", "L2 Title L2", "L3 Title L3"]
    assert book["Matrix"]["C2"].value.startswith("Delivery at L1.\n\n– Does thing 1: ")
    assert book["Definitions"].max_row == 1 + guide.cells.count()


def test_json_is_complete(guide):
    content = json.loads(FORMATS["json"].write(table_of(guide)))
    assert content["format"] == "leveling-guide/1"
    assert len(content["cells"]) == 6
    assert content["cells"][0] == {
        "level": 0,
        "competency": 0,
        "definition": "Delivery at L1.",
        "page": 2,
        "examples": [
            {
                "headline": f"Does thing {number}",
                "text": f"Does thing {number} for Delivery × L1 Title L1.",
                "evidence": f"Record {number}",
                "origin": "bank",
            }
            for number in (1, 2, 3)
        ],
    }


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[click](javascript:x)", r"\[click\](javascript:x)"),
        ("# heading", r"\# heading"),
        ("- point", r"\- point"),
        ("1. point", r"\1. point"),
        ("a | b", r"a \| b"),
        ("plain-text 1.5", "plain-text 1.5"),
    ],
)
def test_markdown_formats_nothing_of_the_guide(text, escaped):
    assert escape(text) == escaped


def test_markdown_keeps_points_of_a_list_and_says_where_nothing_stands(guide):
    cell = cell_at(guide, "craft", "l1")
    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text="• One\n• Two"
    )
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l2"))
    text = write_markdown(table_of(guide)).decode()
    assert "> - One\n> - Two\n" in text
    assert "### L2 Title L2\n\nThe guide says nothing here.\n" in text


@pytest.mark.parametrize(("levels", "sizes"), [(1, [1]), (6, [6]), (7, [4, 3]), (20, [5] * 4)])
def test_paper_holds_at_most_six_levels_side_by_side(levels, sizes):
    guide = make_guide(levels=tuple(f"L{n}" for n in range(levels)), competencies=("Craft",))
    sheets = sheets_of(table_of(guide))
    assert [len(sheet.levels) for sheet in sheets] == sizes
    assert [len(sheet.rows[0].cells) for sheet in sheets] == sizes


def test_pdf_is_printed_and_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not a picture")
    data = print_pdf(f'<h1>Guide</h1><img src="file://{secret}"><img src="http://127.0.0.1:9/x">')
    assert data.startswith(b"%PDF-")


def export(client, guide, ending, query=""):
    name, args = ("guide_export", [guide.pk, ending])
    if ending == "pdf":
        name, args = ("guide_pdf_export", [guide.pk])
    return client.get(f"{reverse(name, args=args)}{query}")


@pytest.mark.parametrize("ending", [*FORMATS, "pdf"])
def test_each_format_is_a_private_download(client, guide, ending):
    publishing.publish(guide, guide.owner)
    client.force_login(guide.owner)
    answer = export(client, guide, ending)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="engineer-edition-1.{ending}"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert len(answer.content) > 500


def test_reader_exports_the_edition_and_never_the_draft(client, guide):
    publishing.publish(guide, guide.owner)
    cell = cell_at(guide, "craft", "l1")
    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text="Draft words."
    )
    client.force_login(make_person("ole", guide.workspace, "member"))
    assert b"Draft words." not in export(client, guide, "csv").content
    for ending in ("csv", "pdf"):
        assert export(client, guide, ending, "?version=draft").status_code == 404
    client.force_login(guide.owner)
    assert b"Draft words." in export(client, guide, "csv", "?version=draft").content


@pytest.mark.parametrize("ending", ["csv", "pdf"])
def test_nobody_else_exports(client, guide, ending):
    client.force_login(make_person("ole", guide.workspace, "member"))
    assert export(client, guide, ending).status_code == 404
    publishing.publish(guide, guide.owner)
    client.force_login(make_person("sam"))
    assert export(client, guide, ending).status_code == 404


def test_unknown_format_is_not_there(client, guide):
    client.force_login(guide.owner)
    assert export(client, guide, "exe").status_code == 404


def test_shared_link_exports_the_edition(client, guide):
    publishing.publish(guide, guide.owner)
    _, token = publishing.create_link(guide, guide.owner, label="", days=1, sign_in_required=False)
    answer = client.get(reverse("shared_export", args=[token, "json"]))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert json.loads(answer.content)["title"] == "Engineer"
    assert client.get(reverse("shared_export", args=["x" * 43, "json"])).status_code == 404


def test_without_the_libraries_the_page_says_what_to_install(client, guide, monkeypatch):
    def fail(html):
        raise PrintFailed("Install libpango.")

    monkeypatch.setattr(views_export, "print_in_request", fail)
    client.force_login(guide.owner)
    answer = export(client, guide, "pdf", "?version=draft")
    assert answer.status_code == 503
    assert b"Install libpango." in answer.content
    assert guide.get_absolute_url().encode() in answer.content


def test_prints_in_requests_are_limited_for_all_processes_together(client, guide):
    client.force_login(guide.owner)
    with PLACES.taken(), PLACES.taken():
        answer = export(client, guide, "pdf", "?version=draft")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert b"Please try again in a minute." in answer.content


@pytest.fixture
def long_guide(monkeypatch, guide):
    monkeypatch.setattr(printing, "CELLS_AT_ONCE", 3)
    publishing.publish(guide, guide.owner)
    return guide


def job_of_export(guide):
    return work.jobs_of(guide).get(name="export")


def print_as_worker(guide):
    claims.run_job(job_of_export(guide).pk)


def test_long_pdf_is_printed_by_a_worker_and_handed_out_when_ready(client, long_guide):
    client.force_login(long_guide.owner)
    waiting = export(client, long_guide, "pdf")
    assert waiting.status_code == 202
    assert b"Waiting its turn" in waiting.content
    assert backlog()["export"] == 1

    print_as_worker(long_guide)

    told = export(client, long_guide, "pdf", "?wait=1")
    assert (told.status_code, told["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"The file is ready" in told.content
    assert export(client, long_guide, "pdf").content.startswith(b"%PDF-")


def test_long_pdf_is_asked_for_once(client, long_guide):
    client.force_login(long_guide.owner)
    for _ in range(3):
        export(client, long_guide, "pdf", "?wait=1")
    assert backlog()["export"] == 1
    print_as_worker(long_guide)
    print_as_worker(long_guide)
    assert GuideArtifact.objects.filter(type=ArtifactType.EXPORT).count() == 1


def test_a_changed_draft_is_never_handed_out_as_the_file_of_before(client, long_guide):
    client.force_login(long_guide.owner)
    export(client, long_guide, "pdf", "?version=draft")
    print_as_worker(long_guide)
    assert export(client, long_guide, "pdf", "?version=draft").status_code == 200
    corrections.rename_part(
        long_guide, long_guide.owner, long_guide.levels.first(), code="L0", title="Start"
    )
    assert export(client, long_guide, "pdf", "?version=draft").status_code == 202


def test_a_page_that_changed_before_it_was_printed_is_let_go(client, long_guide):
    client.force_login(long_guide.owner)
    export(client, long_guide, "pdf", "?version=draft")
    corrections.rename_part(
        long_guide, long_guide.owner, long_guide.levels.first(), code="L0", title="Start"
    )
    print_as_worker(long_guide)
    assert job_of_export(long_guide).status == JobStatus.CANCELLED
    assert not GuideArtifact.objects.filter(type=ArtifactType.EXPORT).exists()


def test_a_long_pdf_that_failed_says_why(client, long_guide, monkeypatch):
    def fail(html):
        raise PrintFailed("Install libpango.")

    monkeypatch.setattr(printing, "print_pdf", fail)
    client.force_login(long_guide.owner)
    export(client, long_guide, "pdf")
    print_as_worker(long_guide)
    answer = export(client, long_guide, "pdf", "?wait=1")
    assert answer.status_code == 503
    assert b"Install libpango." in answer.content


def test_a_long_pdf_that_failed_is_made_when_asked_for_again(client, long_guide, monkeypatch):
    def fail(html):
        raise PrintFailed("Install libpango.")

    client.force_login(long_guide.owner)
    with monkeypatch.context() as broken:
        broken.setattr(printing, "print_pdf", fail)
        export(client, long_guide, "pdf")
        print_as_worker(long_guide)
    assert export(client, long_guide, "pdf", "?wait=1").status_code == 503
    assert export(client, long_guide, "pdf").status_code == 202
    print_as_worker(long_guide)
    assert export(client, long_guide, "pdf").content.startswith(b"%PDF-")


def test_printed_files_are_private_files_and_go_with_their_guide(client, long_guide):
    client.force_login(long_guide.owner)
    export(client, long_guide, "pdf")
    print_as_worker(long_guide)
    artifact = GuideArtifact.objects.get(type=ArtifactType.EXPORT)
    assert private_storage().open(artifact.content_text).read().startswith(b"%PDF-")
    delete_guide(long_guide, long_guide.owner)
    assert not private_storage().exists(artifact.content_text)


def test_long_pdf_of_a_link_waits_at_the_address_of_the_link(client, long_guide):
    _, token = publishing.create_link(
        long_guide, long_guide.owner, label="", days=1, sign_in_required=False
    )
    url = reverse("shared_pdf_export", args=[token])
    answer = client.get(url)
    assert answer.status_code == 202
    assert answer["Referrer-Policy"] == "no-referrer"
    assert str(long_guide.pk).encode() not in answer.content
    print_as_worker(long_guide)
    assert client.get(url).content.startswith(b"%PDF-")


def test_exports_page_offers_what_a_person_may_have(client, guide):
    publishing.publish(guide, guide.owner)
    url = reverse("guide_exports", args=[guide.pk])
    client.force_login(guide.owner)
    assert b"?version=draft" in client.get(url).content
    client.force_login(make_person("ole", guide.workspace, "member"))
    page = client.get(url).content
    assert b"?version=draft" not in page
    assert b"Edition 1" in page
