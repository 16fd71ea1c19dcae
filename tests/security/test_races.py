"""Two people at once: whoever comes too late is told so, and no guide stands still."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from guides import access
from guides.company import views as company_views
from guides.models import CompanyFact, LevelingGuide
from tests.factories import CompanyFactFactory, make_complete_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(client, manager, workspace):
    """A finished guide, with its manager signed in."""
    client.force_login(manager)
    return make_complete_guide(1, 1, workspace=workspace)


def deleting(monkeypatch, module, model):
    """The `model` that the access door in `module` finds is deleted before the view goes on."""
    found = module.get_object_or_404

    def found_and_then_deleted(*args, **kwargs):
        one = found(*args, **kwargs)
        model.objects.filter(pk=one.pk).delete()
        return one

    monkeypatch.setattr(module, "get_object_or_404", found_and_then_deleted)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("guide_publish", {}),
        ("guide_withdraw", {}),
        ("guide_regenerate", {}),
        ("guide_share", None),
        ("guide_correct", {"action": "discard"}),
    ],
)
def test_action_on_a_guide_deleted_meanwhile_is_not_found(client, guide, name, data, monkeypatch):
    deleting(monkeypatch, access, LevelingGuide)
    url = reverse(name, args=[guide.pk])
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("company_fact_decide", {"decision": "strike"}),
        ("company_fact_reword", {"statement": "Other words."}),
    ],
)
def test_action_on_a_fact_deleted_meanwhile_is_not_found(client, guide, name, data, monkeypatch):
    fact = CompanyFactFactory(company=guide.company)
    deleting(monkeypatch, company_views, CompanyFact)
    url = reverse(name, args=[guide.company_id, fact.pk])
    assert client.post(url, data).status_code == 404


@pytest.mark.parametrize("kind", [ObjectDoesNotExist, LevelingGuide.DoesNotExist])
def test_row_that_a_view_misses_by_a_bug_is_no_404(manager, guide, kind, monkeypatch):
    def broken(*args):
        raise kind

    monkeypatch.setattr("guides.publishing.services.publish", broken)
    browser = Client(raise_request_exception=False)
    browser.force_login(manager)
    assert browser.post(reverse("guide_publish", args=[guide.pk])).status_code == 500
