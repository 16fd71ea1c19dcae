"""A reader says what helps, with the keyboard, by script and without one."""

from __future__ import annotations

import pytest

from guides.models import ExampleFeedback
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import violations
from tests.factories import make_complete_guide, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guide(workspace, manager):
    guide = make_complete_guide(3, 2, workspace=workspace, owner=manager)
    publish(guide)
    return guide


def feedback() -> list[tuple]:
    return list(ExampleFeedback.objects.values_list("example_index", "value", "comment"))


@pytest.mark.parametrize(
    ("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["1440-light", "390-dark"]
)
def test_reader_gives_a_thumb_and_says_why_without_leaving_the_page(
    open_page, guide, member, viewport, dark
):
    page = open_page(viewport=viewport, user=member, dark=dark)
    page.goto(guide.get_absolute_url())
    cell = page.locator("#c-c1--l2")
    cell.get_by_text("Plans release 2", exact=True).click()
    cell.get_by_role("button", name="Helpful: Plans release 2", exact=True).press("Enter")
    pressed = cell.locator("[aria-pressed=true]")
    pressed.wait_for()
    assert page.evaluate("document.activeElement.id") == "t-c1--l2--1-up"
    cell.get_by_text("Say why").click()
    cell.get_by_label("About this example").fill("Shows what planning means")
    cell.get_by_role("button", name="Save").click()
    cell.get_by_text("Saved").wait_for()
    assert feedback() == [(1, "up", "Shows what planning means")]
    assert violations(page) == []
    cell.get_by_role("button", name="Helpful: Plans release 2", exact=True).click()
    pressed.wait_for(state="detached")
    assert feedback() == []
    assert page.complaints == []


def test_thumbs_work_without_scripts_on_a_phone(open_page, guide, member):
    page = open_page(viewport=PHONE, user=member, script=False)
    page.goto(guide.get_absolute_url())
    cell = page.locator("#c-c1--l2")
    cell.get_by_text("Plans release 1", exact=True).click()
    cell.get_by_role("button", name="Not helpful: Plans release 1", exact=True).click()
    page.get_by_text("Thank you.").wait_for()
    assert feedback() == [(0, "down", "")]
    cell.get_by_text("Say why").click()
    cell.get_by_label("About this example").fill("Too easy")
    cell.get_by_role("button", name="Save").click()
    page.get_by_text("Thank you.").wait_for()
    assert feedback() == [(0, "down", "Too easy")]
