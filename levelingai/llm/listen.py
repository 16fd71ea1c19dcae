"""How long an answer is listened to: as long as it goes on, and no longer than it is silent."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from levelingai.llm.reply import Answer
from levelingai.llm.stream import Heard, Reader
from levelingai.llm.types import Reason
from levelingai.sandbox.deadline import Waits

FIRST_PIECE_LOCAL_S = 300.0
"""A server of one's own may load a model and read a long prompt before it says anything. For so
long, signs of life are believed from any server: after that only pieces of an answer are."""
FIRST_PIECE_THINKING_S = 120.0
"""A model that is known to think may do so in silence."""
FINISHED_S = 5.0
"""For what comes after a complete answer: what it used, and the end of the body."""
DRAIN_S = 0.2
"""For the last bytes after the last event, so that the connection can be used again."""


class Broken(Exception):
    """A body ended before its end."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of silence: before the first piece of an answer, and between two pieces."""

    first_s: float
    gap_s: float


class Listener:
    """Reads one answer and moves the end of its thread's waits on with all that is heard.

    Its text may have `max_text` characters.
    """

    def __init__(self, waits: Waits, patience: Patience, max_text: int) -> None:
        self._waits = waits
        self._patience = patience
        self._reader = Reader(max_text)
        self._started = time.monotonic()
        self._has_piece = False
        self._first_token_s: float | None = None
        waits.silent_at = self._started + patience.first_s

    @property
    def is_silent(self) -> bool:
        """Whether a wait that just ended was ended by a silence, and not by the deadline."""
        return not self._waits.is_over

    def listen(self, parts: Iterable[bytes]) -> Answer:
        """The answer in a body that comes in `parts`, until it ends or `Broken` is raised."""
        rest = iter(parts)
        try:
            for part in rest:
                self._hear(self._reader.feed(part))
                if self._reader.is_done:
                    self._drain(rest)
                    break
        except Broken as error:
            answer = self._reader.broken(error.reason)
        else:
            answer = self._reader.answer()
        return replace(answer, first_token_s=self._first_token_s)

    def _hear(self, heard: Heard) -> None:
        now = time.monotonic()
        if self._reader.has_begun and self._first_token_s is None:
            self._first_token_s = now - self._started
        if self._reader.is_finished:
            self._waits.silent_at = now + min(self._patience.gap_s, FINISHED_S)
        elif heard == "piece":
            self._has_piece = True
            self._waits.silent_at = now + self._patience.gap_s
        elif heard == "sign" and not self._has_piece:
            believed = min(now + self._patience.gap_s, self._started + FIRST_PIECE_LOCAL_S)
            self._waits.silent_at = max(self._waits.silent_at, believed)

    def _drain(self, rest: Iterable[bytes]) -> None:
        self._waits.silent_at = time.monotonic() + DRAIN_S
        with suppress(Broken):
            for _ in rest:
                pass
