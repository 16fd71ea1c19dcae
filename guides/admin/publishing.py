"""Editions and links in the admin."""

from __future__ import annotations

from django.contrib import admin

from guides.models import GuideEdition, ShareLink
from levelingai.admin import ReadOnlyAdmin, as_json


@admin.register(GuideEdition)
class GuideEditionAdmin(ReadOnlyAdmin):
    list_display = ["guide", "number", "published_by", "published_at", "withdrawn_at"]
    list_filter = [("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["guide__role_title", "guide__id"]
    list_select_related = ["guide", "published_by"]
    fields = ["guide", "number", "published_by", "published_at", "withdrawn_at", "content"]

    @admin.display(description="Content")
    def content(self, edition: GuideEdition) -> str:
        return as_json(edition.content_json)


@admin.register(ShareLink)
class ShareLinkAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "guide", "created_by", "expires_at", "revoked_at", "last_used_at"]
    list_filter = ["sign_in_required", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["label", "guide__role_title", "guide__id"]
    list_select_related = ["guide", "created_by"]
    exclude = ["token_hash"]
