"""The calls that a row takes: one request each, from a state to what the reply says.

They run in threads and touch nothing but the client; the thread that keeps the row enters what
came of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from generation.core.errors import GenerationError
from generation.core.writing import (
    EXAMPLES_PER_CELL,
    MEND_SCHEMA,
    MEND_SCHEMA_NAME,
    SORT_SCHEMA,
    SORT_SCHEMA_NAME,
    Messages,
    Place,
    Prompt,
    Sorting,
    mending_of,
    read_plan,
    read_reply,
    read_sorting,
    sort_messages,
    sort_tokens,
    sorting_of,
)
from generation.stages.row_state import Cell, Row, Step
from levelingai.llm.types import CallFailed, ClientSettings, Message, Reply, Usage

PURPOSES = {
    "plan": "plan_row",
    "write": "generate_examples",
    "repair": "repair_examples",
    "sort": "sort_examples",
    "mend": "mend_examples",
}
"""What the calls are for, as their records say it."""
LEAST_CALL_S = 5.0
"""With less time left than this, a further call is not begun."""
AGAIN = "_again"
"""Of the second attempt at a reply that could not be read."""


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
class Writer:
    """With what rows are written: the model, a smaller one for the sort, the wording.

    `delimiter` marks data in the prompts: `make_delimiter`, the same for all of a guide.
    """

    client: Client
    sorter: Client
    prompt: Prompt
    delimiter: str


@dataclass(frozen=True, slots=True)
class Times:
    """Moments (monotonic seconds): after `soft` no call is begun, by `hard` the last has ended."""

    soft: float
    hard: float

    @classmethod
    def within(cls, deadline_s: float, grace_s: float) -> Times:
        now = time.monotonic()
        return cls(now + deadline_s, now + deadline_s + grace_s)

    @property
    def may_begin(self) -> bool:
        now = time.monotonic()
        return now < self.soft and self.hard - now >= LEAST_CALL_S


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call brought: something read from its reply, or the error. `usage` is the call's."""

    usage: Usage
    read: Any = None
    error: GenerationError | CallFailed | None = None
    model: str = ""
    request_id: str = ""
    first_token_s: float | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, and how its reply is read (raises `GenerationError`)."""

    kind: str
    client: Client
    messages: Messages
    schema: Mapping[str, Any]
    schema_name: str
    read: Callable[[str], Any]
    retry: Callable[[Messages, str], Messages] | None = None
    max_tokens: int | None = None


def ask_for(step: Step, writer: Writer) -> Ask:
    """The request of a step."""
    if step.kind == "plan":
        return _ask_plan(step.row, writer)
    if step.kind == "sort":
        return _ask_sort(step.row, writer)
    if step.kind == "mend":
        return _ask_mend(step.row, writer)
    cell = step.row.cells[step.level]
    return _ask_repair(cell, writer) if step.kind == "repair" else _ask_cell(cell, writer)


def call(ask: Ask, times: Times) -> Answer:
    """Ask; where the reply cannot be read, once more, with the problem said. A repair is one
    attempt: what it was to mend stays as it is."""
    answer = _call(ask, ask.messages, PURPOSES[ask.kind], times, ask.max_tokens)
    error = answer.error
    if error is None or error.code != "llm_bad_output" or ask.retry is None or not times.may_begin:
        return answer
    messages = ask.retry(ask.messages, error.message)
    again = _call(ask, messages, PURPOSES[ask.kind] + AGAIN, times, _roomier(ask, answer))
    return replace(again, usage=answer.usage + again.usage)


def _call(
    ask: Ask, messages: Messages, purpose: str, times: Times, max_tokens: int | None
) -> Answer:
    now = time.monotonic()
    try:
        reply = ask.client.complete(
            messages,  # type: ignore[arg-type]
            schema=ask.schema,
            schema_name=ask.schema_name,
            purpose=purpose,
            deadline_s=times.hard - now,
            queue_s=max(0.0, times.soft - now),
            max_output_tokens=max_tokens,
        )
    except CallFailed as error:
        return Answer(error.usage, error=error)
    about = Answer(
        reply.usage,
        model=reply.model,
        request_id=reply.request_id,
        first_token_s=reply.first_token_s,
    )
    try:
        return replace(about, read=ask.read(reply.text))
    except GenerationError as error:
        return replace(about, error=error)


def _roomier(ask: Ask, answer: Answer) -> int | None:
    """Twice the room for a reply that broke off."""
    is_cut = isinstance(answer.error, CallFailed) and answer.error.reason == "truncated"
    room = ask.max_tokens or ask.client.settings.max_output_tokens
    return 2 * room if is_cut else ask.max_tokens


def _ask_plan(row: Row, writer: Writer) -> Ask:
    plan = writer.prompt.plan
    if plan is None:
        raise ValueError(f"Prompt {writer.prompt.version} plans no rows.")
    briefs = [cell.brief for cell in row.open_cells() if not cell.examples]
    return Ask(
        kind="plan",
        client=writer.client,
        messages=plan.build_messages(briefs, writer.delimiter),
        schema=plan.schema,
        schema_name=plan.schema_name,
        read=lambda text: read_plan(text, briefs),
        retry=_with_problem,
        max_tokens=max(plan.max_tokens(briefs), writer.client.settings.max_output_tokens),
    )


def _ask_cell(cell: Cell, writer: Writer) -> Ask:
    prompt, brief = writer.prompt, cell.brief
    return Ask(
        kind="write",
        client=writer.client,
        messages=prompt.build_messages(brief, writer.delimiter),
        schema=prompt.schema,
        schema_name=prompt.schema_name,
        read=lambda text: read_reply(text, brief=brief),
        retry=prompt.build_retry_messages,
    )


def _ask_repair(cell: Cell, writer: Writer) -> Ask:
    """What failed again; a model that writes all three again is taken at those places."""
    prompt, brief, failed = writer.prompt, cell.brief, cell.failed
    checks = [check for check in cell.checks if set(check.failed) & set(failed)]
    return Ask(
        kind="repair",
        client=writer.client,
        messages=prompt.build_repair_messages(brief, writer.delimiter, cell.examples, checks),
        schema=prompt.schema,
        schema_name=prompt.schema_name,
        read=lambda text: read_reply(text, brief=brief, counts=range(1, EXAMPLES_PER_CELL + 1)),
    )


def _ask_sort(row: Row, writer: Writer) -> Ask:
    sorting = _sorting(row)
    return Ask(
        kind="sort",
        client=writer.sorter,
        messages=sort_messages(sorting, writer.delimiter),
        schema=SORT_SCHEMA,
        schema_name=SORT_SCHEMA_NAME,
        read=lambda text: read_sorting(text, sorting),
        retry=_with_problem,
        max_tokens=max(sort_tokens(sorting), writer.sorter.settings.max_output_tokens),
    )


def _ask_mend(row: Row, writer: Writer) -> Ask:
    mending = mending_of([(cell.brief, cell.examples) for cell in row.open_cells()])
    return Ask(
        kind="mend",
        client=writer.client,
        messages=mending.messages(writer.delimiter),
        schema=MEND_SCHEMA,
        schema_name=MEND_SCHEMA_NAME,
        read=mending.read,
        max_tokens=max(mending.max_tokens, writer.client.settings.max_output_tokens),
    )


def _sorting(row: Row) -> Sorting:
    """The examples that are not sorted yet, among what else stands in the row and beside it."""
    cells = row.open_cells()
    written: dict[Place, list[str]] = {}
    others: dict[Place, Sequence[str]] = dict(row.shown)
    for cell in cells:
        place = cell.brief.level, cell.brief.competency
        if cell.unsorted:
            written[place] = cell.unsorted
        elif cell.examples:
            others[place] = [example.text for example in cell.examples]
    return sorting_of(written, others, cells[0].brief.matrix)


def _with_problem(messages: Messages, problem: str) -> Messages:
    *before, last = (dict(message) for message in messages)
    last["content"] += f"\n\nA first attempt at this could not be used. {problem}"
    return [*before, last]
