"""What the browser is told on every answer, errors and the admin included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_complete_guide

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


SECRET = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


def policy_of(answer) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/nowhere/", 404),
        ("/s/unknown/", 404),
        ("/accounts/logout/", 405),
        ("/accounts/login/", 200),
        ("/admin/login/", 200),
        ("/admin/nowhere/", 302),
        ("/healthz", 200),
    ],
)
def test_policy_is_on_every_answer(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert policy_of(answer) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_policy_is_on_what_failed(manager, workspace, monkeypatch):
    guide = make_complete_guide(1, 1, workspace=workspace)

    def broken(*args):
        raise RuntimeError("secret-of-the-inside")

    monkeypatch.setattr("guides.overview.views.from_guide", broken)
    browser = Client(raise_request_exception=False)
    browser.force_login(manager)
    answer = browser.get(guide.get_absolute_url())
    assert answer.status_code == 500
    assert policy_of(answer) == POLICY
    assert "secret-of-the-inside" not in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/s/unknown/", 404),
        ("GET", "/s/unknown/nowhere/", 404),
        ("GET", "/s/unknown", 301),
        ("POST", "/s/unknown/", 405),
    ],
)
def test_answers_below_a_secret_path_stay_private(client, method, path, status):
    answer = client.generic(method, path)
    assert answer.status_code == status
    assert SECRET.items() <= dict(answer.items()).items()


def test_failure_below_a_secret_path_stays_private(monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("guides.publishing.shared_views.find_link", broken)
    answer = Client(raise_request_exception=False).get("/s/some-token/")
    assert answer.status_code == 500
    assert SECRET.items() <= dict(answer.items()).items()


def test_policy_is_on_a_form_without_its_token():
    answer = Client(enforce_csrf_checks=True).post(reverse("login"), {})
    assert answer.status_code == 403
    assert policy_of(answer) == POLICY


def test_cookies_and_transport_are_strict_in_production():
    code = (
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "levelingai.settings",
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
        "ALLOWED_HOSTS": "leveling.example.com",
    }
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert found.stdout.split() == [
        "True",
        "True",
        "True",
        "True",
        "Lax",
        "Lax",
        "True",
        "True",
        "False",
    ]
