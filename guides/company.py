"""What a person decides about a company's facts. Reading the website is the pipeline's part."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from .enums import FactOrigin, FactStatus
from .models import Company, CompanyFact

MAX_OWN_FACTS = 20
"""Facts that people may add to a brief, beside the 20 of the website."""

_FROM = {
    "approve": (FactStatus.PROPOSED, FactStatus.APPROVED),
    "strike": ((FactStatus.PROPOSED, FactStatus.APPROVED), FactStatus.STRUCK),
    "restore": (FactStatus.STRUCK, FactStatus.APPROVED),
}
DECISIONS = tuple(_FROM)


class FactRefused(Exception):
    """A fact cannot be added; the message is a sentence for the manager."""


def decide(fact: CompanyFact, decision: str) -> bool:
    """Approve, strike or restore a fact; false where it had been decided otherwise meanwhile.

    Raises `KeyError` for any other decision.
    """
    before, after = _FROM[decision]
    statuses = before if isinstance(before, tuple) else (before,)
    now = timezone.now()
    decided = fact.company.facts.filter(pk=fact.pk, status__in=statuses).update(
        status=after, decided_at=now, updated_at=now
    )
    fact.refresh_from_db()
    return bool(decided)


def approve_all(company: Company) -> int:
    """Approve every fact that waits for it; returns how many."""
    now = timezone.now()
    waiting = company.facts.filter(status=FactStatus.PROPOSED)
    return waiting.update(status=FactStatus.APPROVED, decided_at=now, updated_at=now)


def reword(fact: CompanyFact, person: Any, statement: str) -> bool:
    """Say a fact in a person's own words, which approves it; its quote stays the page's.

    False where nothing changed: the words are the same, or the fact has been struck.
    """
    now = timezone.now()
    changed = (
        fact.company.facts.filter(pk=fact.pk)
        .exclude(status=FactStatus.STRUCK)
        .exclude(statement=statement)
        .update(
            statement=statement,
            status=FactStatus.APPROVED,
            edited_by=person,
            edited_at=now,
            decided_at=now,
            updated_at=now,
        )
    )
    fact.refresh_from_db()
    return bool(changed)


@transaction.atomic
def add_fact(company: Company, person: Any, statement: str) -> CompanyFact:
    """Add a fact of a person's own, approved at once. Raises `FactRefused`."""
    Company.objects.select_for_update().get(pk=company.pk)
    facts = company.facts.exclude(status=FactStatus.STRUCK)
    if facts.filter(statement__iexact=statement).exists():
        raise FactRefused("The brief holds this fact already.")
    if facts.filter(origin=FactOrigin.MANUAL).count() >= MAX_OWN_FACTS:
        raise FactRefused(
            f"A brief holds at most {MAX_OWN_FACTS} facts of your own. Strike one to add another."
        )
    now = timezone.now()
    return company.facts.create(
        statement=statement,
        status=FactStatus.APPROVED,
        origin=FactOrigin.MANUAL,
        edited_by=person,
        edited_at=now,
        decided_at=now,
    )
