"""Connecting a model: found on this computer, tried with one cell, stopped, used, disconnected."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from accounts.model import views
from accounts.model.trials import TRY_MODEL
from guides.models import CellGeneration, GuideCell
from levelingai.jobs import claims
from levelingai.jobs.models import Job
from levelingai.llm.discovery import find_servers
from levelingai.llm.models import ModelConnection, Server
from tests.browser import scene
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_every_page import violations
from tests.model_server import ModelServer, completion, ollama, refused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def texts(guide) -> list[dict]:
    """Two examples that pass, and one that names words which no definition has."""
    cell = _tried_cell(guide)
    quote = " ".join(cell.definition_text.removeprefix("• ").split()[:8])
    return [
        {
            "headline": "Reconciles the weekly delivery report",
            "text": "Compares the delivery report of a product area with the depot scans and "
            "corrects the query, so that the review sees each parcel once.",
            "evidence": "The corrected query with a comment on what was left out",
            "illustrates": quote,
            "facts": [],
        },
        {
            "headline": "Agrees on what counts as late",
            "text": "Writes one page on how late arrivals of the product area are counted and has "
            "two readers confirm that they would decide the same way.",
            "evidence": "The note with the replies of both readers",
            "illustrates": quote,
            "facts": [],
        },
        {
            "headline": "Finishes the seat map",
            "text": "Builds the seat map alone and releases it two days early so that nobody has "
            "to wait for the release of the booking page.",
            "evidence": "The release note",
            "illustrates": "a seat map that nobody asked for",
            "facts": [],
        },
    ]


def _tried_cell(guide) -> GuideCell:
    row = guide.competencies.order_by("position").first()
    cells = guide.cells.unwritten().filter(competency=row).order_by("level__position")
    return min(cells, key=lambda cell: abs(cell.level.position - 3.5))


def nearby(monkeypatch, server: ModelServer | None) -> None:
    """This computer has one server, or none."""
    ports = {Server.OLLAMA: server.port} if server else {}
    monkeypatch.setattr(views, "find_servers", partial(find_servers, ports))


def run_trial() -> None:
    """What the worker does."""
    claims.run_job(Job.objects.open().get(name=TRY_MODEL).pk)


@pytest.fixture
def guide(workspace, owner):
    return scene.starter_guide(workspace, owner)


def look(page, name: str, shots, width: int, theme: str) -> list[str]:
    """A picture of the whole page, and what is wrong with it."""
    page.evaluate("document.fonts.ready")
    if shots:
        page.screenshot(path=shots / f"model-{name}-{width}-{theme}.png", full_page=True)
    wrong = [f"{name}: {found}" for found in violations(page)]
    wrong += [f"{name}: {text}" for text in page.complaints if "422" not in text]
    page.complaints.clear()
    wide = page.evaluate("document.documentElement.scrollWidth")
    return wrong + ([f"{name}: {wide} px wide"] if wide > width else [])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_every_state_is_accessible_and_fits(  # noqa: PLR0917 - fixtures
    open_page, guide, owner, monkeypatch, settings, viewport, dark, shots
):
    theme, width = "dark" if dark else "light", viewport["width"]
    page = open_page(user=owner, viewport=viewport, dark=dark)
    address, wrong = reverse("model"), []

    def shown(name: str) -> None:
        page.goto(address)
        wrong.extend(look(page, name, shots, width, theme))

    nearby(monkeypatch, None)
    shown("nothing")
    with ModelServer(ollama(completion(*texts(guide)))) as server:
        nearby(monkeypatch, server)
        shown("found")
        page.get_by_role("button", name="Write one cell to try it").first.click()
        page.get_by_text("About to try").wait_for()
        wrong += look(page, "waiting", shots, width, theme)
        run_trial()
        shown("tried")
        server.table["/v1/chat/completions"] = refused(401)
        server.table["/v1/models"] = refused(401)
        page.get_by_text("Another address").click()
        page.get_by_label("Address", exact=True).fill(server.base_url)
        page.get_by_label("Key", exact=True).fill("sk-wrong")
        page.get_by_label("Model", exact=True).last.fill("mistral-small-3.2")
        page.locator(".other").get_by_role("button", name="Write one cell to try it").click()
        page.get_by_text("About to try").wait_for()
        run_trial()
        shown("refused")
        page.get_by_label("Address", exact=True).fill("http://user@example.com/?a=b")
        page.locator(".other").get_by_role("button", name="Write one cell to try it").click()
        page.get_by_text("This did not work").or_(page.get_by_text("Please check")).wait_for()
        wrong += look(page, "address", shots, width, theme)
        ModelConnection.objects.update(
            base_url=server.base_url, model="qwen3:14b", accepted_at=guide.created_at, trial=None,
            tried=None, server="ollama", changed_by=owner,
        )  # fmt: skip
        shown("used")
        address += "?ask=disconnect"
        shown("disconnect")
        address = reverse("model")
        ModelConnection.objects.update(sealed_key="sealed under another key")
        shown("key-lost")
        settings.LLM_PROVIDER, settings.LLM_MODEL = "openai", "gpt-4o-mini"
        settings.LLM_BASE_URL = "https://api.example.com/v1"
        shown("environment")
    assert wrong == []


def test_model_is_found_tried_and_writes_what_is_missing(open_page, guide, owner, monkeypatch):
    page = open_page(user=owner)
    nearby(monkeypatch, None)
    page.goto(guide.get_absolute_url())
    page.get_by_role("link", name="Connect a model").click()
    assert page.get_by_label("Address", exact=True).is_visible()
    with ModelServer(ollama(completion(*texts(guide)))) as server:
        nearby(monkeypatch, server)
        page.get_by_role("link", name="Look on this computer again").click()
        assert page.get_by_role("radio", name="qwen3:14b").is_checked()
        page.get_by_role("button", name="Write one cell to try it").first.click()
        page.get_by_text("About to try qwen3:14b").wait_for()
        run_trial()
        page.get_by_role("heading", name="It wrote Data quality at P").wait_for()
        assert page.get_by_text("Reconciles the weekly delivery report").is_visible()
        assert page.get_by_text("Did not pass").count() == 1
        assert page.locator("#progress[hx-get]").count() == 0
        count = guide.cells.unwritten().count()
        page.get_by_role("button", name=f"Use it and write {count} cells").click()
        page.get_by_text(f"New examples are being written for {count} cells.").wait_for()
    waiting = CellGeneration.objects.filter(guide=guide, status="waiting")
    assert set(waiting.values_list("engine", "model")) == {("openai", "qwen3:14b")}
    assert waiting.count() == count
    assert page.complaints == []


def test_trial_is_stopped_and_the_model_disconnected_without_script(
    open_page, guide, owner, monkeypatch
):
    with ModelServer(ollama(completion(*texts(guide)))) as server:
        nearby(monkeypatch, server)
        page = open_page(user=owner, script=False, viewport=PHONE)
        page.goto(reverse("model"))
        page.get_by_role("button", name="Write one cell to try it").first.click()
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("You stopped the trial").wait_for()
        page.get_by_role("button", name="Try again").click()
        run_trial()
        page.reload()
        page.get_by_role("button", name="Use it, write nothing yet").click()
        page.get_by_text("qwen3:14b writes here").wait_for()
        page.get_by_role("link", name="Disconnect…").click()
        page.get_by_role("button", name="Disconnect the model").click()
        page.get_by_text("its key is deleted").wait_for()
    assert not ModelConnection.objects.exists()
