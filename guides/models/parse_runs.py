"""Parse runs: every attempt to recover a matrix, kept with the runners-up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guides.enums import ParseStatus
from guides.models.guides import GuideArtifact, LevelingGuide
from levelingai.jobs.models import Job
from levelingai.models import BaseModel


class ParseRun(BaseModel):
    """One attempt to recover the matrix by one strategy, kept with the runners-up."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="parse_runs")
    job = models.ForeignKey(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="parse_runs"
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
    figures = models.JSONField(
        default=dict, blank=True, help_text="What the attempt was weighed by, for the admin alone."
    )
    error_message = models.TextField(blank=True)
    duration = models.DurationField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-chosen", "-confidence"]
        constraints = [
            models.UniqueConstraint(fields=["job", "strategy"], name="one_parse_run_per_strategy"),
            models.UniqueConstraint(
                fields=["job"], condition=Q(chosen=True), name="one_chosen_strategy"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strategy} ({self.confidence:.2f})"
