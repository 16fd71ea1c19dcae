"""What a guide is: the upload, its matrix, the company behind it and what readers see of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Workspace
from levelingai.models import BaseModel

from .enums import (
    FAILED,
    RUNNING,
    ArtifactType,
    ErrorCode,
    FactOrigin,
    FactStatus,
    FeedbackValue,
    GuideStatus,
    PageStatus,
)
from .querysets import (
    CompanyQuerySet,
    EditionQuerySet,
    GuideCellQuerySet,
    LevelingGuideQuerySet,
    ShareLinkQuerySet,
)

PERSON = settings.AUTH_USER_MODEL


def private_storage():
    """The storage of uploaded PDFs: never under a served folder."""
    return storages["private"]


def pdf_path(guide: LevelingGuide, filename: str) -> str:
    """A name that tells nothing of the file or its owner; the original name is only displayed."""
    return f"guides/{guide.pk}/{uuid.uuid4().hex}.pdf"


class Company(BaseModel):
    """A company whose website gives examples their context."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="companies")
    website_url = models.URLField(max_length=300)
    name = models.CharField(max_length=200, blank=True)
    researched_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=30, choices=ErrorCode.choices, blank=True)
    error_message = models.TextField(blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        ordering = ["name", "website_url"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "website_url"], name="one_company_per_website"
            ),
            models.CheckConstraint(condition=~Q(website_url=""), name="company_has_a_website"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def host(self) -> str:
        return self.website_url.split("://", 1)[-1].strip("/")

    @property
    def display_name(self) -> str:
        return self.name or self.host

    def get_absolute_url(self) -> str:
        return reverse("company_detail", args=[self.pk])


class CompanyPage(BaseModel):
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="pages")
    url = models.URLField(max_length=2048)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=PageStatus.choices)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["company", "url"], name="one_page_per_address"),
            models.CheckConstraint(
                condition=Q(status__in=PageStatus.values), name="page_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class CompanyFact(BaseModel):
    """A statement about the company, with the quote that proves it."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="facts")
    page = models.ForeignKey(
        CompanyPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="facts"
    )
    statement = models.CharField(max_length=500)
    quote = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=FactStatus.choices)
    origin = models.CharField(max_length=10, choices=FactOrigin.choices)
    edited_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a person last approved, struck or worded it: a visit leaves it alone then.",
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=FactStatus.values), name="fact_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=FactOrigin.values), name="fact_origin_is_known"
            ),
            models.CheckConstraint(
                condition=Q(origin=FactOrigin.MANUAL) | ~Q(quote=""), name="site_fact_has_a_quote"
            ),
            models.CheckConstraint(condition=~Q(statement=""), name="fact_says_something"),
        ]
        indexes = [models.Index(fields=["company", "status"], name="facts_by_status")]

    def __str__(self) -> str:
        return self.statement

    @property
    def ref(self) -> str:
        """What an example names when it uses the fact: short, for prompts, and stable."""
        return f"f{self.pk.hex[:8]}"

    @property
    def is_by_hand(self) -> bool:
        """The statement is a person's own words, whatever the quote says."""
        return self.origin == FactOrigin.MANUAL or self.edited_at is not None

    @property
    def is_struck(self) -> bool:
        return self.status == FactStatus.STRUCK


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
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at"], name="guides_of_workspace"),
            models.Index(fields=["status", "updated_at"], name="guides_by_status"),
        ]

    def __str__(self) -> str:
        return self.role_title

    def get_absolute_url(self) -> str:
        return reverse("guide_detail", args=[self.pk])

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
            self.status == GuideStatus.MATRIX_PARSED and not self.is_waiting_for_review
        )

    @property
    def is_failed(self) -> bool:
        return self.status in FAILED

    @property
    def is_correctable(self) -> bool:
        """Nothing is at work on the matrix, so a manager may change it."""
        return self.is_waiting_for_review or self.status in {
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
        return self.source[0]["page"] if self.source else None

    @property
    def is_edited(self) -> bool:
        return self.edited_at is not None

    def get_absolute_url(self) -> str:
        return reverse("guide_cell", args=[self.guide_id, self.pk])


class GuideEdition(BaseModel):
    """What readers see: the whole guide at the moment of publishing."""

    guide = models.ForeignKey(LevelingGuide, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    content_json = models.JSONField()
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


class ExampleFeedback(BaseModel):
    """A reader's thumb on one example of a generation."""

    generation = models.ForeignKey(
        "generation.CellGeneration", on_delete=models.CASCADE, related_name="feedback"
    )
    example_index = models.PositiveSmallIntegerField()
    reader = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=4, choices=FeedbackValue.choices)
    comment = models.TextField(blank=True, max_length=1000)

    class Meta:
        verbose_name_plural = "example feedback"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "example_index", "reader"], name="one_thumb_per_example"
            ),
            models.CheckConstraint(condition=Q(example_index__lte=2), name="one_of_three_examples"),
            models.CheckConstraint(
                condition=Q(value__in=FeedbackValue.values), name="feedback_value_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()} on example {self.example_index + 1}"
