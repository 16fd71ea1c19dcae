"""What calls to a model used, and which model a workspace has connected."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

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


class Server(models.TextChoices):
    OLLAMA = "ollama", "Ollama"
    LLAMA_CPP = "llama_cpp", "llama.cpp"
    LM_STUDIO = "lm_studio", "LM Studio"
    VLLM = "vllm", "vLLM"
    OTHER = "other", "Another server"


class ModelConnection(BaseModel):
    """The model that a workspace's owner connected, and the one that is being tried.

    What stands in `base_url` to `price_out` is in use from `accepted_at` on; before that they are
    empty. `tried` holds the same of the settings that a trial is about (`connections.Wanted`), and
    becomes what is in use when the owner says so: a trial that fails changes nothing. `trial` is
    how the latest one goes. Keys are sealed, see `levelingai.sealing`.
    """

    workspace = models.OneToOneField(
        "accounts.Workspace", on_delete=models.CASCADE, related_name="model_connection"
    )
    base_url = models.CharField(max_length=500, blank=True)
    sealed_key = models.TextField(blank=True)
    model = models.CharField(max_length=120, blank=True)
    small_model = models.CharField(max_length=120, blank=True)
    server = models.CharField(max_length=12, choices=Server.choices, default=Server.OTHER)
    context_tokens = models.PositiveIntegerField(null=True, blank=True)
    price_in = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    price_cached = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    price_out = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    tried = models.JSONField(null=True, blank=True)
    tried_key = models.TextField(blank=True)
    trial = models.JSONField(null=True, blank=True)
    trial_started_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "model connection"
        constraints = [
            models.CheckConstraint(
                condition=Q(server__in=Server.values), name="model_server_is_known"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | ~Q(base_url="") & ~Q(model=""),
                name="connection_in_use_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.model or "nothing in use"
