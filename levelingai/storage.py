"""Private files: owner-only, synced to disk before anyone relies on them, never served."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """A folder outside everything that is served; files are read through permission checks."""

    def __init__(self) -> None:
        super().__init__(
            base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700
        )

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def _save(self, name: str, content: File) -> str:
        """Store and sync the file and its folder: a crash afterwards cannot lose it."""
        name = super()._save(name, content)  # type: ignore[misc]
        path = self.path(name)
        for target in (path, os.path.dirname(path)):
            descriptor = os.open(target, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return name

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address.")
