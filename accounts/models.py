"""Workspaces (customer organisations) and who belongs to them in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from levelingai.models import BaseModel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    MANAGER = "manager", "Manager"
    MEMBER = "member", "Member"


EDITORS = (Role.OWNER, Role.MANAGER)
"""Roles that upload, correct and publish; members read what is published."""


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    def visible_to(self, user: User | AnonymousUser) -> WorkspaceQuerySet:
        return self.filter(memberships__user_id=user.pk) if user.is_authenticated else self.none()

    def editable_by(self, user: User | AnonymousUser) -> WorkspaceQuerySet:
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user_id=user.pk, memberships__role__in=EDITORS)


class Workspace(BaseModel):
    """One customer organisation. Nothing of it is ever visible in another."""

    name = models.CharField(max_length=120)
    approve_facts_first = models.BooleanField(
        default=False,
        help_text="Facts read from a website count only once a manager has approved them.",
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="workspace_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(BaseModel):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        ordering = ["workspace", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "workspace"], name="one_membership_per_workspace"
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace} ({self.get_role_display()})"
