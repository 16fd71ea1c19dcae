"""How the trial of a model goes: what the job that tries it keeps, and its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

TRY_MODEL = "try_model"
"""Name of the job; `generation.stages` registers it."""
CONNECTION = "model_connection"
"""What the job is about: the subject's kind."""


class TrialState(StrEnum):
    WAITING = "waiting"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


RUNNING = frozenset({TrialState.WAITING, TrialState.WRITING})


@dataclass(slots=True)
class Trial:
    """One trial, as it is stored. It holds no key, and nothing of a server's own words but names.

    `seconds` is how long it took in all, `call_seconds` what of it the model took. `status` and
    `known_models` are what the server's own list of models said after a failure.
    """

    state: TrialState = TrialState.WAITING
    model: str = ""
    host: str = ""
    is_environment: bool = False
    is_local: bool = False
    is_here: bool = False
    at_once: int = 1
    competency: str = ""
    level: str = ""
    role_title: str = ""
    examples: list[dict[str, Any]] = field(default_factory=list)
    passed_at_once: int = 0
    calls: int = 0
    seconds: float = 0.0
    call_seconds: float = 0.0
    first_token_s: float | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: str | None = None
    language: str = ""
    guide_language: str = ""
    context_tokens: int | None = None
    code: str = ""
    reason: str = ""
    message: str = ""
    status: int = 0
    known_models: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        known = {one.name for one in fields(cls)}
        trial = cls(**{name: value for name, value in data.items() if name in known})
        trial.state = TrialState(trial.state)
        return trial

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out

    @property
    def price(self) -> Decimal | None:
        return None if self.cost is None else Decimal(self.cost)

    def begin(self, competency: str, level: str, role_title: str) -> None:
        self.state = TrialState.WRITING
        self.competency, self.level, self.role_title = competency, level, role_title

    def finish(self, **what: Any) -> None:
        """What came of it, by the names of the fields."""
        self.state = TrialState.DONE
        for name, value in what.items():
            setattr(self, name, value)

    def fail(
        self, code: str, reason: str, message: str, status: int = 0, names: Sequence[str] = ()
    ) -> None:
        self.state = TrialState.FAILED
        self.code, self.reason, self.message = code, reason, message
        self.status, self.known_models = status, list(names)
