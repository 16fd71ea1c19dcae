"""Guides and what belongs to them in the admin: to look into, not to write a guide in."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html

from .models import (
    Company,
    CompanyFact,
    CompanyPage,
    Competency,
    ExampleFeedback,
    GuideArtifact,
    GuideCell,
    GuideEdition,
    Level,
    LevelingGuide,
    ShareLink,
)

LONGEST_JSON = 20_000


def as_json(value: object) -> str:
    """A value set as readable JSON, cut where a page could not carry it; escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    cut = "" if len(text) <= LONGEST_JSON else f"\n… {len(text) - LONGEST_JSON} characters more"
    return format_html("<pre>{}{}</pre>", text[:LONGEST_JSON], cut)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that the pipeline wrote: shown, never edited by hand."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = ["display_name", "website_url", "workspace", "researched_at", "error_code"]
    list_filter = ["error_code", "workspace"]
    search_fields = ["name", "website_url"]
    list_select_related = ["workspace"]
    autocomplete_fields = ["workspace"]


@admin.register(CompanyPage)
class CompanyPageAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "company", "status", "language", "fetched_at"]
    list_filter = ["status", "language"]
    search_fields = ["url", "title", "company__name", "company__website_url"]
    list_select_related = ["company"]


@admin.register(CompanyFact)
class CompanyFactAdmin(admin.ModelAdmin):
    list_display = ["statement", "company", "status", "origin", "created_at"]
    list_filter = ["status", "origin"]
    search_fields = ["statement", "quote", "company__name"]
    list_select_related = ["company"]
    raw_id_fields = ["company", "page", "edited_by"]


@admin.register(LevelingGuide)
class LevelingGuideAdmin(admin.ModelAdmin):
    """Actions that re-run stages and regenerate are added by the pipeline's own admin."""

    list_display = [
        "role_title",
        "company",
        "workspace",
        "status",
        "error_code",
        "cell_count",
        "review_required",
        "created_at",
    ]
    list_filter = ["status", "error_code", "review_required", "is_sample", "workspace"]
    search_fields = ["id", "role_title", "original_filename", "company__name", "owner__username"]
    date_hierarchy = "created_at"
    list_select_related = ["company", "workspace"]
    raw_id_fields = ["workspace", "company", "owner", "confirmed_by"]
    exclude = ["pdf"]
    readonly_fields = [
        "id",
        "status",
        "error_code",
        "error_message",
        "stored_as",
        "original_filename",
        "mime_type",
        "size",
        "sha256",
        "page_count",
        "guide_index",
        "round",
        "version",
        "confirmed_at",
        "created_at",
        "updated_at",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(cells_total=Count("cells"))

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description="Stored as")
    def stored_as(self, guide) -> str:
        """The name alone: the admin would link the file, and private files have no address."""
        return guide.pdf.name

    @admin.display(description="Cells", ordering="cells_total")
    def cell_count(self, guide) -> int:
        return guide.cells_total


@admin.register(GuideArtifact)
class GuideArtifactAdmin(ReadOnlyAdmin):
    list_display = ["guide", "type", "sha256", "created_at"]
    list_filter = ["type"]
    search_fields = ["guide__id", "guide__role_title", "sha256"]
    list_select_related = ["guide"]
    fields = ["guide", "type", "sha256", "created_at", "content_text", "content"]

    @admin.display(description="Content")
    def content(self, artifact: GuideArtifact) -> str:
        return as_json(artifact.content_json)


@admin.register(Level)
class LevelAdmin(admin.ModelAdmin):
    list_display = ["__str__", "guide", "key", "position"]
    search_fields = ["code", "title", "guide__role_title", "guide__id"]
    list_select_related = ["guide"]
    raw_id_fields = ["guide"]


@admin.register(Competency)
class CompetencyAdmin(admin.ModelAdmin):
    list_display = ["name", "category", "guide", "key", "position"]
    search_fields = ["name", "category", "guide__role_title", "guide__id"]
    list_select_related = ["guide"]
    raw_id_fields = ["guide"]


@admin.register(GuideCell)
class GuideCellAdmin(admin.ModelAdmin):
    list_display = ["__str__", "guide", "page", "is_edited_mark", "is_outdated"]
    list_filter = ["is_outdated", ("edited_at", admin.EmptyFieldListFilter)]
    search_fields = ["definition_text", "competency__name", "guide__role_title", "guide__id"]
    list_select_related = ["guide", "level", "competency"]
    readonly_fields = ["guide", "level", "competency", "recovered_text", "source", "changed_in"]
    raw_id_fields = ["source_artifact", "edited_by"]

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description="Edited", boolean=True)
    def is_edited_mark(self, cell: GuideCell) -> bool:
        return cell.is_edited


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


@admin.register(ExampleFeedback)
class ExampleFeedbackAdmin(ReadOnlyAdmin):
    list_display = ["generation", "example_index", "value", "reader", "comment", "created_at"]
    list_filter = ["value"]
    search_fields = ["comment", "reader__username"]
    list_select_related = ["generation", "reader"]
