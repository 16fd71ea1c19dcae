"""Jobs in the admin: what ran, how often, and how it ended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from levelingai.admin import ReadOnlyAdmin
from levelingai.jobs.claims import start_again
from levelingai.jobs.models import OPEN, Job, JobQuerySet


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = [
        "name",
        "subject_kind",
        "subject_id",
        "workspace",
        "round",
        "chunk",
        "status",
        "attempt",
        "started_at",
        "finished_at",
        "error_code",
    ]
    list_filter = ["name", "status", "error_code"]
    search_fields = ["subject_id", "id"]
    date_hierarchy = "created_at"
    list_select_related = ["workspace"]
    actions = ["run_again"]

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("jobs.change_job")

    @admin.action(description="Run these again", permissions=["operate"])
    def run_again(self, request: HttpRequest, queryset: JobQuerySet) -> None:
        """Ended ones alone: a subject that wants its job no more closes it at once."""
        ended: Any = queryset.exclude(status__in=OPEN)
        for job in ended:
            start_again(job)
        messages.success(request, f"Jobs to run again: {len(ended)}.")
