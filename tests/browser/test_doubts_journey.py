"""A manager goes through what is doubtful: by its links, with the keyboard, and until none is left."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from guides.models import LevelingGuide
from tests.browser import scene
from tests.browser.conftest import PHONE
from tests.browser.paper import paper_guide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guide(workspace, manager):
    guide = paper_guide(workspace, manager)
    LevelingGuide.objects.filter(pk=guide.pk).update(doubts=scene.doubts(guide))
    return guide


def test_each_doubt_leads_to_its_place_and_leaves_when_settled(open_page, manager, guide):
    page = open_page(user=manager)
    page.goto(reverse("guide_review", args=[guide.pk]))
    listed = page.locator(".review-doubts .doubt")
    expect(listed).to_have_count(4)
    expect(page.locator("#review-matrix .is-doubt")).to_have_count(3)

    listed.last.get_by_role("link").click()
    side = page.locator("#side")
    expect(side.get_by_text("Two ways of reading differ")).to_be_visible()
    side.get_by_role("button", name="This is right").click()
    expect(listed).to_have_count(3)

    # By keyboard: the page that was not read is settled in the list itself.
    listed.first.get_by_role("button", name="I looked at it").focus()
    page.keyboard.press("Enter")
    expect(listed).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="is settled")).to_be_visible()

    page.locator("#review-matrix thead a").last.click()
    side.get_by_label("Title", exact=True).fill("Principal")
    side.get_by_role("button", name="Save").click()
    expect(listed).to_have_count(1)
    assert page.complaints == []


def test_doubts_work_without_script_and_on_a_phone(open_page, manager, guide):
    page = open_page(viewport=PHONE, user=manager, script=False)
    page.goto(reverse("guide_review", args=[guide.pk]))
    page.locator(".review-doubts .doubt").last.get_by_role("link").click()
    page.locator("#side").get_by_role("button", name="This is right").click()
    expect(page.locator(".review-doubts .doubt")).to_have_count(3)
