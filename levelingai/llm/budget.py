"""What a workspace may spend on models."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from levelingai.llm.models import LLMCall

OVER_BUDGET = (
    "This workspace has used up its budget for today. Writing can go on tomorrow, or after the "
    "limit is raised."
)


def is_spend_cap_reached(workspace_id: UUID) -> bool:
    """Whether the workspace spent its share of today (UTC). Never, where no cap is set."""
    if settings.LLM_SPEND_CAP_DAILY is None:
        return False
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    calls = LLMCall.objects.filter(workspace_id=workspace_id, created_at__gte=today)
    spent = calls.aggregate(total=Sum("cost"))["total"] or Decimal(0)
    return bool(spent >= settings.LLM_SPEND_CAP_DAILY)
