"""The sample guide: what the product looks like when it works, one click away and offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import Workspace
from guides.enums import FactOrigin, FactStatus, PageStatus
from guides.models import Company, CompanyFact, CompanyPage, LevelingGuide
from guides.upload.services import NewGuide, create_guide

FOLDER = Path(__file__).resolve().parent / "sample"
ROLE_TITLE = "Software Engineer"


def create_sample(workspace: Workspace, owner) -> LevelingGuide:
    """The workspace's sample guide, made and sent on its way if it is not there yet."""
    existing = LevelingGuide.objects.filter(workspace=workspace, is_sample=True).first()
    if existing is not None:
        return existing
    source = json.loads((FOLDER / "engineering.json").read_text())
    with transaction.atomic():
        _create_company(workspace, source["company"])
        guide = create_guide(
            NewGuide(
                workspace=workspace,
                owner=owner,
                website_url=source["company"]["website"],
                role_title=ROLE_TITLE,
                pdf=ContentFile((FOLDER / "engineering.pdf").read_bytes(), "engineering.pdf"),
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
