"""Who sees which guide, what a page needs of it, and how its status may move."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.models import EDITORS
from guides.enums import ALLOWED_FROM, CANCELLED_TO, ErrorCode, GuideStatus
from guides.querysets.related import related


class LevelingGuideQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> LevelingGuideQuerySet:
        """Guides of the person's workspaces: drafts for editors, published ones for members.

        A next version of a guide is none of them: see `workable_by`.
        """
        if not user.is_authenticated:
            return self.none()
        in_force = related(self.model, "editions").in_force()  # type: ignore[attr-defined]
        of_editor = Q(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )
        of_member = Q(workspace__memberships__user_id=user.pk)
        return (
            self.filter(replaces=None)
            .filter(of_editor | (of_member & Q(Exists(in_force.filter(guide=OuterRef("pk"))))))
            .distinct()
        )

    def editable_by(self, user: Any) -> LevelingGuideQuerySet:
        return self.workable_by(user).filter(replaces=None)

    def workable_by(self, user: Any) -> LevelingGuideQuerySet:
        """What the person may bring on its way: guides, and next versions of guides."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )

    def with_matrix(self) -> LevelingGuideQuerySet:
        """Everything that the matrix page shows, in a number of queries that never grows."""
        cells = related(self.model, "cells").select_related("edited_by")
        company = self.model._meta.get_field("company").related_model
        facts = related(company, "facts").select_related("page")
        generations = related(self.model, "generations").on_page()  # type: ignore[attr-defined]
        return self.select_related("company", "owner", "workspace").prefetch_related(
            "levels",
            "competencies",
            Prefetch("company__facts", facts),
            Prefetch("cells", cells.prefetch_related(Prefetch("generations", generations))),
        )

    def locked(self) -> LevelingGuideQuerySet:
        """These rows, locked until the transaction ends against others who would lock them.

        Rows that point here may be written meanwhile: on PostgreSQL the full lock, which only
        deleting needs, would also hold up every foreign key check, at commits that no order of
        locks knows of.
        """
        return self.select_for_update(no_key=True, of=("self",))

    def move(self, guide_id: UUID, to: GuideStatus, **fields: Any) -> bool:
        """Move a guide to `to` if its status allows it, by one conditional update.

        Without `error_code` among `fields` an earlier error is cleared. False: nothing changed.
        """
        fields.setdefault("error_code", "")
        fields.setdefault("error_message", "")
        allowed = self.filter(pk=guide_id, status__in=ALLOWED_FROM[to])
        return bool(
            allowed.update(status=to, version=F("version") + 1, updated_at=timezone.now(), **fields)
        )

    def restart(self, guide_id: UUID, to: GuideStatus, **fields: Any) -> bool:
        """Like `move`, for a new round: whatever an earlier round still does changes nothing."""
        return self.move(guide_id, to, round=F("round") + 1, **fields)

    def cancel(self, guide: Any, message: str) -> bool:
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

    def touch(self, guide_id: UUID) -> int:
        """Raise the version after a visible change and return it (inside a transaction)."""
        self.filter(pk=guide_id).update(version=F("version") + 1, updated_at=timezone.now())
        return int(self.values_list("version", flat=True).get(pk=guide_id))
