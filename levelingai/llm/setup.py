"""The model as this installation is configured: one client per process and model."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from levelingai.llm.accounts import record
from levelingai.llm.nearby import is_own_server
from levelingai.llm.types import ClientSettings, JsonMode

if TYPE_CHECKING:
    from levelingai.llm.client import ChatClient


def has_model() -> bool:
    return bool(settings.LLM_PROVIDER == "openai")


def known_models() -> tuple[str, ...]:
    """The models that this installation may ask, the usual one first."""
    if not has_model():
        return ()
    names = (settings.LLM_MODEL, settings.LLM_MODEL_SMALL)
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
        "context_tokens": settings.LLM_CONTEXT_TOKENS,
        "reasoning_effort": settings.LLM_REASONING_EFFORT,
        "is_local": is_own_server(settings.LLM_BASE_URL, settings.LLM_API_KEY),
    }
    return ClientSettings(**(values | changes))


def get_client(model: str = "", **changes: Any) -> ChatClient:
    """The process's client for a model, built at first use: after the worker was forked.

    `changes` are fields of its settings that differ from the installation's.
    """
    return _client(client_settings(model, **changes))


@lru_cache(maxsize=8)
def _client(wanted: ClientSettings) -> ChatClient:
    from levelingai.llm.client import ChatClient  # the web process loads no openai

    return ChatClient(wanted, record=record)


def preload_model() -> None:
    """Load the client's libraries where a model is set up; a worker does so before it forks."""
    if has_model():
        from levelingai.llm.client import preload

        preload()
