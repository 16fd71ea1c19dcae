"""Generations: what was written for a cell, and what readers think of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from generation.core.writing import Example
from guides.enums import (
    PENDING,
    WRITTEN,
    Arm,
    Engine,
    ErrorCode,
    FeedbackValue,
    GenerationStatus,
    PromptName,
)
from guides.models.cells import GuideCell
from guides.models.experiments import PromptExperiment
from guides.models.guides import LevelingGuide
from guides.querysets.generations import CellGenerationQuerySet
from levelingai.jobs.models import Job
from levelingai.models import BaseModel

PERSON = settings.AUTH_USER_MODEL


class CellGeneration(BaseModel):
    """What was once written for a cell. A new generation never overwrites an old one.

    One that is written holds one to three examples (`content_json`), one of status STARTERS a
    starter (`starter_json`) and no examples. `reason` says why there are none, or fewer than
    three, or what a person must look at; `checked_by` looked at examples that a model wrote.
    `experiment` is the one whose draw it was part of, `arm` what it was drawn for: providers answer
    with names of their own for a model, so that `model` does not tell.
    """

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="generations")
    cell = models.ForeignKey(GuideCell, on_delete=models.CASCADE, related_name="generations")
    job = models.ForeignKey(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="generations"
    )
    experiment = models.ForeignKey(
        PromptExperiment,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="generations",
    )
    arm = models.CharField(max_length=5, choices=Arm.choices, blank=True)
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
    starter_json = models.JSONField(null=True, blank=True)
    steps_json = models.JSONField(
        default=dict,
        blank=True,
        help_text="The plan, repairs and sorting that a model's examples went through.",
    )
    reason = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
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
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
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
            models.CheckConstraint(
                condition=Q(experiment__isnull=True) | Q(arm__in=Arm.values),
                name="drawn_generation_has_an_arm",
            ),
        ]
        indexes = [
            models.Index(fields=["guide", "status"], name="generations_by_status"),
            models.Index(fields=["cell", "-created_at"], name="generations_of_cell"),
            models.Index(fields=["job", "status"], name="generations_of_job"),
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
    def failed_checks(self) -> list[dict[str, Any]]:
        return [check for check in self.checks if check["passed"] is False]


class ExampleFeedback(BaseModel):
    """A reader's thumb on one example of a generation."""

    generation = models.ForeignKey(
        CellGeneration, on_delete=models.CASCADE, related_name="feedback"
    )
    example_index = models.PositiveSmallIntegerField()
    reader = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=4, choices=FeedbackValue.choices)
    comment = models.TextField(blank=True, max_length=1000)

    class Meta:
        verbose_name_plural = "example feedback"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "example_index", "reader"], name="one_thumb_per_example"
            ),
            models.CheckConstraint(condition=Q(example_index__lte=2), name="one_of_three_examples"),
            models.CheckConstraint(
                condition=Q(value__in=FeedbackValue.values), name="feedback_value_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()} on example {self.example_index + 1}"
