"""Model calls in the admin: what was asked for, what it used, how it ended."""

from __future__ import annotations

from django.contrib import admin

from levelingai.admin import ReadOnlyAdmin
from levelingai.llm.models import LLMCall


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
