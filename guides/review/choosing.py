"""Several guides in one PDF: which of them the manager wants."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from generation.core.recovery import Matrix, matrix_from_stored
from guides.enums import ArtifactType, GuideStatus
from guides.matrix.doubts import keep_doubts
from guides.matrix.store import store_matrix
from guides.models import GuideArtifact, LevelingGuide
from guides.source.artifacts import latest_matrices
from levelingai.models import still_there


@transaction.atomic
def choose_guides(guide: LevelingGuide, indices: list[int], person: Any) -> list[LevelingGuide]:
    """Of several guides in one PDF: the first chosen goes on in this one, each further one
    becomes a guide of its own on the same PDF. Returns the further ones."""
    artifact = latest_matrices(guide)
    stored = (artifact.content_json or {})["guides"] if artifact else []
    matrices = [matrix_from_stored(data) for data in stored]
    wanted = [index for index in dict.fromkeys(indices) if 0 <= index < len(matrices)]
    locked = still_there(LevelingGuide.objects.locked(), guide.pk)
    if locked.status != GuideStatus.MATRIX_PARSED or locked.guide_index is not None:
        return []
    if not wanted or artifact is None:
        return []
    first, *rest = wanted
    version = LevelingGuide.objects.touch(guide.pk)
    locked.levels.all().delete()
    locked.competencies.all().delete()
    _take_matrix(locked, matrices[first], artifact, first, version)
    return [_further_guide(locked, matrices[index], artifact, index, person) for index in rest]


def _take_matrix(
    guide: LevelingGuide, matrix: Matrix, artifact: GuideArtifact, index: int, version: int
) -> None:
    store_matrix(guide, matrix, artifact, version=version)
    keep_doubts(guide, matrix, index, (artifact.content_json or {}).get("doubts", []))
    LevelingGuide.objects.filter(pk=guide.pk).update(
        guide_index=index, title=matrix.title[:200], version=version
    )


def _further_guide(
    guide: LevelingGuide, matrix: Matrix, artifact: GuideArtifact, index: int, person: Any
) -> LevelingGuide:
    further = LevelingGuide.objects.create(
        workspace=guide.workspace,
        company=guide.company,
        owner=person,
        role_title=matrix.title[:160] or f"{guide.role_title} ({index + 1})",
        context=guide.context,
        pdf=guide.pdf.name,
        original_filename=guide.original_filename,
        mime_type=guide.mime_type,
        size=guide.size,
        sha256=guide.sha256,
        page_count=guide.page_count,
        status=GuideStatus.MATRIX_PARSED,
        review_required=True,
    )
    for kept in guide.artifacts.exclude(type=ArtifactType.EXPORT):
        GuideArtifact.objects.create(
            guide=further,
            type=kept.type,
            content_text=kept.content_text,
            content_json=kept.content_json,
            sha256=kept.sha256,
        )
    own = further.artifacts.filter(type=artifact.type).latest("updated_at")
    _take_matrix(further, matrix, own, index, further.version)
    return further
