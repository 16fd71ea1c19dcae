"""Bodies that are too large are refused unread; the visitor's address cannot be forged."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from levelingai.middleware import BodyLimitMiddleware, client_address

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
