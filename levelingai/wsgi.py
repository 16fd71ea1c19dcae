"""WSGI entry point for gunicorn."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase

from levelingai.middleware import is_utf8

UNREADABLE = "application/octet-stream; charset=unreadable"
"""Stands for a content type that the middleware will refuse, and that no codec belongs to."""


class Application(WSGIHandler):
    """Django's, also for a content type of which it could make no request to refuse."""

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> HttpResponseBase:
        if not is_utf8(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = UNREADABLE
        return super().__call__(environ, start_response)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "levelingai.settings")
django.setup(set_prefix=False)
application = Application()
