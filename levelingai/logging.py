"""Log lines: one per event, with the guide's id where there is one, and no secrets."""

from __future__ import annotations

import logging
import re
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_SECRETS = (
    (re.compile(r"\b(sk|pk|rk)-[A-Za-z0-9_-]{6,}"), r"\1-[removed]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"), r"\1 [removed]"),
    (
        re.compile(r"(?i)(api[_-]?key|password|secret|token)(['\"]?\s*[=:]\s*['\"]?)[^\s'\",&]+"),
        r"\1\2[removed]",
    ),
    (re.compile(r"/s/[A-Za-z0-9_-]{20,}"), "/s/[removed]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[address removed]"),
)


def without_secrets(text: str) -> str:
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


class SecretsFilter(logging.Filter):
    """Removes keys, tokens, share addresses and e-mail addresses from what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secrets(record.getMessage())
        record.args = ()
        return True


class LineFormatter(logging.Formatter):
    """Time, level, logger and message; a traceback without secrets below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExcInfo) -> str:
        return without_secrets(super().formatException(ei))
