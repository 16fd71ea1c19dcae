"""Actions of staff on guides, and how the admin reports them."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest


class Operated(admin.ModelAdmin):
    """Actions are for staff who may change guides; viewing alone is not enough."""

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("guides.change_levelingguide")


def report(request: HttpRequest, count: int, done: str, nothing: str) -> None:
    if count:
        messages.success(request, f"{done}: {count}.")
    else:
        messages.warning(request, nothing)
