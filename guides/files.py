"""Private files that nothing points at: what a crash between storing and writing rows leaves."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from .models import LevelingGuide, private_storage

logger = logging.getLogger(__name__)

FOLDER = "guides"
GRACE = timedelta(days=1)
"""An upload that is just being written is not an orphan."""


def sweep_files() -> int:
    """Delete stored PDFs older than a day that no guide points at; returns how many."""
    storage = private_storage()
    known = set(LevelingGuide.objects.values_list("pdf", flat=True))
    orphans = [name for name in _stored(storage) if name not in known and _is_old(storage, name)]
    for name in orphans:
        storage.delete(name)
    if orphans:
        logger.info("Deleted %s files that no guide pointed at", len(orphans))
    return len(orphans)


def _stored(storage: Storage) -> list[str]:
    if not storage.exists(FOLDER):
        return []
    folders, _ = storage.listdir(FOLDER)
    return [
        f"{FOLDER}/{folder}/{name}"
        for folder in folders
        for name in storage.listdir(f"{FOLDER}/{folder}")[1]
    ]


def _is_old(storage: Storage, name: str) -> bool:
    return storage.get_modified_time(name) < timezone.now() - GRACE
