"""Headless Chromium against the live server.

Where no browser is found the tests are skipped with a message; in CI (`CI=true`) that is an error.
`SCREENSHOTS=folder` keeps a picture of every page that `test_every_page` opens.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.factories import PASSWORD

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 700}

# Playwright's event loop runs in this thread; Django takes that for an async context.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator:
    if CHROMIUM is None:
        words = "No Chromium found: install Debian's chromium, or name one in CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, live_server) -> Iterator[Callable]:
    """`open_page(viewport=…, user=…, script=…, dark=…)` → a page that collects its complaints."""
    contexts = []

    def make(viewport=None, user=None, script=True, dark=False):
        context = browser.new_context(
            viewport=viewport or DESKTOP,
            base_url=live_server.url,
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("console", lambda said: _note(page, said))
        page.on("pageerror", lambda error: page.complaints.append(f"script error: {error}"))
        if user is not None:
            context.add_cookies([_session(user, live_server.url)])
        return page

    yield make
    for context in contexts:
        context.close()


def _note(page, said) -> None:
    if said.type in {"error", "warning"}:
        page.complaints.append(f"{said.type}: {said.text}")


def _session(user, url: str) -> dict:
    """A signed-in session without the form, which has a test of its own."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


@pytest.fixture
def sign_in() -> Callable:
    def fill(page, username: str, password: str = PASSWORD) -> None:
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()

    return fill


@pytest.fixture
def shots() -> Path | None:
    folder = os.environ.get("SCREENSHOTS")
    return Path(folder) if folder else None
