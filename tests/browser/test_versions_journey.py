"""A new version of a guide, several files at once, and a file that is a guide already, in a browser."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from guides.models import LevelingGuide
from tests.browser import scene
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import violations
from tests.factories import PDF_BYTES, LevelingGuideFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEWS = [(DESKTOP, False), (DESKTOP, True), (PHONE, False), (PHONE, True)]
IDS = ["1440", "1440-dark", "390", "390-dark"]


def picture(page, shots, name: str, viewport, *, dark: bool) -> None:
    """One more for whoever looks at them, and the checks that every page has to pass."""
    if shots:
        theme = "dark" if dark else "light"
        page.screenshot(path=shots / f"{name}-{viewport['width']}-{theme}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def file(name: str, content: bytes = PDF_BYTES) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.mark.parametrize("view", VIEWS, ids=IDS)
def test_several_files_are_sent_one_by_one(open_page, manager, workspace, view, shots):
    viewport, dark = view
    LevelingGuideFactory(
        workspace=workspace,
        owner=manager,
        role_title="Product Designer",
        sha256=hashlib.sha256(PDF_BYTES).hexdigest(),
    )
    page = open_page(viewport=viewport, user=manager, dark=dark)
    page.goto(reverse("guide_new"))
    page.locator("input[type=file]").set_input_files(
        [
            file("data-analyst.pdf", PDF_BYTES + b"\n"),
            file("notes-of-a-meeting-that-nobody-wanted-to-have-on-a-friday.pdf", b"hello"),
            file("designer.pdf"),
            file("engineer.pdf", PDF_BYTES + b"\n\n"),
        ]
    )
    expect(page.get_by_text("4 files")).to_be_visible()
    page.get_by_label("Company website").fill("www.example.com")
    page.get_by_role("button", name="Upload and recover the matrix").click()
    expect(page.get_by_role("status").filter(has_text="2 of 4 taken in")).to_be_visible()
    expect(page.get_by_text("a text file, not a PDF")).to_be_visible()
    assert page.complaints == []
    picture(page, shots, "several-files", viewport, dark=dark)
    page.get_by_role("button", name="Make a fresh guide of it").click()
    page.wait_for_url("**/guides/*-*/")
    assert LevelingGuide.objects.count() == 4


@pytest.mark.parametrize("script", [True, False])
def test_file_that_is_a_guide_leads_to_it_or_to_a_fresh_one(
    open_page, manager, workspace, script, shots
):
    LevelingGuideFactory(
        workspace=workspace, owner=manager, sha256=hashlib.sha256(PDF_BYTES).hexdigest()
    )
    page = open_page(viewport=PHONE if script else DESKTOP, user=manager, script=script)
    page.goto(reverse("guide_new"))
    page.locator("input[type=file]").set_input_files(file("again.pdf"))
    page.get_by_label("Company website").fill("www.example.com")
    page.get_by_label("Role").fill("Engineer")
    page.get_by_role("button", name="Upload and recover the matrix").click()
    expect(page.get_by_role("link", name="Open the guide")).to_be_visible()
    if shots:
        page.screenshot(path=shots / f"known-{'script' if script else 'plain'}.png")
    page.get_by_role("button", name="Make a fresh guide of it").click()
    page.wait_for_url("**/guides/*-*/")
    assert LevelingGuide.objects.count() == 2


@pytest.mark.parametrize("view", VIEWS, ids=IDS)
def test_what_changed_is_seen_and_accepted(open_page, manager, workspace, view, shots):
    viewport, dark = view
    guide = scene.full_guide(workspace, manager)
    scene.next_version_of(guide)
    page = open_page(viewport=viewport, user=manager, dark=dark)
    page.goto(guide.get_absolute_url())
    if shots:
        theme = "dark" if dark else "light"
        page.screenshot(path=shots / f"guide-{viewport['width']}-{theme}.png")
    page.get_by_role("link", name="See what changed").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    picture(page, shots, "what-changed", viewport, dark=dark)
    page.get_by_role("button", name="Accept the new version").click()
    expect(page.get_by_role("alert")).to_contain_text("People wrote examples")
    picture(page, shots, "what-changed-refused", viewport, dark=dark)
    page.get_by_label("These examples may go too").check()
    page.get_by_role("button", name="Accept the new version").click()
    expect(page.get_by_text("The new version is the guide now.")).to_be_visible()
    assert list(LevelingGuide.objects.all()) == [guide]
