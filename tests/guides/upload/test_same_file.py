"""A file that is a guide already: what a person is told, and a fresh guide without reading twice."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from accounts.models import Role
from guides.enums import ArtifactType, GuideStatus
from guides.lifecycle import delete_guide
from guides.models import GuideArtifact, LevelingGuide
from guides.upload.forms import GuideUploadForm
from levelingai.jobs.models import Job
from tests.factories import PDF_BYTES, LevelingGuideFactory, MembershipFactory
from tests.guides.upload.test_upload import URL, form, token_in

pytestmark = pytest.mark.django_db

DIGEST = hashlib.sha256(PDF_BYTES).hexdigest()


@pytest.fixture
def known(client, manager, workspace) -> LevelingGuide:
    """A guide of the same file, read, with its manager signed in."""
    client.force_login(manager)
    guide = LevelingGuideFactory(
        workspace=workspace, sha256=DIGEST, role_title="Known <Analyst>", page_count=3
    )
    document = {"pages": [], "quality": {}}
    GuideArtifact.objects.create(
        guide=guide, type=ArtifactType.DOCUMENT, sha256="2" * 64, content_json=document
    )
    return guide


def fresh_form(response) -> dict[str, str]:
    return dict(response.context["handed"].form.fresh_fields())


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_file_that_is_a_guide_is_named_and_not_stored(client, known, headers):
    answer = client.post(URL, form(), headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This file is already a guide" in html
    assert known.get_absolute_url() in html
    assert "Known &lt;Analyst&gt;" in html
    assert ("<html" in html) is not bool(headers)
    assert LevelingGuide.objects.count() == 1


def test_fresh_guide_of_it_starts_at_the_recovery(client, known, manager):
    data = fresh_form(client.post(URL, form(context="We sell tea.")))
    answer = client.post(URL, data)
    guide = LevelingGuide.objects.exclude(pk=known.pk).get()
    assert answer.url == guide.get_absolute_url()
    assert (guide.status, guide.page_count) == (GuideStatus.TEXT_EXTRACTED, 3)
    assert (guide.sha256, guide.context) == (DIGEST, "We sell tea.")
    jobs = Job.objects.filter(subject_id=guide.pk)
    assert list(jobs.values_list("name", flat=True)) == ["parse"]
    assert guide.artifacts.get().content_json == {"pages": [], "quality": {}}
    delete_guide(known)
    assert guide.pdf.read() == PDF_BYTES


def test_fresh_guide_of_a_file_that_was_never_read_is_read(client, known):
    GuideArtifact.objects.all().delete()
    client.post(URL, fresh_form(client.post(URL, form())))
    guide = LevelingGuide.objects.exclude(pk=known.pk).get()
    assert guide.status == GuideStatus.QUEUED
    assert Job.objects.get(subject_id=guide.pk, name="extract")


def test_fresh_guide_asked_for_twice_is_made_once(client, known):
    data = fresh_form(client.post(URL, form(form_token=token_in(client.get(URL)))))
    answers = [client.post(URL, data) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert LevelingGuide.objects.count() == 2


def test_file_of_a_guide_deleted_meanwhile_has_to_come_again(client, known):
    data = fresh_form(client.post(URL, form()))
    delete_guide(known)
    answer = client.post(URL, data)
    assert answer.status_code == 422
    assert "Choose the file again" in answer.content.decode()


def test_guide_of_another_workspace_is_neither_named_nor_taken(client, known, stranger):
    """Nor does it help to know the digest of somebody's file."""
    client.force_login(stranger)
    assert client.post(URL, form()).status_code == 302
    LevelingGuide.objects.exclude(pk=known.pk).update(sha256="3" * 64)
    answer = client.post(URL, form(content=PDF_BYTES + b"\n") | {"pdf": "", "same_file": DIGEST})
    assert answer.status_code == 422
    assert "Known" not in answer.content.decode()


def test_guide_of_a_persons_other_workspace_is_not_named(client, known, manager):
    """Guides are looked for where the new one would be."""
    other = MembershipFactory(user=manager, role=Role.MANAGER)
    client.post(reverse("switch_workspace"), {"workspace": other.workspace_id})
    assert client.post(URL, form()).status_code == 302
    assert other.workspace.guides.count() == 1


def test_next_version_of_a_guide_is_not_named(client, known, workspace):
    LevelingGuide.objects.filter(pk=known.pk).update(sha256="4" * 64)
    LevelingGuideFactory(workspace=workspace, sha256=DIGEST, replaces=known)
    assert client.post(URL, form()).status_code == 302


@pytest.mark.parametrize("digest", ["x", "../../etc", DIGEST.upper()])
def test_digest_that_is_none_is_refused(client, known, digest):
    data = form() | {"pdf": "", "same_file": digest}
    assert client.post(URL, data).status_code == 422
    assert "same_file" in GuideUploadForm(data).errors
