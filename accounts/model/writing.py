"""What a newly connected model could write at once. Guides register it: accounts knows none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A guide with cells that have no examples: so many, in so many rows."""

    title: str
    url: str
    cells: int
    rows: int


@dataclass(frozen=True, slots=True)
class Writing:
    """`find` a workspace's guide to write next; `start` writing it, for a person.

    `start` returns the guide with as many cells as are being written now.
    """

    find: Callable[[UUID], ToWrite | None]
    start: Callable[[UUID, Any], ToWrite | None]


def _nothing(*args: Any) -> None:
    return None


_registered = [Writing(find=_nothing, start=_nothing)]


def register_writing(writing: Writing) -> None:
    """From now on this is what can be written."""
    _registered[:] = [writing]


def to_write(workspace_id: UUID) -> ToWrite | None:
    return _registered[0].find(workspace_id)


def start_writing(workspace_id: UUID, person: Any) -> ToWrite | None:
    return _registered[0].start(workspace_id, person)
