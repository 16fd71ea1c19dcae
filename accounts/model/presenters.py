"""The page of a workspace's model, in the words and numbers that it shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from accounts.model.trials import Trial, TrialState
from accounts.model.writing import ToWrite
from levelingai.grounding.language import language_name
from levelingai.llm.connections import Connection, Problem
from levelingai.llm.discovery import PORTS, FoundModel, FoundServer
from levelingai.llm.models import ModelConnection, Server

SILENT_S = 20
"""From here on the page says that nothing has come yet."""
SMALL_BYTES = 4_000_000_000
"""Models of fewer bytes write, but rarely what passes the checks."""
SHORT_CONTEXT = 8_192
"""Tokens below which a long guide does not fit into one request."""
WHOLE_ROW = 16_000
"""Tokens that a row of a long guide and its plan take, with what is written."""
MIDDLE_FIRST = "The levels in the middle come first: people look there most."
CALLS_A_ROW = 2
"""Beside one a cell: a row is planned first and judged afterwards, each about as long as a cell."""
USUAL_GUIDE = ToWrite("", "", cells=48, rows=8)
"""What is reckoned with where no cell waits."""

_PROBLEMS: dict[Problem, str] = {
    "key_lost": "Enter its key again below: this installation’s own secret key has changed since, "
    "so that the one that was kept cannot be read.",
    "address_refused": "Its address is not allowed here any more. Connect another one below.",
}
_REFUSING = (401, 403)
"""What a server that does not accept a key answers."""
_KILO, _GIGA = 1_000, 1_000_000_000
_MINUTE_S, _HOUR_S = 60, 3600


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """One model of a server that was found."""

    name: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FoundView:
    server: str
    title: str
    host: str
    choices: tuple[ModelChoice, ...]


@dataclass(frozen=True, slots=True)
class UsedView:
    """The connection in use. `problem` says why it cannot be used."""

    model: str
    small_model: str
    host: str
    is_local: bool
    since: datetime | None = None
    by: object = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding about the trial; `is_odd` asks for a look."""

    name: str
    text: str
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a trial failed, what to do, and the field of the form that it is about."""

    title: str
    words: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What writing all that is missing takes. `guide` is empty for a guide of the usual size."""

    guide: str
    cells: int
    time: str
    cost: str
    order: str = ""
    """Which cells come first, where it takes long enough to matter."""


@dataclass(frozen=True, slots=True)
class TrialView:
    trial: Trial
    seconds: int
    lines: tuple[Line, ...] = ()
    failure: Failure | None = None
    estimate: Estimate | None = None

    @property
    def is_silent(self) -> bool:
        return self.trial.state == TrialState.WRITING and self.seconds >= SILENT_S

    @property
    def is_late(self) -> bool:
        """Whether no worker has taken it up for a while."""
        return self.trial.state == TrialState.WAITING and self.seconds >= SILENT_S

    @property
    def passed(self) -> int:
        return sum(1 for one in self.trial.examples if one["passed"])

    @property
    def summary(self) -> str:
        trial = self.trial
        time = f"{_seconds(trial.seconds)}, {trial.tokens:,} tokens"
        return f"{time}, {_cost(trial.price, is_local=trial.is_local)}"


def found_views(
    servers: Sequence[FoundServer], chosen: tuple[str, str] | None
) -> tuple[FoundView, ...]:
    """The servers with one model chosen in each: the one in hand, else the first that is no small
    one. `chosen` is the address and model that are tried or used."""
    return tuple(_found_view(server, chosen) for server in servers)


def absent(servers: Sequence[FoundServer]) -> str:
    """The servers that were looked for and are not here, with their ports."""
    here = {found.server for found in servers}
    return ", ".join(
        f"{server.label} (port {port})" for server, port in PORTS.items() if server not in here
    )


def used_view(connection: Connection, row: ModelConnection | None = None) -> UsedView:
    return UsedView(
        model=connection.model,
        small_model=connection.small_model if len(connection.models) > 1 else "",
        host=connection.host,
        is_local=connection.is_local,
        since=row.accepted_at if row else None,
        by=row.changed_by if row else None,
        problem=_PROBLEMS[connection.problem] if connection.problem else "",
    )


def trial_view(row: ModelConnection, to_write: ToWrite | None) -> TrialView | None:
    if not row.trial:
        return None
    trial = Trial.from_json(row.trial)
    since = timezone.now() - (row.trial_started_at or timezone.now())
    return TrialView(
        trial=trial,
        seconds=max(0, int(since.total_seconds())),
        lines=_lines(trial) if trial.state == TrialState.DONE else (),
        failure=failure_of(trial) if trial.state == TrialState.FAILED else None,
        estimate=_estimate(trial, to_write) if trial.state == TrialState.DONE else None,
    )


def failure_of(trial: Trial) -> Failure:
    """The failure in our own words: nothing that the server said is repeated."""
    status = f" ({trial.status})" if trial.status in _REFUSING else ""
    model, host = trial.model, trial.host
    known = {
        "key_refused": Failure(f"The server refused the key{status}", "Enter it again.", "api_key"),
        "unknown_model": Failure(
            f"The server does not know {model}", _its_models(trial.known_models), "model"
        ),
        "web_page": Failure(
            "This is not the address of a model",
            f"{host} answered with a web page, or led elsewhere. The address ends in /v1 as a "
            "rule.",
            "base_url",
        ),
        "connection": Failure(
            f"{host} cannot be reached",
            "Check the address, and whether the server is running. An address that leads into a "
            "private network is not asked.",
            "base_url",
        ),
        "timeout": Failure(
            "It did not answer in time",
            f"Nothing whole came within {_seconds(trial.seconds)}. A smaller model answers sooner.",
        ),
        "bad_request": Failure(
            "The server did not accept the request",
            "It may not be able to chat. Choose another model, or another server.",
            "model",
        ),
    }
    if trial.is_environment or trial.reason not in known:
        return Failure("It did not work", trial.message)
    return known[trial.reason]


