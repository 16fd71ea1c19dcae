"""A manager checks and corrects a matrix, with the mouse, the keyboard, a phone, no scripts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from guides.enums import GuideStatus
from guides.models import GuideCell, Level
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.paper import paper_guide
from tests.browser.test_every_page import violations
from tests.factories import LevelingGuideFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def review_of(guide, query=""):
    return f"{reverse('guide_review', args=[guide.pk])}{query}"


def cell_link(page, guide, at):
    cell = list(GuideCell.objects.filter(guide=guide).select_related("competency", "level"))[at]
    name = f"{cell.competency.name}, {cell.level.name}"
    return cell, page.locator("#review-matrix td a").filter(has_text=name)


def test_manager_checks_corrects_and_continues(open_page, manager, workspace):
    guide = paper_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(review_of(guide))
    expect(page.get_by_text("3 hidden characters were left out")).to_be_visible()

    cell, link = cell_link(page, guide, 1)
    link.click()
    expect(page.locator("#side-title")).to_have_text(f"{cell.competency.name}, {cell.level.name}")
    expect(link).to_have_attribute("aria-current", "true")
    picture = page.locator(".page-picture img")
    page.wait_for_function("document.querySelector('.page-picture img').naturalWidth > 1000")
    marked = page.locator(".page-source").bounding_box()
    shown = picture.bounding_box()
    assert marked["x"] > shown["x"]
    assert marked["width"] == pytest.approx(shown["width"] * 186 / 841.9, rel=0.05)

    page.get_by_label("Definition").fill("Corrected by hand.")
    page.get_by_role("button", name="Save definition").click()
    expect(page.get_by_role("status").filter(has_text="Definition saved.")).to_be_visible()
    expect(link).to_contain_text("Corrected by hand.")

    page.locator("#review-matrix thead a").first.click()
    page.locator("#side").get_by_label("Title", exact=True).fill("Starter")
    page.locator("#side").get_by_role("button", name="Save").click()
    expect(page.locator("#review-matrix thead th").first).to_contain_text("Starter")
    page.get_by_role("button", name="Move right").click()
    expect(page.locator("#review-matrix thead th").nth(1)).to_contain_text("Starter")

    page.get_by_role("link", name="Remove…").click()
    expect(page.get_by_text("This removes 2 cells and their examples.")).to_be_visible()
    page.get_by_role("link", name="Keep it").click()
    assert Level.objects.filter(guide=guide).count() == 3

    page.get_by_role("button", name="Looks right, continue").click()
    page.wait_for_url(f"**{guide.get_absolute_url()}")
    guide.refresh_from_db()
    assert guide.confirmed_by == manager
    assert page.complaints == []


def test_review_by_keyboard_alone(open_page, manager, workspace):
    guide = paper_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(review_of(guide))
    page.locator("#review-matrix td a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    cell = list(guide.cells.all())[4]
    expect(page.locator("#side-title")).to_have_text(f"{cell.competency.name}, {cell.level.name}")
    expect(page.locator("#review-matrix td a").nth(4)).to_be_focused()
    page.get_by_label("Definition").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Typed.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#review-matrix td a").nth(4)).to_contain_text("Typed.")
    assert page.complaints == []


def test_going_back_brings_the_whole_page_back(open_page, manager, workspace):
    guide = paper_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(review_of(guide))
    links = page.locator("#review-matrix td a")
    links.first.click()
    expect(links.first).to_have_attribute("aria-current", "true")
    links.nth(1).click()
    expect(links.nth(1)).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(links.first).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("link", name="Guides")).to_be_visible()
    page.go_back()
    expect(page.locator("#side-title")).to_have_text("The PDF")
    assert page.complaints == []


def test_unsaved_words_are_not_lost_without_asking(open_page, manager, workspace):
    guide = paper_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(review_of(guide))
    links = page.locator("#review-matrix td a")
    links.first.click()
    page.get_by_label("Definition").fill("Not saved yet.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    links.nth(1).click()
    expect(page.get_by_label("Definition")).to_have_value("Not saved yet.")
    assert len(asked) == 1


def test_failed_parse_is_entered_by_hand_without_scripts(open_page, manager, workspace):
    guide = LevelingGuideFactory(
        workspace=workspace,
        owner=manager,
        status=GuideStatus.FAILED_PARSE,
        error_code="no_matrix",
        error_message="No levels and competencies were found.",
    )
    page = open_page(user=manager, script=False)
    page.goto(review_of(guide))
    page.get_by_label("Table").fill("\tL1\tL2\nCraft\tLearns.\tOwns.")
    page.get_by_role("button", name="Use this table").click()
    page.get_by_role("link", name="Craft, L2").click()
    page.get_by_label("Definition").fill("Owns the craft.")
    page.get_by_role("button", name="Save definition").click()
    page.get_by_role("button", name="Looks right, continue").click()
    guide.refresh_from_db()
    assert guide.status == GuideStatus.GENERATING_EXAMPLES
    assert sorted(guide.cells.values_list("definition_text", flat=True)) == [
        "Learns.",
        "Owns the craft.",
    ]


def test_phone_leads_to_what_was_chosen(open_page, manager, workspace):
    guide = paper_guide(workspace, manager)
    page = open_page(user=manager, viewport=PHONE)
    page.goto(review_of(guide))
    _, link = cell_link(page, guide, 5)
    link.click()
    title = page.locator("#side-title")
    expect(title).to_be_in_viewport()
    expect(title).to_be_focused()
    page.get_by_label("Definition").fill("From the phone.")
    page.get_by_role("button", name="Save definition").click()
    expect(link).to_contain_text("From the phone.")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_review_is_accessible_and_quiet(  # noqa: PLR0917 - fixtures
    open_page, manager, workspace, viewport, dark, shots
):
    guide = paper_guide(workspace, manager)
    failed = LevelingGuideFactory(
        workspace=workspace, owner=manager, status="FAILED_PARSE", error_code="no_matrix"
    )
    cell = guide.cells.select_related("competency", "level").first()
    place = f"?competency={cell.competency.key}&level={cell.level.key}"
    page = open_page(user=manager, viewport=viewport, dark=dark)
    wrong = []
    for name, address in {
        "review": review_of(guide),
        "review-cell": review_of(guide, place),
        "review-clear": review_of(guide, f"{place}&ask=clear"),
        "review-level": review_of(guide, f"?level={cell.level.key}"),
        "review-swap": review_of(guide, "?ask=transpose"),
        "review-by-hand": review_of(failed),
    }.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if shots:
            theme = "dark" if dark else "light"
            page.screenshot(path=shots / f"{name}-{viewport['width']}-{theme}.png", full_page=True)
        wrong += [f"{name}: {found}" for found in violations(page)]
        wrong += [f"{name}: {text}" for text in page.complaints]
        page.complaints.clear()
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > viewport["width"]:
            wrong.append(f"{name}: {wide} px wide")
    assert wrong == []
