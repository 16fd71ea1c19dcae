"""Who may work on a cell."""

from __future__ import annotations

from typing import Any

from django.db import models

from guides.querysets.related import related


class GuideCellQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> GuideCellQuerySet:
        guides = related(self.model, "guide").editable_by(user)  # type: ignore[attr-defined]
        return self.filter(guide__in=guides)
