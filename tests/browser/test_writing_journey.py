"""A model writes before the reader's eyes: step by step, with its pace, until somebody stops it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from guides.enums import GenerationStatus, GuideStatus
from guides.generations.planning import begin_generation
from guides.models import CellGeneration, LevelingGuide
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import violations
from tests.generation.stages.pipeline_helpers import make_guide, use_model
from tests.workers.test_stageworker import Workers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.workers,
    pytest.mark.django_db(transaction=True),
]
LONG_MS = 60_000
QUICK_S, SLOW_S = 1.5, 12.0
"""How long the model takes: slow where the page is looked at, so that the step is not over yet."""
COMPARED = "Written. Being compared with the cells around it"


@pytest.fixture
def workers(tmp_path, private_files, settings, llmsim, monkeypatch) -> Iterator[Workers]:
    """Workers whose model takes its time for each answer, two answers at a time."""
    llmsim.set(ttft=QUICK_S)
    settings.RESEARCH_ENABLED = False
    use_model(settings, llmsim, LLM_MAX_CONCURRENCY=2)
    for name in ("PROVIDER", "BASE_URL", "API_KEY", "MODEL", "MODEL_SMALL", "MAX_CONCURRENCY"):
        monkeypatch.setenv(f"LLM_{name}", str(getattr(settings, f"LLM_{name}")))
    running = Workers(tmp_path, private_files)
    yield running
    running.stop()


def picture(page, shots, name) -> None:
    """The page as it is now, at both widths and in both themes."""
    for viewport in (DESKTOP, PHONE) if shots else ():
        for theme in ("light", "dark"):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            path = shots / f"{name}-{viewport['width']}-{theme}.png"
            page.screenshot(path=path, full_page=name.startswith("cell"))
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


@pytest.fixture
def guide(workspace, manager, workers) -> LevelingGuide:
    guide = make_guide(workspace=workspace, owner=manager)
    begin_generation(guide)
    return guide


def test_examples_appear_as_they_are_written_until_the_writing_is_stopped(
    open_page, manager, guide, llmsim, shots
):
    page = open_page(user=manager)
    page.goto(guide.get_absolute_url())
    page.get_by_text("The row is planned first").first.wait_for(timeout=LONG_MS)
    picture(page, shots, "planning")
    page.get_by_text("Writing examples").first.wait_for(timeout=LONG_MS)

    written = page.locator(".cell", has_text=COMPARED).first
    written.wait_for(timeout=LONG_MS)
    llmsim.set(ttft=SLOW_S)
    expect(written.locator(".ex > li")).to_have_count(3)
    name = written.get_attribute("id")
    picture(page, shots, "written")
    assert violations(page) == []

    one = open_page(user=manager)
    one.goto(page.locator(f"#{name} .acts a").get_attribute("href"))
    one.get_by_text(COMPARED).wait_for(timeout=LONG_MS)
    picture(one, shots, "cell-written")
    assert violations(one) == []

    llmsim.set(ttft=QUICK_S)
    # Its row is compared: both pages learn it by themselves.
    expect(page.locator(f"#{name}")).not_to_contain_text(COMPARED, timeout=LONG_MS)
    expect(page.locator(f"#{name}.s-ready, #{name}.s-needs_review")).to_have_count(1)
    page.locator("#pg", has_text="left at this pace.").wait_for(timeout=LONG_MS)
    said = page.locator("#pg").inner_text()
    assert re.search(r"\d+ of 12 cells written\. [LA]\w+ .* left at this pace\.", said)
    llmsim.set(ttft=SLOW_S / 2)
    picture(page, shots, "pace")
    expect(one.locator("#cell-written[hx-get]")).to_have_count(0, timeout=LONG_MS)
    one.get_by_text("How they came about").click()
    one.get_by_text("by a reader who did not know their places").first.wait_for()
    picture(one, shots, "cell-done")
    assert violations(one) == []

    page.locator(".cell", has_text=COMPARED).first.wait_for(timeout=LONG_MS)
    llmsim.set(ttft=SLOW_S)
    page.get_by_role("button", name="Stop here, keep what is written").click()
    page.get_by_text("What was written is kept.").wait_for()
    expect(page.locator("#progress[hx-get]")).to_have_count(0)
    left = page.locator(".cell.s-starters").count()
    page.get_by_role("button", name=re.compile(f"Write the other {left if left > 1 else 'cell'}"))
    page.get_by_text("the writing was stopped here: a person has to look").first.wait_for()
    picture(page, shots, "stopped")
    assert violations(page) == []
    stopped = set(CellGeneration.objects.values_list("pk", "status", "updated_at"))

    page.get_by_role("button", name="Write the other").click()
    page.get_by_text("The row is planned first").first.wait_for(timeout=LONG_MS)
    earlier = CellGeneration.objects.filter(pk__in=[pk for pk, _, _ in stopped])
    assert set(earlier.values_list("pk", "status", "updated_at")) == stopped
    assert earlier.filter(status=GenerationStatus.STARTERS).count() == left
    guide.refresh_from_db()
    assert guide.status == GuideStatus.GENERATING_EXAMPLES
    assert [*page.complaints, *one.complaints] == []
