"""Events: who did what to which object. Rows are added, never changed; they hold ids alone."""

from __future__ import annotations

from typing import Any

from django.db import models

from levelingai.models import BaseModel


class AppendOnly(Exception):
    """An audit event was to be changed or deleted."""


class AuditEventQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Audit events are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Audit events are never deleted.")


class AuditEvent(BaseModel):
    """One act. It outlives its workspace, its actor and its object, so it names them by id.

    `seq`, `previous_hash` and `hash` chain the events of a workspace. They are empty until the
    chain is sealed: by a job, never by a lock in the request that is recorded.
    """

    workspace_id = models.UUIDField(null=True, blank=True)
    seq = models.PositiveBigIntegerField(null=True, blank=True)
    actor_id = models.BigIntegerField(null=True, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "audit event"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "seq"], name="event_once_in_its_chain"),
            models.CheckConstraint(condition=~models.Q(action=""), name="event_names_its_action"),
        ]
        indexes = [
            models.Index(fields=["workspace_id", "created_at"], name="events_of_workspace"),
            models.Index(fields=["actor_id", "action", "created_at"], name="events_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_kind} {self.object_id}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Audit events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Audit events are never deleted.")
