"""Guides in the admin: how far each came, and actions to run it again."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from guides import lifecycle, work
from guides.admin.operated import Operated, report
from guides.generations import services
from guides.models import GuideArtifact, LevelingGuide
from levelingai.admin import ReadOnlyAdmin, as_json
from levelingai.llm.accounts import used_by


@admin.action(description="Write all examples again", permissions=["operate"])
def regenerate_guides(modeladmin, request, queryset) -> None:
    count = sum(
        services.regenerate(guide, guide.cells.all(), person=request.user) for guide in queryset
    )
    report(request, count, "Cells to be written again", "None of these guides is at that stage.")


@admin.action(description="Retry failed cells", permissions=["operate"])
def retry_failed(modeladmin, request, queryset) -> None:
    count = sum(services.retry_failed(guide, person=request.user) for guide in queryset)
    report(request, count, "Cells to be written again", "None of these guides has failed cells.")


@admin.action(
    description="Read the PDF again (guides that could not be read)", permissions=["operate"]
)
def read_again(modeladmin, request, queryset) -> None:
    count = sum(lifecycle.retry_reading(guide) for guide in queryset)
    report(request, count, "Guides to be read again", "None of these guides failed at reading.")


@admin.action(description="Recover the matrix again", permissions=["operate"])
def parse_again(modeladmin, request, queryset) -> None:
    count = sum(lifecycle.parse_again(guide) for guide in queryset)
    report(request, count, "Guides to be parsed again", "None of these guides is at that stage.")


@admin.action(description="Stop", permissions=["operate"])
def cancel(modeladmin, request, queryset) -> None:
    count = sum(lifecycle.cancel_guide(guide) for guide in queryset)
    report(request, count, "Guides stopped", "None of these guides is running.")


@admin.register(LevelingGuide)
class LevelingGuideAdmin(Operated):
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
        "pipeline",
        "model_use",
    ]
    actions = [retry_failed, regenerate_guides, parse_again, read_again, cancel]

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

    def delete_model(self, request: HttpRequest, obj: LevelingGuide) -> None:
        lifecycle.delete_guide(obj, request.user)

    def delete_queryset(self, request: HttpRequest, queryset) -> None:
        for guide in queryset:
            lifecycle.delete_guide(guide, request.user)

    @admin.display(description="Jobs")
    def pipeline(self, guide: LevelingGuide) -> str:
        rows = (
            (job.name, job.round, job.chunk, job.get_status_display(), job.attempt)
            for job in work.jobs_of(guide).order_by("created_at")
        )
        return format_html(
            "<table><tr><th>Job</th><th>Round</th><th>Chunk</th><th>Status</th>"
            "<th>Attempt</th></tr>{}</table>",
            format_html_join(
                "", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows
            ),
        )

    @admin.display(description="Model use")
    def model_use(self, guide: LevelingGuide) -> str:
        used = used_by(work.GUIDE, guide.pk)
        return format_html(
            "{} calls, {} tokens in, {} out, cost {}",
            used.calls,
            used.tokens_in,
            used.tokens_out,
            used.cost if used.cost is not None else "not priced",
        )


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
