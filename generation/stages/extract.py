"""The stage that reads the PDF: from the stored file to a stored `Document`."""

from __future__ import annotations

import logging

from django.conf import settings

from generation.core.errors import BadPdf, CoreError
from generation.core.reading import Document
from guides import work
from guides.enums import ArtifactType, ErrorCode, GuideStatus
from guides.models import LevelingGuide
from guides.source.artifacts import store_artifact
from guides.source.reading import ReadLimits, read_pdf
from levelingai.jobs import claims
from levelingai.jobs.claims import Claim
from levelingai.jobs.models import Job, JobStatus

logger = logging.getLogger(__name__)

LOST_MESSAGE = (
    "Working on this guide was interrupted three times. Nothing was lost; you can start this "
    "step again."
)


def extract(claim: Claim) -> None:
    """Read the guide's PDF in a limited child and store the document."""
    guide = begin_stage(claim, GuideStatus.EXTRACTING_TEXT)
    try:
        document = read_pdf(_stored_pdf(guide), limits=read_limits())
    except BadPdf as error:
        fail_guide(claim, GuideStatus.FAILED_BAD_PDF, error)
    else:
        store_document(claim, document)


def give_up(job: Job) -> None:
    """Reading was interrupted too often: the guide says so, and can be read again."""
    lose_guide(job, GuideStatus.FAILED_BAD_PDF)


def lose_guide(job: Job, status: GuideStatus) -> None:
    """End a guide's way because no worker brought its stage to an end."""
    LevelingGuide.objects.move(
        job.subject_id, status, error_code=ErrorCode.WORKER_LOST, error_message=LOST_MESSAGE
    )


def read_limits() -> ReadLimits:
    return ReadLimits(
        max_pages=settings.UPLOAD_MAX_PAGES,
        max_mb=settings.UPLOAD_MAX_MB,
        ocr=settings.OCR_ENABLED != "false",
        ocr_languages=tuple(settings.OCR_LANGUAGES),
        ocr_max_pages=settings.OCR_MAX_PAGES,
    )


def begin_stage(claim: Claim, to: GuideStatus) -> LevelingGuide:
    """Move the guide into the claim's stage and return it."""
    with work.writing(claim):
        work.advance(claim, to)
    return LevelingGuide.objects.select_related("company", "workspace").get(pk=claim.subject_id)


def store_document(claim: Claim, document: Document) -> None:
    """Keep what was read and hand the guide to the next stage."""
    content = document.to_json()
    with work.writing(claim) as guide:
        store_artifact(guide, ArtifactType.DOCUMENT, content)
        work.advance(claim, GuideStatus.TEXT_EXTRACTED, page_count=len(document.pages))
        claims.finish(claim)
        work.add_job(guide, work.PARSE)


def fail_guide(claim: Claim, status: GuideStatus, error: CoreError) -> None:
    """End the guide's way in a failed state, with a code and a sentence for the manager."""
    logger.info("Guide %s: %s (%s)", claim.subject_id, error.code, getattr(error, "detail", ""))
    with work.writing(claim):
        work.advance(claim, status, error_code=error.code, error_message=error.message)
        claims.finish(claim, JobStatus.FAILED, error_code=error.code)


def _stored_pdf(guide: LevelingGuide) -> bytes:
    with guide.pdf.open("rb") as file:
        return bytes(file.read())
