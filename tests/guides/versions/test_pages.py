"""The way of a new version as a person goes it: upload, what changed, accept or throw away."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from guides.enums import GuideStatus
from guides.models import GuideCell, LevelingGuide
from guides.upload.services import UPLOADED
from guides.versions.comparing import compare
from levelingai.audit.models import AuditEvent
from levelingai.jobs import queue
from tests.factories import CellGenerationFactory, make_complete_guide
from tests.guides.versions.making import BEFORE, accept, made_guide, next_version, texts_of
from tests.jobs import work_off

pytestmark = pytest.mark.django_db

LEVELS = ("L1 Junior Engineer", "L2 Engineer", "L3 Senior Engineer")
ROWS = {
    "Delivery": (
        "Finishes small tasks that somebody else has cut out",
        "Cuts a project into tasks and plans them with the team",
        "Decides with the product manager what the team takes on next",
    ),
    "Communication": (
        "Keeps notes of what was decided and shares them",
        "Writes designs that other teams can judge without a meeting",
        "Explains hard choices to people who are not engineers",
    ),
    "Quality": (
        "Tests what was written before it is handed over",
        "Finds the cause of a fault and keeps it from coming back",
        "Sets how the team checks its work and keeps to it",
    ),
}


def printed(rows, levels=LEVELS) -> bytes:
    style = getSampleStyleSheet()["BodyText"]
    data = [["Competency", *levels], *([name, *texts] for name, texts in rows.items())]
    cells = [[Paragraph(text, style) for text in row] for row in data]
    table = Table(
        cells, colWidths=[110, 200, 200, 200], style=[("GRID", (0, 0), (-1, -1), 1, colors.black)]
    )
    output = io.BytesIO()
    page = SimpleDocTemplate(output, pagesize=landscape(A4))
    page.build([Paragraph("Engineering career levels", getSampleStyleSheet()["Title"]), table])
    return output.getvalue()


def pdf(data: bytes, name: str = "ladder.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


@pytest.fixture
def guide(client, manager, workspace):
    client.force_login(manager)
    return made_guide(workspace=workspace, owner=manager)


def address(name: str, version: LevelingGuide) -> str:
    return reverse(name, args=[version.replaces_id, version.pk])


def test_whole_way_of_a_changed_file(client, manager, workspace, settings):
    settings.RESEARCH_ENABLED = False
    client.force_login(manager)
    with queue.foreground() as messages:
        form = {
            "website_url": "www.example.com",
            "role_title": "Engineer",
            "pdf": pdf(printed(ROWS)),
        }
        client.post(reverse("guide_new"), form)
        work_off(messages)
        guide = LevelingGuide.objects.get()
        if guide.is_waiting_for_review:
            client.post(reverse("guide_confirm", args=[guide.pk]))
            work_off(messages)
        guide.refresh_from_db()
        assert guide.status == GuideStatus.COMPLETE
        before = {cell.pk for cell in guide.cells.all()}
        stamp = guide.version
        texts = ROWS | {
            "Quality": (ROWS["Quality"][0], "Reviews what others wrote", ROWS["Quality"][2])
        }
        texts["Hiring"] = ("Joins interviews as a guest", "Leads interviews", "Plans who is hired")
        new = reverse("guide_version_new", args=[guide.pk])
        made = client.post(new, {"pdf": pdf(printed(texts), "ladder-2.pdf")})
        version = guide.next_versions.get()
        assert made.url == version.get_absolute_url()
        work_off(messages)
        version.refresh_from_db()
        if version.is_waiting_for_review:
            client.post(reverse("guide_confirm", args=[version.pk]))
            version.refresh_from_db()
        assert version.status == GuideStatus.MATRIX_PARSED
        assert not version.generations.exists()
        guide.refresh_from_db()
        assert guide.version == stamp
        seen = client.get(client.get(version.get_absolute_url()).url)
        html = seen.content.decode()
        assert "1 competency added, 1 definition changed, 3 definitions new, 8 the same" in html
        mark = seen.context["page"].mark
        done = client.post(address("guide_version_accept", version), {"mark": mark})
        assert done.url == guide.get_absolute_url()
        work_off(messages)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE
    assert before <= {cell.pk for cell in guide.cells.all()}
    assert (
        guide.cells.get(competency__name="Quality", level__code="L2").definition_text
        == texts["Quality"][1]
    )
    assert guide.parse_runs.filter(chosen=True).count() == 2


def test_bad_file_leaves_the_guide_alone(client, guide):
    """A file that calls itself a PDF and cannot be read fails as a version, not as the guide."""
    with queue.foreground() as messages:
        new = reverse("guide_version_new", args=[guide.pk])
        client.post(new, {"pdf": pdf(b"%PDF-1.7 broken")})
        version = guide.next_versions.get()
        work_off(messages)
    version.refresh_from_db()
    assert version.status == GuideStatus.FAILED_BAD_PDF
    assert texts_of(guide) == BEFORE
    page = client.get(guide.get_absolute_url()).content.decode()
    assert "A new version is not usable" in page
    assert client.get(address("guide_version", version)).url == version.get_absolute_url()
    deleted = client.post(reverse("guide_delete", args=[version.pk]))
    assert deleted.url == guide.get_absolute_url()
    assert not guide.next_versions.exists()


def test_the_very_file_of_the_guide_is_no_new_version(client, guide):
    import hashlib

    data = b"%PDF-1.7 the same"
    LevelingGuide.objects.update(sha256=hashlib.sha256(data).hexdigest())
    answer = client.post(reverse("guide_version_new", args=[guide.pk]), {"pdf": pdf(data)})
    assert answer.status_code == 422
    assert "nothing would change" in answer.content.decode()
    assert not guide.next_versions.exists()


def test_form_handed_in_twice_makes_one_version(client, guide):
    new = reverse("guide_version_new", args=[guide.pk])
    token = client.get(new).context["form"]["form_token"].value()
    answers = [
        client.post(new, {"pdf": pdf(b"%PDF-1.7 next"), "form_token": token}) for _ in range(2)
    ]
    assert {answer.url for answer in answers} == {guide.next_versions.get().get_absolute_url()}


def test_versions_count_as_uploads(client, guide, settings):
    settings.RATE_LIMIT_UPLOADS = 1
    new = reverse("guide_version_new", args=[guide.pk])
    client.post(new, {"pdf": pdf(b"%PDF-1.7 next")})
    assert AuditEvent.objects.filter(action=UPLOADED).count() == 1
    refused = client.post(new, {"pdf": pdf(b"%PDF-1.7 one more")})
    assert (refused.status_code, guide.next_versions.count()) == (429, 1)


def test_guide_without_a_matrix_takes_no_version(client, manager, workspace):
    client.force_login(manager)
    guide = made_guide(workspace=workspace, status=GuideStatus.FAILED_PARSE)
    assert client.get(reverse("guide_version_new", args=[guide.pk])).url == guide.get_absolute_url()


def test_page_shows_names_and_words_of_a_file_as_text(client, guide):
    version = next_version(
        guide,
        BEFORE
        | {
            ("Writing", "L1"): "<script>alert(1)</script> keeps notes",
            ("<img src=x>", "L1"): "\u202eReads backwards\u202c {{ 7|add:1 }}",
        },
    )
    html = client.get(address("guide_version", version)).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7|add:1 }}" in html


def test_words_tell_what_was_added_and_removed_without_colour(client, guide):
    version = next_version(guide, BEFORE | {("Writing", "L1"): "Keeps minutes of what was decided"})
    html = client.get(address("guide_version", version)).content.decode()
    assert (
        '<del><span class="vh"> removed: </span>notes<span class="vh"> end of removed </span></del>'
        in html
    )
    assert (
        '<ins><span class="vh"> added: </span>minutes<span class="vh"> end of added </span></ins>'
        in html
    )


def test_stale_page_comes_back_as_it_is_now(client, guide):
    version = next_version(guide, BEFORE | {("Writing", "L1"): "Keeps minutes"})
    mark = compare(guide, version).mark
    GuideCell.objects.filter(guide=guide, recovered_text=BEFORE["Writing", "L2"]).update(
        recovered_text="Other words", definition_text="Other words"
    )
    answer = client.post(address("guide_version_accept", version), {"mark": mark})
    assert answer.status_code == 409
    assert "has changed since you opened this page" in answer.content.decode()
    again = client.post(
        address("guide_version_accept", version), {"mark": answer.context["page"].mark}
    )
    assert again.url == guide.get_absolute_url()


def test_own_examples_go_with_a_tick(client, guide):
    cell = guide.cells.get(competency__name="Writing", level__code="L2")
    CellGenerationFactory(cell=cell, engine="manual", prompt_name="manual", is_shown=False)
    texts = {place: text for place, text in BEFORE.items() if place != ("Writing", "L2")}
    version = next_version(guide, texts)
    page = client.get(address("guide_version", version))
    assert "These examples may go too" in page.content.decode()
    data = {"mark": page.context["page"].mark}
    assert client.post(address("guide_version_accept", version), data).status_code == 422
    done = client.post(address("guide_version_accept", version), data | {"own": "1"})
    assert done.url == guide.get_absolute_url()


def test_thrown_away_version_is_gone(client, guide):
    version = next_version(guide, BEFORE)
    client.post(address("guide_version_discard", version))
    assert list(LevelingGuide.objects.all()) == [guide]


# Hidden until accepted ---------------------------------------------------------------------------


def test_version_is_no_guide_of_any_list_or_page(client, guide, member):
    version = next_version(guide, BEFORE, review_required=True)
    assert [row.pk for row in client.get("/").context["page"]] == [guide.pk]
    company = client.get(guide.company.get_absolute_url())
    assert "ladder-2.pdf" not in company.content.decode()
    for name in ("guide_share", "guide_exports", "guide_compare", "guide_pdf_export"):
        assert client.get(reverse(name, args=[version.pk])).status_code == 404
    assert client.post(reverse("guide_publish", args=[version.pk])).status_code == 404
    cell = version.cells.first()
    assert client.get(reverse("guide_cell", args=[version.pk, cell.pk])).status_code == 404
    client.force_login(member)
    for name in ("guide_detail", "guide_pdf", "guide_review"):
        assert client.get(reverse(name, args=[version.pk])).status_code == 404


def test_confirmed_version_is_compared_and_not_written(client, guide):
    version = next_version(guide, BEFORE, review_required=True)
    assert "Check the matrix" in client.get(version.get_absolute_url()).content.decode()
    client.post(reverse("guide_confirm", args=[version.pk]))
    version.refresh_from_db()
    assert version.is_ready_to_compare
    assert client.get(version.get_absolute_url()).url == address("guide_version", version)
    status = client.get(reverse("guide_status", args=[version.pk]))
    assert status["HX-Redirect"] == address("guide_version", version)


def test_version_of_another_guide_is_not_found(client, guide, workspace):
    version = next_version(make_complete_guide(1, 1, workspace=workspace), BEFORE)
    for name in ("guide_version_accept", "guide_version_discard"):
        url = reverse(name, args=[guide.pk, version.pk])
        assert client.post(url, {"mark": "x"}).status_code == 404
    assert LevelingGuide.objects.filter(pk=version.pk).exists()


def test_version_begins_with_what_the_guide_leaves_out(client, guide):
    part = {"kind": "competency", "name": "Notes", "category": ""}
    LevelingGuide.objects.filter(pk=guide.pk).update(
        is_transposed=True, removed_parts=[part, {**part, "name": "Old", "into": "delivery"}]
    )
    client.post(reverse("guide_version_new", args=[guide.pk]), {"pdf": pdf(b"%PDF-1.7 next")})
    version = guide.next_versions.get()
    assert (version.is_transposed, version.removed_parts) == (True, [part])
    other = next_version(guide, BEFORE, removed_parts=[part])
    assert (
        "Left out, as you left it out before: Notes."
        in client.get(address("guide_version", other)).content.decode()
    )
    guide.refresh_from_db()
    accept(guide, other)
    guide.refresh_from_db()
    assert guide.removed_parts == [part]
