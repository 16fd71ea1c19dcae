"""The rows at the other end of a relation, without naming their model."""

from __future__ import annotations

from typing import Any

from django.db import models


def related(model: type[models.Model], name: str) -> models.Manager[Any]:
    """The manager of what `model` calls `name`, forwards or backwards."""
    other = model._meta.get_field(name).related_model
    assert isinstance(other, type)  # noqa: S101 - a relation, by the caller's word
    return other._default_manager
