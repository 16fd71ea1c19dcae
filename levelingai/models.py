"""Base of every table: a UUID key and the two time stamps. Rows that may be gone by now."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from levelingai.errors import Gone

Row = TypeVar("Row", bound=models.Model)


class BaseModel(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Like Django's. Raises `Gone` where somebody has deleted the row meanwhile."""
        try:
            super().refresh_from_db(*args, **kwargs)
        except type(self).DoesNotExist as error:
            raise Gone from error


def still_there(rows: models.QuerySet[Row], pk: uuid.UUID | None) -> Row:
    """The row of `pk` among `rows`, which was read before and may have been deleted since.

    `rows` is often `objects.select_for_update()`. Raises `Gone`.
    """
    try:
        return rows.get(pk=pk)
    except ObjectDoesNotExist as error:
        raise Gone from error
