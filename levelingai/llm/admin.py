"""Models in the admin: which one a workspace connected, and what every call used."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from levelingai.admin import ReadOnlyAdmin
from levelingai.llm.models import LLMCall, ModelConnection


@admin.register(LLMCall)
class LLMCallAdmin(ReadOnlyAdmin):
    list_display = [
        "created_at",
        "purpose",
        "model",
        "workspace",
        "subject_kind",
        "subject_id",
        "tokens_in",
        "tokens_cached",
        "tokens_out",
        "cost",
        "duration",
        "outcome",
        "reason",
    ]
    list_filter = ["outcome", "purpose", "reason", "model", "workspace"]
    search_fields = ["request_id", "subject_id"]
    date_hierarchy = "created_at"
    list_select_related = ["workspace"]


@admin.register(ModelConnection)
class ModelConnectionAdmin(ReadOnlyAdmin):
    """Never the key, sealed or not; whether there is one is enough to help."""

    list_display = ["workspace", "model", "server", "base_url", "accepted_at", "has_key"]
    list_filter = ["server"]
    search_fields = ["workspace__name", "model", "base_url"]
    list_select_related = ["workspace"]
    exclude = ["sealed_key", "tried_key"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["has_key"]

    @admin.display(boolean=True, description="Has a key")
    def has_key(self, connection: ModelConnection) -> bool:
        return bool(connection.sealed_key)
