"""Whole ways through the product in a browser."""

from __future__ import annotations

import pytest
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import expect

from guides.enums import GuideStatus
from guides.models import CellGeneration, GuideCell, LevelingGuide
from guides.upload.services import UPLOADED
from levelingai.audit.record import record
from tests.browser import scene
from tests.browser.conftest import PHONE
from tests.factories import (
    PDF_BYTES,
    CellGenerationFactory,
    LevelingGuideFactory,
    example,
    make_complete_guide,
    make_matrix,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ladder(tmp_path):
    path = tmp_path / "ladder.pdf"
    path.write_bytes(PDF_BYTES)
    return path


def move(guide, status, cells=(), **fields) -> None:
    """What a worker does: the guide moves on, and cells look different from then on."""
    LevelingGuide.objects.filter(pk=guide.pk).update(
        status=status, version=F("version") + 1, **fields
    )
    version = LevelingGuide.objects.get(pk=guide.pk).version
    GuideCell.objects.filter(pk__in=[cell.pk for cell in cells]).update(changed_in=version)


def test_upload_is_followed_live_until_every_cell_is_ready(open_page, manager, sign_in, ladder):
    page = open_page()
    page.goto("/")
    page.get_by_role("link", name="Sign in").first.click()
    sign_in(page, "mara")
    page.get_by_role("link", name="Upload a guide").click()
    page.set_input_files("input[type=file]", ladder)
    page.get_by_label("Role").fill("Data Analyst")
    page.get_by_label("Company website").fill("www.example.com")
    page.get_by_role("button", name="Upload and recover").click()
    page.get_by_role("heading", name="Waiting to be read").wait_for()

    guide = LevelingGuide.objects.get()
    move(guide, GuideStatus.PARSING_MATRIX)
    page.get_by_role("heading", name="Recovering the matrix").wait_for()

    cells = make_matrix(guide, 2, 1)
    move(guide, GuideStatus.GENERATING_EXAMPLES, cells)
    page.get_by_text("plans them with the team.").first.wait_for()
    page.get_by_text("0 of 2 cells ready").wait_for()

    first, second = cells
    CellGenerationFactory(cell=first)
    CellGenerationFactory(cell=second, status="writing")
    move(guide, GuideStatus.GENERATING_EXAMPLES, cells)
    page.get_by_text("1 of 2 cells ready").wait_for()
    page.get_by_text("Writing examples").first.wait_for()

    CellGeneration.objects.filter(cell=second).update(
        status="ready", is_shown=True, content_json=[example(n) for n in (4, 5, 6)]
    )
    move(guide, GuideStatus.COMPLETE, [second])
    page.get_by_text("Plans release 4").wait_for()
    expect(page.locator("#progress[hx-get]")).to_have_count(0)
    assert page.complaints == []


def test_form_tells_at_once_what_is_wrong(open_page, manager, tmp_path):
    wrong = tmp_path / "guide.pdf"
    wrong.write_bytes(b"PK\x03\x04 no pdf")
    page = open_page(user=manager)
    page.goto("/guides/new/")
    page.set_input_files("input[type=file]", wrong)
    page.get_by_text("This file calls itself a PDF and is none").wait_for()
    page.get_by_label("Company website").fill("nothing useful")
    page.get_by_role("button", name="Upload and recover").click()
    page.get_by_text("A good one looks like").wait_for()
    expect(page.locator("input[type=file]")).to_be_focused()
    assert LevelingGuide.objects.count() == 0


def test_refusal_by_the_server_moves_the_focus_to_its_summary(open_page, manager, ladder, settings):
    settings.RATE_LIMIT_UPLOADS = 1
    record(UPLOADED, actor_id=manager.pk)
    page = open_page(user=manager)
    page.goto("/guides/new/")
    page.set_input_files("input[type=file]", ladder)
    page.get_by_label("Role").fill("Data Analyst")
    page.get_by_label("Company website").fill("www.example.com")
    page.get_by_role("button", name="Upload and recover").click()
    page.get_by_role("heading", name="This did not work").wait_for()
    expect(page.locator(".summary")).to_be_focused()
    assert page.get_by_label("Role").input_value() == "Data Analyst"


def test_everything_works_without_scripts(open_page, manager, sign_in, ladder):
    page = open_page(script=False)
    page.goto("/guides/new/")
    sign_in(page, "mara")
    page.set_input_files("input[type=file]", ladder)
    page.get_by_label("Role").fill("Data Analyst")
    page.get_by_label("Company website").fill("www.example.com")
    page.get_by_role("button", name="Upload and recover").click()
    page.get_by_role("heading", name="Waiting to be read").wait_for()

    guide = LevelingGuide.objects.get()
    cells = make_matrix(guide, 2, 1)
    move(guide, GuideStatus.MATRIX_PARSED, review_required=True)
    page.get_by_role("link", name="Reload the page").click()
    page.get_by_role("button", name="Looks right, continue").click()
    page.get_by_role("heading", name="cells ready").wait_for()
    assert LevelingGuide.objects.get().confirmed_by == manager

    CellGeneration.objects.all().delete()  # what a worker would have brought to its end
    for cell in cells:
        CellGenerationFactory(cell=cell)
    move(guide, GuideStatus.COMPLETE, cells)
    page.reload()
    page.locator("summary", has_text="Plans release 1").first.click()
    page.get_by_text("The task board of release 1").first.wait_for()
    page.get_by_label("Hide definitions").check()
    assert page.locator(".def").first.is_hidden()

    page.locator(".cell").first.hover()
    page.get_by_role("button", name="Write Competency 1, L1 again").click()
    page.get_by_text("New examples are being written for 1 cell.").wait_for()
    page.locator("summary", has_text="More").first.click()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    page.get_by_text("was deleted").wait_for()
    assert LevelingGuide.objects.count() == 0


def test_failed_guide_is_put_right(open_page, manager, workspace, ladder):
    guide = LevelingGuideFactory(
        workspace=workspace,
        owner=manager,
        status=GuideStatus.FAILED_BAD_PDF,
        error_code="encrypted",
        error_message="This PDF is protected by a password.",
    )
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.get_by_role("link", name="Replace the PDF").click()
    page.set_input_files("input[type=file]", ladder)
    page.get_by_role("button", name="Upload and read again").click()
    page.get_by_role("heading", name="Waiting to be read").wait_for()
    assert page.complaints == []


def test_failed_cells_are_retried_in_place(open_page, manager, workspace):
    guide = LevelingGuideFactory(
        workspace=workspace, status=GuideStatus.FAILED_GENERATION, error_code="llm_unavailable"
    )
    first, second = make_matrix(guide, 2, 1)
    CellGenerationFactory(cell=first)
    CellGenerationFactory(cell=second, status="failed")
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.get_by_role("button", name="Retry 1 cell").click()
    page.locator("[data-summary]", has_text="1 waiting.").wait_for()
    page.locator(".cell.s-waiting").wait_for()
    assert page.get_by_text("Plans release 1").count() == 1
    assert page.complaints == []


def test_example_lights_the_words_that_it_illustrates(open_page, manager, workspace):
    guide = make_complete_guide(1, 1, workspace=workspace)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    colour = "getComputedStyle(document.querySelector('.m1')).backgroundColor"
    before = page.evaluate(colour)
    page.locator(".ex > li").first.hover()
    lit = page.evaluate(colour)
    page.mouse.move(0, 0)
    page.locator(".ex summary").first.focus()
    assert before != lit == page.evaluate(colour)


def test_row_opens_as_a_whole(open_page, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    more = page.locator("tbody tr").first.locator(".more")
    more.first.wait_for()
    assert more.first.get_attribute("aria-expanded") == "false"
    name = more.first.evaluate("button => button.textContent")
    assert name == "More of Data quality, P1"
    more.first.click()
    row = page.locator("tbody tr").first
    assert row.evaluate(
        "row => [...row.querySelectorAll('.clamp')].every(p => p.scrollHeight <= p.clientHeight + 1)"
    )
    assert set(more.evaluate_all("all => all.map(b => b.getAttribute('aria-expanded'))")) == {
        "true"
    }
    assert page.locator("tr.open").count() == 1


def test_levels_and_competencies_are_chosen(open_page, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.get_by_label("Search competencies").fill("growing")
    page.get_by_text("1 of 8").wait_for()
    assert page.locator("tbody tr:visible").count() == 1
    page.locator("summary", has_text="Levels").click()
    page.get_by_role("checkbox", name="P1 Associate Analyst").uncheck()
    assert page.locator("thead th:visible").count() == 6
    assert page.locator(".wrap.cols-5").count() == 1


def test_phone_shows_one_level_and_remembers_it(open_page, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    page = open_page(user=manager, viewport=PHONE)
    page.goto(guide.get_absolute_url())
    assert page.locator("tbody td:visible").count() == 8
    page.get_by_role("radio", name="P5 Principal Analyst").check(force=True)
    assert page.locator("tbody td:visible").first.get_attribute("data-l") == "5"
    page.reload()
    expect(page.locator("#lv5")).to_be_checked()


def test_theme_is_switched_and_kept(open_page, manager):
    page = open_page(user=manager)
    page.goto("/")
    page.locator(".account summary").click()
    switch = page.get_by_role("button", name="Theme: system")
    switch.click()
    page.get_by_role("button", name="Theme: light").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_main_path_by_keyboard_alone(open_page, manager, workspace):
    guide = make_complete_guide(2, 1, workspace=workspace)
    page = open_page(user=manager)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == guide.role_title:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{guide.get_absolute_url()}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Plans release 1":
            break
    page.keyboard.press("Enter")
    page.get_by_text("The task board of release 1").first.wait_for()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_lost_session_ends_at_the_sign_in_and_comes_back(open_page, manager, workspace, sign_in):
    guide = LevelingGuideFactory(workspace=workspace, status=GuideStatus.PARSING_MATRIX)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.context.clear_cookies()
    page.wait_for_url("**/accounts/login/**")
    sign_in(page, "mara")
    page.wait_for_url(f"**{guide.get_absolute_url()}")


def test_lost_connection_is_said_and_mends_itself(open_page, manager, workspace):
    guide = LevelingGuideFactory(workspace=workspace, status=GuideStatus.PARSING_MATRIX)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.context.set_offline(True)
    page.get_by_text("The connection is lost").wait_for()
    page.context.set_offline(False)
    page.get_by_text("The connection is lost").wait_for(state="hidden")


def test_print_shows_definitions_and_examples_without_controls(open_page, manager, workspace):
    guide = scene.full_guide(workspace, manager)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.emulate_media(media="print")
    assert page.locator(".def").first.is_visible()
    assert page.locator(".ex").first.is_visible()
    for part in (".top", ".actions", ".tools", ".acts"):
        assert page.locator(part).first.is_hidden()
    assert reverse("guide_new") not in page.locator("main").inner_html()


def test_changed_cell_keeps_the_focus_and_progress_is_read_out(open_page, manager, workspace):
    guide = LevelingGuideFactory(workspace=workspace, status=GuideStatus.GENERATING_EXAMPLES)
    (cell,) = make_matrix(guide, 1, 1)
    CellGenerationFactory(cell=cell)
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    link = page.get_by_label("Open Competency 1, L1")
    link.focus()
    CellGeneration.objects.update(content_json=[example(n) for n in (4, 5, 6)])
    move(guide, GuideStatus.COMPLETE, [cell])
    page.get_by_text("Plans release 4").wait_for()
    expect(page.get_by_label("Open Competency 1, L1")).to_be_focused()
    expect(page.locator("#said")).to_have_text("All cells are ready.")
