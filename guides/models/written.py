"""What every text that is written for a person has in common."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Workspace
from guides.enums import OPEN_WRITTEN, Engine, ErrorCode, WrittenStatus
from guides.models.editions import GuideEdition
from guides.models.guides import LevelingGuide
from guides.querysets.written import WrittenQuerySet
from levelingai.grounding.passages import Block
from levelingai.models import BaseModel


class Written(BaseModel):
    """A text made from passages: what was asked, who wrote it, what of it its sources hold.

    `content` holds its blocks, each with its refs; `checks` what verification counted. What the
    calls to a model cost is in their `LLMCall` rows. A text with a `cache_key` is written once
    for the same owner.
    """

    workspace_id: UUID
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    guide = models.ForeignKey(
        LevelingGuide, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edition = models.ForeignKey(
        GuideEdition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    input = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        max_length=12, choices=WrittenStatus.choices, default=WrittenStatus.QUEUED
    )
    engine = models.CharField(max_length=10, choices=Engine.choices, blank=True)
    model = models.CharField(max_length=120, blank=True)
    prompt_name = models.CharField(max_length=30, blank=True)
    prompt_version = models.CharField(max_length=20, blank=True)
    content = models.JSONField(default=dict, blank=True)
    checks = models.JSONField(default=dict, blank=True)
    error_code = models.CharField(max_length=30, choices=ErrorCode.choices, blank=True)
    error_message = models.TextField(blank=True)
    cache_key = models.CharField(max_length=64, blank=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=WrittenStatus.values), name="%(class)s_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=WrittenStatus.FAILED) | ~Q(error_code=""),
                name="%(class)s_failed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=WrittenStatus.READY) | ~Q(engine=""),
                name="%(class)s_ready_says_who_wrote_it",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "cache_key"], name="%(class)s_by_key"),
        ]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(Block.from_json(block) for block in self.content.get("blocks", ()))

    @property
    def is_pending(self) -> bool:
        return self.status in OPEN_WRITTEN
