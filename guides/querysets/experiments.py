"""Which experiment a person may see, and which one is under way."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import EDITORS


class PromptExperimentQuerySet(models.QuerySet[Any]):
    def editable_by(self, user: Any) -> PromptExperimentQuerySet:
        """Those of the person's workspaces: for owners and managers."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )

    def running(self) -> PromptExperimentQuerySet:
        return self.filter(ended_at__isnull=True)
