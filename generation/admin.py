"""The pipeline in the admin: what ran, what it cost, and actions to run it again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import Q, Sum
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from guides import services as guide_services
from guides.admin import LevelingGuideAdmin, ReadOnlyAdmin, as_json
from guides.models import GuideCell, LevelingGuide

from .models import CellGeneration, LLMCall, ParseRun, StageRun
from .services import regeneration


class Operated(admin.ModelAdmin):
    """Actions are for staff who may change guides; viewing alone is not enough."""

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("guides.change_levelingguide")


def _report(request: HttpRequest, count: int, done: str, nothing: str) -> None:
    if count:
        messages.success(request, f"{done}: {count}.")
    else:
        messages.warning(request, nothing)


@admin.action(
    description="Write new examples for the cells of these generations", permissions=["operate"]
)
def regenerate_cells(modeladmin, request, queryset) -> None:
    cells = GuideCell.objects.filter(generations__in=queryset).select_related("guide").distinct()
    by_guide: dict[LevelingGuide, list[GuideCell]] = {}
    for cell in cells:
        by_guide.setdefault(cell.guide, []).append(cell)
    count = sum(
        regeneration.regenerate(guide, chosen, person=request.user)
        for guide, chosen in by_guide.items()
    )
    _report(
        request,
        count,
        "Cells to be written again",
        "Nothing to write: the guides are at another stage, or the cells are open already.",
    )


@admin.action(description="Show these generations", permissions=["operate"])
def show_generations(modeladmin, request, queryset) -> None:
    shown = sum(regeneration.show_generation(one, request.user) for one in queryset)
    _report(request, shown, "Shown now", "Only written generations can be shown.")


@admin.action(description="Write all examples again", permissions=["operate"])
def regenerate_guides(modeladmin, request, queryset) -> None:
    count = sum(
        regeneration.regenerate(guide, guide.cells.all(), person=request.user) for guide in queryset
    )
    _report(request, count, "Cells to be written again", "None of these guides is at that stage.")


@admin.action(description="Retry failed cells", permissions=["operate"])
def retry_failed(modeladmin, request, queryset) -> None:
    count = sum(regeneration.retry_failed(guide, person=request.user) for guide in queryset)
    _report(request, count, "Cells to be written again", "None of these guides has failed cells.")


@admin.action(
    description="Read the PDF again (guides that could not be read)", permissions=["operate"]
)
def read_again(modeladmin, request, queryset) -> None:
    count = sum(guide_services.retry_reading(guide) for guide in queryset)
    _report(request, count, "Guides to be read again", "None of these guides failed at reading.")


@admin.action(description="Recover the matrix again", permissions=["operate"])
def parse_again(modeladmin, request, queryset) -> None:
    count = sum(guide_services.parse_again(guide) for guide in queryset)
    _report(request, count, "Guides to be parsed again", "None of these guides is at that stage.")


@admin.action(description="Stop", permissions=["operate"])
def cancel(modeladmin, request, queryset) -> None:
    count = sum(guide_services.cancel_guide(guide) for guide in queryset)
    _report(request, count, "Guides stopped", "None of these guides is running.")


admin.site.unregister(LevelingGuide)


@admin.register(LevelingGuide)
class GuideWithPipelineAdmin(Operated, LevelingGuideAdmin):
    actions = [retry_failed, regenerate_guides, parse_again, read_again, cancel]
    readonly_fields = [*LevelingGuideAdmin.readonly_fields, "pipeline", "model_use"]

    def delete_model(self, request: HttpRequest, obj: LevelingGuide) -> None:
        guide_services.delete_guide(obj)

    def delete_queryset(self, request: HttpRequest, queryset) -> None:
        for guide in queryset:
            guide_services.delete_guide(guide)

    @admin.display(description="Stage runs")
    def pipeline(self, guide: LevelingGuide) -> str:
        runs = guide.stage_runs.order_by("created_at")
        rows = (
            (run.get_stage_display(), run.round, run.chunk, run.get_status_display(), run.attempt)
            for run in runs
        )
        return format_html(
            "<table><tr><th>Stage</th><th>Round</th><th>Chunk</th><th>Status</th>"
            "<th>Attempt</th></tr>{}</table>",
            format_html_join(
                "", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows
            ),
        )

    @admin.display(description="Model use")
    def model_use(self, guide: LevelingGuide) -> str:
        used = guide.llm_calls.aggregate(
            tokens_in=Sum("tokens_in"), tokens_out=Sum("tokens_out"), cost=Sum("cost")
        )
        return format_html(
            "{} calls, {} tokens in, {} out, cost {}",
            guide.llm_calls.count(),
            used["tokens_in"] or 0,
            used["tokens_out"] or 0,
            used["cost"] if used["cost"] is not None else "not priced",
        )


@admin.register(StageRun)
class StageRunAdmin(Operated, ReadOnlyAdmin):
    list_display = [
        "guide",
        "stage",
        "round",
        "chunk",
        "status",
        "attempt",
        "started_at",
        "finished_at",
        "error_code",
    ]
    list_filter = ["stage", "status", "error_code"]
    search_fields = ["guide__id", "guide__role_title"]
    date_hierarchy = "created_at"
    list_select_related = ["guide"]
    actions = ["run_again"]

    @admin.action(description="Run the stage of these again", permissions=["operate"])
    def run_again(self, request, queryset) -> None:
        count = 0
        for run in queryset.select_related("guide"):
            count += _run_stage_again(run, request.user)
        _report(request, count, "Stages to run again", "None of these stages can run again now.")


def _run_stage_again(run: StageRun, person) -> bool:
    if run.stage == "extract":
        return guide_services.retry_reading(run.guide)
    if run.stage == "parse":
        return guide_services.parse_again(run.guide)
    if run.stage == "generate":
        return bool(regeneration.retry_failed(run.guide, person=person))
    return False


@admin.register(ParseRun)
class ParseRunAdmin(ReadOnlyAdmin):
    list_display = ["guide", "strategy", "status", "confidence", "chosen", "duration", "created_at"]
    list_filter = ["chosen", "status", "strategy"]
    search_fields = ["guide__id", "guide__role_title", "strategy"]
    list_select_related = ["guide"]
    fields = [
        "guide",
        "strategy",
        "status",
        "confidence",
        "chosen",
        "why",
        "error_message",
        "model",
        "prompt_version",
        "duration",
        "input_artifact",
        "output_artifact",
        "created_at",
    ]

    @admin.display(description="Reasons")
    def why(self, run: ParseRun) -> str:
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((r,) for r in run.reasons))
        )


class ProblemFilter(admin.SimpleListFilter):
    title = "problem"
    parameter_name = "problem"

    def lookups(self, request, model_admin):
        return [("review", "Needs review"), ("failed", "Failed"), ("open", "Open")]

    def queryset(self, request, queryset):
        wanted = {
            "review": Q(status="needs_review"),
            "failed": Q(status="failed"),
            "open": Q(status__in=["waiting", "writing"]),
        }.get(self.value() or "")
        return queryset.filter(wanted) if wanted else queryset


@admin.register(CellGeneration)
class CellGenerationAdmin(Operated, ReadOnlyAdmin):
    list_display = [
        "cell",
        "guide",
        "engine",
        "prompt",
        "status",
        "is_shown",
        "passed",
        "cost",
        "created_at",
    ]
    list_filter = [ProblemFilter, "status", "engine", "is_shown", "prompt_version", "error_code"]
    search_fields = ["guide__id", "guide__role_title", "cell__competency__name", "trace_id"]
    list_select_related = ["guide", "cell__level", "cell__competency"]
    actions = [regenerate_cells, show_generations]
    fields = [
        "guide",
        "cell",
        "definition_text",
        "examples_text",
        "checks_text",
        "status",
        "is_shown",
        "engine",
        "model",
        "prompt",
        "note",
        "error_code",
        "error_message",
        "trace_id",
        "tokens_in",
        "tokens_cached",
        "tokens_out",
        "cost",
        "duration",
        "tries",
        "stage_run",
        "created_by",
        "created_at",
        "raw",
    ]

    @admin.display(description="Prompt")
    def prompt(self, generation: CellGeneration) -> str:
        return f"{generation.prompt_name} {generation.prompt_version}, {generation.revision}"

    @admin.display(description="Criteria passed")
    def passed(self, generation: CellGeneration) -> str:
        if not generation.checks:
            return "–"
        passed = len(generation.checks) - len(generation.failed_checks)
        return f"{passed} of {len(generation.checks)}"

    @admin.display(description="Examples")
    def examples_text(self, generation: CellGeneration) -> str:
        return format_html_join(
            "",
            "<p><b>{}</b><br>{}<br>Evidence: {}<br>Illustrates: “{}”<br>Facts: {}</p>",
            (
                (e.headline, e.text, e.evidence, e.illustrates, ", ".join(e.facts) or "none")
                for e in generation.examples
            ),
        )

    @admin.display(description="Checks")
    def checks_text(self, generation: CellGeneration) -> str:
        return format_html_join(
            "",
            "<div>{} {} {}</div>",
            (
                (check["criterion"], "passed" if check["passed"] else "failed:", check["reason"])
                for check in generation.checks
            ),
        )

    @admin.display(description="As stored")
    def raw(self, generation: CellGeneration) -> str:
        return as_json(generation.content_json)


@admin.register(LLMCall)
class LLMCallAdmin(ReadOnlyAdmin):
    list_display = [
        "created_at",
        "purpose",
        "model",
        "workspace",
        "guide",
        "tokens_in",
        "tokens_cached",
        "tokens_out",
        "cost",
        "duration",
        "outcome",
        "reason",
    ]
    list_filter = ["outcome", "purpose", "reason", "model", "workspace"]
    search_fields = ["request_id", "guide__id", "guide__role_title"]
    date_hierarchy = "created_at"
    list_select_related = ["guide", "workspace"]
