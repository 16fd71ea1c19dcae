"""Competencies: the rows of a guide's matrix."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guides.models.guides import LevelingGuide
from levelingai.models import BaseModel


class Competency(BaseModel):
    """A row, optionally in a category.

    `recovered_name` and `recovered_category` are as read: a new parse is matched by them. The name
    is empty for a competency that a manager added.
    """

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="competencies")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=300)
    category = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    recovered_name = models.CharField(max_length=300, blank=True)
    recovered_category = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "competencies"
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "key"], name="competency_key_once_per_guide"),
            models.CheckConstraint(condition=~Q(name=""), name="competency_has_a_name"),
        ]
        indexes = [models.Index(fields=["guide", "position"], name="competencies_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_added(self) -> bool:
        return not self.recovered_name

    @property
    def is_edited(self) -> bool:
        """A manager's name or category stands in place of the one that was read."""
        recovered = (self.recovered_name, self.recovered_category)
        return not self.is_added and recovered != (self.name, self.category)
