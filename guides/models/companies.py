"""The company behind guides: its website as it was read, and the facts that examples may use."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Workspace
from guides.enums import ErrorCode, FactOrigin, FactStatus, PageStatus
from guides.querysets.companies import CompanyQuerySet
from levelingai.models import BaseModel


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
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
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
