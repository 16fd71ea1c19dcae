"""The company's facts in the pipeline: who waits for whom, what failures leave, who may use what."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from generation.core.company.company_brief import CompanyBrief, FetchedPage, FoundFact
from generation.foreground import Run
from generation.stages import research as company
from generation.stages import research_results as company_facts
from generation.stages import research_with_model as company_model
from generation.stages.website import brief as website
from guides.company.line import company_line
from guides.company.research import (
    begin_research,
    company_context,
    needs_research,
    release_waiting,
    request_refresh,
)
from guides.company.services import decide, reword
from guides.enums import (
    Engine,
    FactOrigin,
    FactStatus,
    GenerationStatus,
    GuideStatus,
    PageStatus,
)
from guides.generations import planning as generating
from guides.generations.by_hand import SAMPLES
from guides.models import CellGeneration, Company, CompanyFact, LevelingGuide
from guides.upload.services import NewGuide, create_guide
from levelingai.jobs import claims, queue
from levelingai.jobs.models import Job, JobStatus
from levelingai.llm.models import LLMCall
from levelingai.llm.types import CallFailed, ClientSettings
from tests.factories import LevelingGuideFactory, example, make_matrix
from tests.jobs import job_of, names, run, work_off
from tests.site import harbourline as made
from tests.site.server import Response, Site

pytestmark = pytest.mark.django_db
SAMPLE = (SAMPLES / "engineering.pdf").read_bytes()
URL = "https://harbourline.example"
ABOUT = f"{URL}/about"
_THINGS = (
    *("cranes", "ferries", "valves", "lamps", "boilers", "looms", "kilns", "sensors", "pumps"),
    *("brakes", "lenses", "cables", "presses", "mixers", "drills", "scales", "tanks", "filters"),
    *("turbines", "printers", "lifts", "gates", "rails", "meters"),
)
_PLACES = (
    *("harbours", "islands", "dairies", "theatres", "hospitals", "mills", "potteries", "farms"),
    *("mines", "trams", "clinics", "grids", "bakeries", "kitchens", "quarries", "shops", "brewers"),
    *("laundries", "dams", "publishers", "hotels", "canals", "depots", "homes"),
)
_TOWNS = (
    *("Hull", "Delft", "Riga", "Bergen", "Porto", "Genoa", "Cadiz", "Varna", "Odense", "Turku"),
    *("Malmo", "Brest", "Nantes", "Split", "Trieste", "Patras", "Tallinn", "Gdynia", "Rostock"),
    *("Aarhus", "Vigo", "Bilbao", "Leith", "Cork"),
)
SENTENCES = tuple(
    f"We build {thing} for {place} near {town}."
    for thing, place, town in zip(_THINGS, _PLACES, _TOWNS, strict=True)
)
"""Facts that have nothing in common but their shape."""


@pytest.fixture
def site(settings, monkeypatch):
    """`site(table)` serves a website on loopback, the only one that a visit may open."""
    settings.RESEARCH_ENABLED = True
    monkeypatch.setattr(company, "research_site", partial(website.research_site, delay_s=0.01))
    opened = []

    def serve(table) -> Site:
        running = Site(table).__enter__()
        opened.append(running)
        settings.RESEARCH_TEST_HOST = running.host
        return running

    yield serve
    for running in opened:
        running.__exit__(None, None, None)


def upload(workspace, manager, website_url, **values) -> LevelingGuide:
    return create_guide(
        NewGuide(
            workspace=workspace,
            owner=manager,
            website_url=website_url,
            role_title="Engineer",
            pdf=ContentFile(SAMPLE, "engineering.pdf"),
            **values,
        )
    )


def complete(workspace, manager, website_url, **values) -> LevelingGuide:
    with Run() as run:
        guide = upload(workspace, manager, website_url, **values)
        list(run.steps(guide))
    return LevelingGuide.objects.with_matrix().get(pk=guide.pk)


def matrix_before_writing(workspace, manager, company_=None) -> LevelingGuide:
    values = {"company": company_} if company_ else {}
    guide = LevelingGuideFactory(
        workspace=workspace, owner=manager, status=GuideStatus.MATRIX_PARSED, **values
    )
    make_matrix(guide, 2, 1)
    return guide


def open_visit(guide, **fields) -> Job:
    return job_of(guide.company, "research", **fields)


def page(*sentences, status="read", url=ABOUT, **fields) -> FetchedPage:
    text = "\n".join(sentences)
    return FetchedPage(url=url, title="About", status=status, text=text, **fields)


def facts_of(*sentences, url=ABOUT, **fields) -> tuple[FoundFact, ...]:
    return tuple(FoundFact(s, s, url, "makes", **fields) for s in sentences)


def brief_of(*sentences, **fields) -> CompanyBrief:
    return CompanyBrief(URL, pages=(page(*sentences),), facts=facts_of(*sentences), **fields)


def visit(subject, brief) -> None:
    company_facts.store_visit(subject, brief)
    company_facts.add_facts(subject, brief.facts)


@pytest.fixture
def subject(workspace) -> Company:
    return Company.objects.create(workspace=workspace, website_url=URL)


# From the website into the examples ---------------------------------------------------------------


def test_true_facts_of_the_website_reach_the_guide(workspace, manager, site):
    guide = complete(workspace, manager, site(made.harbourline()).url)
    assert guide.status == GuideStatus.COMPLETE
    quotes = set(guide.company.facts.values_list("quote", flat=True))
    assert {made.CUSTOMERS, made.MISSION} <= quotes <= made.QUOTES | {made.PARAPHRASED}
    assert guide.company.name == "Harbourline"
    for fact in guide.company.facts.select_related("page"):
        assert fact.quote in fact.page.text
    assert made.INJECTED not in str(list(guide.company.pages.values()))
    assert company_line(guide) is None


SERVING = {
    "/": Response(
        made.page(
            "Booking",
            "<h1>Booking</h1><p>Harbourline provides booking software for dental clinics in "
            "northern towns.</p><p>Our teams write down every decision and review it together "
            "after a month.</p>",
        )
    )
}
"""A website that tells whom the company serves: the built-in writer has a use for that."""


def test_built_in_writer_names_no_facts(workspace, manager, site):
    guide = complete(workspace, manager, site(SERVING).url)
    assert guide.company.facts.filter(status="approved").exists()
    assert named_in_examples(guide) == set()


def test_struck_facts_are_told_to_no_writer(workspace, manager, site):
    guide = complete(workspace, manager, site(SERVING).url)
    told = {fact.id for fact in company_context(guide).facts}
    struck = next(fact for fact in guide.company.facts.all() if fact.ref in told)
    assert decide(struck, "strike")
    assert {fact.id for fact in company_context(guide).facts} == told - {struck.ref}


def test_facts_that_wait_for_approval_are_in_no_example(workspace, manager, site):
    workspace.approve_facts_first = True
    workspace.save()
    guide = complete(workspace, manager, site(made.harbourline()).url)
    assert set(guide.company.facts.values_list("status", flat=True)) == {FactStatus.PENDING}
    assert named_in_examples(guide) == set()
    count = guide.company.facts.count()
    assert company_line(guide).text == (
        f"{count} facts wait for your approval. Examples were written without company context."
    )


def named_in_examples(guide) -> set[str]:
    return {
        name
        for generation in CellGeneration.objects.filter(guide=guide)
        for example in generation.examples
        for name in example.facts
    }


REFUSING = {"/robots.txt": Response("User-agent: *\nDisallow: /", content_type="text/plain")}
EMPTY = {"/": Response("<!doctype html><title>x</title><script>run()</script>")}


@pytest.mark.parametrize(
    ("table", "code", "reason"),
    [
        ({}, "website_unreachable", "The website could not be reached."),
        (
            REFUSING | {"/": Response(made.HOME)},
            "website_blocked",
            "The website asks automatic visitors not to read it.",
        ),
        (
            {"/": Response("No", status=403)},
            "website_blocked",
            "The website refused to show its home page.",
        ),
        (
            EMPTY,
            "website_unreachable",
            "The website has no text that can be read without running scripts.",
        ),
    ],
    ids=["missing", "robots", "forbidden", "empty"],
)
def test_guide_completes_without_a_website_and_says_so(  # noqa: PLR0917 - a table's columns
    client, workspace, manager, site, table, code, reason
):
    guide = complete(workspace, manager, site(table).url)
    assert guide.status == GuideStatus.COMPLETE
    assert guide.error_code == ""
    assert guide.company.error_code == code
    client.force_login(manager)
    html = client.get(guide.get_absolute_url()).content.decode()
    assert f"{reason} Examples were written without company context." in html
    assert html.count("Examples were written without company context.") == 1
    assert reason in client.get(guide.company.get_absolute_url()).content.decode()


def test_website_that_is_not_there_fails_nothing(workspace, manager, site):
    gone = site({})
    address = gone.url
    gone.__exit__(None, None, None)
    guide = complete(workspace, manager, address, context="We plan berths.")
    assert guide.status == GuideStatus.COMPLETE
    assert company_line(guide).text == (
        "The website could not be reached. Examples were written with your own description only."
    )


# Waiting ------------------------------------------------------------------------------------------


def test_writing_waits_for_an_open_visit_until_its_due_time(workspace, manager, settings):
    settings.RESEARCH_WAIT_SECONDS = 12
    guide = matrix_before_writing(workspace, manager)
    open_visit(guide)
    before = timezone.now()
    assert generating.begin_generation(guide)
    job = Job.objects.get(name="generate")
    assert before + timedelta(seconds=12) <= job.due_at <= timezone.now() + timedelta(seconds=12)
    run(guide, "generate", chunk=job.chunk)
    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.QUEUED, 0)


def test_writing_goes_on_without_facts_once_it_is_due(workspace, manager):
    guide = matrix_before_writing(workspace, manager)
    open_visit(guide)
    generating.begin_generation(guide)
    Job.objects.filter(name="generate").update(due_at=timezone.now())
    run(guide, "generate")
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE


def test_writing_does_not_wait_where_nothing_is_open(workspace, manager):
    guide = matrix_before_writing(workspace, manager)
    open_visit(guide, status=JobStatus.DONE)
    generating.begin_generation(guide)
    assert Job.objects.get(name="generate").due_at is None


def test_writers_of_every_guide_start_once_the_visit_is_over(
    workspace, manager, monkeypatch, settings
):
    settings.RESEARCH_ENABLED = True
    monkeypatch.setattr(company, "research_site", lambda *_, **__: brief_of(*SENTENCES[:2]))
    first = matrix_before_writing(workspace, manager)
    second = matrix_before_writing(workspace, manager, first.company)
    open_visit(first)
    for guide in (first, second):
        generating.begin_generation(guide)
    runs = Job.objects.filter(name="generate")
    assert all(job.due_at for job in runs)
    with queue.foreground() as messages:
        run(first.company, "research")
    assert not any(job.due_at for job in runs.all())
    assert names(messages) == ["generate", "generate"]


def test_end_of_a_visit_leaves_cells_alone_that_a_provider_put_off(workspace, manager):
    guide = matrix_before_writing(workspace, manager)
    generating.begin_generation(guide)
    later = timezone.now() + timedelta(minutes=1)
    Job.objects.filter(name="generate").update(due_at=later)
    CellGeneration.objects.update(tries=1)
    release_waiting(guide.company)
    assert Job.objects.get(name="generate").due_at == later


# Visits -------------------------------------------------------------------------------------------


@pytest.fixture
def visits(monkeypatch, settings):
    """Addresses that were visited; every visit finds nothing."""
    settings.RESEARCH_ENABLED = True
    made_visits = []

    def research(url, **options):
        made_visits.append(url)
        return CompanyBrief(url)

    monkeypatch.setattr(company, "research_site", research)
    return made_visits


def test_fresh_brief_is_not_visited_again(workspace, manager, visits):
    guide = matrix_before_writing(workspace, manager)
    for _ in range(2):
        run(guide.company, "research")
    guide.company.refresh_from_db()
    assert not begin_research(guide.company)
    assert len(visits) == 1
    assert Job.objects.get().status == JobStatus.DONE


@pytest.mark.parametrize(
    ("age", "code", "is_due"),
    [
        (timedelta(hours=23), "", False),
        (timedelta(hours=25), "", True),
        (timedelta(minutes=5), "website_unreachable", False),
        (timedelta(minutes=15), "website_unreachable", True),
    ],
)
def test_brief_is_kept_a_day_and_a_failure_minutes(subject, settings, age, code, is_due):
    settings.RESEARCH_ENABLED, settings.RESEARCH_CACHE_HOURS = True, 24
    subject.researched_at, subject.error_code = timezone.now() - age, code
    assert needs_research(subject) is is_due


def test_two_guides_at_once_make_one_visit(workspace, manager, visits):
    with queue.foreground() as messages:
        for _ in range(2):
            upload(workspace, manager, URL)
    assert names(messages).count("research") == 1


def test_visit_of_a_lost_worker_is_taken_up_again(workspace, manager, visits):
    guide = matrix_before_writing(workspace, manager)
    with claims.working_on(job_of(guide.company, "research").pk):
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        run(guide.company, "research")
    assert len(visits) == 1


def test_refresh_visits_however_fresh_the_brief_is(workspace, manager, visits):
    guide = matrix_before_writing(workspace, manager)
    Company.objects.update(researched_at=timezone.now())
    with queue.foreground() as messages:
        assert request_refresh(guide.company)
        assert not request_refresh(guide.company)
        assert names(messages) == ["research"]
        work_off(messages)
        assert request_refresh(guide.company)
    assert len(visits) == 1


def test_refresh_outlives_the_round_it_was_asked_for_in(workspace, manager, visits):
    guide = matrix_before_writing(workspace, manager)
    with queue.foreground() as messages:
        request_refresh(guide.company)
        LevelingGuide.objects.update(round=5)
        work_off(messages)
    assert len(visits) == 1
    assert Job.objects.get().status == JobStatus.DONE


@pytest.mark.parametrize("missing", ["guides", "research"])
def test_refresh_starts_nothing_without_a_guide_or_when_off(subject, settings, missing):
    settings.RESEARCH_ENABLED = missing != "research"
    if missing == "research":
        LevelingGuideFactory(workspace=subject.workspace, company=subject)
    assert not request_refresh(subject)
    assert Job.objects.count() == 0


# What is kept -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["too_slow", "unreachable", "blocked", "empty", "disallowed"])
def test_page_that_fails_this_time_keeps_its_text_and_facts(subject, status):
    first = page(*SENTENCES[:2], etag='"1"', fetched_at="2026-01-02T10:00:00+00:00")
    visit(subject, CompanyBrief(URL, pages=(first,), facts=facts_of(*SENTENCES[:2])))
    visit(subject, CompanyBrief(URL, pages=(page(status=status),)))
    kept = subject.pages.get()
    assert (kept.status, kept.text, kept.etag) == (status, first.text, '"1"')
    assert kept.fetched_at.isoformat() == "2026-01-02T10:00:00+00:00"
    assert subject.facts.count() == 2
    assert company_facts.known_pages(subject) == {ABOUT: ('"1"', "")}


def test_unchanged_page_keeps_its_text_and_is_dated_anew(subject):
    visit(subject, brief_of(*SENTENCES[:1]))
    again = page(status="unchanged", fetched_at="2026-03-04T10:00:00+00:00")
    visit(subject, CompanyBrief(URL, pages=(again,)))
    kept = subject.pages.get()
    assert (kept.status, kept.text) == (PageStatus.UNCHANGED, SENTENCES[0])
    assert kept.fetched_at.isoformat() == "2026-03-04T10:00:00+00:00"
    assert company_facts.pages_to_read(subject, CompanyBrief(URL, pages=(again,)))[0].text


def test_visit_twice_leaves_the_same_facts(subject):
    for _ in range(2):
        visit(subject, brief_of(*SENTENCES[:5]))
    assert subject.facts.count() == 5


def test_fact_whose_page_lost_its_quote_goes_unless_a_person_decided(subject, manager):
    visit(subject, brief_of(*SENTENCES[:4]))
    gone, worded, struck, approved = subject.facts.all()
    reword(worded, manager, "They move a lot.")
    decide(struck, "strike")
    CompanyFact.objects.filter(pk=approved.pk).update(status=FactStatus.PENDING)
    decide(approved, "approve")
    visit(subject, brief_of(SENTENCES[6]))
    kept = set(subject.facts.values_list("pk", flat=True))
    assert gone.pk not in kept
    assert {worded.pk, struck.pk, approved.pk} <= kept


def test_struck_fact_does_not_come_back_in_other_words(subject):
    visit(subject, brief_of(SENTENCES[0]))
    decide(subject.facts.get(), "strike")
    same = SENTENCES[0].replace("We build", "We build large")
    visit(subject, brief_of(SENTENCES[0], same, SENTENCES[1]))
    assert set(subject.facts.values_list("quote", "status")) == {
        (SENTENCES[0], FactStatus.STRUCK),
        (SENTENCES[1], FactStatus.APPROVED),
    }


def test_visits_fill_a_brief_up_to_twenty_facts(subject, manager):
    visit(subject, brief_of(*SENTENCES[:18]))
    CompanyFact.objects.create(
        company=subject, statement="Our own.", status="approved", origin=FactOrigin.MANUAL
    )
    decide(subject.facts.first(), "strike")
    visit(subject, brief_of(*SENTENCES))
    of_website = subject.facts.exclude(origin=FactOrigin.MANUAL)
    assert of_website.exclude(status=FactStatus.STRUCK).count() == 20
    assert of_website.filter(status=FactStatus.STRUCK).count() == 1
    assert subject.facts.filter(origin=FactOrigin.MANUAL).count() == 1


# A model's facts ----------------------------------------------------------------------------------


class Pointing:
    """A model that answers with `text`, or fails."""

    settings = ClientSettings("https://api.example.com/v1", "key", "model-x")

    def __init__(self, text="", error=None):
        self.text, self.error, self.asked = text, error, []

    def complete(self, messages, **options):
        self.asked.append((messages, options))
        if self.error:
            raise self.error
        return self


def reply(*quotes) -> str:
    facts = [{"page": 1, "quote": q, "statement": q, "topic": "makes"} for q in quotes]
    return json.dumps({"facts": facts})


@pytest.fixture
def ask(monkeypatch, settings, workspace, manager):
    """`ask(client, brief)` runs a whole visit with a model and returns the guide."""
    settings.RESEARCH_ENABLED = True
    settings.LLM_PROVIDER = "openai"

    def visited(client, brief):
        monkeypatch.setattr(company_model, "get_client", lambda *_, **__: client)
        monkeypatch.setattr(company, "research_site", lambda *_, **__: brief)
        guide = matrix_before_writing(workspace, manager)
        run(guide.company, "research")
        assert Job.objects.get(name="research").status == JobStatus.DONE
        return guide

    return visited


def test_model_adds_what_stands_on_the_page_and_nothing_else(ask):
    brief = CompanyBrief(URL, pages=(page(*SENTENCES[:3]),), facts=facts_of(SENTENCES[0]))
    invented = "We build rockets for moons near Oslo."
    guide = ask(Pointing(f"```json\n{reply(SENTENCES[1], invented)}\n```"), brief)
    assert set(guide.company.facts.values_list("quote", "origin")) == {
        (SENTENCES[0], FactOrigin.SITE),
        (SENTENCES[1], FactOrigin.MODEL),
    }


def test_model_gets_half_of_the_brief_and_the_rest_is_filled_up(ask):
    quotes = SENTENCES[:24]
    brief = CompanyBrief(URL, pages=(page(*quotes),), facts=facts_of(*quotes[:20]))
    guide = ask(Pointing(reply(*quotes[20:])), brief)
    origins = list(guide.company.facts.values_list("origin", flat=True))
    assert origins.count(FactOrigin.MODEL) == 4
    assert len(origins) == 20


@pytest.mark.parametrize(
    "client",
    [
        Pointing(
            error=CallFailed("llm_unavailable", "Down.", reason="connection", permanent=False)
        ),
        Pointing("no JSON"),
        Pointing('{"facts": 3}'),
        Pointing("[" * 5000),
    ],
    ids=["down", "words", "shape", "nested"],
)
def test_model_that_fails_leaves_the_facts_of_the_website(ask, client):
    guide = ask(client, brief_of(*SENTENCES[:20]))
    assert guide.company.facts.count() == 20
    assert guide.company.error_code == ""


def test_model_is_not_asked_about_a_website_that_failed(ask):
    client = Pointing(reply())
    ask(client, CompanyBrief(URL, error_code="website_unreachable", error_message="No."))
    assert client.asked == []


def test_model_is_not_asked_beyond_the_budget(ask, monkeypatch):
    monkeypatch.setattr(company_model, "is_spend_cap_reached", lambda workspace: True)
    client = Pointing(reply())
    guide = ask(client, brief_of(SENTENCES[0]))
    assert (client.asked, guide.company.facts.count()) == ([], 1)


def test_call_for_facts_is_on_the_guides_account(workspace, manager, monkeypatch, settings, llmsim):
    settings.RESEARCH_ENABLED, settings.LLM_PROVIDER = True, "openai"
    settings.LLM_BASE_URL, settings.LLM_API_KEY = llmsim.base_url, "sim"
    settings.LLM_MODEL = "gpt-4o-mini"
    monkeypatch.setattr(company, "research_site", lambda *_, **__: brief_of(*SENTENCES[:3]))
    guide = matrix_before_writing(workspace, manager)
    run(guide.company, "research")
    call = LLMCall.objects.get()
    assert (call.subject_id, call.workspace, call.purpose) == (
        guide.company_id,
        workspace,
        "company_facts",
    )
    assert call.tokens_in > 0


# Facts that come late -----------------------------------------------------------------------------


@pytest.fixture
def late(workspace, manager):
    """A guide that was written before its company's website had been read."""
    guide = matrix_before_writing(workspace, manager)
    write_as_a_model(guide)
    visit(guide.company, brief_of(*SENTENCES[:3]))
    return guide


