"""The two addresses that operators ask."""

from __future__ import annotations

import pytest

from levelingai import health

pytestmark = pytest.mark.django_db


def test_healthz_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_names_every_part(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "queue": "ok", "storage": "ok"},
    )


def test_readyz_says_which_part_fails(client, monkeypatch):
    def broken() -> bool:
        raise OSError("disk full")

    monkeypatch.setattr(health, "_storage", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["storage"] == "failed"
    assert answer.json()["database"] == "ok"


def test_readyz_leaves_nothing_of_its_probe_where_the_disk_is_full(
    client, private_files, monkeypatch
):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("levelingai.storage.os.fsync", full)
    assert client.get("/readyz").json()["storage"] == "failed"
    assert [path for path in private_files.rglob("*") if path.is_file()] == []
