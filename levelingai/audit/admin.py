"""Audit events in the admin: to read, never to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from levelingai.admin import ReadOnlyAdmin
from levelingai.audit.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = [
        "created_at",
        "action",
        "object_kind",
        "object_id",
        "actor_id",
        "workspace_id",
        "address",
    ]
    list_filter = ["action", "object_kind"]
    search_fields = ["object_id", "actor_id", "workspace_id"]
    date_hierarchy = "created_at"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
