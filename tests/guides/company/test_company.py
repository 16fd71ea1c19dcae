"""A company's brief: who sees it, what a manager decides, and what follows from that."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from guides.company.research import company_context
from guides.enums import FactOrigin, FactStatus, PageStatus
from guides.models import CellGeneration, CompanyFact, CompanyPage
from levelingai.jobs.models import Job, JobStatus
from tests.factories import (
    CellGenerationFactory,
    CompanyFactFactory,
    CompanyFactory,
    LevelingGuideFactory,
    example,
    make_complete_guide,
    make_matrix,
)
from tests.jobs import job_of

pytestmark = pytest.mark.django_db
STATEMENT = "The company ships parcels by rail."


@pytest.fixture
def guide(workspace, manager):
    return make_complete_guide(2, 1, workspace=workspace, owner=manager)


@pytest.fixture
def company(guide):
    return guide.company


@pytest.fixture
def fact(company):
    page = CompanyPage.objects.create(
        company=company,
        url="https://halden.example/about",
        title="About us",
        text="We ship parcels by rail.",
        status=PageStatus.READ,
        fetched_at=timezone.now(),
    )
    return CompanyFactFactory(company=company, page=page)


def post(client, name, *args, htmx=False, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse(name, args=args), data, headers=headers)


def decide(client, fact, decision, **options):
    return post(
        client, "company_fact_decide", fact.company_id, fact.pk, decision=decision, **options
    )


def refs_for_writers(guide) -> list[str]:
    return [fact.id for fact in company_context(guide).facts]


def name_in_examples(cell, *facts, **fields) -> CellGeneration:
    names = [fact.ref for fact in facts]
    content = [example(1, facts=names), example(2), example(3)]
    cell.generations.all().delete()
    return CellGenerationFactory(cell=cell, content_json=content, **fields)


def test_brief_shows_facts_with_quote_page_and_date(client, manager, company, fact):
    client.force_login(manager)
    html = client.get(company.get_absolute_url()).content.decode()
    for words in (STATEMENT, "We ship parcels by rail.", "https://halden.example/about"):
        assert words in html
    assert f"{timezone.localdate():%-d %b %Y}" in html
    assert "1 approved" in html


def test_brief_escapes_what_a_website_says(client, manager, company):
    CompanyFactFactory(
        company=company, statement="<script>alert(1)</script>", quote='<img src="x" onerror="y">'
    )
    client.force_login(manager)
    html = client.get(company.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<img" not in html


def test_struck_fact_is_gone_for_writers_until_it_is_restored(client, manager, guide, fact):
    client.force_login(manager)
    assert refs_for_writers(guide) == [fact.ref]
    response = decide(client, fact, "strike")
    assert response.url == f"{fact.company.get_absolute_url()}#{fact.ref}"
    assert refs_for_writers(guide) == []
    decide(client, fact, "restore")
    assert refs_for_writers(guide) == [fact.ref]
    fact.refresh_from_db()
    assert fact.decided_at is not None


def test_striking_answers_a_fragment_request_with_the_fact_and_the_counts(client, manager, fact):
    client.force_login(manager)
    html = decide(client, fact, "strike", htmx=True).content.decode()
    assert html.lstrip().startswith(f'<li id="{fact.ref}"')
    assert "0 approved, 1 struck" in html
    assert "<html" not in html


def test_decision_that_does_not_exist_is_not_found(client, manager, fact):
    client.force_login(manager)
    assert decide(client, fact, "publish").status_code == 404


def test_decision_made_twice_changes_nothing(client, manager, fact):
    client.force_login(manager)
    decide(client, fact, "strike")
    before = CompanyFact.objects.values().get()
    assert decide(client, fact, "strike").status_code == 302
    assert CompanyFact.objects.values().get() == before


def test_facts_wait_for_approval_where_the_workspace_wants_it(client, manager, guide, company):
    facts = [CompanyFactFactory(company=company, status=FactStatus.PENDING) for _ in range(3)]
    company.workspace.approve_facts_first = True
    company.workspace.save()
    client.force_login(manager)
    html = client.get(company.get_absolute_url()).content.decode()
    assert "Approve all 3" in html
    assert "counts once someone has approved it" in html
    assert refs_for_writers(guide) == []
    decide(client, facts[0], "approve")
    assert refs_for_writers(guide) == [facts[0].ref]
    post(client, "company_facts_approve", company.pk)
    assert len(refs_for_writers(guide)) == 3


def test_approve_all_leaves_struck_facts_struck(client, manager, company):
    struck = CompanyFactFactory(company=company, status=FactStatus.STRUCK)
    CompanyFactFactory(company=company, status=FactStatus.PENDING)
    client.force_login(manager)
    post(client, "company_facts_approve", company.pk)
    struck.refresh_from_db()
    assert struck.status == FactStatus.STRUCK


def test_reworded_fact_is_marked_and_keeps_its_quote(client, manager, guide, fact):
    client.force_login(manager)
    post(client, "company_fact_reword", fact.company_id, fact.pk, statement=" It uses\n trains. ")
    fact.refresh_from_db()
    assert (fact.statement, fact.quote) == ("It uses trains.", "We ship parcels by rail.")
    assert (fact.edited_by, fact.is_by_hand) == (manager, True)
    html = client.get(fact.company.get_absolute_url()).content.decode()
    assert "Worded by hand, mara" in html
    assert company_context(guide).facts[0].statement == "It uses trains."


@pytest.mark.parametrize(("htmx", "status"), [(True, 422), (False, 302)])
def test_rewording_needs_words(client, manager, fact, htmx, status):
    client.force_login(manager)
    response = post(
        client, "company_fact_reword", fact.company_id, fact.pk, statement=" ", htmx=htmx
    )
    assert response.status_code == status
    fact.refresh_from_db()
    assert fact.statement == STATEMENT


def test_struck_fact_is_not_reworded(client, manager, fact):
    client.force_login(manager)
    decide(client, fact, "strike")
    post(client, "company_fact_reword", fact.company_id, fact.pk, statement="It uses trains.")
    fact.refresh_from_db()
    assert (fact.statement, fact.status) == (STATEMENT, FactStatus.STRUCK)


def test_own_fact_is_approved_and_marked(client, manager, guide, company):
    client.force_login(manager)
    post(client, "company_fact_add", company.pk, statement="Our customers are hospitals.")
    own = CompanyFact.objects.get()
    assert (own.origin, own.status, own.page) == (FactOrigin.MANUAL, FactStatus.APPROVED, None)
    assert "Added by hand, mara" in client.get(company.get_absolute_url()).content.decode()
    assert refs_for_writers(guide) == [own.ref]


def test_own_fact_is_refused_twice_and_beyond_the_most(client, manager, company):
    client.force_login(manager)
    for number in range(20):
        post(client, "company_fact_add", company.pk, statement=f"We have {number} warehouses.")
    again = post(client, "company_fact_add", company.pk, statement="we have 3 warehouses.")
    more = post(client, "company_fact_add", company.pk, statement="We have many more.")
    assert (again.status_code, more.status_code) == (422, 422)
    assert "The brief holds this fact already." in again.content.decode()
    assert "at most 20 facts of your own" in more.content.decode()
    assert company.facts.count() == 20


def test_brief_shows_the_managers_own_words_marked_and_linked(client, manager, guide, company):
    guide.context = "We ship <fast>.\nBy rail."
    guide.save()
    client.force_login(manager)
    html = client.get(company.get_absolute_url()).content.decode()
    assert "We ship &lt;fast&gt;.<br>By rail." in html
    assert "Manager’s own words" in html
    assert guide.get_absolute_url() in html


def test_brief_says_in_one_line_why_reading_failed(client, manager, company):
    company.researched_at = timezone.now()
    company.error_code = "website_unreachable"
    company.error_message = "The website took too long to answer."
    company.save()
    CompanyPage.objects.create(company=company, url="https://x.example/", status="too_slow")
    client.force_login(manager)
    html = client.get(company.get_absolute_url()).content.decode()
    assert "Last tried on" in html
    assert "The website took too long to answer." in html
    assert "Too slow" in html


# Who may -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_brief_is_not_found_by_others(client, request, company, fact, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(company.get_absolute_url()).status_code == 404
    assert decide(client, fact, "strike").status_code == 404
    for name in ("company_fact_add", "company_facts_approve", "company_refresh"):
        assert post(client, name, company.pk, statement="A fact.").status_code == 404
    answer = post(client, "company_fact_reword", company.pk, fact.pk, statement="A fact.")
    assert answer.status_code == 404
    assert CompanyFact.objects.get().status == FactStatus.APPROVED


def test_fact_of_another_company_is_not_found(client, manager, company, workspace):
    other = CompanyFactFactory(company=CompanyFactory(workspace=workspace))
    client.force_login(manager)
    response = post(client, "company_fact_decide", company.pk, other.pk, decision="strike")
    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_brief_queries_do_not_grow(client, manager, company, count, django_assert_num_queries):
    for number in range(count):
        guide = LevelingGuideFactory(
            workspace=company.workspace, company=company, owner=manager, context="Words."
        )
        used = CompanyFactFactory(company=company, edited_by=manager, edited_at=timezone.now())
        (cell,) = make_matrix(guide, 1, 1)
        name_in_examples(cell, used)
        CompanyPage.objects.create(
            company=company, url=f"https://x.example/{number}", status=PageStatus.READ
        )
    client.force_login(manager)
    with django_assert_num_queries(8):
        client.get(company.get_absolute_url())


# Writing again -----------------------------------------------------------------------------------


def test_striking_offers_to_write_again_what_names_the_fact(client, manager, guide, fact):
    naming, _ = guide.cells.all()
    name_in_examples(naming, fact)
    client.force_login(manager)
    html = decide(client, fact, "strike", htmx=True).content.decode()
    url = reverse("fact_regenerate", args=[guide.pk, fact.pk])
    assert url in html
    assert "1 example of" in html
    assert client.post(url).url == guide.get_absolute_url()
    assert [g.cell for g in CellGeneration.objects.pending()] == [naming]


def test_examples_by_hand_are_not_written_again(client, manager, guide, fact):
    name_in_examples(guide.cells.first(), fact, engine="manual", prompt_name="manual")
    client.force_login(manager)
    html = decide(client, fact, "strike", htmx=True).content.decode()
    assert "still names it." in html
    assert "/regenerate/" not in html
    post(client, "fact_regenerate", guide.pk, fact.pk)
    assert not CellGeneration.objects.pending().exists()


def test_writing_again_for_a_fact_of_another_company_is_not_found(client, manager, guide):
    other = CompanyFactFactory()
    client.force_login(manager)
    assert post(client, "fact_regenerate", guide.pk, other.pk).status_code == 404


# Reading the website again -----------------------------------------------------------------------


def test_refresh_opens_one_visit_however_often_it_is_asked_for(client, manager, company, settings):
    settings.RESEARCH_ENABLED = True
    client.force_login(manager)
    for _ in range(3):
        assert post(client, "company_refresh", company.pk).url == company.get_absolute_url()
    run = Job.objects.get(name="research")
    assert (run.subject_id, run.status) == (company.pk, JobStatus.QUEUED)
    html = client.get(company.get_absolute_url()).content.decode()
    assert "The website is being read." in html
    assert "hx-trigger" in html
    assert "Read the website again" not in html


def test_open_page_without_facts_loads_anew_once_reading_is_over(client, manager, company):
    client.force_login(manager)
    url = reverse("company_reading", args=[company.pk])
    job_of(company, "research")
    running = client.get(f"{url}?facts=0", headers={"HX-Request": "true"})
    assert "hx-trigger" in running.content.decode()
    assert "HX-Refresh" not in running.headers
    Job.objects.update(status=JobStatus.DONE)
    done = client.get(f"{url}?facts=0", headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    with_facts = client.get(f"{url}?facts=4", headers={"HX-Request": "true"})
    assert "HX-Refresh" not in with_facts.headers
    assert "Show what was found" in with_facts.content.decode()
    assert "hx-trigger" not in with_facts.content.decode()
