"""The one line that a guide's page says about its company's facts, where one is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from guides.company.research import visits_to
from guides.enums import FactStatus
from guides.models import CellGeneration, CompanyFact, LevelingGuide


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """`late_cells`: how many cells could be written again with facts that came after them."""

    text: str
    late_cells: int = 0


def company_line(guide: LevelingGuide) -> CompanyLine | None:
    """What a manager should know; None where examples have the company's facts, or need none yet.

    The company's facts are read from what `with_matrix` fetched; one more query at most.
    """
    if not guide.has_matrix:
        return None
    facts = list(guide.company.facts.all())
    since = known_since(facts)
    if since is not None:
        return _late_line(guide, since)
    if visits_to(guide.company).exists():
        return CompanyLine("The company’s website is still being read.")
    return _without_facts(guide, facts)


def known_since(facts: Iterable[CompanyFact]) -> datetime | None:
    """Since when there has been an approved fact in its present words; None while there is none."""
    approved = (fact.updated_at for fact in facts if fact.status == FactStatus.APPROVED)
    return min(approved, default=None)


def _late_line(guide: LevelingGuide, since: datetime) -> CompanyLine | None:
    if guide.is_running:
        return None
    shown = CellGeneration.objects.shown()
    count = shown.begun_before(since).filter(guide=guide).count()
    if not count:
        return None
    cells = "1 cell was" if count == 1 else f"{count} cells were"
    return CompanyLine(f"{cells} written before the company’s facts were known.", late_cells=count)


def _without_facts(guide: LevelingGuide, facts: list[CompanyFact]) -> CompanyLine | None:
    reason = _reason(guide, facts)
    if not reason:
        return None
    tense = "are" if guide.is_running or guide.is_waiting_for_review else "were"
    if guide.context:
        return CompanyLine(f"{reason} Examples {tense} written with your own description only.")
    return CompanyLine(f"{reason} Examples {tense} written without company context.")


def _reason(guide: LevelingGuide, facts: list[CompanyFact]) -> str:
    company = guide.company
    waiting = sum(fact.status == FactStatus.PENDING for fact in facts)
    if waiting:
        return (
            "1 fact waits for your approval."
            if waiting == 1
            else f"{waiting} facts wait for your approval."
        )
    if facts:
        return "Every fact about the company has been struck."
    if company.error_code:
        return company.error_message or "The company’s website could not be read."
    if company.researched_at is not None:
        return "No plain facts were found on the company’s website."
    return "The company’s website has not been read." if settings.RESEARCH_ENABLED else ""
