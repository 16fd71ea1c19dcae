"""What the page of a company shows: its facts, where examples use them, and how reading went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from guides.company.forms import FactForm
from guides.company.research import visits_to
from guides.enums import FactOrigin, FactStatus, GuideStatus
from guides.models import CellGeneration, Company, CompanyFact, CompanyPage, LevelingGuide

_ORDER = {FactStatus.PENDING: 0, FactStatus.APPROVED: 1, FactStatus.STRUCK: 2}
_MAY_WRITE = (GuideStatus.COMPLETE, GuideStatus.FAILED_GENERATION, GuideStatus.GENERATING_EXAMPLES)


@dataclass(frozen=True, slots=True)
class Use:
    """How many shown examples of a guide name a fact, and whether they can be written again."""

    guide: LevelingGuide
    example_count: int
    can_rewrite: bool


@dataclass(frozen=True, slots=True)
class FactView:
    fact: CompanyFact
    form: FactForm
    uses: tuple[Use, ...] = ()

    @property
    def example_count(self) -> int:
        return sum(use.example_count for use in self.uses)

    @property
    def source(self) -> str:
        """Who says so, in words."""
        if self.fact.origin == FactOrigin.MANUAL:
            return "Added by hand"
        return "Worded by hand" if self.fact.edited_at else ""


@dataclass(frozen=True, slots=True)
class Counts:
    approved: int
    pending: int
    struck: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How the last visit to the website went, or that one is under way."""

    is_open: bool
    headline: str
    problem: str = ""
    can_refresh: bool = False


@dataclass(frozen=True, slots=True)
class BriefPage:
    facts: tuple[FactView, ...]
    counts: Counts
    pages: tuple[CompanyPage, ...]
    guides: tuple[LevelingGuide, ...]
    reading: Reading

    @property
    def own_words(self) -> list[LevelingGuide]:
        """Guides whose manager described the company at the upload."""
        return [guide for guide in self.guides if guide.context]


def brief_page(company: Company) -> BriefPage:
    """The whole page, in a number of queries that never grows."""
    facts = list(company.facts.select_related("page", "edited_by"))
    guides = tuple(company.guides.filter(replaces=None).order_by("role_title", "created_at"))
    uses = _uses(guides)
    facts.sort(key=lambda fact: _ORDER[FactStatus(fact.status)])
    return BriefPage(
        facts=tuple(FactView(f, FactForm.of(f), tuple(uses.get(f.ref, ()))) for f in facts),
        counts=_count(facts),
        pages=tuple(company.pages.all()),
        guides=guides,
        reading=reading_of(company, has_guides=bool(guides)),
    )


def fact_view(fact: CompanyFact, form: FactForm | None = None) -> FactView:
    """One fact for a fragment."""
    uses = _uses(fact.company.guides.all())
    return FactView(fact, form or FactForm.of(fact), tuple(uses.get(fact.ref, ())))


def counts_of(company: Company) -> Counts:
    return _count(company.facts.only("status"))


def reading_of(company: Company, *, has_guides: bool = True) -> Reading:
    """What to say of the website in one line, and whether it can be read again."""
    if visits_to(company).exists():
        return Reading(True, "The website is being read.")
    if not settings.RESEARCH_ENABLED:
        return Reading(False, "Reading websites is switched off in this installation.")
    if company.researched_at is None:
        return Reading(False, "The website has not been read yet.", can_refresh=has_guides)
    at = timezone.localtime(company.researched_at)
    headline = f"Last read on {at:%-d %b %Y at %H:%M}."
    if company.error_code:
        headline = f"Last tried on {at:%-d %b %Y at %H:%M}."
    return Reading(False, headline, problem=company.error_message, can_refresh=has_guides)


def _count(facts: Iterable[CompanyFact]) -> Counts:
    statuses = [fact.status for fact in facts]
    return Counts(
        approved=statuses.count(FactStatus.APPROVED),
        pending=statuses.count(FactStatus.PENDING),
        struck=statuses.count(FactStatus.STRUCK),
    )


def _uses(guides: Iterable[LevelingGuide]) -> dict[str, list[Use]]:
    """By a fact's name in examples: the guides whose shown examples use it."""
    by_id = {guide.pk: guide for guide in guides}
    shown = CellGeneration.objects.shown()
    examples: dict[tuple[str, Any], list[str]] = defaultdict(list)
    rows = shown.filter(guide__in=by_id).values_list("guide_id", "engine", "content_json")
    for guide_id, engine, content in rows:
        for item in content:
            for name in item.get("facts", ()):
                examples[name, guide_id].append(engine)
    uses: dict[str, list[Use]] = defaultdict(list)
    for (name, guide_id), engines in examples.items():
        guide = by_id[guide_id]
        uses[name].append(
            Use(
                guide=guide,
                example_count=len(engines),
                can_rewrite=guide.status in _MAY_WRITE and any(e != "manual" for e in engines),
            )
        )
    return uses
