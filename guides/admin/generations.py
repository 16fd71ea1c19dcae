"""Parse runs and generations in the admin, and what readers think of examples."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html, format_html_join

from guides.admin.operated import Operated, report
from guides.generations import services
from guides.models import CellGeneration, ExampleFeedback, GuideCell, LevelingGuide, ParseRun
from levelingai.admin import ReadOnlyAdmin, as_json


@admin.action(
    description="Write new examples for the cells of these generations", permissions=["operate"]
)
def regenerate_cells(modeladmin, request, queryset) -> None:
    cells = GuideCell.objects.filter(generations__in=queryset).select_related("guide").distinct()
    by_guide: dict[LevelingGuide, list[GuideCell]] = {}
    for cell in cells:
        by_guide.setdefault(cell.guide, []).append(cell)
    count = sum(
        services.regenerate(guide, chosen, person=request.user)
        for guide, chosen in by_guide.items()
    )
    report(
        request,
        count,
        "Cells to be written again",
        "Nothing to write: the guides are at another stage, or the cells are open already.",
    )


@admin.action(description="Show these generations", permissions=["operate"])
def show_generations(modeladmin, request, queryset) -> None:
    shown = sum(services.show_generation(one, request.user) for one in queryset)
    report(request, shown, "Shown now", "Only written generations can be shown.")


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
        "figures",
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
        "experiment",
        "arm",
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
        "job",
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
                (
                    check["criterion"],
                    {True: "passed", False: "failed:"}.get(check["passed"], "not checked:"),
                    check["reason"] or check.get("flags", ""),
                )
                for check in generation.checks
            ),
        )

    @admin.display(description="As stored")
    def raw(self, generation: CellGeneration) -> str:
        return as_json(generation.content_json)


@admin.register(ExampleFeedback)
class ExampleFeedbackAdmin(ReadOnlyAdmin):
    list_display = ["generation", "example_index", "value", "reader", "comment", "created_at"]
    list_filter = ["value"]
    search_fields = ["comment", "reader__username"]
    list_select_related = ["generation", "reader"]
