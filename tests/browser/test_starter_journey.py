"""A starter is completed where it stands, with script and without."""

from __future__ import annotations

import pytest

from guides.models import CellGeneration
from tests.browser import scene
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWERS = (
    ("What was done?", "Breaks the date filter"),
    ("To what, exactly?", "into five tickets"),
    ("What changed because of it?", "support sees what is left without asking"),
    ("Where can one see it?", "The board of the filter"),
)
TEXT = "Breaks the date filter into five tickets; support sees what is left without asking."


def answer(part, count=4) -> None:
    for label, text in ANSWERS[:count]:
        part.get_by_label(label).fill(text)
    part.get_by_role("button", name="Save as an example").click()


def test_starter_is_completed_in_its_cell(open_page, workspace, manager):
    guide = scene.starter_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    cell = page.locator("#c-c0--p1")
    cell.get_by_text("Start it here").click()
    answer(cell, count=3)
    cell.get_by_text("Please answer what is still open.").wait_for()
    assert cell.get_by_label("To what, exactly?").input_value() == "into five tickets"
    cell.get_by_label("What changed because of it?").fill("support sees what is left")
    assert cell.get_by_text("five tickets; support sees what is left.").is_visible()
    assert not CellGeneration.objects.filter(content_json__icontains="date filter").exists()
    answer(cell)
    cell.locator(".tx", has_text=TEXT).wait_for()
    page.wait_for_function("document.activeElement.closest('#c-c0--p1 summary')")
    assert cell.locator(".starter").count() == 0
    page.get_by_text("2 by hand").wait_for()
    assert [words for words in page.complaints if "422" not in words] == []


def test_starter_is_completed_without_script(open_page, workspace, manager):
    guide = scene.starter_guide(workspace, manager)
    page = open_page(user=manager, script=False, viewport=PHONE)
    cell = guide.cells.filter(generations__status="starters").first()
    page.goto(cell.get_absolute_url())
    answer(page, count=2)
    assert page.get_by_label("What was done?").input_value() == "Breaks the date filter"
    answer(page)
    page.get_by_text("Your example is saved and shown.").wait_for()
    assert page.get_by_text(TEXT).is_visible()
