"""Who sees which guide, what a page needs of it, and how its status may move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.models import EDITORS

from .enums import ALLOWED_FROM, CANCELLED_TO, ErrorCode, GuideStatus

if TYPE_CHECKING:
    from .models import LevelingGuide


def _cell_generations() -> models.QuerySet[Any]:
    """Generations as the matrix shows them; by label, because guides never imports generation."""
    return apps.get_model("generation", "CellGeneration")._default_manager.on_page()


class CompanyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user) -> CompanyQuerySet:
        """A company brief is working material: for those who edit guides."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )


class LevelingGuideQuerySet(models.QuerySet["LevelingGuide"]):
    def visible_to(self, user) -> LevelingGuideQuerySet:
        """Guides of the person's workspaces: drafts for editors, published ones for members."""
        if not user.is_authenticated:
            return self.none()
        edition = apps.get_model("guides", "GuideEdition")._default_manager.in_force()
        of_editor = Q(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )
        of_member = Q(workspace__memberships__user_id=user.pk)
        return self.filter(
            of_editor | (of_member & Q(Exists(edition.filter(guide=OuterRef("pk")))))
        ).distinct()

    def editable_by(self, user) -> LevelingGuideQuerySet:
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )

    def with_matrix(self) -> LevelingGuideQuerySet:
        """Everything that the matrix page shows, in a number of queries that never grows."""
        cells = apps.get_model("guides", "GuideCell")._default_manager.select_related("edited_by")
        facts = apps.get_model("guides", "CompanyFact")._default_manager.select_related("page")
        return self.select_related("company", "owner", "workspace").prefetch_related(
            "levels",
            "competencies",
            Prefetch("company__facts", facts),
            Prefetch(
                "cells",
                cells.prefetch_related(Prefetch("generations", _cell_generations())),
            ),
        )

    def move(self, guide_id, to: GuideStatus, **fields: Any) -> bool:
        """Move a guide to `to` if its status allows it, by one conditional update.

        Without `error_code` among `fields` an earlier error is cleared. False: nothing changed.
        """
        fields.setdefault("error_code", "")
        fields.setdefault("error_message", "")
        allowed = self.filter(pk=guide_id, status__in=ALLOWED_FROM[to])
        return bool(
            allowed.update(status=to, version=F("version") + 1, updated_at=timezone.now(), **fields)
        )

    def restart(self, guide_id, to: GuideStatus, **fields: Any) -> bool:
        """Like `move`, for a new round: whatever an earlier round still sends changes nothing."""
        return self.move(guide_id, to, round=F("round") + 1, **fields)

    def cancel(self, guide: LevelingGuide, message: str) -> bool:
        """Stop a running guide where it stands; False if it was not running any more."""
        to = CANCELLED_TO.get(GuideStatus(guide.status))
        if to is None:
            return False
        return bool(
            self.filter(pk=guide.pk, status=guide.status, round=guide.round).update(
                status=to,
                round=F("round") + 1,
                version=F("version") + 1,
                updated_at=timezone.now(),
                error_code=ErrorCode.CANCELLED,
                error_message=message,
                review_required=False,
            )
        )

    def touch(self, guide_id) -> int:
        """Raise the version after a visible change and return it (inside a transaction)."""
        self.filter(pk=guide_id).update(version=F("version") + 1, updated_at=timezone.now())
        return self.values_list("version", flat=True).get(pk=guide_id)


class GuideCellQuerySet(models.QuerySet[Any]):
    def visible_to(self, user) -> GuideCellQuerySet:
        guides = apps.get_model("guides", "LevelingGuide")._default_manager.editable_by(user)
        return self.filter(guide__in=guides)

    def changed_since(self, version: int) -> GuideCellQuerySet:
        return self.filter(changed_in__gt=version)

    def with_generations(self) -> GuideCellQuerySet:
        return self.select_related("competency", "level", "edited_by").prefetch_related(
            Prefetch("generations", _cell_generations())
        )


class EditionQuerySet(models.QuerySet[Any]):
    def in_force(self) -> EditionQuerySet:
        """Not withdrawn; the one with the highest number is what readers see."""
        return self.filter(withdrawn_at__isnull=True)


class ShareLinkQuerySet(models.QuerySet[Any]):
    def usable(self, now=None) -> ShareLinkQuerySet:
        now = now or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True
        )
