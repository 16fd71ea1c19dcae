"""Who sees a company's brief."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import EDITORS


class CompanyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> CompanyQuerySet:
        """A company brief is working material: for those who edit guides."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            workspace__memberships__user_id=user.pk, workspace__memberships__role__in=EDITORS
        )

    def locked(self) -> CompanyQuerySet:
        """These rows, locked until the transaction ends against others who would lock them.

        Rows that point here may be written meanwhile: on PostgreSQL the full lock, which only
        deleting needs, would also hold up every foreign key check, at commits that no order of
        locks knows of.
        """
        return self.select_for_update(no_key=True, of=("self",))
