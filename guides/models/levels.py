"""Levels: the columns of a guide's matrix."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guides.models.guides import LevelingGuide
from levelingai.models import BaseModel


class Level(BaseModel):
    """A column. Real guides repeat names and leave codes out: only `key` is unique.

    `recovered_code` and `recovered_title` are as read, whatever a manager made of them since: a new
    parse is matched by them. Both are empty for a level that a manager added.
    """

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="levels")
    key = models.SlugField(max_length=80)
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    recovered_code = models.CharField(max_length=40, blank=True)
    recovered_title = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "key"], name="level_key_once_per_guide"),
            models.CheckConstraint(
                condition=~Q(code="") | ~Q(title=""), name="level_has_a_code_or_title"
            ),
        ]
        indexes = [models.Index(fields=["guide", "position"], name="levels_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.code, self.title) if part)

    @property
    def short_name(self) -> str:
        return self.code or self.title

    @property
    def is_added(self) -> bool:
        return not (self.recovered_code or self.recovered_title)

    @property
    def is_edited(self) -> bool:
        """A manager's name stands in place of the one that was read."""
        recovered = (self.recovered_code, self.recovered_title)
        return not self.is_added and recovered != (self.code, self.title)
