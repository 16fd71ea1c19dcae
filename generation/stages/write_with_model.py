"""Writes the examples of cells with a language model: ask, read, check, repair once, keep the best.

Knows neither database nor openai: a brief goes in, an `Outcome` comes out.

A cell takes at most three calls: the first, one more if its reply could not be read, and one
repair if what was read stays below the bar. Each call ends within the client's deadline, and all
of them within the cell's.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from generation.core.errors import GenerationError
from generation.core.writing import (
    HARD,
    UNDECIDED,
    CellBrief,
    Check,
    Example,
    Messages,
    Prompt,
    Starter,
    check_examples,
    kept,
    parse_examples,
    verdict,
    why_left_out,
)
from levelingai.llm.types import CallFailed, ClientSettings, Message, Reply, Usage

logger = logging.getLogger(__name__)

MAX_CALLS_PER_CELL = 3
WRITE, RETRY, REPAIR = "generate_examples", "generate_examples_again", "repair_examples"
"""What the calls of a cell are for, as their records say it."""

GATHER_S = 0.05
"""After an outcome, how long others may join it: what began together ends almost together."""

LEAST_CALL_S = 5.0
"""With less time left than this, a further call is not begun."""

Examples = tuple[Example, ...]
"""One to three."""
Failure = GenerationError | CallFailed
"""A reply that could not be used, or a call that brought none."""


class Client(Protocol):
    """What the writer needs of `levelingai.llm.client.ChatClient`."""

    @property
    def settings(self) -> ClientSettings: ...

    def complete(  # noqa: PLR0913 - the client's own signature
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any],
        schema_name: str,
        purpose: str,
        deadline_s: float | None = None,
        queue_s: float | None = None,
        max_output_tokens: int | None = None,
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cell.

    `ready` and `needs_review` come with examples and checks, `starters` with a starter, `failed`
    and `waiting` with an error. `reason` says why there are no examples or fewer than three, or
    what a person must look at.
    `waiting`: the provider or the clock stood in the way, not the cell; nothing was written, and
    it is worth asking again after `error.retry_after_s` (the caller counts how often it does).
    """

    status: Literal["ready", "starters", "needs_review", "abstained", "failed", "waiting"]
    examples: Examples = ()
    checks: tuple[Check, ...] = ()
    error: Failure | None = None
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    request_id: str = ""
    """Of the reply that the examples come from."""
    calls: int = 0
    starter: Starter | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A reply that was read and checked."""

    examples: Examples
    checks: tuple[Check, ...]
    reply: Reply

    @property
    def rank(self) -> tuple[int, int, int]:
        failed = self.failed
        hard = sum(check.criterion in HARD for check in failed)
        return len(kept(self.examples, self.checks)), -hard, -len(failed)

    @property
    def failed(self) -> list[Check]:
        return [check for check in self.checks if check.passed is False]

    @property
    def is_whole(self) -> bool:
        """Whether every example reaches the bar."""
        return len(kept(self.examples, self.checks)) == len(self.examples)


class Row:
    """What was written so far in the same run, by competency: so that levels written at the same
    time are told apart too. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: dict[tuple[int, int], tuple[str, ...]] = {}

    def beside(self, brief: CellBrief) -> CellBrief:
        """The brief with what was written of its row so far, nearest level first."""
        with self._lock:
            return self._beside(brief)

    def check(self, examples: Examples, brief: CellBrief) -> tuple[Check, ...]:
        """Check a cell's examples against the row as it stands, and put them into it."""
        with self._lock:
            beside = self._beside(brief)
            self._put(examples, brief)
            return check_examples(examples, beside)

    def _beside(self, brief: CellBrief) -> CellBrief:
        others = sorted(
            (abs(level - brief.level), level)
            for competency, level in self._texts
            if competency == brief.competency and level != brief.level
        )
        written = [text for _, level in others for text in self._texts[brief.competency, level]]
        return replace(brief, siblings=tuple(dict.fromkeys((*written, *brief.siblings))))

    def keep(self, examples: Examples, brief: CellBrief) -> None:
        """Put the examples that were chosen into the row, in place of the cell's others."""
        with self._lock:
            self._put(examples, brief)

    def _put(self, examples: Examples, brief: CellBrief) -> None:
        texts = tuple(example.text for example in examples)
        self._texts[brief.competency, brief.level] = texts


class _Cell:
    """The calls about one cell, counted and timed."""

    def __init__(
        self, brief: CellBrief, client: Client, prompt: Prompt, row: Row, until: float
    ) -> None:
        self.brief = brief
        self.client = client
        self.prompt = prompt
        self.row = row
        self.until = until
        self.usage = Usage()
        self.calls = 0

    @property
    def left_s(self) -> float:
        return self.until - time.monotonic()

    @property
    def may_go_on(self) -> bool:
        return self.calls < MAX_CALLS_PER_CELL and self.left_s >= LEAST_CALL_S

    def ask(
        self,
        messages: Messages,
        purpose: str,
        *,
        queue_s: float | None = None,
        max_output_tokens: int | None = None,
    ) -> _Draft:
        """One call. Raises `GenerationError` when it brings no readable examples."""
        self.calls += 1
        try:
            reply = self.client.complete(
                messages,  # type: ignore[arg-type]
                schema=self.prompt.schema,
                schema_name=self.prompt.schema_name,
                purpose=purpose,
                deadline_s=self.left_s,
                queue_s=queue_s,
                max_output_tokens=max_output_tokens,
            )
        except CallFailed as error:
            self.usage += error.usage
            raise
        self.usage += reply.usage
        examples = parse_examples(reply.text, brief=self.brief)
        return _Draft(examples, self.row.check(examples, self.brief), reply)


