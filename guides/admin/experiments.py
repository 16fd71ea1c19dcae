"""Experiments with prompts in the admin."""

from __future__ import annotations

from django.contrib import admin

from guides.models import PromptExperiment
from levelingai.admin import ReadOnlyAdmin


@admin.register(PromptExperiment)
class PromptExperimentAdmin(ReadOnlyAdmin):
    list_display = [
        "name",
        "workspace",
        "usual_label",
        "other_label",
        "share",
        "started_at",
        "ended_at",
    ]
    list_filter = ["workspace", "prompt_version"]
    search_fields = ["name"]
    list_select_related = ["workspace"]
