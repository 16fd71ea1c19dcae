"""What a manager looked at and found right: the doubt about it goes, and nothing else changes."""

from __future__ import annotations

from typing import Any

from guides.matrix.doubts import doubts_about
from guides.models import LevelingGuide
from guides.review.corrections.base import CorrectionRefused, correcting


def settle_doubt(guide: LevelingGuide, person: Any, mark: str) -> str:
    """Say that a place is right as it stands; returns which one, in words.

    The mark is that of its words too: words that somebody else changed meanwhile are not meant.
    """
    with correcting(guide, person) as change:
        doubts = [doubt for doubt in doubts_about(change.guide) if doubt.mark == mark]
        if not doubts:
            raise CorrectionRefused("This place has changed in the meantime. Look at it once more.")
        change.guide.settled_doubts = [*change.guide.settled_doubts, mark]
        change.guide.save(update_fields=["settled_doubts", "updated_at"])
    return doubts[0].place
