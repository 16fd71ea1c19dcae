"""Workspaces and their people in the admin."""

from django.contrib import admin

from accounts.models import Membership, Workspace


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 1
    autocomplete_fields = ["user"]


@admin.register(Workspace)
class WorkspaceAdmin(admin.ModelAdmin):
    list_display = ["name", "people", "guides_made", "approve_facts_first", "created_at"]
    search_fields = ["name", "memberships__user__username", "memberships__user__email"]
    inlines = [MembershipInline]

    @admin.display(description="People")
    def people(self, workspace: Workspace) -> int:
        return workspace.memberships.count()

    @admin.display(description="Guides")
    def guides_made(self, workspace: Workspace) -> int:
        return workspace.guides.count()


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "workspace", "role", "created_at"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__email", "workspace__name"]
    autocomplete_fields = ["user", "workspace"]
    list_select_related = ["user", "workspace"]
