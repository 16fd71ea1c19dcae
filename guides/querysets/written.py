"""Moving a written text on, and finding the one that was written before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from guides.enums import OPEN_WRITTEN, WRITTEN_FROM, WrittenStatus


class WrittenQuerySet(models.QuerySet[Any]):
    def pending(self) -> WrittenQuerySet:
        return self.filter(status__in=OPEN_WRITTEN)

    def move(self, pk: UUID, to: WrittenStatus, **fields: Any) -> bool:
        """Move one text on with these fields; False where its status forbids it by now."""
        allowed = self.filter(pk=pk, status__in=WRITTEN_FROM[to])
        return bool(allowed.update(status=to, updated_at=timezone.now(), **fields))

    def ready_like(self, written: Any) -> Any | None:
        """The same person's newest text with the same key, ready to be taken over."""
        if not written.cache_key:
            return None
        same = self.filter(
            workspace=written.workspace_id,
            owner=written.owner_id,
            cache_key=written.cache_key,
            status=WrittenStatus.READY,
        )
        return same.exclude(pk=written.pk).order_by("-created_at").first()
