"""The company's facts: fetched beside the pipeline, kept with their pages, handed to writers."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from generation.core.company import CompanyBrief, CompanyContext, Fact, FetchedPage, FoundFact
from generation.core.company import FactOrigin as Origin
from generation.enums import RunStatus, Stage
from generation.models import StageRun
from guides.enums import FactOrigin, FactStatus, PageStatus
from guides.models import Company, CompanyFact, CompanyPage, LevelingGuide

from . import claims
from .claims import Claim

logger = logging.getLogger(__name__)


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
    return company.researched_at < timezone.now() - timedelta(hours=settings.RESEARCH_CACHE_HOURS)


def known_pages(company: Company) -> dict[str, tuple[str, str]]:
    return {
        page.url: (page.etag, page.last_modified)
        for page in company.pages.filter(status__in=[PageStatus.READ, PageStatus.UNCHANGED])
        if page.etag or page.last_modified
    }


def close_research(claim: Claim, brief: CompanyBrief | None) -> None:
    """Keep what was found (None: nothing was looked up) and let waiting writers start."""
    with claims.writing(claim) as guide:
        if brief is not None:
            store_brief(guide.company, brief)
        claims.finish(claim, error_code=brief.error_code if brief else "")
        release_waiting(guide)


@transaction.atomic
def store_brief(company: Company, brief: CompanyBrief) -> None:
    """Keep pages and facts. What a person approved, struck or edited stays as it is."""
    company = Company.objects.select_for_update().get(pk=company.pk)
    company.researched_at = timezone.now()
    company.error_code, company.error_message = brief.error_code, brief.error_message
    if not company.name and brief.name:
        company.name = brief.name[:200]
    company.save()
    pages = {page.url: _store_page(company, page) for page in brief.pages}
    _drop_gone_facts(company, brief, pages)
    known = {_folded(fact.quote) for fact in company.facts.exclude(quote="")}
    status = FactStatus.PROPOSED if company.workspace.approve_facts_first else FactStatus.APPROVED
    CompanyFact.objects.bulk_create(
        CompanyFact(
            company=company,
            page=pages.get(fact.url),
            statement=fact.statement[:500],
            quote=fact.quote,
            status=status,
            origin=FactOrigin(fact.origin),
        )
        for fact in _new_facts(brief.facts, known)
    )


def release_waiting(guide: LevelingGuide) -> None:
    """Research is over: chunks that waited for it need not wait out their due time."""
    waiting = StageRun.objects.filter(
        guide=guide, stage=Stage.GENERATE, status=RunStatus.QUEUED, due_at__gt=timezone.now()
    )
    for run in waiting.select_for_update():
        run.due_at = None
        run.save(update_fields=["due_at", "updated_at"])
        claims.send(run)


def _store_page(company: Company, page: FetchedPage) -> CompanyPage:
    values = {
        "status": page.status,
        "title": page.title[:300],
        "language": page.language[:12],
        "etag": page.etag[:300],
        "last_modified": page.last_modified[:60],
        "text": page.text,
        "fetched_at": parse_datetime(page.fetched_at) if page.fetched_at else timezone.now(),
    }
    if page.status == PageStatus.UNCHANGED:
        values = {name: values[name] for name in ("status", "fetched_at")}
    stored, _ = CompanyPage.objects.update_or_create(
        company=company, url=page.url[:2048], defaults=values
    )
    return stored


def _drop_gone_facts(
    company: Company, brief: CompanyBrief, pages: Mapping[str, CompanyPage]
) -> None:
    """A quote that its page no longer holds is no proof any more; a person's own words stay."""
    for url, page in pages.items():
        fetched = next(found for found in brief.pages if found.url == url)
        if fetched.status != PageStatus.READ:
            continue
        text = _folded(page.text)
        for fact in page.facts.filter(edited_at__isnull=True).exclude(status=FactStatus.STRUCK):
            if fact.quote and _folded(fact.quote) not in text:
                fact.delete()


def _new_facts(facts: tuple[FoundFact, ...], known: set[str]) -> list[FoundFact]:
    return [fact for fact in facts if _folded(fact.quote) not in known]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
