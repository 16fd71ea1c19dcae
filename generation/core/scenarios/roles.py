"""What people in a role family work on, by scope, and who receives it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A role family. `work` holds, for each of the five scopes, singular phrases that name a thing
    in that role's work; `piece` is one unit of what it delivers; `users` receive it (plural)."""

    name: str
    pattern: re.Pattern[str]
    piece: tuple[str, ...]
    users: tuple[str, ...]
    work: tuple[tuple[str, ...], ...]


def _role(name: str, pattern: str, piece: str, users: str, *work: str) -> Role:
    return Role(
        name,
        re.compile(rf"\b(?:{pattern})", re.IGNORECASE),
        _split(piece),
        _split(users),
        tuple(_split(line) for line in work),
    )


def _split(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|"))


GENERAL = _role(
    "general",
    r"$^",
    "piece of work|report|document",
    "requesters|colleagues|customers",
    "the weekly report|a customer request|the price list|the meeting notes|the order form|the contact list",
    "the new intake form|the onboarding guide|the monthly report|the supplier list|the event plan|the training calendar",
    "the request queue|the weekly planning|the shared calendar|the handover routine|the holiday cover|the service desk",
    "the shared request process|the common booking system|the joint project plan|the yearly event",
    "the yearly plan|the complaints process|the supplier policy|the office move",
)
ROLES: tuple[Role, ...] = (GENERAL,)


def role_of(title: str) -> Role:
    """The role family that a title or a guide's name belongs to."""
    return next((role for role in ROLES if role.pattern.search(title)), GENERAL)
