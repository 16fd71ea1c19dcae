"""The model as this installation is configured: one client per process, and its accounts."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Model, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Workspace
from generation.enums import CallOutcome
from generation.llm.types import CallRecord, ClientSettings, JsonMode
from generation.models import LLMCall
from guides.models import LevelingGuide

if TYPE_CHECKING:
    from generation.client import ChatClient


class _Account(NamedTuple):
    """On whose account calls are made."""

    workspace_id: UUID
    guide_id: UUID


_account: ContextVar[_Account | None] = ContextVar("account", default=None)
_records: queue.SimpleQueue[tuple[_Account, CallRecord]] = queue.SimpleQueue()
"""Written by the client's threads, which never touch the database; drained by `store_calls`."""


def has_model() -> bool:
    return settings.LLM_PROVIDER == "openai"


def known_models() -> tuple[str, ...]:
    """The models that this installation may ask, the usual one first."""
    if not has_model():
        return ()
    names = (settings.LLM_MODEL, settings.LLM_PARSE_MODEL)
    return tuple(dict.fromkeys(name for name in names if name))


def client_settings(model: str = "", **changes: Any) -> ClientSettings:
    fresh, cached, out = (Decimal(str(price)) for price in settings.LLM_PRICE_PER_MILLION)
    prices = (fresh, cached, out)
    values: dict[str, Any] = {
        "base_url": settings.LLM_BASE_URL,
        "api_key": settings.LLM_API_KEY,
        "model": model or settings.LLM_MODEL,
        "json_mode": cast(JsonMode, settings.LLM_JSON_MODE),
        "timeout_s": settings.LLM_TIMEOUT_SECONDS,
        "max_retries": settings.LLM_MAX_RETRIES,
        "call_deadline_s": settings.LLM_CALL_DEADLINE_SECONDS,
        "max_output_tokens": settings.LLM_MAX_OUTPUT_TOKENS,
        "temperature": settings.LLM_TEMPERATURE,
        "max_concurrency": settings.LLM_MAX_CONCURRENCY,
        "log_prompts": settings.LLM_LOG_PROMPTS,
        "price_per_million": prices if any(prices) else None,
    }
    return ClientSettings(**(values | changes))


def get_client(model: str = "", **changes: Any) -> ChatClient:
    """The process's client for a model, built at first use: after the worker was forked.

    `changes` are fields of its settings that differ from the installation's.
    """
    return _client(client_settings(model, **changes))


@lru_cache(maxsize=8)
def _client(wanted: ClientSettings) -> ChatClient:
    from generation.client import ChatClient

    return ChatClient(wanted, record=_record)


@contextmanager
def calls_for(guide: LevelingGuide) -> Iterator[None]:
    """Count the calls made meanwhile, in copies of this context too, on the guide's account.

    They are stored when the block ends, however it ends, or by `store_calls` before that.
    """
    token = _account.set(_Account(guide.workspace_id, guide.pk))
    try:
        yield
    finally:
        _account.reset(token)
        store_calls()


def _record(record: CallRecord) -> None:
    account = _account.get()
    if account is not None:
        _records.put((account, record))


def store_calls() -> None:
    """Write what the client did since the last time as `LLMCall` rows."""
    done: list[tuple[_Account, CallRecord]] = []
    with suppress(queue.Empty):
        while True:
            done.append(_records.get_nowait())
    if not done:
        return
    # A guide may have been deleted while a call about it was under way; what it cost still counts.
    guides = _there(LevelingGuide, {account.guide_id for account, _ in done})
    workspaces = _there(Workspace, {account.workspace_id for account, _ in done})
    LLMCall.objects.bulk_create(
        _as_row(account, record, guides)
        for account, record in done
        if account.workspace_id in workspaces
    )


def _there(model: type[Model], ids: set[UUID]) -> set[UUID]:
    return set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))


def _as_row(account: _Account, record: CallRecord, guides: set[UUID]) -> LLMCall:
    return LLMCall(
        workspace_id=account.workspace_id,
        guide_id=account.guide_id if account.guide_id in guides else None,
        purpose=record.purpose[:40],
        model=record.model[:120],
        request_id=record.request_id[:120],
        tokens_in=record.tokens_in,
        tokens_cached=record.tokens_cached,
        tokens_out=record.tokens_out,
        cost=record.cost,
        duration=timedelta(seconds=record.duration_s),
        outcome=CallOutcome.OK if record.outcome == "ok" else CallOutcome.FAILED,
        reason=record.error_code[:30],
    )


@dataclass(frozen=True, slots=True)
class Use:
    """What a guide's calls used together. `cost` is None where no price is set."""

    calls: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: Decimal | None


def used_by(guide: LevelingGuide) -> Use:
    """What all calls about a guide used, failed ones and repairs included."""
    calls = LLMCall.objects.filter(guide=guide)
    sums = calls.aggregate(
        calls=Count("pk"),
        tokens_in=Coalesce(Sum("tokens_in"), 0),
        tokens_cached=Coalesce(Sum("tokens_cached"), 0),
        tokens_out=Coalesce(Sum("tokens_out"), 0),
        cost=Sum("cost"),
    )
    return Use(**sums)


def is_spend_cap_reached(workspace_id: UUID) -> bool:
    """Whether the workspace spent its share of today (UTC). Never, where no cap is set."""
    if settings.LLM_SPEND_CAP_DAILY is None:
        return False
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    calls = LLMCall.objects.filter(workspace_id=workspace_id, created_at__gte=today)
    spent = calls.aggregate(total=Sum("cost"))["total"] or Decimal(0)
    return spent >= settings.LLM_SPEND_CAP_DAILY
