"""Cells: competency × level, with the guide's own definition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from guides.models.competencies import Competency
from guides.models.guides import GuideArtifact, LevelingGuide
from guides.models.levels import Level
from guides.querysets.cells import GuideCellQuerySet
from levelingai.models import BaseModel

PERSON = settings.AUTH_USER_MODEL


class GuideCell(BaseModel):
    """Competency × level, where the guide has text.

    `recovered_text` is what was read, `definition_text` what is shown. `source` is a list of
    `{"page": 1, "box": [x0, top, x1, bottom]}` in points. `changed_in` is the guide's version in
    which the cell last looked different, so that a poll fetches only what is new.
    """

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="cells")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="cells")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="cells")
    recovered_text = models.TextField(blank=True)
    definition_text = models.TextField()
    source = models.JSONField(default=list, blank=True)
    source_artifact = models.ForeignKey(
        GuideArtifact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    is_outdated = models.BooleanField(
        default=False, help_text="The definition changed since the shown examples were written."
    )
    changed_in = models.PositiveIntegerField(default=1)

    objects = GuideCellQuerySet.as_manager()

    class Meta:
        ordering = ["competency__position", "level__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["competency", "level"], name="one_cell_per_competency_and_level"
            ),
            models.CheckConstraint(condition=~Q(definition_text=""), name="cell_has_a_definition"),
        ]
        indexes = [models.Index(fields=["guide", "changed_in"], name="cells_changed_since")]

    def __str__(self) -> str:
        return f"{self.competency} × {self.level}"

    @property
    def page(self) -> int | None:
        if not self.source or self.place:
            return None
        number: int = self.source[0]["page"]
        return number

    @property
    def place(self) -> str:
        """Where the definition stands in a file without pages, in words; "" in a PDF."""
        return self.source[0].get("place", "") if self.source else ""

    @property
    def is_edited(self) -> bool:
        return self.edited_at is not None

    def get_absolute_url(self) -> str:
        return reverse("guide_cell", args=[self.guide_id, self.pk])
