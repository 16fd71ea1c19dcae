"""What must not stay or show: deleted guides, secrets of links, and what only managers may know."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse

from guides.enums import GenerationStatus
from guides.lifecycle import delete_guide
from guides.models import (
    CompanyFact,
    CompanyPage,
    ExampleFeedback,
    GuideArtifact,
    LevelingGuide,
    ParseRun,
)
from guides.publishing.services import create_link
from levelingai.audit.models import AppendOnly, AuditEvent
from levelingai.audit.record import record
from levelingai.llm.models import LLMCall
from levelingai.logging import LineFormatter, SecretsFilter
from tests.factories import (
    CellGenerationFactory,
    UserFactory,
    example,
    make_complete_guide,
    publish,
)
from tests.jobs import job_of

pytestmark = pytest.mark.django_db

MARK = "Zyxomark-7731"


def everywhere(folder: Path) -> list[str]:
    """Where MARK still stands: in any column of any table, or in any stored file."""
    found = [
        f"{model._meta.label}.{field}"
        for model in apps.get_models()
        if model._meta.managed
        for row in model._base_manager.values()
        for field, value in row.items()
        if MARK in str(value)
    ]
    files = (path for path in folder.rglob("*") if path.is_file())
    return found + [str(path) for path in files if MARK.encode() in path.read_bytes()]


def marked_guide(workspace, owner) -> LevelingGuide:
    """A guide with MARK in everything that is made from it."""
    guide = make_complete_guide(
        1,
        1,
        workspace=workspace,
        owner=owner,
        role_title=MARK,
        context=MARK,
        original_filename=f"{MARK}.pdf",
        pdf=ContentFile(b"%PDF-1.7 " + MARK.encode(), name="a.pdf"),
    )
    cell = guide.cells.get()
    guide.cells.update(definition_text=MARK, recovered_text=MARK)
    guide.levels.update(title=MARK)
    guide.competencies.update(name=MARK)
    generation = CellGenerationFactory(
        cell=cell, is_shown=False, note=MARK, content_json=[example(1, text=MARK)] * 3
    )
    ExampleFeedback.objects.create(
        generation=generation, example_index=0, reader=owner, value="up", comment=MARK
    )
    run = job_of(guide, "parse", round=1, chunk=0)
    ParseRun.objects.create(guide=guide, job=run, strategy="ruled", status="ok", reasons=[MARK])
    GuideArtifact.objects.create(guide=guide, type="text", sha256="1" * 64, content_text=MARK)
    LLMCall.objects.create(
        workspace=workspace,
        subject_kind="guide",
        subject_id=guide.pk,
        purpose="x",
        model="m",
        outcome="ok",
    )
    publish(guide)
    create_link(guide, owner, label=MARK, days=None, sign_in_required=False)
    return guide


def test_deleted_guide_is_found_nowhere(client, manager, workspace, private_files):
    guide = marked_guide(workspace, manager)
    assert len(everywhere(private_files)) > 10
    client.force_login(manager)
    assert client.post(reverse("guide_delete", args=[guide.pk])).status_code == 302
    client.get("/")  # shows the message that names it, for the last time
    assert everywhere(private_files) == []
    assert LLMCall.objects.count() == 1


def test_last_guide_takes_its_company_along_and_leaves_a_receipt_of_ids(manager, workspace):
    first = make_complete_guide(1, 1, workspace=workspace, owner=manager)
    second = make_complete_guide(1, 1, workspace=workspace, owner=manager, company=first.company)
    company, ids = first.company, (str(first.pk), str(second.pk))
    CompanyFact.objects.create(company=company, statement=MARK, status="approved", origin="manual")
    CompanyPage.objects.create(company=company, url="https://a.example/", text=MARK, status="read")
    delete_guide(first, manager)
    assert company.facts.exists()
    delete_guide(second, manager)
    assert not CompanyFact.objects.exists()
    assert not CompanyPage.objects.exists()
    receipts = AuditEvent.objects.order_by("created_at").values_list("action", "object_id")
    assert list(receipts) == [
        ("guide.deleted", ids[0]),
        ("guide.deleted", ids[1]),
        ("company.deleted", str(company.pk)),
    ]
    assert set(AuditEvent.objects.values_list("actor_id", "workspace_id")) == {
        (manager.pk, workspace.pk)
    }


def test_audit_events_are_never_changed_or_deleted(workspace):
    event = record("guide.deleted", workspace_id=workspace.pk, object_id="1")
    for change in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(action="nothing")


def test_guide_deleted_in_the_admin_is_found_nowhere_but_in_its_log(
    client, manager, workspace, private_files
):
    guide = marked_guide(workspace, manager)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    url = reverse("admin:guides_levelingguide_delete", args=[guide.pk])
    assert client.post(url, {"post": "yes"}).status_code == 302
    client.get(reverse("admin:index"))
    left = {place for place in everywhere(private_files) if "LogEntry" not in place}
    assert left == set()


@pytest.fixture
def reader_s_pages(client, member, manager, workspace) -> str:
    """Everything that a member and a visitor with a link can get to read, in one text."""
    guide = make_complete_guide(2, 1, workspace=workspace, owner=manager, context=f"{MARK} context")
    cell = guide.cells.first()
    cell.generations.update(
        note=f"{MARK} note",
        checks=[{"criterion": "R1", "passed": False, "reason": f"{MARK} reason", "failed": []}],
    )
    ExampleFeedback.objects.create(
        generation=cell.generations.get(),
        example_index=0,
        reader=manager,
        value="up",
        comment=f"{MARK} comment",
    )
    waiting = guide.cells.last()
    waiting.generations.update(
        status=GenerationStatus.NEEDS_REVIEW,
        is_shown=False,
        content_json=[example(1, text=f"{MARK} below the bar")] * 3,
    )
    CompanyFact.objects.create(
        company=guide.company, statement=f"{MARK} fact", status="struck", origin="manual"
    )
    edition = publish(guide)
    _, token = create_link(guide, manager, label=f"{MARK} label", days=None, sign_in_required=False)
    texts = [json.dumps(edition.content_json)]
    guide.cells.update(definition_text=f"{MARK} later draft")
    exports = [f"export.{ending}" for ending in ("csv", "md", "json")]
    shared = [f"/s/{token}/{part}" for part in ("", "compare/", *exports)]
    own = [f"{guide.get_absolute_url()}{part}" for part in ("", "compare/", "export/", *exports)]
    for url in shared:
        texts.append(client.get(url, follow=True).content.decode())
    client.force_login(member)
    for url in ["/", *own]:
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(url, headers=headers, follow=True)
            assert answer.status_code == 200, url
            texts.append(answer.content.decode())
    return "\n".join(texts)


def test_readers_get_nothing_that_is_for_managers(reader_s_pages, manager):
    at = reader_s_pages.find(MARK)
    assert at < 0, reader_s_pages[max(0, at - 200) : at + 60]
    assert manager.email not in reader_s_pages


def test_token_of_a_link_stays_out_of_logs_and_foreign_addresses(client, manager, workspace):
    guide = make_complete_guide(1, 1, workspace=workspace, owner=manager)
    publish(guide)
    _, token = create_link(guide, manager, label="", days=None, sign_in_required=True)
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Kept()
    handler.addFilter(SecretsFilter())
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        answer = client.get(f"/s/{token}/")
        login = client.get(answer["Location"])
        client.get(f"/s/{token[:-1]}x/")
        client.get(f"/s/{token}/nowhere/")
        data = {"username": "mara", "password": "wrong", "next": f"/s/{token}/"}
        client.post(answer["Location"], data)
    finally:
        root.removeHandler(handler)
    assert lines
    assert token not in "\n".join(lines)
    assert login["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert token not in login.content.decode().partition("</title>")[0]
    attempts = apps.get_model("axes", "AccessAttempt").objects.values_list("get_data", "post_data")
    assert attempts
    assert token not in str(list(attempts))
