"""Two people at once: whoever comes too late is told so, and no guide stands still."""

from __future__ import annotations

import pytest
from django.urls import reverse

from guides import access
from guides.models import LevelingGuide
from tests.factories import make_complete_guide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["guide_publish", "guide_withdraw", "guide_regenerate"])
def test_action_on_a_guide_deleted_meanwhile_is_not_found(
    client, manager, workspace, name, monkeypatch
):
    guide = make_complete_guide(1, 1, workspace=workspace)
    found = access.get_object_or_404

    def found_and_then_deleted(*args, **kwargs):
        one = found(*args, **kwargs)
        LevelingGuide.objects.filter(pk=one.pk).delete()
        return one

    monkeypatch.setattr(access, "get_object_or_404", found_and_then_deleted)
    client.force_login(manager)
    assert client.post(reverse(name, args=[guide.pk])).status_code == 404
