"""The sample guides: what the product looks like when it works, one click away and offline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import Workspace
from guides.enums import FactOrigin, FactStatus, PageStatus
from guides.generations.by_hand import SAMPLES
from guides.models import Company, CompanyFact, CompanyPage, LevelingGuide
from guides.upload.services import NewGuide, create_guide


@dataclass(frozen=True, slots=True)
class Sample:
    """A guide that comes with the product, with its company: NAME.json and NAME.pdf."""

    name: str
    role_title: str

    @property
    def filename(self) -> str:
        return f"{self.name}.pdf"


SHOWN_FIRST = Sample("engineering", "Software Engineer")
"""Its examples are written by hand and name approved facts: what a finished guide looks like."""
AS_IT_COMES = Sample("support", "Customer Support Specialist")
"""Nobody wrote anything for it: what the product does without a language model."""


def create_samples(workspace: Workspace, owner) -> tuple[LevelingGuide, ...]:
    """The workspace's sample guides, the finished one first; what is not there yet is made."""
    # In a list, the newest guide stands on top.
    newest_last = [_create(sample, workspace, owner) for sample in (AS_IT_COMES, SHOWN_FIRST)]
    return tuple(reversed(newest_last))


def _create(sample: Sample, workspace: Workspace, owner) -> LevelingGuide:
    existing = LevelingGuide.objects.filter(
        workspace=workspace, is_sample=True, original_filename=sample.filename
    ).first()
    if existing is not None:
        return existing
    source = json.loads((SAMPLES / f"{sample.name}.json").read_text())
    with transaction.atomic():
        _create_company(workspace, source["company"])
        guide = create_guide(
            NewGuide(
                workspace=workspace,
                owner=owner,
                website_url=source["company"]["website"],
                role_title=sample.role_title,
                pdf=ContentFile((SAMPLES / sample.filename).read_bytes(), sample.filename),
                company_name=source["company"]["name"],
            )
        )
        LevelingGuide.objects.filter(pk=guide.pk).update(is_sample=True)
    guide.refresh_from_db()
    return guide


def _create_company(workspace: Workspace, data: dict[str, Any]) -> None:
    """The sample company with its brief, as if its website had just been read."""
    now = timezone.now()
    company, created = Company.objects.get_or_create(
        workspace=workspace,
        website_url=data["website"],
        defaults={"name": data["name"], "researched_at": now},
    )
    if not created:
        return
    page = CompanyPage.objects.create(
        company=company,
        url=f"{data['website']}/about",
        title=f"About {data['name']}",
        text="\n".join(fact["quote"] for fact in data["facts"]),
        language="en",
        fetched_at=now,
        status=PageStatus.READ,
    )
    for fact in data["facts"]:
        CompanyFact.objects.create(
            company=company,
            page=page,
            statement=fact["statement"],
            quote=fact["quote"],
            status=FactStatus.APPROVED,
            origin=FactOrigin.SITE,
        )
