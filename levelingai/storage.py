"""Private files: owner-only, synced to disk before anyone relies on them, never served.

A file is stored whole or not at all, also where the disk fills up in the middle of it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

MEGABYTE = 1024 * 1024


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

    def require_room(self, size: int) -> None:
        """Raise `OSError` where `size` bytes more would leave too little for everything else.

        A disk without any room stops the database too, not only the one who fills it.
        """
        free = shutil.disk_usage(_existing(Path(self.location))).free
        if free - size < settings.STORAGE_MIN_FREE_MB * MEGABYTE:
            raise OSError(errno.ENOSPC, "Too little free space to store a file")

    def _save(self, name: str, content: File[bytes]) -> str:
        """Store and sync the file and its folder: a crash afterwards cannot lose it.

        It is written under a name of its own first: what is there under `name` is whole. Raises
        `OSError`; nothing of the file is left then.
        """
        folder = os.path.dirname(name)
        part = os.path.join(folder, f".{uuid.uuid4().hex}.part")
        try:
            super()._save(part, content)  # type: ignore[misc]
            _sync(self.path(part))
            name = self._publish(part, name)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.remove(self.path(part))
        try:
            _sync(self.path(folder))
        except OSError:
            os.remove(self.path(name))
            raise
        return name

    def _publish(self, part: str, name: str) -> str:
        """Give a whole file its name, or another where that has been taken meanwhile."""
        while True:
            try:
                os.link(self.path(part), self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address.")


def _existing(path: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
