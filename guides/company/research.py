"""When a company's website is read, and who waits for it. The visit itself is a stage's.

A visit belongs to the company, not to the guide that asked first: it outlives rounds and guides,
and its end lets the writers of all the company's guides start.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from generation.core.company import CompanyContext, Fact, FactOrigin
from guides import work
from guides.enums import FactStatus
from guides.models import Company, LevelingGuide
from levelingai.jobs import claims
from levelingai.jobs.models import Job, JobQuerySet, JobStatus
from levelingai.models import still_there

RESEARCH = "research"
COMPANY = "company"
RETRY_AFTER_FAILURE = timedelta(minutes=10)
"""A website that could not be read is tried again with the next guide after this long."""


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
                origin=cast(FactOrigin, fact.origin),
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
    return bool(age > (min(keep, RETRY_AFTER_FAILURE) if company.error_code else keep))


def visits_to(company: Company) -> JobQuerySet:
    """Visits that are queued or under way."""
    return Job.objects.about(COMPANY, company.pk).filter(name=RESEARCH).open()


def begin_research(company: Company) -> bool:
    """Have the website visited if its brief is not fresh, with the company locked by the caller."""
    return needs_research(company) and _begin_visit(company)


@transaction.atomic
def request_refresh(company: Company) -> bool:
    """Have the website visited again whatever its brief's age.

    False where nothing was started: a visit is open already, no guide uses the company, or
    research is switched off.
    """
    company = still_there(Company.objects.locked(), company.pk)
    if not settings.RESEARCH_ENABLED or not company.guides.exists():
        return False
    return _begin_visit(company)


def _begin_visit(company: Company) -> bool:
    if visits_to(company).exists():
        return False
    claims.add_job(
        RESEARCH,
        workspace_id=company.workspace_id,
        subject_kind=COMPANY,
        subject_id=company.pk,
        chunk=claims.next_chunk(RESEARCH, COMPANY, company.pk),
    )
    return True


def release_waiting(company: Company) -> None:
    """Reading is over: tell the pages, and let chunks that waited for it start.

    Guides are locked by id, in a transaction of their own: whoever holds a guide may want the
    company next. Chunks that a provider put off keep their due time.
    """
    with transaction.atomic():
        guides = LevelingGuide.objects.filter(company=company).locked().order_by("pk")
        for guide in guides:
            LevelingGuide.objects.touch(guide.pk)
            waiting = work.jobs_of(guide).filter(
                name=work.GENERATE, status=JobStatus.QUEUED, due_at__gt=timezone.now()
            )
            for job in waiting.exclude(generations__tries__gt=0).order_by("pk"):
                claims.make_due(job)
