"""The pipeline's own records: claims on work, parse runs, generations and model calls."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Workspace
from guides.enums import ErrorCode
from guides.models import GuideArtifact, GuideCell, LevelingGuide
from levelingai.models import BaseModel

from .core.examples import Example
from .enums import (
    PENDING,
    WRITTEN,
    CallOutcome,
    Engine,
    GenerationStatus,
    ParseStatus,
    PromptName,
    RunStatus,
    Stage,
)
from .querysets import CellGenerationQuerySet, StageRunQuerySet


class StageRun(BaseModel):
    """One piece of background work and the claim on it.

    Delivery is at least once and a killed worker is never counted by the queue, so this row holds
    the token, the lease and the attempts. Only the holder of `claim_token` may write results.
    `due_at` is the earliest moment to start.
    """

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="stage_runs")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    round = models.PositiveIntegerField()
    chunk = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.QUEUED)
    claim_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=30, choices=ErrorCode.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = StageRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "stage", "round", "chunk"], name="one_run_per_stage_round_chunk"
            ),
            models.CheckConstraint(
                condition=Q(status__in=RunStatus.values), name="run_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=RunStatus.RUNNING)
                | Q(claim_token__isnull=False, lease_until__isnull=False),
                name="running_means_claimed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "lease_until"],
                name="open_stage_runs",
                condition=Q(status__in=[RunStatus.QUEUED, RunStatus.RUNNING]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.round}.{self.chunk} of {self.guide_id}"


class ParseRun(BaseModel):
    """One attempt to recover the matrix by one strategy, kept with the runners-up."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="parse_runs")
    stage_run = models.ForeignKey(
        StageRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="parse_runs"
    )
    strategy = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=ParseStatus.choices)
    confidence = models.FloatField(default=0.0)
    chosen = models.BooleanField(default=False)
    model = models.CharField(max_length=120, blank=True)
    prompt_version = models.CharField(max_length=20, blank=True)
    input_artifact = models.ForeignKey(
        GuideArtifact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    output_artifact = models.ForeignKey(
        GuideArtifact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reasons = models.JSONField(default=list, blank=True)
    error_message = models.TextField(blank=True)
    duration = models.DurationField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-chosen", "-confidence"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage_run", "strategy"], name="one_parse_run_per_strategy"
            ),
            models.UniqueConstraint(
                fields=["stage_run"], condition=Q(chosen=True), name="one_chosen_strategy"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strategy} ({self.confidence:.2f})"


class CellGeneration(BaseModel):
    """One stored set of three examples for a cell. A new one never overwrites an old one."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="generations")
    cell = models.ForeignKey(GuideCell, on_delete=models.CASCADE, related_name="generations")
    stage_run = models.ForeignKey(
        StageRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="generations"
    )
    prompt_name = models.CharField(max_length=30, choices=PromptName.choices)
    prompt_version = models.CharField(max_length=20)
    revision = models.PositiveIntegerField()
    status = models.CharField(
        max_length=12, choices=GenerationStatus.choices, default=GenerationStatus.WAITING
    )
    is_shown = models.BooleanField(default=False)
    engine = models.CharField(max_length=10, choices=Engine.choices)
    model = models.CharField(max_length=120, blank=True)
    trace_id = models.CharField(max_length=120, blank=True)
    content_json = models.JSONField(default=list, blank=True)
    checks = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)
    definition_text = models.TextField(
        blank=True, help_text="The definition that the examples were written for."
    )
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_cached = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    duration = models.DurationField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=30, choices=ErrorCode.choices, blank=True)
    error_message = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CellGenerationQuerySet.as_manager()

    class Meta:
        ordering = ["cell", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cell", "prompt_name", "prompt_version", "revision"],
                name="one_generation_per_revision",
            ),
            models.UniqueConstraint(
                fields=["cell"], condition=Q(is_shown=True), name="one_shown_generation_per_cell"
            ),
            models.UniqueConstraint(
                fields=["cell"],
                condition=Q(status__in=PENDING),
                name="one_pending_generation_per_cell",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="revision_from_1"),
            models.CheckConstraint(
                condition=Q(status__in=GenerationStatus.values), name="generation_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(status__in=WRITTEN), name="only_written_is_shown"
            ),
            models.CheckConstraint(
                condition=~Q(status=GenerationStatus.FAILED) | ~Q(error_code=""),
                name="failed_generation_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["guide", "status"], name="generations_by_status"),
            models.Index(fields=["cell", "-created_at"], name="generations_of_cell"),
            models.Index(fields=["stage_run", "status"], name="generations_of_run"),
        ]

    def __str__(self) -> str:
        return f"{self.prompt_name} {self.prompt_version} revision {self.revision}"

    @property
    def examples(self) -> tuple[Example, ...]:
        return tuple(Example.from_json(item) for item in self.content_json)

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING

    @property
    def failed_checks(self) -> list[dict]:
        return [check for check in self.checks if not check["passed"]]


class LLMCall(BaseModel):
    """One request to a model: what it was for, what it used, how it ended."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="llm_calls")
    guide = models.ForeignKey(
        LevelingGuide, null=True, blank=True, on_delete=models.SET_NULL, related_name="llm_calls"
    )
    purpose = models.CharField(max_length=40)
    model = models.CharField(max_length=120)
    request_id = models.CharField(max_length=120, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_cached = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    duration = models.DurationField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=CallOutcome.choices)
    reason = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = "model call"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["workspace", "created_at"], name="calls_of_workspace"),
            models.Index(fields=["guide", "created_at"], name="calls_of_guide"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} with {self.model}"
