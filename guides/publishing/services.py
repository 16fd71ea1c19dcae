"""Publishing: editions of the draft, and links that show the latest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from guides.enums import GuideStatus
from guides.models import GuideEdition, LevelingGuide, ShareLink
from guides.publishing.content import edition_content
from levelingai.models import still_there

TOKEN_BYTES = 32
USE_NOTED_EVERY = timedelta(minutes=1)
"""A link's last use is written at most this often: many readers must not mean many writes."""

PUBLISHABLE = frozenset({GuideStatus.COMPLETE, GuideStatus.FAILED_GENERATION})


class PublishRefused(Exception):
    """The guide cannot be published now; the message is a sentence for the manager."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a manager should know before publishing."""

    cells: int
    without_examples: int
    starters: int = 0

    @property
    def with_examples(self) -> int:
        return self.cells - self.without_examples

    @property
    def is_whole(self) -> bool:
        return self.without_examples == 0


def latest_edition(guide: LevelingGuide) -> GuideEdition | None:
    """What readers see now: the latest edition that is not withdrawn."""
    editions = GuideEdition.objects.in_force().filter(guide=guide)
    edition: GuideEdition | None = editions.order_by("-number").first()
    return edition


def draft_content(guide: LevelingGuide) -> dict[str, Any]:
    """The content that publishing would give readers."""
    return edition_content(still_there(LevelingGuide.objects.with_matrix(), guide.pk))


def readiness(guide: LevelingGuide, content: Mapping[str, Any]) -> Readiness:
    """How much of `content`, the guide's draft, has examples; one query for the starters."""
    cells = content["cells"]
    return Readiness(
        len(cells),
        without_examples=sum(not cell["examples"] for cell in cells),
        starters=guide.cells.with_starters().count(),
    )


@transaction.atomic
def publish(guide: LevelingGuide, person: Any) -> GuideEdition:
    """Make an edition of the draft as it stands. Raises `PublishRefused`."""
    locked = still_there(LevelingGuide.objects.locked(), guide.pk)
    if locked.status not in PUBLISHABLE:
        raise PublishRefused(
            "This guide is not ready to be published: wait until its examples are written."
        )
    content = draft_content(locked)
    if not content["cells"]:
        raise PublishRefused("There is nothing to publish: the guide has no definitions.")
    current = latest_edition(locked)
    if current is not None and current.content_json == content:
        raise PublishRefused(f"Nothing has changed since edition {current.number}.")
    last = GuideEdition.objects.filter(guide=locked).order_by("-number").first()
    LevelingGuide.objects.touch(locked.pk)
    return GuideEdition.objects.create(
        guide=locked,
        number=last.number + 1 if last else 1,
        content_json=content,
        published_by=person,
        published_at=timezone.now(),
    )


@transaction.atomic
def withdraw(guide: LevelingGuide) -> int:
    """Take every edition back from readers; links answer 404 until the next one.

    An earlier edition must not come to light again, so all of them go. Returns how many.
    """
    still_there(LevelingGuide.objects.locked(), guide.pk)
    withdrawn: int = (
        GuideEdition.objects.in_force().filter(guide=guide).update(withdrawn_at=timezone.now())
    )
    if withdrawn:
        LevelingGuide.objects.touch(guide.pk)
    return withdrawn


# Links --------------------------------------------------------------------------------------------


def create_link(
    guide: LevelingGuide, person: Any, *, label: str, days: int | None, sign_in_required: bool
) -> tuple[ShareLink, str]:
    """A new link and its token, which is told once: only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        guide=guide,
        token_hash=hash_token(token),
        label=label,
        created_by=person,
        sign_in_required=sign_in_required,
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )
    return link, token


def revoke_link(link: ShareLink) -> None:
    """Close a link at once, for good."""
    ShareLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def find_link(token: str, *, now: datetime | None = None) -> ShareLink | None:
    """The link of a token, unless it has expired or was revoked."""
    now = now or timezone.now()
    links = ShareLink.objects.usable(now).filter(token_hash=hash_token(token))
    link: ShareLink | None = links.select_related("guide", "created_by").first()
    return link


def note_use(link: ShareLink) -> None:
    now = timezone.now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    ShareLink.objects.filter(stale, pk=link.pk).update(last_used_at=now)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
