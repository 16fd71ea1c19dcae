"""Facts that the model points at on the pages of a visit. Without one, or if it fails, none."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import cast

from django.conf import settings

from generation.core.company import (
    FACTS_SCHEMA,
    FACTS_SCHEMA_NAME,
    CompanyBrief,
    FetchedPage,
    FoundFact,
    build_facts_messages,
    facts_from_reply,
)
from generation.core.writing import make_delimiter
from generation.stages.research_results import pages_to_read
from guides.company.research import COMPANY
from guides.models import Company
from levelingai.llm.accounts import Account, calls_for
from levelingai.llm.budget import is_spend_cap_reached
from levelingai.llm.setup import get_client, has_model
from levelingai.llm.types import CallFailed, Message

logger = logging.getLogger(__name__)

PURPOSE = "company_facts"
DEADLINE_S, QUEUE_S = 60.0, 30.0
"""For the whole question; a server of one's own has the whole of a call's time."""
MAX_OUTPUT_TOKENS = 6000
"""Twenty facts, each with its quote, its statement and the JSON around them."""


def find_facts(company: Company, brief: CompanyBrief) -> tuple[FoundFact, ...]:
    """What the model points at and code has verified; never raises, a visit does without it."""
    if not has_model(company.workspace_id) or brief.error_code:
        return ()
    pages = pages_to_read(company, brief)
    if not pages or is_spend_cap_reached(company.workspace_id):
        return ()
    try:
        with calls_for(Account(company.workspace_id, COMPANY, company.pk)):
            return _ask(company, pages)
    except (CallFailed, ValueError) as error:
        logger.warning("Company %s: the model found no facts: %s", company.pk, error)
        return ()


def _ask(company: Company, pages: Sequence[FetchedPage]) -> tuple[FoundFact, ...]:
    messages = build_facts_messages(pages, make_delimiter(str(company.pk), settings.SECRET_KEY))
    client = get_client(company.workspace_id)
    reply = client.complete(
        cast("list[Message]", messages),
        schema=FACTS_SCHEMA,
        schema_name=FACTS_SCHEMA_NAME,
        purpose=PURPOSE,
        deadline_s=None if client.settings.is_local else DEADLINE_S,
        queue_s=QUEUE_S,
        max_output_tokens=MAX_OUTPUT_TOKENS,
    )
    return facts_from_reply(pages, _json_of(reply.text), company=company.name)


def _json_of(text: str) -> str:
    """The JSON object in a reply that may have words or a fence around it."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text[text.find("{") : text.rfind("}") + 1]
    return text
