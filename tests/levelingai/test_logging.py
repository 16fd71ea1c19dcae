"""Log lines carry no keys, tokens, share addresses or e-mail addresses."""

from __future__ import annotations

import logging

import pytest

from levelingai.logging import LineFormatter, SecretsFilter

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("message", "secret"),
    [
        ("called with sk-proj-abcdef123456", "abcdef123456"),
        ("Authorization: Bearer eyJhbGciOi.abc", "eyJhbGciOi.abc"),
        ("api_key=verysecretvalue rest", "verysecretvalue"),
        ('{"password": "hunter2hunter2"}', "hunter2hunter2"),
        ("GET /s/3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/ 200", "3q2-7wAAAAAA"),
        ("mail to mara.lindqvist@example.com failed", "mara.lindqvist@example.com"),
    ],
)
def test_secrets_are_removed_from_lines(message, secret):
    record = logging.LogRecord("test", logging.INFO, "", 0, "%s", (message,), None)
    assert SecretsFilter().filter(record)
    line = LineFormatter().format(record)
    assert secret not in line
    assert "removed]" in line


def test_secrets_are_removed_from_tracebacks():
    try:
        raise ValueError("key sk-live-abcdef123456")
    except ValueError as error:
        record = logging.LogRecord(
            "test", logging.ERROR, "", 0, "failed", (), (ValueError, error, error.__traceback__)
        )
    assert "abcdef123456" not in LineFormatter().format(record)


def test_ids_stay_readable():
    record = logging.LogRecord("test", logging.INFO, "", 0, "Guide %s: extract", ("a1b2",), None)
    SecretsFilter().filter(record)
    assert record.getMessage() == "Guide a1b2: extract"
