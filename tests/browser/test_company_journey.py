"""The company's facts in a browser: decided with scripts and without, read at every width."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from accounts.models import Workspace
from guides.enums import FactOrigin, FactStatus, PageStatus
from guides.models import CellGeneration, CompanyFact, CompanyPage
from levelingai.jobs.models import Job
from tests.browser import scene
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_every_page import violations
from tests.factories import CompanyFactFactory, publish
from tests.jobs import job_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATEMENTS = (
    ("Halden Freight moves pallets by rail between eleven ports.", FactStatus.APPROVED),
    ("Most of its customers are regional grocers and growers.", FactStatus.APPROVED),
    ("Every route change is tried for a week on one line before it is rolled out.", "pending"),
    ("Teams publish their punctuality figures each Monday.", "struck"),
)


@pytest.fixture
def guide(workspace, manager):
    """A guide whose examples name two of its company's four facts, one of them struck."""
    Workspace.objects.update(approve_facts_first=True)
    guide = scene.full_guide(workspace, manager, context="We call depots “yards”.\nNo jargon.")
    company = guide.company
    company.researched_at, company.error_code = timezone.now(), "website_unreachable"
    company.error_message = "The website took too long to answer."
    company.save()
    about = CompanyPage.objects.create(
        company=company,
        url="https://halden-freight.example/about",
        title="About Halden Freight",
        text="Text",
        status=PageStatus.READ,
        fetched_at=timezone.now(),
    )
    CompanyPage.objects.create(
        company=company, url="https://halden-freight.example/customers/rail", status="too_slow"
    )
    facts = [
        CompanyFactFactory(company=company, page=about, statement=text, quote=text, status=status)
        for text, status in STATEMENTS
    ]
    CompanyFact.objects.filter(pk=facts[1].pk).update(
        statement="It works for grocers.", edited_by=manager, edited_at=timezone.now()
    )
    CompanyFactFactory(
        company=company,
        statement="Depots are called yards.",
        quote="",
        origin=FactOrigin.MANUAL,
        edited_by=manager,
        edited_at=timezone.now(),
    )
    for generation, fact in zip(
        CellGeneration.objects.order_by("created_at")[:2], (facts[0], facts[3]), strict=True
    ):
        generation.content_json[0]["facts"] = [fact.ref, facts[1].ref]
        generation.save()
    return guide


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_brief_is_accessible_and_quiet(  # noqa: PLR0917 - a table's columns
    open_page, manager, guide, viewport, dark, shots
):
    page = open_page(viewport=viewport, user=manager, dark=dark)
    page.goto(guide.company.get_absolute_url())
    page.locator(".reword summary").first.click()
    page.evaluate("document.fonts.ready")
    if shots:
        theme = "dark" if dark else "light"
        page.screenshot(path=shots / f"company-{viewport['width']}-{theme}.png", full_page=True)
    assert violations(page) == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_chips_of_a_matrix_show_the_quote(open_page, manager, guide, viewport, shots):
    CompanyFact.objects.filter(status="approved").update(updated_at=timezone.now())
    page = open_page(viewport=viewport, user=manager)
    page.goto(guide.get_absolute_url())
    if viewport is PHONE:
        page.locator(".seg label").first.click()
    chip = page.locator(".chip:visible").first
    chip.locator("summary").click()
    assert chip.locator("q").inner_text() == STATEMENTS[0][0]
    cell = page.locator(".cell:visible").first
    text = cell.locator(".tx").first
    assert text.bounding_box()["width"] <= cell.bounding_box()["width"]
    if shots:
        page.screenshot(path=shots / f"chips-{viewport['width']}.png")
    assert violations(page) == []
    assert page.complaints == []


def test_readers_see_the_quotes_of_an_edition_without_what_was_struck(open_page, member, guide):
    publish(guide)
    page = open_page(user=member)
    page.goto(guide.get_absolute_url())
    assert page.locator(".chip").count() == 3
    assert page.get_by_text(STATEMENTS[3][0]).count() == 0
    page.locator(".chip summary").first.click()
    assert page.locator(".chip q").first.inner_text() == STATEMENTS[0][0]
    assert page.complaints == []


def test_facts_are_decided_without_leaving_the_page(open_page, manager, guide):
    page = open_page(user=manager)
    page.goto(guide.company.get_absolute_url())
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name=f"Strike {STATEMENTS[0][0]}").click()
    row = page.locator(".fact", has_text=STATEMENTS[0][0])
    row.get_by_text("1 example of Data Analyst still names it.").wait_for()
    assert page.locator("#fact-counts").inner_text() == "2 approved, 1 waiting, 2 struck"
    assert page.locator("#fact-said").inner_text() == (
        "The fact is struck. New examples will not use it."
    )
    assert page.evaluate("document.activeElement.textContent").startswith("Restore")
    page.get_by_role("button", name=f"Restore {STATEMENTS[0][0]}").click()
    row.get_by_text("Named in 1 example").wait_for()
    row.locator(".reword summary").click()
    row.get_by_label("In your own words").fill("It moves pallets by rail.")
    row.get_by_role("button", name="Save").click()
    page.get_by_text("Worded by hand, mara").first.wait_for()
    assert page.evaluate("window.stayed") is True
    assert page.complaints == []


def test_facts_are_decided_without_scripts(open_page, manager, guide):
    page = open_page(user=manager, script=False)
    page.goto(guide.company.get_absolute_url())
    page.get_by_role("button", name=f"Approve {STATEMENTS[2][0]}").click()
    page.get_by_text("The fact is approved.").wait_for()
    page.get_by_role("button", name=f"Strike {STATEMENTS[0][0]}").click()
    page.get_by_text("The fact is struck. New examples will not use it.").wait_for()
    page.get_by_label("Fact", exact=True).fill("Our drivers plan their own breaks.")
    page.get_by_role("button", name="Add the fact").click()
    page.locator(".statement", has_text="Our drivers plan their own breaks.").wait_for()
    page.get_by_role("button", name=re.compile("^Write it again")).first.click()
    page.get_by_text("New examples are being written for 1 cell.").wait_for()


def test_open_page_follows_the_reading_of_the_website(open_page, manager, guide):
    job = job_of(guide.company, "research")
    page = open_page(user=manager)
    page.goto(guide.company.get_absolute_url())
    page.get_by_text("The website is being read.").wait_for()
    Job.objects.filter(pk=job.pk).update(status="done")
    page.get_by_role("link", name="Show what was found").wait_for()
    assert page.complaints == []
