"""Companies, their pages and facts in the admin."""

from __future__ import annotations

from django.contrib import admin

from guides.models import Company, CompanyFact, CompanyPage
from levelingai.admin import ReadOnlyAdmin


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
