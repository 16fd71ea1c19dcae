"""From the upload of a real PDF to its last cell, with real workers behind the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from guides.generations.by_hand import SAMPLES
from tests.workers.test_stageworker import CELLS, Workers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.workers,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def workers(tmp_path, private_files, settings) -> Iterator[Workers]:
    settings.RESEARCH_ENABLED = False
    running = Workers(tmp_path, private_files)
    yield running
    running.stop()


def test_a_guide_goes_from_its_pdf_to_an_example_or_a_starter_in_each_cell(
    open_page, manager, workers
):
    page = open_page(user=manager)
    page.goto("/guides/new/")
    page.set_input_files("input[type=file]", SAMPLES / "engineering.pdf")
    page.get_by_label("Role").fill("Software Engineer")
    page.get_by_label("Company website").fill("www.example.com")
    page.get_by_role("button", name="Upload and recover").click()
    page.locator("#matrix").wait_for(timeout=40_000)
    expect(page.locator(".cell.s-ready, .cell.s-starters")).to_have_count(CELLS, timeout=40_000)
    expect(page.locator("#progress[hx-get]")).to_have_count(0)
    ready = page.locator(".cell.s-ready").count()
    assert ready <= page.locator(".ex > li").count() <= 3 * ready
    assert page.complaints == []