def _its_models(names: Sequence[str]) -> str:
    if not names:
        return "Check its name: capital letters and what stands after a colon count."
    return f"It has: {', '.join(names)}."


def _found_view(server: FoundServer, chosen: tuple[str, str] | None) -> FoundView:
    in_hand = next((m.name for m in server.models if chosen == (server.base_url, m.name)), "")
    usual = next((m.name for m in server.models if not _is_small(m)), server.models[0].name)
    return FoundView(
        server=server.server,
        title=Server(server.server).label,
        host=server.shown,
        choices=tuple(
            ModelChoice(
                name=model.name,
                words=_about(model, is_usual=model.name == usual),
                is_chosen=model.name == (in_hand or usual),
            )
            for model in server.models
        ),
    )


def _is_small(model: FoundModel) -> bool:
    return model.size_bytes is not None and model.size_bytes < SMALL_BYTES


def _about(model: FoundModel, *, is_usual: bool) -> str:
    """What is known of a model that helps to choose."""
    facts = []
    if model.size_bytes:
        facts.append(f"{model.size_bytes / _GIGA:.1f} GB")
    if model.context_tokens:
        facts.append(f"reads {_thousands(model.context_tokens)} tokens")
    text = ", ".join(facts)
    words = f"{text[:1].upper()}{text[1:]}." if text else ""
    context = model.context_tokens
    if _is_small(model):
        words += " Small: many texts will not pass the checks."
    elif context and context < SHORT_CONTEXT:
        words += " A long guide will not fit."
    elif context and context >= WHOLE_ROW and is_usual:
        words += " Fits: a whole row and its plan."
    return words.strip()


def _lines(trial: Trial) -> tuple[Line, ...]:
    lines = []
    if trial.first_token_s is not None:
        lines.append(Line("First words after", _seconds(trial.first_token_s)))
    if trial.call_seconds and trial.tokens_out:
        waited = trial.first_token_s or 0.0
        pace = trial.tokens_out / max(trial.call_seconds - waited, 0.1)
        lines.append(Line("Pace", f"{pace:,.0f} tokens a second" if pace >= 1 else "very slow"))
    lines.append(_language_line(trial))
    count = len(trial.examples)
    checks = f"{trial.passed_at_once} of {count} texts passed at once"
    lines.append(Line("Checks", checks, is_odd=not trial.passed_at_once))
    if trial.context_tokens:
        is_short = trial.context_tokens < SHORT_CONTEXT
        reads = f"{trial.context_tokens:,} tokens at a time"
        more = ": a long guide will not fit. Set OLLAMA_CONTEXT_LENGTH, or the like, higher."
        lines.append(Line("Reads", reads + (more if is_short else ""), is_odd=is_short))
    alone = "One cell at first, more where its pace allows"
    lines.append(Line("At a time", alone if trial.at_once == 1 else f"Up to {trial.at_once} cells"))
    return tuple(lines)


def _language_line(trial: Trial) -> Line:
    written, asked = language_name(trial.language), language_name(trial.guide_language)
    if trial.language == trial.guide_language:
        return Line("Language", f"{written}, like the guide")
    return Line("Language", f"{written}, but the guide is {asked}", is_odd=True)


def _estimate(trial: Trial, to_write: ToWrite | None) -> Estimate | None:
    """From what one cell took: a call a cell and two a row, so many at a time."""
    if not trial.calls:
        return None
    what = to_write or USUAL_GUIDE
    calls = what.cells + CALLS_A_ROW * what.rows
    seconds = calls * trial.seconds / trial.calls / max(1, min(trial.at_once, what.cells))
    tokens = _rounded(calls * trial.tokens / trial.calls)
    price = None if trial.price is None else trial.price * calls / trial.calls
    return Estimate(
        guide=what.title,
        cells=what.cells,
        time=_about_time(seconds),
        cost=f"{tokens:,} tokens, {_cost(price, is_local=trial.is_local)}",
        order=MIDDLE_FIRST if trial.at_once == 1 else "",
    )


def _cost(price: Decimal | None, *, is_local: bool) -> str:
    if price is None:
        return "no cost" if is_local else "price not known"
    if not price:
        return "no cost"
    digits = 2 if price >= 1 else 1 - math.floor(math.log10(price))
    return f"price {price:,.{min(digits, 6)}f}"


def _about_time(seconds: float) -> str:
    if seconds < 1.5 * _MINUTE_S:
        return f"about {max(10, round(seconds, -1)):.0f} seconds"
    if seconds < 1.5 * _HOUR_S:
        return f"about {round(seconds / _MINUTE_S)} minutes"
    return f"about {round(seconds / _HOUR_S)} hours"


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return "1 second" if whole == 1 else f"{whole} seconds"


def _rounded(number: float) -> int:
    """To two digits that count: an estimate knows no more."""
    if number < 100:
        return round(number)
    return int(round(number, 1 - math.floor(math.log10(number))))


def _thousands(tokens: int) -> str:
    return f"{tokens // _KILO * _KILO:,}" if tokens >= _KILO else str(tokens)
