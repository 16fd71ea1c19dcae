"""The models that workspaces may ask: the installation's, or what an owner connected.

A connection's address is checked again whenever it is used: rules may have changed since it was
typed, and a database may have come from another installation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, Self, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from levelingai.llm.failures import MEANINGS
from levelingai.llm.models import ModelConnection, Server
from levelingai.llm.provider import DEFAULT_BASE_URL
from levelingai.llm.typed_address import Address, AddressRefused, is_own_server, read_address
from levelingai.llm.types import CallFailed
from levelingai.sealing import CannotUnseal, seal, unseal

Problem = Literal["", "key_lost", "address_refused"]

PROBLEMS: dict[Problem, str] = {
    "key_lost": "The key of the language model has to be entered again: this installation's own "
    "secret key has changed since. An owner can do that under “Connect a model”.",
    "address_refused": "The address of the language model is not allowed here any more. An owner "
    "can connect another one under “Connect a model”.",
}
"""Why a connection cannot be used, in words for whoever waits for it."""

BATCHING: frozenset[str] = frozenset({Server.VLLM})
"""Servers on one's own machine that answer many questions together as fast as one."""
BATCHED = 16
"""How many of them at a time."""

Price = tuple[Decimal, Decimal, Decimal]
"""What a million tokens cost: in, cached in, out."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A model that may be asked, with all that the client has to know of it."""

    base_url: str
    model: str
    small_model: str = ""
    server: str = Server.OTHER
    key: str = field(default="", repr=False)
    context_tokens: int | None = None
    price: Price | None = None
    is_local: bool = False
    is_guarded: bool = False
    is_from_environment: bool = False
    problem: Problem = ""

    @property
    def host(self) -> str:
        """Host and port, to be shown."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def models(self) -> tuple[str, ...]:
        """The names that may be asked, the usual one first."""
        return tuple(dict.fromkeys(name for name in (self.model, self.small_model) if name))

    @property
    def at_once(self) -> int:
        """How many questions are likely to be asked at a time: more would slow a lone machine's
        each down. What its pace allows is found out while it writes."""
        if not self.is_local:
            return int(settings.LLM_MAX_CONCURRENCY)
        return BATCHED if self.server in BATCHING else 1

    def require_usable(self) -> None:
        """Raises `CallFailed`, which no repetition helps, where there is a problem."""
        if self.problem:
            raise CallFailed(
                MEANINGS["key_refused"].code,
                PROBLEMS[self.problem],
                reason="key_refused",
                permanent=True,
            )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an owner typed or chose, checked; the key is kept apart from it."""

    base_url: str
    model: str
    small_model: str = ""
    server: str = Server.OTHER
    context_tokens: int | None = None
    price: Price | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "base_url": self.base_url,
            "model": self.model,
            "small_model": self.small_model,
            "server": self.server,
            "context_tokens": self.context_tokens,
            "price": [str(part) for part in self.price] if self.price else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "price": _price(data.get("price"))})


def environment() -> Connection | None:
    """The installation's own model, where its settings name one: it wins over any other."""
    return of_settings() if settings.LLM_PROVIDER == "openai" else None


def of_settings() -> Connection:
    """What the settings say of a model, whether or not it is to be used."""
    base_url = settings.LLM_BASE_URL or DEFAULT_BASE_URL
    prices = _price(settings.LLM_PRICE_PER_MILLION)
    return Connection(
        base_url=base_url,
        model=settings.LLM_MODEL,
        small_model=settings.LLM_MODEL_SMALL,
        key=settings.LLM_API_KEY,
        price=prices if prices and any(prices) else None,
        is_local=is_own_server(base_url, settings.LLM_API_KEY),
        context_tokens=settings.LLM_CONTEXT_TOKENS,
        is_from_environment=True,
    )


def in_use(workspace_id: UUID) -> Connection | None:
    """What an owner of the workspace connected and took into use."""
    rows = ModelConnection.objects.filter(workspace=workspace_id, accepted_at__isnull=False)
    row = rows.first()
    return None if row is None else _usable(_in_use(row), row.sealed_key, workspace_id)


def being_tried(row: ModelConnection) -> Connection | None:
    """What a trial is about; None where nothing has been typed."""
    if not row.tried:
        return None
    return _usable(Wanted.from_json(row.tried), row.tried_key, row.workspace_id)


def of_row(row: ModelConnection) -> Connection | None:
    """What the row says is in use."""
    if row.accepted_at is None:
        return None
    return _usable(_in_use(row), row.sealed_key, row.workspace_id)


def at_hand(row: ModelConnection) -> Wanted | None:
    """What is being tried, else what is in use, as it was typed or chosen."""
    if row.tried:
        return Wanted.from_json(row.tried)
    return _in_use(row) if row.accepted_at else None


def is_any_in_use() -> bool:
    """Whether any workspace has a model of its own."""
    return ModelConnection.objects.filter(accepted_at__isnull=False).exists()


def begin_trying(row: ModelConnection, wanted: Wanted, key: str) -> None:
    """Note on the row what is to be tried. An empty key means the one that is kept.

    A key is kept for its address alone: no other server ever gets to see it.
    """
    if key:
        sealed = seal(key, row.workspace_id)
    elif row.tried and row.tried["base_url"] == wanted.base_url:
        sealed = row.tried_key
    else:
        sealed = row.sealed_key if row.base_url == wanted.base_url else ""
    row.tried, row.tried_key = wanted.to_json(), sealed


def take_into_use(row: ModelConnection) -> None:
    """Put what was tried in the place of what was in use, on the row."""
    wanted = Wanted.from_json(row.tried or {})
    row.base_url, row.sealed_key = wanted.base_url, row.tried_key
    row.model, row.small_model = wanted.model, wanted.small_model
    row.server, row.context_tokens = wanted.server, wanted.context_tokens
    row.price_in, row.price_cached, row.price_out = wanted.price or (None, None, None)
    row.tried, row.tried_key = None, ""


def _in_use(row: ModelConnection) -> Wanted:
    prices = (row.price_in, row.price_cached, row.price_out)
    return Wanted(
        base_url=row.base_url,
        model=row.model,
        small_model=row.small_model,
        server=row.server,
        context_tokens=row.context_tokens,
        price=None if None in prices else _price(prices),
    )


def _usable(wanted: Wanted, sealed: str, workspace_id: UUID) -> Connection:
    key, problem = "", cast(Problem, "")
    address = Address(wanted.base_url, is_guarded=True)
    try:
        address = read_address(wanted.base_url)
        key = unseal(sealed, workspace_id) if sealed else ""
    except AddressRefused:
        problem = "address_refused"
    except CannotUnseal:
        problem = "key_lost"
    return Connection(
        base_url=address.base_url,
        model=wanted.model,
        small_model=wanted.small_model,
        server=wanted.server,
        key=key,
        context_tokens=wanted.context_tokens,
        price=wanted.price or _usual_price(is_local=address.is_local),
        is_local=address.is_local,
        is_guarded=address.is_guarded,
        problem=problem,
    )


def _usual_price(*, is_local: bool) -> Price | None:
    """The installation's count for a model whose own prices nobody typed, so that its cap holds."""
    return None if is_local else of_settings().price


def _price(parts: Any) -> Price | None:
    try:
        fresh, cached, out = (Decimal(str(part)) for part in parts)
    except (InvalidOperation, TypeError, ValueError):
        return None
    return fresh, cached, out
