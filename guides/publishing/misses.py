"""Counts guesses: an address that keeps asking for share links that do not exist has to wait."""

from __future__ import annotations

import time

from django.core.cache import caches

WINDOW_S = 60
MAX_MISSES = 20


def has_to_wait(address: str) -> bool:
    return bool(caches["shared"].get(_key(address), 0) >= MAX_MISSES)


def count_miss(address: str) -> None:
    key, cache = _key(address), caches["shared"]
    if not cache.add(key, 1, WINDOW_S):
        try:
            cache.incr(key)
        except ValueError:  # it expired in between
            cache.set(key, 1, WINDOW_S)


def _key(address: str) -> str:
    return f"share-misses:{address}:{int(time.time() // WINDOW_S)}"
