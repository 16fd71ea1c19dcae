"""The company's facts for writers, and the visits to its website that bring them.

A visit belongs to a stage run of one of the company's guides. Its result is the company's, so it
outlives the guide's round, and the writers of every guide that waited for it start once it is over.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from generation.core.company import CompanyBrief, CompanyContext, Fact, FoundFact
from generation.core.company import FactOrigin as Origin
from generation.enums import RunStatus, Stage
from generation.models import StageRun
from guides.enums import FactStatus
from guides.models import Company, LevelingGuide

from . import claims, model
from .claims import Claim
from .company_facts import add_facts, spread, store_visit

logger = logging.getLogger(__name__)

RETRY_AFTER_FAILURE = timedelta(minutes=10)
"""A website that could not be read is tried again with the next guide after this long."""

SHARE_WITH_MODEL = 10
"""Facts found by rules that are kept at once where a model is about to add its own."""


def company_context(guide: LevelingGuide) -> CompanyContext:
    """What examples of this guide may say about the company: approved facts only."""
    facts = guide.company.facts.filter(status=FactStatus.APPROVED).select_related("page")
    return CompanyContext(
        name=guide.company.name,
        website=guide.company.website_url,
        words=guide.context,
        facts=tuple(
            Fact(
                id=fact.ref,
                statement=fact.statement,
                quote=fact.quote,
                url=fact.page.url if fact.page else "",
                origin=cast(Origin, fact.origin),
            )
            for fact in facts
        ),
    )


def needs_research(company: Company) -> bool:
    """Whether the stored brief is missing or too old."""
    if not settings.RESEARCH_ENABLED:
        return False
    if company.researched_at is None:
        return True
    age = timezone.now() - company.researched_at
    keep = timedelta(hours=settings.RESEARCH_CACHE_HOURS)
    return age > (min(keep, RETRY_AFTER_FAILURE) if company.error_code else keep)


@transaction.atomic
def request_refresh(company: Company) -> bool:
    """Have the website visited again whatever its brief's age.

    False where nothing was started: a visit is open already, no guide uses the company, or
    research is switched off.
    """
    guide = (
        LevelingGuide.objects.select_for_update()
        .filter(company=company)
        .order_by("-created_at", "pk")
        .first()
    )
    if guide is None or not settings.RESEARCH_ENABLED:
        return False
    Company.objects.select_for_update().get(pk=company.pk)
    if _visits(company).exists():
        return False
    runs = StageRun.objects.filter(guide=guide, stage=Stage.RESEARCH, round=guide.round)
    last = runs.aggregate(last=Max("chunk"))["last"]
    run = StageRun.objects.create(
        guide=guide, stage=Stage.RESEARCH, round=guide.round, chunk=(last or 0) + 1
    )
    claims.send(run)
    return True


def begin_visit(claim: Claim) -> LevelingGuide | None:
    """The guide whose company to visit; None closed the run: the brief is fresh, or another visits.

    Of several runs at once one goes on: the others end under the company's lock, so the last one
    left sees no other. A run with a chunk of 1 or more was asked for by hand and always visits.
    """
    with claims.writing(claim) as guide:
        company = Company.objects.select_for_update().get(pk=guide.company_id)
        others = _visits(company).exclude(pk=claim.run_id)
        if others.filter(status=RunStatus.RUNNING, lease_until__gte=timezone.now()).exists():
            claims.finish(claim, note="Another visit to this website was under way.")
            return None
        is_asked_for = settings.RESEARCH_ENABLED and claim.chunk > 0
        if not is_asked_for and not needs_research(company):
            claims.finish(claim)
            release_waiting(company)
            return None
        guide.company = company
    return guide


def keep_visit(claim: Claim, brief: CompanyBrief) -> None:
    """Store what a visit brought as soon as it is there; the run stays open for a model's facts."""
    facts: tuple[FoundFact, ...] = brief.facts
    if model.has_model():
        facts = spread(facts)[:SHARE_WITH_MODEL]
    with claims.writing(claim) as guide:
        company = store_visit(guide.company, brief)
        add_facts(company, facts)


def close_visit(claim: Claim, brief: CompanyBrief, found: tuple[FoundFact, ...] = ()) -> None:
    """Add what a model pointed at, fill up with the rest, and let waiting writers start."""
    with claims.writing(claim) as guide:
        add_facts(guide.company, (*found, *brief.facts))
        claims.finish(claim, error_code=brief.error_code)
        for of_company in LevelingGuide.objects.filter(company=guide.company_id):
            LevelingGuide.objects.touch(of_company.pk)
        release_waiting(guide.company)


def release_waiting(company: Company) -> None:
    """Research is over: chunks that waited for it need not wait out their due time.

    Chunks that a provider put off keep theirs.
    """
    waiting = (
        StageRun.objects.filter(
            guide__company=company,
            stage=Stage.GENERATE,
            status=RunStatus.QUEUED,
            due_at__gt=timezone.now(),
        )
        .exclude(generations__tries__gt=0)
        .order_by("pk")
    )
    for run in StageRun.objects.select_for_update().filter(
        pk__in=list(waiting.values_list("pk", flat=True))
    ):
        run.due_at = None
        run.save(update_fields=["due_at", "updated_at"])
        claims.send(run)


def _visits(company: Company):
    """Research of this company that is queued or under way, whichever guide asked for it."""
    return StageRun.objects.open().filter(stage=Stage.RESEARCH, guide__company=company)
