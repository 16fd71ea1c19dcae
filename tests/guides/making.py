"""Guides with a small matrix, made as a finished parse would have left them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model

from accounts.models import Membership, Role, Workspace
from guides.enums import GuideStatus
from guides.models import CellGeneration, Company, Competency, GuideCell, Level, LevelingGuide


def make_person(name: str, workspace: Workspace | None = None, role: str = Role.MANAGER) -> Any:
    person = get_user_model().objects.create_user(username=name, first_name=name.title())
    if workspace is not None:
        Membership.objects.create(user=person, workspace=workspace, role=role)
    return person


def make_guide(
    *,
    status: str = GuideStatus.COMPLETE,
    levels: tuple[str, ...] = ("L1", "L2", "L3"),
    competencies: tuple[str, ...] = ("Delivery", "Craft"),
    **fields: Any,
) -> LevelingGuide:
    """A guide with a definition in every cell; its owner manages its workspace."""
    workspace = Workspace.objects.create(name=f"Workspace {uuid4().hex[:6]}")
    owner = make_person(f"mara-{uuid4().hex[:6]}", workspace)
    guide = LevelingGuide.objects.create(
        workspace=workspace,
        owner=owner,
        company=Company.objects.create(workspace=workspace, website_url="https://www.example.com"),
        role_title="Engineer",
        pdf="guides/none.pdf",
        original_filename="guide.pdf",
        size=1,
        sha256="0" * 64,
        status=status,
        **{"page_count": 3, **fields},
    )
    columns = [
        Level.objects.create(
            guide=guide,
            key=code.lower(),
            code=code,
            title=f"Title {code}",
            recovered_code=code,
            recovered_title=f"Title {code}",
            position=position,
        )
        for position, code in enumerate(levels)
    ]
    for position, name in enumerate(competencies):
        competency = Competency.objects.create(
            guide=guide, key=name.lower(), name=name, recovered_name=name, position=position
        )
        for level in columns:
            text = f"{name} at {level.code}."
            GuideCell.objects.create(
                guide=guide,
                competency=competency,
                level=level,
                recovered_text=text,
                definition_text=text,
                source=[{"page": 2, "box": [10, 20, 110, 60]}],
            )
    return guide


def write_examples(cell: GuideCell, *, status: str = "ready", is_shown: bool = True) -> Any:
    """A generation of three examples written for the cell's present words."""
    return CellGeneration.objects.create(
        guide_id=cell.guide_id,
        cell=cell,
        prompt_name="offline",
        prompt_version="v1",
        revision=CellGeneration.objects.filter(cell=cell).count() + 1,
        status=status,
        is_shown=is_shown,
        engine="offline",
        definition_text=cell.definition_text,
        content_json=[
            {
                "headline": f"Does thing {number}",
                "text": f"Does thing {number} for {cell}.",
                "evidence": f"Record {number}",
                "illustrates": cell.definition_text,
                "facts": [],
            }
            for number in (1, 2, 3)
        ],
    )


def cell_at(guide: LevelingGuide, competency: str, level: str) -> GuideCell | None:
    return guide.cells.filter(competency__key=competency, level__key=level).first()


def table(guide: LevelingGuide) -> dict[tuple[str, str], str]:
    """Definitions by names of competency and level, as the guide stands in the database."""
    return {
        (cell.competency.name, cell.level.name): cell.definition_text
        for cell in guide.cells.select_related("competency", "level")
    }
