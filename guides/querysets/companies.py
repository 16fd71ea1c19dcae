"""Who sees a company's brief."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import EDITORS


class CompanyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> CompanyQuerySet:
        """A company brief is working material: for those who edit guides."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )
