"""The stage that reads the PDF: from the stored file to a stored `Document`."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

from django.conf import settings

from generation.core.document import Document
from generation.core.errors import CoreError
from generation.core.reading import ReadLimits
from generation.enums import RunStatus, Stage
from generation.models import StageRun
from guides.enums import ArtifactType, GuideStatus
from guides.models import GuideArtifact, LevelingGuide

from . import claims
from .claims import Claim

logger = logging.getLogger(__name__)


def read_limits() -> ReadLimits:
    return ReadLimits(
        max_pages=settings.UPLOAD_MAX_PAGES,
        max_mb=settings.UPLOAD_MAX_MB,
        ocr=settings.OCR_ENABLED != "false",
        ocr_languages=tuple(settings.OCR_LANGUAGES),
        ocr_max_pages=settings.OCR_MAX_PAGES,
    )


def begin(claim: Claim, to: GuideStatus) -> LevelingGuide:
    """Move the guide into the claim's stage and return it."""
    with claims.writing(claim):
        claims.advance(claim, to)
    return LevelingGuide.objects.select_related("company", "workspace").get(pk=claim.guide_id)


def read_pdf(guide: LevelingGuide) -> bytes:
    with guide.pdf.open("rb") as file:
        return file.read()


def store_document(claim: Claim, document: Document) -> None:
    """Keep what was read and hand the guide to the next stage."""
    content = document.to_json()
    with claims.writing(claim) as guide:
        store_artifact(guide, ArtifactType.DOCUMENT, content)
        claims.advance(claim, GuideStatus.TEXT_EXTRACTED, page_count=len(document.pages))
        claims.finish(claim)
        run = StageRun.objects.create(guide=guide, stage=Stage.PARSE, round=claim.round)
        claims.send(run)


def fail_guide(claim: Claim, status: GuideStatus, error: CoreError) -> None:
    """End the guide's way in a failed state, with a code and a sentence for the manager."""
    logger.info("Guide %s: %s (%s)", claim.guide_id, error.code, getattr(error, "detail", ""))
    with claims.writing(claim):
        claims.advance(claim, status, error_code=error.code, error_message=error.message)
        claims.finish(claim, RunStatus.FAILED, error_code=error.code)


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
