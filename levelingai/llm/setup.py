"""The model as a workspace may ask it: one client per process and set of settings.

The installation's settings win; without them it is what an owner of the workspace connected.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.conf import settings
from django.db import connections as databases

from levelingai.llm.accounts import record
from levelingai.llm.connections import (
    Connection,
    environment,
    in_use,
    is_any_in_use,
    of_settings,
)
from levelingai.llm.types import CallFailed, ClientSettings, JsonMode

if TYPE_CHECKING:
    from levelingai.llm.client import ChatClient

NO_MODEL = (
    "No language model is set up any more. Connect one, or write these examples again with the "
    "built-in writer."
)
CLIENTS_KEPT = 32
"""Each holds connections of its own; a workspace has one or two."""


def connection_for(workspace_id: UUID | None) -> Connection | None:
    """The model that this workspace may ask; without a workspace, the installation's."""
    own = environment()
    if own is not None or workspace_id is None:
        return own
    return in_use(workspace_id)


def has_model(workspace_id: UUID | None) -> bool:
    """Whether there is a model to ask. One that cannot be used at the moment counts: whoever asks
    is told so, and nothing else takes its place in silence."""
    return connection_for(workspace_id) is not None


def known_models(workspace_id: UUID | None) -> tuple[str, ...]:
    """The models that this workspace may ask, the usual one first."""
    connection = connection_for(workspace_id)
    return connection.models if connection else ()


def small_model(workspace_id: UUID | None) -> str:
    """The model for sorting and pointing: the smaller one, where there are two."""
    models = known_models(workspace_id)
    return models[-1] if models else ""


def client_settings(
    model: str = "", *, connection: Connection | None = None, **changes: Any
) -> ClientSettings:
    """What the client needs to know of a connection; without one, of the installation's own."""
    connection = connection or of_settings()
    values: dict[str, Any] = {
        "base_url": connection.base_url,
        "api_key": connection.key,
        "model": model or connection.model,
        "json_mode": cast(JsonMode, settings.LLM_JSON_MODE),
        "timeout_s": settings.LLM_TIMEOUT_SECONDS,
        "max_retries": settings.LLM_MAX_RETRIES,
        "call_deadline_s": settings.LLM_CALL_DEADLINE_SECONDS,
        "max_output_tokens": settings.LLM_MAX_OUTPUT_TOKENS,
        "temperature": settings.LLM_TEMPERATURE,
        "max_concurrency": settings.LLM_MAX_CONCURRENCY,
        "log_prompts": settings.LLM_LOG_PROMPTS,
        "price_per_million": connection.price,
        "context_tokens": connection.context_tokens,
        "is_local": connection.is_local,
        "is_guarded": connection.is_guarded,
        "reasoning_effort": settings.LLM_REASONING_EFFORT,
    }
    return ClientSettings(**(values | changes))


def get_client(workspace_id: UUID | None, model: str = "", **changes: Any) -> ChatClient:
    """The process's client for a workspace's model, built at first use: after the worker's fork.

    `model` is another one than the usual; a name that the workspace does not have any more means
    the usual one. `changes` are fields of the client's settings that differ from the usual ones.
    Raises `CallFailed` where there is no model, or it cannot be used until an owner mends it.
    """
    connection = connection_for(workspace_id)
    if connection is None:
        raise CallFailed("llm_unavailable", NO_MODEL, reason="unknown_model", permanent=True)
    connection.require_usable()
    if model not in connection.models and not connection.is_from_environment:
        model = ""
    return _client(client_settings(model, connection=connection, **changes))


def trial_client(connection: Connection, **changes: Any) -> ChatClient:
    """A client of its own for one trial: it remembers no failure of an earlier one.

    Raises `CallFailed` where the connection cannot be used.
    """
    from levelingai.llm.client import ChatClient
    from levelingai.llm.provider import Provider

    connection.require_usable()
    wanted = client_settings(connection=connection, **changes)
    return ChatClient(wanted, record=record, provider=Provider(wanted))


@lru_cache(maxsize=CLIENTS_KEPT)
def _client(wanted: ClientSettings) -> ChatClient:
    from levelingai.llm.client import ChatClient  # the web process loads no openai

    return ChatClient(wanted, record=record)


def preload_model() -> None:
    """Load the client's libraries where anybody has a model; a worker does so before it forks."""
    has_any = environment() is not None or is_any_in_use()
    databases.close_all()  # a connection to the database must not be shared with the fork
    if has_any:
        from levelingai.llm.client import preload

        preload()
