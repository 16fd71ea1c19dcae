"""A row's request is copied, a chat's recorded answer pasted, read and shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from guides.generations.by_hand import SAMPLES
from guides.models import CellGeneration, GuideCell, LevelingGuide
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_every_page import violations
from tests.factories import (
    CompanyFactory,
    CompetencyFactory,
    GuideCellFactory,
    LevelFactory,
    LevelingGuideFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWER = (Path(__file__).parent / "chat_answer.md").read_text()
"""Recorded for the first row of the sample guide; one of its quotes is altered."""


@pytest.fixture
def guide(workspace, manager) -> LevelingGuide:
    """The sample guide as it was read, before anything is written."""
    source = json.loads((SAMPLES / "engineering.json").read_text())
    company = CompanyFactory(workspace=workspace, name=source["company"]["name"])
    made = LevelingGuideFactory(workspace=workspace, owner=manager, company=company)
    levels = [
        LevelFactory(guide=made, position=at, key=level["code"].lower(), **level)
        for at, level in enumerate(source["levels"])
    ]
    for at, row in enumerate(source["competencies"]):
        competency = CompetencyFactory(
            guide=made, position=at, key=f"c{at}", name=row["name"], category=row["category"]
        )
        for level, text in zip(levels, row["definitions"], strict=True):
            if text:
                GuideCellFactory(competency=competency, level=level, definition_text=text)
    return made


def paste(page, words: str) -> None:
    page.get_by_label("The chat's answer").fill(words)
    page.get_by_role("button", name="Check the answer").click()


def test_request_is_copied_and_its_answer_read_and_shown(open_page, manager, guide):
    page = open_page(user=manager)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("guide_chat", args=[guide.pk]))
    page.get_by_role("link", name="Ask for this row").click()
    page.get_by_role("button", name="Copy the request").click()
    expect(page.get_by_text("Now paste it into your chat")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Request for Delivery").input_value()
    assert GuideCell.objects.first().definition_text in copied

    paste(page, ANSWER)
    expect(page.get_by_role("heading", name="Read what came")).to_be_visible()
    expect(page.get_by_text("Cannot be used:")).to_have_count(1)
    expect(page.locator("input[name=use]:checked")).to_have_count(17)
    page.reload()
    page.get_by_label("I have read these examples").check()
    page.get_by_role("button", name="Show the ticked examples").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Code quality")
    expect(page.get_by_text("Delivery: 6 cells show the examples that you read.")).to_be_visible()
    shown = CellGeneration.objects.shown().filter(guide=guide)
    assert [len(row.content_json) for row in shown.order_by("cell__level__position")] == [
        3,
        3,
        3,
        2,
        3,
        3,
    ]
    assert {row.checked_by for row in shown} == {manager}
    page.goto(guide.get_absolute_url())
    expect(page.get_by_text("Closes the harbour label ticket")).to_be_visible()
    assert page.complaints == []


def test_row_is_done_by_keyboard_and_without_script(open_page, manager, guide):
    page = open_page(user=manager, script=False)
    row = guide.competencies.first()
    page.goto(reverse("guide_chat_row", args=[guide.pk, row.pk]))
    expect(page.get_by_role("button", name="Copy the request")).to_have_count(0)
    assert page.get_by_label("Request for Delivery").input_value().startswith("You write")
    page.get_by_label("The chat's answer").fill(ANSWER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("I have read these examples").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Code quality")
    assert CellGeneration.objects.shown().filter(guide=guide).count() == 6


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_chat_pages_are_accessible_and_quiet(  # noqa: PLR0917 - fixtures
    open_page, manager, guide, viewport, dark, shots
):
    page = open_page(user=manager, viewport=viewport, dark=dark)
    row = reverse("guide_chat_row", args=[guide.pk, guide.competencies.first().pk])
    wrong = []

    def look(name: str) -> None:
        page.wait_for_load_state("networkidle")
        if shots:
            theme = "dark" if dark else "light"
            file = shots / f"chat-{name}-{viewport['width']}-{theme}.png"
            page.screenshot(path=file, full_page=True)
        wrong.extend(f"{name}: {found}" for found in violations(page))
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > viewport["width"]:
            wrong.append(f"{name}: {wide} px wide")

    page.goto(reverse("guide_chat", args=[guide.pk]))
    look("rows")
    page.goto(row)
    look("ask")
    paste(page, "I cannot help with that.")
    look("refused")
    page.complaints.clear()  # the browser notes the 422
    paste(page, ANSWER[: ANSWER.index("L5 Senior Staff")])
    look("part")
    paste(page, ANSWER)
    look("read")
    page.get_by_role("button", name="Show the ticked examples").click()
    look("unread")
    page.complaints.clear()
    page.get_by_label("I have read these examples").check()
    page.get_by_role("button", name="Show the ticked examples").click()
    page.goto(row)
    look("done")
    page.goto(reverse("guide_chat", args=[guide.pk]))
    look("rows-going")
    assert wrong == []
    assert page.complaints == []
