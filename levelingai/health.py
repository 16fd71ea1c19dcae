"""Is the process alive, and can it do its work?"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from levelingai.jobs import queue

logger = logging.getLogger(__name__)


@require_GET
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_GET
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 with the part that fails, so that a load balancer waits and an operator knows why."""
    parts = {"database": _database, "queue": queue.is_reachable, "storage": _storage}
    found = {name: _works(name, probe) for name, probe in parts.items()}
    ready = all(found.values())
    return JsonResponse(
        {
            "status": "ok" if ready else "unavailable",
            **{name: "ok" if works else "failed" for name, works in found.items()},
        },
        status=200 if ready else 503,
    )


def _works(name: str, probe: Callable[[], bool]) -> bool:
    try:
        return probe()
    except Exception:
        logger.exception("Not ready: %s", name)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _storage() -> bool:
    storage = storages["private"]
    name = storage.save(f"probe/{uuid.uuid4().hex}", ContentFile(b"ok"))
    storage.delete(name)
    return True
