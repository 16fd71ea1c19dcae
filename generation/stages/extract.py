"""The stage that reads the file: from the stored file to a stored `Document`."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings

from generation.core.errors import BadPdf
from generation.core.reading import Document
from guides import work
from guides.enums import ArtifactType, GuideStatus
from guides.models import LevelingGuide
from guides.source.any_file import read_file
from guides.source.artifacts import store_artifact
from guides.source.reading import ReadLimits
from levelingai.jobs import claims
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job

logger = logging.getLogger(__name__)

NEWS_S = 1.0
"""Between two words about how far reading is; a guide that is read sooner says none."""


def extract(claim: Claim) -> None:
    """Read the guide's file in a limited child and store the document."""
    guide = work.begin_stage(claim, GuideStatus.EXTRACTING_TEXT)
    try:
        told = _teller(claim)
        document = read_file(_stored_file(guide), limits=read_limits(), on_progress=told)
    except BadPdf as error:
        work.fail_guide(claim, GuideStatus.FAILED_BAD_PDF, error)
    else:
        store_document(claim, document)


def _teller(claim: Claim) -> Callable[[str], None]:
    """What stores how far reading is, for the open page, now and then."""
    told = time.monotonic()

    def tell(progress: str) -> None:
        nonlocal told
        if time.monotonic() - told >= NEWS_S:
            told = time.monotonic()
            work.say(claim, progress)

    return tell


def give_up(job: Job) -> None:
    """Reading was interrupted too often: the guide says so, and can be read again."""
    work.lose_guide(job, GuideStatus.FAILED_BAD_PDF)


def read_limits() -> ReadLimits:
    return ReadLimits(
        max_pages=settings.UPLOAD_MAX_PAGES,
        max_mb=settings.UPLOAD_MAX_MB,
        ocr=settings.OCR_ENABLED != "false",
        ocr_languages=tuple(settings.OCR_LANGUAGES),
        ocr_max_pages=settings.OCR_MAX_PAGES,
    )


def store_document(claim: Claim, document: Document) -> None:
    """Keep what was read and hand the guide to the next stage."""
    content = document.to_json()
    with work.writing(claim) as guide:
        store_artifact(guide, ArtifactType.DOCUMENT, content)
        work.advance(claim, GuideStatus.TEXT_EXTRACTED, page_count=len(document.pages))
        claims.finish(claim)
        work.add_job(guide, work.PARSE)


def _stored_file(guide: LevelingGuide) -> bytes:
    with guide.pdf.open("rb") as file:
        return bytes(file.read())