def write_as_a_model(guide) -> None:
    generating.begin_generation(guide)
    run(guide, "generate")
    CellGeneration.objects.filter(guide=guide).update(
        engine=Engine.OPENAI,
        status=GenerationStatus.READY,
        content_json=[example(1)],
        is_shown=True,
    )


def prepared(guide) -> LevelingGuide:
    return LevelingGuide.objects.with_matrix().get(pk=guide.pk)


def test_later_brief_offers_to_write_again(client, manager, late):
    assert company_line(prepared(late)).late_cells == 2
    client.force_login(manager)
    html = client.get(late.get_absolute_url()).content.decode()
    assert "2 cells were written before the company’s facts were known." in html
    assert "Write again with the company’s facts" in html
    client.post(f"/guides/{late.pk}/company/regenerate/")
    assert CellGeneration.objects.filter(guide=late).pending().count() == 2


def test_what_the_bank_gave_would_be_no_different_with_facts(workspace, manager):
    guide = matrix_before_writing(workspace, manager)
    generating.begin_generation(guide)
    run(guide, "generate")
    CellGeneration.objects.filter(guide=guide).update(
        status=GenerationStatus.READY, content_json=[example(1)], is_shown=True
    )
    visit(guide.company, brief_of(*SENTENCES[:3]))
    assert company_line(prepared(guide)) is None


def test_examples_begun_with_facts_are_not_offered(workspace, manager):
    guide = matrix_before_writing(workspace, manager)
    visit(guide.company, brief_of(*SENTENCES[:3]))
    generating.begin_generation(guide)
    run(guide, "generate")
    assert company_line(prepared(guide)) is None


def test_approving_facts_after_the_writing_offers_to_write_again(workspace, manager):
    workspace.approve_facts_first = True
    workspace.save()
    guide = matrix_before_writing(workspace, manager)
    visit(guide.company, brief_of(*SENTENCES[:2]))
    write_as_a_model(guide)
    assert company_line(prepared(guide)).late_cells == 0
    decide(guide.company.facts.first(), "approve")
    assert company_line(prepared(guide)).late_cells == 2


def test_line_names_facts_that_were_all_struck(workspace, manager, late):
    for fact in late.company.facts.all():
        decide(fact, "strike")
    assert company_line(prepared(late)).text == (
        "Every fact about the company has been struck. "
        "Examples were written without company context."
    )
