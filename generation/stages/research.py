"""The stage that reads a company's website: a visit, what it brings, and who waited for it.

The company alone is locked while results are written; its guides come afterwards, by id.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from generation.core.company import CompanyBrief, FoundFact
from generation.stages.research_results import add_facts, known_pages, spread, store_visit
from generation.stages.research_with_model import find_facts
from generation.stages.website.brief import research_site
from guides.company.research import release_waiting
from guides.models import Company
from levelingai.jobs import claims
from levelingai.jobs.claims import ClaimLost
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job
from levelingai.llm.setup import has_model

logger = logging.getLogger(__name__)

SHARE_WITH_MODEL = 10
"""Facts found by rules that are kept at once where a model is about to add its own."""


def research(claim: Claim) -> None:
    """Read the company's website. Never fails a guide: what went wrong is kept with the company."""
    with writing_for_company(claim) as company:
        pass
    brief = research_site(
        company.website_url,
        known=known_pages(company),
        allow_test_host=settings.RESEARCH_TEST_HOST,
    )
    keep_visit(claim, brief)
    close_visit(claim, brief, find_facts(company, brief))


def is_wanted(job: Job) -> bool:
    """Whether the company is still there and its website may be read."""
    return bool(settings.RESEARCH_ENABLED) and Company.objects.filter(pk=job.subject_id).exists()


def give_up(job: Job) -> None:
    """A visit was lost too often: whoever waited for it goes on without."""
    company = Company.objects.filter(pk=job.subject_id).first()
    if company is not None:
        release_waiting(company)


def keep_visit(claim: Claim, brief: CompanyBrief) -> None:
    """Store what a visit brought as soon as it is there; the job stays open for a model's facts."""
    facts: tuple[FoundFact, ...] = brief.facts
    if has_model(claim.workspace_id):
        facts = spread(facts)[:SHARE_WITH_MODEL]
    with writing_for_company(claim) as company:
        add_facts(store_visit(company, brief), facts)


def close_visit(claim: Claim, brief: CompanyBrief, found: tuple[FoundFact, ...] = ()) -> None:
    """Add what a model pointed at, fill up with the rest, and let waiting writers start."""
    with writing_for_company(claim) as company:
        add_facts(company, (*found, *brief.facts))
        claims.finish(claim, error_code=brief.error_code)
    release_waiting(company)


@contextmanager
def writing_for_company(claim: Claim) -> Iterator[Company]:
    """A transaction in which the claim stands and the company is locked. Raises `ClaimLost`."""
    with transaction.atomic():
        company = Company.objects.locked().filter(pk=claim.subject_id).first()
        if company is None:
            raise ClaimLost
        claims.hold(claim)
        yield company
