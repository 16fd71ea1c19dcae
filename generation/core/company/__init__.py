"""From pages of a company's website to quoted facts about it.

This is the room's front. What reads markup (`site`) is imported in limited children alone.
"""

from generation.core.company.company_brief import (
    BriefCode,
    CompanyBrief,
    CompanyContext,
    Fact,
    FactOrigin,
    FetchedPage,
    FoundFact,
    PageStatus,
)
from generation.core.company.model_facts import (
    FACTS_SCHEMA,
    FACTS_SCHEMA_NAME,
    build_facts_messages,
    facts_from_reply,
)
from generation.core.company.site_facts import MAX_FACTS, fold_repeats

__all__ = [
    "FACTS_SCHEMA",
    "FACTS_SCHEMA_NAME",
    "MAX_FACTS",
    "BriefCode",
    "CompanyBrief",
    "CompanyContext",
    "Fact",
    "FactOrigin",
    "FetchedPage",
    "FoundFact",
    "PageStatus",
    "build_facts_messages",
    "facts_from_reply",
    "fold_repeats",
]
