"""The parts of a matrix in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from guides.models import Competency, GuideCell, Level


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

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="Edited", boolean=True)
    def is_edited_mark(self, cell: GuideCell) -> bool:
        return cell.is_edited
