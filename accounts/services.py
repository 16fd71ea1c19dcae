"""Making workspaces and the people in them."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from accounts.models import Membership, Role, Workspace


@transaction.atomic
def create_workspace(name: str, owner: User) -> Workspace:
    """A workspace with its owner."""
    workspace = Workspace.objects.create(name=name)
    Membership.objects.create(user=owner, workspace=workspace, role=Role.OWNER)
    return workspace


@transaction.atomic
def local_owner(username: str = "local") -> tuple[User, Workspace]:
    """The person and workspace that commands work for where none is named."""
    user, created = get_user_model().objects.get_or_create(username=username)
    if created:
        user.set_unusable_password()
        user.save()
    workspace = Workspace.objects.editable_by(user).first()
    return user, workspace or create_workspace("Local workspace", user)
