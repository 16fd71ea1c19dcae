"""A guide's files in the private storage: kept whole or not at all, and gone with their guide."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils import timezone

from guides.enums import ArtifactType
from guides.models import GuideArtifact, GuideEdition, LevelingGuide, private_storage

logger = logging.getLogger(__name__)

FOLDER = "guides"
GRACE = timedelta(days=1)
"""An upload that is just being written is not an orphan."""


def keep_file(name: str, content: File[bytes]) -> str:
    """Store a file and return its name. Raises `OSError`; nothing of it is left behind then."""
    return private_storage().save(name, content)


def forget_file(name: str | None) -> None:
    """Delete a file that nothing points at any more; what cannot be deleted now is swept later."""
    try:
        if name:
            private_storage().delete(name)
    except OSError:
        logger.warning("A file that nothing points at any more could not be deleted")


def files_of(guide: LevelingGuide) -> list[str]:
    """The names of all files that belong to a guide."""
    exports = guide.artifacts.filter(type=ArtifactType.EXPORT)
    names = [
        guide.pdf.name or "",
        *exports.values_list("content_text", flat=True),
        *guide.editions.exclude(pdf_name="").values_list("pdf_name", flat=True),
        *guide.next_versions.values_list("pdf", flat=True),
    ]
    return list(dict.fromkeys(names))


def is_pointed_at(name: str) -> bool:
    """Whether a guide, or an edition of one, still has this file."""
    return (
        LevelingGuide.objects.filter(pdf=name).exists()
        or GuideEdition.objects.filter(pdf_name=name).exists()
    )


def sweep_files() -> int:
    """Delete stored files older than a day that nothing points at; returns how many."""
    storage = private_storage()
    exports = GuideArtifact.objects.filter(type=ArtifactType.EXPORT)
    known = {
        *LevelingGuide.objects.values_list("pdf", flat=True),
        *exports.values_list("content_text", flat=True),
        *GuideEdition.objects.exclude(pdf_name="").values_list("pdf_name", flat=True),
    }
    orphans = [name for name in _stored(storage) if name not in known and _is_old(storage, name)]
    for name in orphans:
        storage.delete(name)
    if orphans:
        logger.info("Deleted %s files that nothing pointed at", len(orphans))
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
