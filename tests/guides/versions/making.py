"""Guides and their next versions in tests, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.core.files.base import ContentFile

from guides.enums import ArtifactType, GuideStatus
from guides.models import GuideArtifact, GuideCell, LevelingGuide
from guides.versions.comparing import compare
from guides.versions.services import accept_version
from tests.factories import (
    CellGenerationFactory,
    CompetencyFactory,
    LevelFactory,
    LevelingGuideFactory,
    example,
)

Texts = Mapping[tuple[str, str], str]
"""Definitions by competency and level, in their order."""

BEFORE = {
    ("Delivery", "L1"): "Finishes small tasks that somebody else has cut out",
    ("Delivery", "L2"): "Cuts a project into tasks and plans them with the team",
    ("Writing", "L1"): "Keeps notes of what was decided",
    ("Writing", "L2"): "Writes designs that other teams can judge without a meeting",
}


def fill(guide: LevelingGuide, texts: Texts, *, with_examples: bool = False) -> LevelingGuide:
    """Rows for `texts`, as a parse leaves them; a level is "CODE Title", or a code alone."""
    artifact = GuideArtifact.objects.create(
        guide=guide, type=ArtifactType.MATRIX, sha256=uuid4().hex * 2, content_json={"guides": []}
    )
    rows = {name: _row(guide, name, at) for at, name in enumerate(_firsts(texts, 0))}
    columns = {name: _column(guide, name, at) for at, name in enumerate(_firsts(texts, 1))}
    for (row, column), text in texts.items():
        cell = GuideCell.objects.create(
            guide=guide,
            competency=rows[row],
            level=columns[column],
            recovered_text=text,
            definition_text=text,
            source=[{"page": 1, "box": [0, 0, 1, 1]}],
            source_artifact=artifact,
        )
        if with_examples:
            CellGenerationFactory(cell=cell, content_json=[example(1)])
    return guide


def made_guide(texts: Texts = BEFORE, **fields) -> LevelingGuide:
    return fill(LevelingGuideFactory(**fields), texts, with_examples=True)


def next_version(guide: LevelingGuide, texts: Texts, **fields) -> LevelingGuide:
    """A version of `guide` that was read and waits to be accepted."""
    version = LevelingGuideFactory(
        workspace=guide.workspace,
        company=guide.company,
        owner=guide.owner,
        role_title=guide.role_title,
        replaces=guide,
        sha256="1" * 64,
        original_filename="ladder-2.pdf",
        pdf=ContentFile(b"%PDF-1.7 the next one", name="ladder-2.pdf"),
        **{"status": GuideStatus.MATRIX_PARSED, **fields},
    )
    return fill(version, texts)


def accept(guide: LevelingGuide, version: LevelingGuide, *, gives_up_own: bool = False) -> int:
    """What the manager does who accepts what the page shows."""
    mark = compare(guide, version).mark
    return accept_version(guide, version, guide.owner, mark=mark, gives_up_own=gives_up_own)


def cell_at(guide: LevelingGuide, competency: str, level: str) -> GuideCell:
    return GuideCell.objects.get(guide=guide, competency__name=competency, level__code=level)


def texts_of(guide: LevelingGuide) -> dict[tuple[str, str], str]:
    cells = guide.cells.select_related("competency", "level")
    return {(cell.competency.name, cell.level.name): cell.definition_text for cell in cells}


def _firsts(texts: Texts, at: int) -> Sequence[str]:
    return list(dict.fromkeys(place[at] for place in texts))


def _row(guide: LevelingGuide, name: str, at: int):
    key = f"row-{at}"
    return CompetencyFactory(guide=guide, position=at, key=key, name=name, recovered_name=name)


def _column(guide: LevelingGuide, name: str, at: int):
    code, _, title = name.partition(" ")
    return LevelFactory(
        guide=guide,
        position=at,
        key=f"column-{at}",
        code=code,
        title=title,
        recovered_code=code,
        recovered_title=title,
    )
