"""What the admin pages of all apps share."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

LONGEST_JSON = 20_000


def as_json(value: object) -> str:
    """A value set as readable JSON, cut where a page could not carry it; escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    cut = "" if len(text) <= LONGEST_JSON else f"\n… {len(text) - LONGEST_JSON} characters more"
    return format_html("<pre>{}{}</pre>", text[:LONGEST_JSON], cut)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Records that the pipeline wrote: shown, never edited by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
