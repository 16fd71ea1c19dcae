"""On whose account calls are made, and what they used."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from levelingai.llm.models import CallOutcome, LLMCall
from levelingai.llm.types import CallRecord


class Account(NamedTuple):
    """Who pays for a call, and what it is about; the call itself says for which purpose."""

    workspace_id: UUID
    subject_kind: str
    subject_id: UUID


_account: ContextVar[Account | None] = ContextVar("account", default=None)
_records: queue.SimpleQueue[tuple[Account, CallRecord]] = queue.SimpleQueue()
"""Written by the client's threads, which never touch the database; drained by `store_calls`."""


@contextmanager
def calls_for(account: Account) -> Iterator[None]:
    """Count the calls made meanwhile, in copies of this context too, on an account.

    They are stored when the block ends, however it ends, or by `store_calls` before that.
    """
    token = _account.set(account)
    try:
        yield
    finally:
        _account.reset(token)
        store_calls()


def record(call: CallRecord) -> None:
    """Note what a request used; called from whichever thread made it."""
    account = _account.get()
    if account is not None:
        _records.put((account, call))


def store_calls() -> None:
    """Write what the client did since the last time as `LLMCall` rows."""
    done: list[tuple[Account, CallRecord]] = []
    with suppress(queue.Empty):
        while True:
            done.append(_records.get_nowait())
    if not done:
        return
    # A workspace may have been deleted while a call was under way; a subject that went still cost.
    workspace = LLMCall._meta.get_field("workspace").related_model
    wanted = {account.workspace_id for account, _ in done}
    there = set(workspace._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    LLMCall.objects.bulk_create(
        _as_row(account, call) for account, call in done if account.workspace_id in there
    )


def _as_row(account: Account, call: CallRecord) -> LLMCall:
    return LLMCall(
        workspace_id=account.workspace_id,
        subject_kind=account.subject_kind,
        subject_id=account.subject_id,
        purpose=call.purpose[:40],
        model=call.model[:120],
        request_id=call.request_id[:120],
        tokens_in=call.tokens_in,
        tokens_cached=call.tokens_cached,
        tokens_out=call.tokens_out,
        cost=call.cost,
        duration=timedelta(seconds=call.duration_s),
        outcome=CallOutcome.OK if call.outcome == "ok" else CallOutcome.FAILED,
        reason=call.error_code[:30],
    )


@dataclass(frozen=True, slots=True)
class Use:
    """What calls used together. `cost` is None where no price is set."""

    calls: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: Decimal | None


def used_by(subject_kind: str, subject_id: UUID) -> Use:
    """What all calls about a subject used, failed ones and repairs included."""
    calls = LLMCall.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    sums = calls.aggregate(
        calls=Count("pk"),
        tokens_in=Coalesce(Sum("tokens_in"), 0),
        tokens_cached=Coalesce(Sum("tokens_cached"), 0),
        tokens_out=Coalesce(Sum("tokens_out"), 0),
        cost=Sum("cost"),
    )
    return Use(**sums)
