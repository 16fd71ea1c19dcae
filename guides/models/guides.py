"""The uploaded guide, its intermediate results, and how far it has come."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Workspace
from generation.core.office import PDF
from guides.enums import FAILED, RUNNING, ArtifactType, ErrorCode, GuideStatus
from guides.models.companies import Company
from guides.querysets.guides import LevelingGuideQuerySet
from levelingai.models import BaseModel
from levelingai.storage import PrivateStorage

PERSON = settings.AUTH_USER_MODEL


def private_storage() -> PrivateStorage:
    """The storage of uploaded PDFs: never under a served folder."""
    storage = storages["private"]
    assert isinstance(storage, PrivateStorage)  # noqa: S101 - settings name it
    return storage


def pdf_path(guide: LevelingGuide, filename: str) -> str:
    """A name that tells nothing of the file or its owner but its kind, by a `filename` of ours.

    The original name is only displayed.
    """
    return f"guides/{guide.pk}/{uuid.uuid4().hex}{PurePath(filename).suffix}"


class LevelingGuide(BaseModel):
    """One uploaded role leveling guide. `status` is the one source of truth of its progress.

    `round` counts the passes through the pipeline (a retry, a new parse, a regeneration): messages
    and stage runs of an earlier round change nothing. `version` rises with every visible change.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="guides")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="guides")
    owner = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="guides")
    role_title = models.CharField(max_length=160)
    context = models.TextField(blank=True, max_length=4000)
    pdf = models.FileField(upload_to=pdf_path, storage=private_storage, max_length=200)
    original_filename = models.CharField(max_length=255)
    mime_type = models.CharField(max_length=100, default="application/pdf")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    guide_index = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Which of several guides in the PDF this one is, from 0."
    )
    status = models.CharField(
        max_length=20, choices=GuideStatus.choices, default=GuideStatus.QUEUED
    )
    error_code = models.CharField(max_length=30, choices=ErrorCode.choices, blank=True)
    error_message = models.TextField(blank=True)
    review_required = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_sample = models.BooleanField(default=False)
    is_transposed = models.BooleanField(
        default=False, help_text="A manager swapped rows and columns of what was read."
    )
    removed_parts = models.JSONField(
        default=list,
        blank=True,
        help_text="What a manager removed or merged, as it was read: a new parse leaves it out.",
    )
    replaces = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="next_versions",
        help_text="The guide that this file is a new version of, until a manager accepts it.",
    )
    doubts = models.JSONField(
        default=list,
        blank=True,
        help_text="What reading left in doubt, by the keys of levels and competencies.",
    )
    settled_doubts = models.JSONField(
        default=list, blank=True, help_text="The places that a manager said are right."
    )
    upload_token = models.UUIDField(
        null=True, blank=True, help_text="That of the form: handed in twice, it makes one guide."
    )
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    objects = LevelingGuideQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=GuideStatus.values), name="guide_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=FAILED) | ~Q(error_code=""), name="failed_guide_says_why"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="guide_version_from_1"),
            models.CheckConstraint(condition=Q(round__gte=1), name="guide_round_from_1"),
            models.CheckConstraint(condition=~Q(role_title=""), name="guide_has_a_role_title"),
            models.UniqueConstraint(fields=["owner", "upload_token"], name="one_guide_per_form"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="guide_replaces_another",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at"], name="guides_of_workspace"),
            models.Index(fields=["status", "updated_at"], name="guides_by_status"),
            models.Index(fields=["workspace", "sha256"], name="guides_of_a_file"),
        ]

    def __str__(self) -> str:
        return self.role_title

    def get_absolute_url(self) -> str:
        return reverse("guide_detail", args=[self.pk])

    @property
    def is_pdf(self) -> bool:
        """Whether the file has pages that can be drawn; others were laid out to be read."""
        return self.mime_type == PDF.mime_type

    @property
    def is_waiting_for_review(self) -> bool:
        return (
            self.status == GuideStatus.MATRIX_PARSED
            and self.review_required
            and self.confirmed_at is None
        )

    @property
    def is_running(self) -> bool:
        """Something is still going to happen without anyone's help."""
        return self.status in RUNNING or (
            self.status == GuideStatus.MATRIX_PARSED
            and not self.is_waiting_for_review
            and not self.is_next_version
        )

    @property
    def is_next_version(self) -> bool:
        """A changed file of another guide: it is read and recovered, and nothing is written."""
        return self.replaces_id is not None

    @property
    def is_ready_to_compare(self) -> bool:
        """A next version whose matrix stands, so that a manager may accept it."""
        return (
            self.is_next_version
            and self.status == GuideStatus.MATRIX_PARSED
            and not self.is_waiting_for_review
        )

    @property
    def is_failed(self) -> bool:
        return self.status in FAILED

    @property
    def is_correctable(self) -> bool:
        """Nothing is at work on the matrix, so a manager may change it."""
        if self.is_waiting_for_review or self.is_ready_to_compare:
            return True
        return self.status in {
            GuideStatus.FAILED_PARSE,
            GuideStatus.COMPLETE,
            GuideStatus.FAILED_GENERATION,
        }

    @property
    def has_matrix(self) -> bool:
        return self.status in {
            GuideStatus.MATRIX_PARSED,
            GuideStatus.GENERATING_EXAMPLES,
            GuideStatus.COMPLETE,
            GuideStatus.FAILED_GENERATION,
        }


class GuideArtifact(BaseModel):
    """An intermediate result, stored once per content."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="artifacts")
    type = models.CharField(max_length=20, choices=ArtifactType.choices)
    content_text = models.TextField(blank=True)
    content_json = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "type", "sha256"], name="artifact_stored_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} of {self.guide_id}"
