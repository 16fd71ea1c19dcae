"""Intermediate results of a guide: the document that was read, the matrices found in it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from generation.core.reading import Document
from guides.enums import ArtifactType
from guides.models import GuideArtifact, LevelingGuide


def store_artifact(guide: LevelingGuide, type_: ArtifactType, content: Any) -> GuideArtifact:
    """Store an intermediate result once: the same content is the same row, made the latest."""
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    artifact, _ = GuideArtifact.objects.update_or_create(
        guide=guide, type=type_, sha256=digest, defaults={"content_json": content}
    )
    return artifact


def latest_document(guide: LevelingGuide) -> tuple[GuideArtifact, Document]:
    artifact = guide.artifacts.filter(type=ArtifactType.DOCUMENT).latest("updated_at")
    return artifact, Document.from_json(artifact.content_json or {})


def latest_matrices(guide: LevelingGuide) -> GuideArtifact | None:
    """What the latest parse found: a matrix for each guide in the PDF."""
    return guide.artifacts.filter(type=ArtifactType.MATRIX).order_by("-updated_at").first()


def guides_found(guide: LevelingGuide) -> int:
    """How many guides the latest parse found in the PDF."""
    artifact = latest_matrices(guide)
    return len((artifact.content_json or {})["guides"]) if artifact else 0


def guides_offered(guide: LevelingGuide) -> list[dict[str, Any]]:
    """The stored matrices to pick from, where there are several and none has been picked."""
    if guide.guide_index is not None or not guide.is_waiting_for_review:
        return []
    artifact = latest_matrices(guide)
    found: list[dict[str, Any]] = (artifact.content_json or {})["guides"] if artifact else []
    return found if len(found) > 1 else []
