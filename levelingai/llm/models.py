"""What calls to a model used."""

from __future__ import annotations

from django.db import models

from levelingai.models import BaseModel


class CallOutcome(models.TextChoices):
    OK = "ok", "Answered"
    FAILED = "failed", "Failed"


class LLMCall(BaseModel):
    """One request to a model: what it was for, what it used, how it ended. It holds no text."""

    workspace = models.ForeignKey(
        "accounts.Workspace", on_delete=models.CASCADE, related_name="llm_calls"
    )
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
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
            models.Index(fields=["subject_kind", "subject_id"], name="calls_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} with {self.model}"
