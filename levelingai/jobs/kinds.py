"""What can be done in the background: each kind of job, registered by name when its app starts.

So a page asks for work by its name and imports none of what does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from levelingai.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Claim:
    """A held job."""

    job_id: UUID
    token: UUID
    name: str
    workspace_id: UUID
    subject_kind: str
    subject_id: UUID
    round: int
    chunk: int
    attempt: int


def _always(job: Job) -> bool:
    return True


def _nothing(job: Job) -> None:
    return None


def _load_nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class JobKind:
    """One sort of work.

    `run` does it, holding the claim. `is_wanted` says whether the subject still asks for it: a
    guide that went on to another round does not. `give_up` is called in the transaction that ends
    a job whose workers were lost too often, so that its subject says so. `preload` is called before
    a worker forks: it loads what the first job would otherwise wait for, and opens no connection.
    """

    name: str
    run: Callable[[Claim], None]
    queue: str
    is_wanted: Callable[[Job], bool] = _always
    give_up: Callable[[Job], None] = _nothing
    preload: Callable[[], None] = _load_nothing


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is done again and again, about nothing in particular."""

    name: str
    run: Callable[[], object]
    every_minutes: int


_kinds: dict[str, JobKind] = {}
_chores: dict[str, Chore] = {}


def register(kind: JobKind) -> None:
    """Make a kind known. Registering its name again replaces it."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> JobKind:
    """Raises `KeyError` where no app has registered the name."""
    return _kinds[name]


def kinds() -> Iterator[JobKind]:
    yield from _kinds.values()


def register_chore(chore: Chore) -> None:
    """Have the scheduler do this from now on. Registering its name again replaces it."""
    _chores[chore.name] = chore


def chores() -> Iterator[Chore]:
    yield from _chores.values()
