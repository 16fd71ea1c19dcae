"""Writes audit events: nothing else does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from levelingai.audit.models import AuditEvent


def record(  # noqa: PLR0913 - who, what, which, from where: named at the call
    action: str,
    *,
    workspace_id: UUID | None = None,
    actor_id: int | None = None,
    object_kind: str = "",
    object_id: Any = "",
    address: str | None = None,
) -> AuditEvent:
    """Add an event, in the transaction of the act that it is about. Ids only, no contents."""
    return AuditEvent.objects.create(
        workspace_id=workspace_id,
        actor_id=actor_id,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        address=address or None,
    )
