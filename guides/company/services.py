"""Companies, and what a person decides about their facts. Reading the website is a stage's part."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Workspace
from guides.enums import FactOrigin, FactStatus
from guides.models import Company, CompanyFact
from levelingai.models import still_there

MAX_OWN_FACTS = 20
"""Facts that people may add to a brief, beside the 20 of the website."""

_FROM = {
    "approve": (FactStatus.PENDING, FactStatus.APPROVED),
    "strike": ((FactStatus.PENDING, FactStatus.APPROVED), FactStatus.STRUCK),
    "restore": (FactStatus.STRUCK, FactStatus.APPROVED),
}
DECISIONS = tuple(_FROM)


class FactRefused(Exception):
    """A fact cannot be added; the message is a sentence for the manager."""


def company_named(workspace: Workspace, website_url: str, name: str = "") -> Company:
    """The workspace's company at this address, locked, made where it is not there yet."""
    company, _ = Company.objects.get_or_create(
        workspace=workspace, website_url=website_url, defaults={"name": name}
    )
    company = still_there(Company.objects.locked(), company.pk)
    if name and not company.name:
        company.name = name
        company.save(update_fields=["name", "updated_at"])
    return company


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
    waiting = company.facts.filter(status=FactStatus.PENDING)
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
    still_there(Company.objects.locked(), company.pk)
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
