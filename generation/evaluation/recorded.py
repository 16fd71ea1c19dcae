"""Rows written from recorded replies: the requests as files, the replies as files beside them.

A request is named by its row, its kind and a digest of its messages, so a reply fits the very
request that it was given for. What has no reply yet is written out; each run goes on as far as the
replies reach: plan, cells, repair, sort. The pairs are those that `llmsim --replies` reads.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generation.core.recovery import Matrix
from generation.core.writing import CellBrief, Prompt, why_nothing
from generation.stages.row_calls import PURPOSES, Times, Writer
from generation.stages.row_state import Cell, Outcome, Row
from generation.stages.write_with_model import write_rows
from levelingai.llm.types import CallFailed, ClientSettings, Message, Reply, Usage

DIGEST_CHARS = 10
CHARS_PER_TOKEN = 4
NO_TIME_LIMIT_S = 3600.0


@dataclass(slots=True)
class Tokens:
    """What requests and replies would count, at about four characters a token."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(slots=True)
class RecordedClient:
    """Answers from files as a model would; what it has no reply to is kept in `missing`."""

    prefix: str
    replies: Path | None
    settings: ClientSettings
    missing: dict[str, dict[str, Any]] = field(default_factory=dict)
    used: Tokens = field(default_factory=Tokens)

    def complete(self, messages: Sequence[Message], **asked: Any) -> Reply:
        """The recorded reply, as `ChatClient.complete` answers; without one the call fails."""
        name = f"{self.prefix}-{asked['purpose']}-{digest(messages)}"
        path = self.replies / f"{name}.reply.json" if self.replies else None
        if path is None or not path.is_file():
            self.missing[name] = self._body(messages, asked)
            raise _unrecorded()
        text = path.read_text(encoding="utf-8")
        return self._reply(messages, text)

    def _body(self, messages: Sequence[Message], asked: Mapping[str, Any]) -> dict[str, Any]:
        """The request as a server would get it."""
        schema = {"name": asked["schema_name"], "schema": dict(asked["schema"]), "strict": True}
        return {
            "model": self.settings.model,
            "messages": list(messages),
            "max_completion_tokens": asked["max_output_tokens"] or self.settings.max_output_tokens,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }

    def _reply(self, messages: Sequence[Message], text: str) -> Reply:
        tokens_in = sum(len(message["content"]) for message in messages) // CHARS_PER_TOKEN
        tokens_out = len(text) // CHARS_PER_TOKEN
        self.used.calls += 1
        self.used.tokens_in += tokens_in
        self.used.tokens_out += tokens_out
        return Reply(
            text=text,
            model=self.settings.model,
            request_id="",
            tokens_in=tokens_in,
            tokens_cached=0,
            tokens_out=tokens_out,
            cost=None,
            duration_s=0.0,
            finish_reason="stop",
            usage=Usage(1, tokens_in, 0, tokens_out),
        )


def digest(messages: Sequence[Message]) -> str:
    """Of the messages, as a name."""
    whole = json.dumps(messages, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()[:DIGEST_CHARS]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row as far as its replies reach: outcomes by level, requests without a reply by name."""

    matrix: Matrix
    competency: int
    outcomes: Mapping[int, Outcome]
    missing: Mapping[str, dict[str, Any]]
    used: Tokens


def play(
    briefs: Sequence[CellBrief], prompt: Prompt, *, name: str, delimiter: str, replies: Path | None
) -> Iterator[Recorded]:
    """Write the rows of `briefs`, one after the other, from the replies in a folder."""
    settings = ClientSettings("", "none", "recorded")
    by_row: dict[int, list[CellBrief]] = {}
    for brief in briefs:
        if why_nothing(brief) is None:
            by_row.setdefault(brief.competency, []).append(brief)
    for competency, row in sorted(by_row.items()):
        client = RecordedClient(f"{name}-{prompt.version}-r{competency}", replies, settings)
        writer = Writer(client, client, prompt, delimiter)
        outcomes = _write(row, writer)
        yield Recorded(
            row[0].matrix, competency, outcomes, _without_early_sort(client.missing), client.used
        )


def _write(briefs: Sequence[CellBrief], writer: Writer) -> dict[int, Outcome]:
    cells = {brief.level: Cell(at, brief) for at, brief in enumerate(briefs)}
    row = Row(0, cells, has_plan=writer.prompt.plan is not None)
    times = Times(time.monotonic() + NO_TIME_LIMIT_S, time.monotonic() + 2 * NO_TIME_LIMIT_S)
    last: dict[int, Outcome] = {}
    for batch in write_rows([row], writer, slots=lambda: len(cells), times=times):
        for index, outcome in batch:
            last[briefs[index].level] = outcome
    return last


def _without_early_sort(missing: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A row is sorted when all its cells are written: not while one of them has no reply."""
    written = {name: body for name, body in missing.items() if PURPOSES["sort"] not in name}
    return written or dict(missing)


def _unrecorded() -> CallFailed:
    return CallFailed(
        "llm_unavailable",
        "There is no recorded reply to this request.",
        reason="queue",
        permanent=False,
    )
