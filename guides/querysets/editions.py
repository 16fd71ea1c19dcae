"""Which edition readers see, and which links show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone


class EditionQuerySet(models.QuerySet[Any]):
    def in_force(self) -> EditionQuerySet:
        """Not withdrawn; the one with the highest number is what readers see."""
        return self.filter(withdrawn_at__isnull=True)


class ShareLinkQuerySet(models.QuerySet[Any]):
    def usable(self, now: datetime | None = None) -> ShareLinkQuerySet:
        now = now or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True
        )
