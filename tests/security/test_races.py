"""Two people at once: whoever comes too late is told so, and no guide stands still."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from generation.core.company import CompanyBrief
from generation.stages import research
from guides import access
from guides.company import views as company_views
from guides.company.research import RESEARCH, begin_research
from guides.company.services import company_named
from guides.generations.services import regenerate
from guides.models import CompanyFact, LevelingGuide
from levelingai.jobs import claims
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

    monkeypatch.setattr("guides.publishing.views.publish", broken)
    browser = Client(raise_request_exception=False)
    browser.force_login(manager)
    assert browser.post(reverse("guide_publish", args=[guide.pk])).status_code == 500


@pytest.mark.django_db(transaction=True)
def test_visit_that_ends_and_uploads_that_begin_never_lock_each_other_out(private_files, settings):
    """One company, several guides: company first, then guides by id, one order everywhere."""
    settings.RESEARCH_ENABLED = True
    guides = [make_complete_guide(1, 1) for _ in range(2)]
    company, workspace, owner = guides[0].company, guides[0].workspace, guides[0].owner
    LevelingGuide.objects.update(company=company, workspace=workspace)
    together = Barrier(3, timeout=20)
    failed: list[BaseException] = []

    def repeatedly(act):
        try:
            for _ in range(6):
                together.wait()
                act()
        except BaseException as error:  # threads end quietly otherwise
            failed.append(error)
        finally:
            connection.close()

    def visit():
        job = claims.add_job(
            RESEARCH,
            workspace_id=workspace.pk,
            subject_kind="company",
            subject_id=company.pk,
            chunk=claims.next_chunk(RESEARCH, "company", company.pk),
        )
        with claims.working_on(job.pk) as claim:
            brief = CompanyBrief(company.website_url)
            research.keep_visit(claim, brief)
            research.close_visit(claim, brief)

    def upload():
        with transaction.atomic():
            locked = company_named(workspace, company.website_url)
            LevelingGuide.objects.touch(max(guide.pk for guide in guides))
            begin_research(locked)

    def write():
        for guide in guides:
            regenerate(guide, guide.cells.all(), person=owner)

    threads = [Thread(target=repeatedly, args=[act]) for act in (visit, upload, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
