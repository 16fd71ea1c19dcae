"""The model as this installation is configured: one client per process, and its accounts."""

from __future__ import annotations

import logging
import queue
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from generation.enums import CallOutcome
from generation.llm.types import CallRecord, ClientSettings, JsonMode
from generation.models import LLMCall
from guides.models import LevelingGuide

logger = logging.getLogger(__name__)

_records: queue.SimpleQueue[CallRecord] = queue.SimpleQueue()
"""Written by the client's threads, which never touch the database; drained by `store_calls`."""


def has_model() -> bool:
    return settings.LLM_PROVIDER == "openai"


def client_settings(model: str = "") -> ClientSettings:
    fresh, cached, out = (Decimal(str(price)) for price in settings.LLM_PRICE_PER_MILLION)
    prices = (fresh, cached, out)
    return ClientSettings(
        base_url=settings.LLM_BASE_URL,
        api_key=settings.LLM_API_KEY,
        model=model or settings.LLM_MODEL,
        json_mode=cast(JsonMode, settings.LLM_JSON_MODE),
        timeout_s=settings.LLM_TIMEOUT_SECONDS,
        max_retries=settings.LLM_MAX_RETRIES,
        call_deadline_s=settings.LLM_CALL_DEADLINE_SECONDS,
        max_output_tokens=settings.LLM_MAX_OUTPUT_TOKENS,
        temperature=settings.LLM_TEMPERATURE,
        max_concurrency=settings.LLM_MAX_CONCURRENCY,
        log_prompts=settings.LLM_LOG_PROMPTS,
        price_per_million=prices if any(prices) else None,
    )


@lru_cache(maxsize=4)
def get_client(model: str = ""):
    """The process's client, built at first use: after the worker was forked."""
    from generation.client import ChatClient

    return ChatClient(client_settings(model), record=_records.put)


def store_calls(guide: LevelingGuide) -> None:
    """Write what the client did since the last time as `LLMCall` rows of this guide."""
    calls = []
    while True:
        try:
            record = _records.get_nowait()
        except queue.Empty:
            break
        calls.append(
            LLMCall(
                workspace_id=guide.workspace_id,
                guide=guide,
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
        )
    LLMCall.objects.bulk_create(calls)


def is_spend_cap_reached(workspace_id) -> bool:
    """Whether the workspace spent its share of today (UTC). Never, where no cap is set."""
    if settings.LLM_SPEND_CAP_DAILY is None:
        return False
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    calls = LLMCall.objects.filter(workspace_id=workspace_id, created_at__gte=today)
    spent = calls.aggregate(total=Sum("cost"))["total"] or Decimal(0)
    return spent >= settings.LLM_SPEND_CAP_DAILY
