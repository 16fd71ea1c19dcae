"""Bodies that are too large are refused unread; the visitor's address cannot be forged."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from levelingai.middleware import BodyLimitMiddleware, client_address
from tests.factories import make_complete_guide

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/guides/new/", 30 * MEGABYTE, 413),
        ("/accounts/login/", 2 * MEGABYTE, 413),
        ("/guides/new/", 24 * MEGABYTE, 200),
        ("/accounts/login/", 1000, 200),
    ],
)
def test_body_limit_by_path(rf, path, size, status):
    request = rf.post(path)
    request.META["CONTENT_LENGTH"] = str(size)
    answer = BodyLimitMiddleware(lambda request: _Answer(200))(request)
    assert answer.status_code == status


def test_body_of_unknown_length_is_refused(rf):
    request = rf.post("/guides/new/", HTTP_TRANSFER_ENCODING="chunked")
    request.META["CONTENT_LENGTH"] = ""
    assert BodyLimitMiddleware(lambda request: _Answer(200))(request).status_code == 411


def _too_large(rf, path, **headers):
    request = rf.post(path, headers=headers)
    request.META["CONTENT_LENGTH"] = str(30 * MEGABYTE)
    return BodyLimitMiddleware(lambda request: _Answer(200))(request)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/guides/new/", "Up to 20 MB are accepted. Nothing was stored. Export the PDF"),
        ("/accounts/login/", "Up to 1 MB are accepted. Nothing was stored. Go back"),
    ],
)
def test_body_that_is_too_large_gets_a_page_with_the_limit(rf, path, words):
    answer = _too_large(rf, path)
    assert words in answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "style-src 'self'" in answer["Content-Security-Policy"]


def test_body_that_is_too_large_gets_a_sentence_by_script(rf):
    answer = _too_large(rf, "/guides/new/", **{"HX-Request": "true"})
    assert answer.content == b"That is too large. Up to 20 MB are accepted."
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/guides/new/"])
def test_signed_in_pages_are_kept_by_no_cache_on_the_way(client, manager, path):
    assert "Cache-Control" not in client.get("/")
    client.force_login(manager)
    assert client.get(path)["Cache-Control"] == "private"


@pytest.mark.django_db
def test_page_that_must_not_be_stored_stays_so(client, manager):
    guide = make_complete_guide(1, 1, workspace=manager.memberships.get().workspace)
    client.force_login(manager)
    assert client.get(f"{guide.get_absolute_url()}status/")["Cache-Control"] == "private, no-cache"


class _Answer:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "8.8.8.8", "203.0.113.9"),
        (1, "8.8.8.8", "8.8.8.8"),
        (1, "6.6.6.6, 8.8.8.8", "8.8.8.8"),
        (2, "6.6.6.6, 8.8.8.8, 10.0.0.1", "8.8.8.8"),
        (2, "8.8.8.8", "203.0.113.9"),
        (1, "", "203.0.113.9"),
    ],
)
def test_client_address_trusts_only_counted_proxies(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