def write_cell(  # noqa: PLR0913 - the limits are named at the call
    brief: CellBrief,
    client: Client,
    prompt: Prompt,
    *,
    delimiter: str,
    deadline_s: float = 90.0,
    queue_s: float | None = None,
    row: Row | None = None,
) -> Outcome:
    """Write one cell within `deadline_s`, of which at most `queue_s` in a rate limit's queue.

    `delimiter` marks data in the prompt: `prompts.make_delimiter`, the same for all of a guide.
    `row` is what the same run has written so far of the guide.
    """
    cell = _Cell(brief, client, prompt, row or Row(), time.monotonic() + deadline_s)
    messages = prompt.build_messages(brief, delimiter)
    try:
        draft = _first_draft(cell, messages, queue_s)
    except (GenerationError, CallFailed) as error:
        is_postponed = isinstance(error, CallFailed) and error.is_postponed
        status: Literal["waiting", "failed"] = "waiting" if is_postponed else "failed"
        return Outcome(status, error=error, usage=cell.usage, calls=cell.calls)
    if not draft.is_whole and cell.may_go_on:
        draft = _repaired(cell, messages, draft)
    return _outcome(cell, draft)


def _outcome(cell: _Cell, draft: _Draft) -> Outcome:
    """The draft without the examples below the bar; all of them where none reaches it."""
    examples, checks = draft.examples, draft.checks
    staying = kept(examples, checks)
    reason = why_left_out(examples, checks)
    if staying and not draft.is_whole:
        examples = tuple(examples[index] for index in staying)
        checks = cell.row.check(examples, cell.brief)
    status = verdict(examples, checks)
    if status == "needs_review" and not reason:
        reason = UNDECIDED if staying else " ".join(check.reason for check in draft.failed)
    return Outcome(
        status,
        examples=examples,
        checks=checks,
        usage=cell.usage,
        model=draft.reply.model,
        request_id=draft.reply.request_id,
        calls=cell.calls,
        reason=reason,
    )


def _first_draft(cell: _Cell, messages: Messages, queue_s: float | None) -> _Draft:
    """The first reply that can be read, of two."""
    try:
        return cell.ask(messages, WRITE, queue_s=queue_s)
    except (GenerationError, CallFailed) as error:
        if error.code != "llm_bad_output" or not cell.may_go_on:
            raise
        again = cell.prompt.build_retry_messages(messages, error.message)
        return cell.ask(again, RETRY, max_output_tokens=_roomier(error, cell.client))


def _roomier(error: Failure, client: Client) -> int | None:
    """Twice the room for a reply that broke off: models that think first need it."""
    is_cut = isinstance(error, CallFailed) and error.reason == "truncated"
    return 2 * client.settings.max_output_tokens if is_cut else None


def _repaired(cell: _Cell, messages: Messages, draft: _Draft) -> _Draft:
    """The better of a draft and its repair; a repair that fails costs nothing but its call."""
    request = cell.prompt.build_repair_messages(messages, draft.reply.text, draft.failed)
    try:
        repair = cell.ask(request, REPAIR)
    except (GenerationError, CallFailed) as error:
        logger.info("a repair brought nothing: %s", error.code)
        return draft
    better = repair if repair.rank > draft.rank else draft
    cell.row.keep(better.examples, cell.brief)
    return better


def write_cells(  # noqa: PLR0913 - the limits are named at the call
    briefs: Sequence[CellBrief],
    client: Client,
    prompt: Prompt,
    *,
    delimiter: str,
    concurrency: int,
    deadline_s: float,
    grace_s: float = 60.0,
) -> Iterator[list[tuple[int, Outcome]]]:
    """Write cells in threads and yield `(index, outcome)` as they end, all that are ready at once.

    After `deadline_s` no cell is begun, and none whose first request still stands in the queue of
    a rate limit stays there: they come back as `waiting`. Cells that are being written then have
    `grace_s` to end, so that the whole ends within the two together. The threads touch nothing
    but the client. A caller that stops iterating leaves them to end by their own deadlines; no
    further cell is begun then.
    """
    started = time.monotonic()
    soft, hard = started + deadline_s, started + deadline_s + grace_s
    row = Row()

    def write(brief: CellBrief) -> Outcome:
        now = time.monotonic()
        if now >= soft:
            return _not_begun()
        return write_cell(
            brief,
            client,
            prompt,
            delimiter=delimiter,
            deadline_s=hard - now,
            queue_s=soft - now,
            row=row,
        )

    pool = ThreadPoolExecutor(max_workers=max(1, concurrency), thread_name_prefix="write-cell")
    try:
        yield from _as_they_end(pool, write, briefs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _as_they_end(
    pool: ThreadPoolExecutor, write: Callable[[CellBrief], Outcome], briefs: Sequence[CellBrief]
) -> Iterator[list[tuple[int, Outcome]]]:
    places: dict[Future[Outcome], int] = {
        # In a copy of the context: the caller's accounts go with the calls.
        pool.submit(copy_context().run, write, brief): index
        for index, brief in enumerate(briefs)
    }
    under_way = set(places)
    while under_way:
        first, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        more, under_way = wait(under_way, timeout=GATHER_S)
        yield sorted((places[future], future.result()) for future in first | more)


def _not_begun() -> Outcome:
    error = CallFailed(
        "llm_unavailable",
        "There was no time left to begin this cell; it follows.",
        reason="queue",
        permanent=False,
        retry_after_s=0.0,
    )
    return Outcome("waiting", error=error)
