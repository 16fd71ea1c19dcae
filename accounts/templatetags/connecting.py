"""The way to a workspace's model, for those who may connect one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from accounts.model.views import address_of
from accounts.models import Membership, Role

register = template.Library()


@register.simple_tag(takes_context=True)
def connect_url(context: dict[str, Any], workspace_id: UUID) -> str:
    """The page's address where the reader owns the workspace, else nothing."""
    request = context.get("request")
    if request is None:
        return ""
    owned = Membership.objects.filter(
        user_id=request.user.pk, workspace=workspace_id, role=Role.OWNER
    )
    return address_of(workspace_id) if owned.exists() else ""
