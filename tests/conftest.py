"""What many tests need: private files in a temporary folder, people of each role."""

from __future__ import annotations

import pytest

from accounts.models import Role
from tests.factories import MembershipFactory, UserFactory, WorkspaceFactory
from tests.llmsim_server import llmsim, llmsim_session

__all__ = ["llmsim", "llmsim_session"]


@pytest.fixture(autouse=True)
def private_files(request, settings, tmp_path):
    """Uploads of a test end up in its own folder, and it shares no places with other tests."""
    if request.node.get_closest_marker("core"):
        return None
    folder = tmp_path / "private"
    settings.PRIVATE_ROOT = folder
    settings.DATA_DIR = tmp_path
    return folder


@pytest.fixture
def workspace(db):
    return WorkspaceFactory(name="Halden Freight")


def _person(workspace, role, username):
    return MembershipFactory(
        workspace=workspace, role=role, user=UserFactory(username=username)
    ).user


@pytest.fixture
def owner(workspace):
    return _person(workspace, Role.OWNER, "olga")


@pytest.fixture
def manager(workspace):
    return _person(workspace, Role.MANAGER, "mara")


@pytest.fixture
def member(workspace):
    return _person(workspace, Role.MEMBER, "nils")


@pytest.fixture
def stranger(db):
    """A manager of another workspace."""
    return MembershipFactory(role=Role.MANAGER, user=UserFactory(username="stranger")).user
