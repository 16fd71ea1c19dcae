"""Private files are stored whole or not at all; a full disk leaves nothing behind."""

from __future__ import annotations

import resource
import stat
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import TemporaryUploadedFile

NAME = "guides/one/file.pdf"
LARGE = b"x" * 3_000_000
"""More than one chunk, so that a part of it is written before the disk is full."""


@pytest.fixture
def storage():
    return storages["private"]


@contextmanager
def small_disk():
    """No file grows beyond a megabyte: the write in which it would fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def stored(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def uploaded(data: bytes) -> TemporaryUploadedFile:
    """An upload that was large enough to come through a file."""
    upload = TemporaryUploadedFile("guide.pdf", "application/pdf", len(data), None)
    upload.write(data)
    upload.seek(0)
    return upload


@pytest.mark.parametrize("make", [ContentFile, uploaded])
def test_stored_file_is_whole_and_for_its_owner_alone(storage, private_files, make):
    content = make(LARGE)
    name = storage.save(NAME, content)
    content.close()
    path = Path(storage.path(name))
    assert (name, path.read_bytes()) == (NAME, LARGE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stored(private_files) == ["file.pdf"]


def test_full_disk_leaves_nothing_behind(storage, private_files):
    with small_disk(), pytest.raises(OSError, match="too large"):
        storage.save(NAME, ContentFile(LARGE))
    assert stored(private_files) == []


def test_upload_from_another_disk_leaves_nothing_behind(storage, private_files, monkeypatch):
    """Where the temporary file cannot be moved it is copied, and the copy may end half-way."""
    from django.core.files import move

    def other_device(*args):
        raise OSError(18, "Invalid cross-device link")

    upload = uploaded(LARGE)
    monkeypatch.setattr(move.os, "rename", other_device)
    with small_disk(), pytest.raises(OSError, match="too large"):
        storage.save(NAME, upload)
    assert stored(private_files) == []


@pytest.mark.parametrize("good", [0, 1])
def test_file_that_cannot_be_synced_leaves_nothing_behind(
    storage, private_files, monkeypatch, good
):
    """Neither where the file itself cannot be synced nor where its folder cannot."""
    outcomes = iter([True] * good)

    def failing(descriptor):
        if not next(outcomes, False):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("levelingai.storage.os.fsync", failing)
    with pytest.raises(OSError, match="Input/output"):
        storage.save(NAME, ContentFile(b"x"))
    assert stored(private_files) == []


def test_name_taken_meanwhile_gives_way_to_another(storage, monkeypatch):
    storage.save(NAME, ContentFile(b"first"))
    names = [NAME]
    available = storage.get_available_name
    monkeypatch.setattr(
        storage,
        "get_available_name",
        lambda *args, **more: names.pop() if names else available(*args),
    )
    second = storage.save(NAME, ContentFile(b"second"))
    assert second != NAME
    assert (storage.open(NAME).read(), storage.open(second).read()) == (b"first", b"second")


@pytest.mark.parametrize(("wanted_mb", "is_room"), [(0, True), (10**9, False)])
def test_room_is_asked_for_before_anything_is_written(storage, settings, wanted_mb, is_room):
    settings.STORAGE_MIN_FREE_MB = wanted_mb
    if is_room:
        storage.require_room(1000)
    else:
        with pytest.raises(OSError, match="Too little free space"):
            storage.require_room(1000)
