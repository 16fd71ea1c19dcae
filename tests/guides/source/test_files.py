"""Files that nothing points at go; everything else stays."""

from __future__ import annotations

import os
import time

import pytest
from django.core.files.base import ContentFile

from guides.models import private_storage
from guides.source.files import sweep_files
from tests.factories import LevelingGuideFactory

pytestmark = pytest.mark.django_db


def store(name: str, *, age_days: float) -> str:
    storage = private_storage()
    stored = storage.save(name, ContentFile(b"%PDF-"))
    moment = time.time() - age_days * 86_400
    os.utime(storage.path(stored), (moment, moment))
    return stored


def test_sweep_deletes_only_old_files_that_nothing_points_at():
    storage = private_storage()
    guide = LevelingGuideFactory()
    kept = store("guides/a/kept.pdf", age_days=9)
    type(guide).objects.filter(pk=guide.pk).update(pdf=kept)
    fresh = store("guides/b/fresh.pdf", age_days=0.1)
    orphan = store("guides/c/orphan.pdf", age_days=2)
    assert sweep_files() == 1
    assert (storage.exists(kept), storage.exists(fresh), storage.exists(orphan)) == (
        True,
        True,
        False,
    )
