"""The admin: every page opens for staff, shows hostile text inert, and counts failed sign-ins."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from guides.models import CellGeneration, CompanyPage, ExampleFeedback, GuideArtifact, ParseRun
from guides.publishing.services import create_link
from levelingai.llm.models import LLMCall
from tests.factories import (
    PASSWORD,
    CompanyFactFactory,
    PromptExperimentFactory,
    UserFactory,
    make_complete_guide,
    publish,
)
from tests.jobs import job_of

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
OURS = ("accounts", "guides", "generation")
MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]
INLINE = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=\"")


@pytest.fixture
def root(client):
    user = UserFactory(username="root", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def records(root, workspace):
    """One record of every kind, each with markup where text may stand."""
    guide = make_complete_guide(2, 1, workspace=workspace, role_title=HOSTILE[:150])
    guide.cells.update(definition_text=HOSTILE)
    publish(guide)
    create_link(guide, root, label=HOSTILE[:40], days=None, sign_in_required=False)
    CompanyFactFactory(company=guide.company, statement=HOSTILE, quote=HOSTILE)
    CompanyPage.objects.create(
        company=guide.company, url="https://a.example/", title=HOSTILE, text=HOSTILE, status="read"
    )
    GuideArtifact.objects.create(guide=guide, type="text", sha256="0" * 64, content_text=HOSTILE)
    job_of(guide, "extract", round=1, chunk=0)
    ParseRun.objects.create(guide=guide, strategy="ruled", status="ok")
    LLMCall.objects.create(
        workspace=workspace,
        subject_kind="guide",
        subject_id=guide.pk,
        purpose="x",
        model="m",
        outcome="ok",
    )
    ExampleFeedback.objects.create(
        generation=CellGeneration.objects.first(), example_index=0, reader=root, value="up"
    )
    PromptExperimentFactory(workspace=workspace, name=HOSTILE)
    return guide


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_admin_pages_of_every_record_open_and_are_inert(client, records, model):
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    record = model._default_manager.first()
    assert record is not None
    for url in (
        reverse(f"{base}_changelist"),
        reverse(f"{base}_change", args=[record.pk]),
        reverse(f"{base}_history", args=[record.pk]),
    ):
        answer = client.get(url)
        html = answer.content.decode()
        assert answer.status_code == 200, url
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert INLINE.findall(html) == [], url


def test_admin_sign_in_is_paused_after_five_failures(client):
    UserFactory(username="root", is_staff=True, is_superuser=True)
    url = reverse("admin:login")
    for _ in range(5):
        client.post(url, {"username": "root", "password": "wrong"})
    answer = client.post(url, {"username": "root", "password": PASSWORD})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
