"""A guide is published, shared, read on a phone, compared, taken away and withdrawn."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.urls import reverse
from playwright.sync_api import expect

from guides import work
from guides.models import GuideCell
from guides.publishing import printing
from guides.publishing import services as publishing
from levelingai.jobs import claims
from tests.browser import scene
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_every_page import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _no_earlier_misses():
    caches["shared"].clear()


def link_to(guide, owner):
    _, token = publishing.create_link(guide, owner, label="Team", days=30, sign_in_required=False)
    return reverse("shared_guide", args=[token])


def test_manager_publishes_shares_and_revokes(open_page, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.get_by_role("link", name="Share").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()

    page.get_by_label("Who is it for?").fill("Analysts in Bergen")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("New link").input_value()

    reader = open_page(viewport=PHONE)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Data Analyst")
    expect(reader.get_by_text("Edition 1")).to_be_visible()
    assert reader.locator("form").count() == 0
    reader.get_by_role("link", name="Compare levels").click()
    reader.get_by_role("link", name="P3", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("P3 and P4")
    assert reader.complaints == []

    page.reload()
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The link is revoked.")).to_be_visible()
    assert reader.goto(address).status == 404
    assert page.complaints == []


def test_manager_sees_what_changed_and_withdraws(open_page, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    publishing.publish(guide, manager)
    cell = guide.cells.first()
    GuideCell.objects.filter(pk=cell.pk).update(definition_text=f"{cell.definition_text} Always.")
    page = open_page(user=manager)
    page.goto(reverse("guide_share", args=[guide.pk]))
    expect(page.get_by_role("heading", name="1 change since edition 1")).to_be_visible()
    expect(page.locator("ins")).to_have_text("Always.")
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_role("button", name="Withdraw the guide").click()
    expect(page.get_by_text("Nothing is published")).to_be_visible()


def test_reader_takes_the_edition_away(open_page, member, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    publishing.publish(guide, manager)
    page = open_page(user=member)
    page.goto(reverse("guide_exports", args=[guide.pk]))
    for name, ending in (("Excel", "xlsx"), ("Markdown", "md"), ("PDF", "pdf")):
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("link", name=name, exact=True).click(timeout=60_000)
        assert download.value.suggested_filename == f"data-analyst-edition-1.{ending}"


def test_large_guide_is_printed_while_its_page_waits(
    open_page, member, manager, workspace, monkeypatch
):
    monkeypatch.setattr(printing, "CELLS_AT_ONCE", 3)
    guide = scene.full_guide(workspace, manager)
    publishing.publish(guide, manager)
    page = open_page(user=member)
    page.goto(reverse("guide_pdf_export", args=[guide.pk]))
    expect(page.get_by_role("heading", name="Waiting its turn")).to_be_visible()

    claims.run_job(work.jobs_of(guide).get().pk)

    expect(page.get_by_role("heading", name="The file is ready")).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "data-analyst-edition-1.pdf"
    assert page.complaints == []


def test_my_level_is_remembered(open_page, member, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    publishing.publish(guide, manager)
    address = reverse("guide_compare", args=[guide.pk])
    page = open_page(user=member)
    page.goto(f"{address}?from=p4")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("P4 and P5")
    assert page.url.endswith("?from=p4&to=p5")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_shared_pages_are_accessible_and_quiet(  # noqa: PLR0917 - fixtures
    open_page, manager, workspace, viewport, dark, shots, monkeypatch
):
    monkeypatch.setattr(printing, "CELLS_AT_ONCE", 3)
    guide = scene.full_guide(workspace, manager)
    publishing.publish(guide, manager)
    GuideCell.objects.filter(pk=guide.cells.first().pk).update(definition_text="Other words.")
    shared = link_to(guide, manager)
    pages = {
        "share": (manager, reverse("guide_share", args=[guide.pk])),
        "share-withdraw": (manager, f"{reverse('guide_share', args=[guide.pk])}?ask=withdraw"),
        "exports": (manager, reverse("guide_exports", args=[guide.pk])),
        "compare": (manager, f"{reverse('guide_compare', args=[guide.pk])}?from=p2&to=p3&also=p4"),
        "export-wait": (manager, reverse("guide_pdf_export", args=[guide.pk])),
        "shared": (None, shared),
        "shared-compare": (None, f"{shared}compare/?from=p2&to=p3"),
        "shared-gone": (None, "/s/gone/"),
    }
    by_user = {user: open_page(user=user, viewport=viewport, dark=dark) for user in (manager, None)}
    wrong = []
    for name, (user, address) in pages.items():
        page = by_user[user]
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if shots:
            theme = "dark" if dark else "light"
            page.screenshot(path=shots / f"{name}-{viewport['width']}-{theme}.png")
        wrong += [f"{name}: {found}" for found in violations(page)]
        wrong += [f"{name}: {text}" for text in page.complaints if name != "shared-gone"]
        page.complaints.clear()
        wide = page.evaluate("document.documentElement.scrollWidth")
        if viewport is not DESKTOP and wide > viewport["width"]:
            wrong.append(f"{name}: {wide} px wide")
    assert wrong == []
