"""Editions, what readers see, and the links that show them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from guides.models.guides import LevelingGuide
from guides.querysets.editions import EditionQuerySet, ShareLinkQuerySet
from levelingai.models import BaseModel

PERSON = settings.AUTH_USER_MODEL


class GuideEdition(BaseModel):
    """What readers see: the whole guide at the moment of publishing."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    content_json = models.JSONField()
    pdf_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="The file that was published, once the guide has another one.",
    )
    published_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_1"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("published_at")),
                name="edition_withdrawn_after_publishing",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number} of {self.guide_id}"


class ShareLink(BaseModel):
    """Access to the latest edition without an account. Only a hash of the token is stored."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="share_links")
    token_hash = models.CharField(max_length=64)
    label = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    sign_in_required = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="share_token_once"),
            models.CheckConstraint(condition=~Q(token_hash=""), name="share_link_has_a_token"),
        ]

    def __str__(self) -> str:
        return self.label or f"Link of {self.created_at:%Y-%m-%d}"
