"""Experiments with prompts: another version or model for a share of the rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Workspace
from guides.querysets.experiments import PromptExperimentQuerySet
from levelingai.models import BaseModel

LEAST_SHARE, MOST_SHARE = 5, 50


class PromptExperiment(BaseModel):
    """A workspace has a share of its rows written by another prompt version or model.

    `usual_version` and `usual_model` are what the others are written by. They are pinned: a later
    release with another usual version must not mix with what was drawn before. An empty `model`
    is the usual one. `share` is in percent of the rows.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="experiments")
    name = models.CharField(max_length=120)
    usual_version = models.CharField(max_length=20)
    usual_model = models.CharField(max_length=120)
    prompt_version = models.CharField(max_length=20)
    model = models.CharField(max_length=120, blank=True)
    share = models.PositiveSmallIntegerField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PromptExperimentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"],
                condition=Q(ended_at__isnull=True),
                name="one_running_experiment_per_workspace",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=LEAST_SHARE, share__lte=MOST_SHARE),
                name="experiment_share_from_5_to_50",
            ),
            models.CheckConstraint(
                condition=~Q(prompt_version=F("usual_version")) | ~Q(model=""),
                name="experiment_compares_two_writers",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="experiment_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("experiment", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def usual_label(self) -> str:
        return self._label(self.usual_version, self.usual_model)

    @property
    def other_label(self) -> str:
        return self._label(self.prompt_version, self.model)

    def _label(self, version: str, model: str) -> str:
        """What the two differ in: the version, the model or both."""
        if not self.model:
            return version
        return model if self.prompt_version == self.usual_version else f"{version}, {model}"
