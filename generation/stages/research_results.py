"""A company's pages and facts as rows: what a visit found is kept, what a person decided stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from generation.core.company import MAX_FACTS, CompanyBrief, FetchedPage, FoundFact, fold_repeats
from generation.stages.website.brief import WITHOUT_CONTEXT
from guides.enums import FactOrigin, FactStatus, PageStatus
from guides.models import Company, CompanyFact, CompanyPage
from levelingai.grounding.find import find


def known_pages(company: Company) -> dict[str, tuple[str, str]]:
    """ETag and Last-Modified of the pages whose text is stored, by address."""
    return {
        page.url: (page.etag, page.last_modified)
        for page in company.pages.exclude(text="")
        if page.etag or page.last_modified
    }


@transaction.atomic
def store_visit(company: Company, brief: CompanyBrief) -> Company:
    """Keep the pages of a visit and how it ended; facts whose page lost their quote go.

    Of a failure the reason is kept. What it means for examples is said where they are shown.
    """
    company = Company.objects.locked().get(pk=company.pk)
    company.researched_at = timezone.now()
    company.error_code = brief.error_code
    company.error_message = brief.error_message.removesuffix(WITHOUT_CONTEXT).strip()
    if not company.name and brief.name:
        company.name = brief.name[:200]
    company.save()
    for page in brief.pages:
        stored = _store_page(company, page)
        if page.status == PageStatus.READ.value:
            _drop_unproven(stored)
    return company


@transaction.atomic
def add_facts(company: Company, found: Iterable[FoundFact]) -> int:
    """Add the facts that are new, in this order, up to the most a brief holds; returns how many.

    A fact that says what a known one says is not new, even where a person has struck that one. A
    person's own facts take no room, nor do struck ones.
    """
    company = Company.objects.locked().select_related("workspace").get(pk=company.pk)
    known = list(company.facts.all())
    of_website = [fact for fact in known if fact.origin != FactOrigin.MANUAL and not fact.is_struck]
    room = max(0, MAX_FACTS - len(of_website))
    status = FactStatus.PENDING if company.workspace.approve_facts_first else FactStatus.APPROVED
    pages = {page.url: page for page in company.pages.all()}
    added = [
        CompanyFact(
            company=company,
            page=pages[fact.url],
            statement=fact.statement[:500],
            quote=fact.quote,
            status=status,
            origin=FactOrigin(fact.origin),
        )
        for fact in _new_ones(known, found)[:room]
        if fact.url in pages
    ]
    CompanyFact.objects.bulk_create(added)
    return len(added)


def spread(facts: Iterable[FoundFact]) -> tuple[FoundFact, ...]:
    """The facts with the first of every topic in front, then the second, and so on."""
    by_topic: dict[str, list[FoundFact]] = defaultdict(list)
    for fact in facts:
        by_topic[fact.topic].append(fact)
    ranked = [(rank, fact) for topic in by_topic.values() for rank, fact in enumerate(topic)]
    return tuple(fact for _, fact in sorted(ranked, key=lambda pair: pair[0]))


def pages_to_read(company: Company, brief: CompanyBrief) -> list[FetchedPage]:
    """The pages that a visit could read, each with its text: an unchanged one's is the stored."""
    stored: Mapping[str, CompanyPage] = {page.url: page for page in company.pages.all()}
    pages = []
    for page in brief.pages:
        if page.status == PageStatus.UNCHANGED.value and page.url in stored:
            kept = stored[page.url]
            page = FetchedPage(  # noqa: PLW2901 - the page as a model may read it
                url=kept.url,
                title=kept.title,
                language=kept.language,
                text=kept.text,
                fetched_at=page.fetched_at,
            )
        if page.text:
            pages.append(page)
    return pages


def _store_page(company: Company, page: FetchedPage) -> CompanyPage:
    """Keep a page. One that was not read this time keeps the text, and the date, of when it was."""
    values: dict[str, Any] = {"status": page.status}
    if page.status in {PageStatus.READ, PageStatus.UNCHANGED}:
        values["fetched_at"] = (
            parse_datetime(page.fetched_at) if page.fetched_at else timezone.now()
        )
    if page.status == PageStatus.READ.value:
        values |= {
            "title": page.title[:300],
            "language": page.language[:12],
            "etag": page.etag[:300],
            "last_modified": page.last_modified[:60],
            "text": page.text,
        }
    stored, _ = CompanyPage.objects.update_or_create(
        company=company,
        url=page.url[:2048],
        defaults=values,
        create_defaults={"title": page.title[:300], **values},
    )
    return stored


def _drop_unproven(page: CompanyPage) -> None:
    """A quote that its page no longer holds is no proof any more; what a person decided stays."""
    for fact in page.facts.filter(decided_at__isnull=True).exclude(status=FactStatus.STRUCK):
        if fact.quote and find(fact.quote, page.text) is None:
            fact.delete()


def _new_ones(known: Iterable[CompanyFact], found: Iterable[FoundFact]) -> list[FoundFact]:
    before = [_as_found(fact) for fact in known if fact.quote]
    wanted = list(found)
    ids = {id(fact) for fact in wanted}
    return [fact for fact in fold_repeats([*before, *wanted]) if id(fact) in ids]


def _as_found(fact: CompanyFact) -> FoundFact:
    return FoundFact(statement=fact.statement, quote=fact.quote, url="", topic="makes")
