"""What the workers run: claim by id, call the core, hand the result to a service."""

from __future__ import annotations

from django.conf import settings

from generation import website
from generation.core.errors import BadPdf, NoMatrix
from generation.core.reading import read_pdf
from generation.enums import Stage
from guides import files
from guides.enums import GuideStatus
from guides.models import LevelingGuide

from .services import (
    company,
    company_facts,
    company_model,
    generating,
    parsing,
    reading,
    resuming,
    writing,
)
from .services.claims import working_on


def extract_guide(guide_id: str, round_: int) -> None:
    """Read the guide's PDF in a limited child and store the document."""
    with working_on(guide_id, Stage.EXTRACT, round_) as claim:
        if claim is None:
            return
        guide = reading.begin(claim, GuideStatus.EXTRACTING_TEXT)
        try:
            document = read_pdf(reading.read_pdf(guide), limits=reading.read_limits())
        except BadPdf as error:
            reading.fail_guide(claim, GuideStatus.FAILED_BAD_PDF, error)
        else:
            reading.store_document(claim, document)


def parse_guide(guide_id: str, round_: int) -> None:
    """Recover the matrix from the stored document."""
    with working_on(guide_id, Stage.PARSE, round_) as claim:
        if claim is None:
            return
        guide = reading.begin(claim, GuideStatus.PARSING_MATRIX)
        artifact, document = reading.latest_document(guide)
        try:
            recovery = parsing.recover(document, guide)
        except NoMatrix as error:
            parsing.store_failure(claim, artifact, error)
        else:
            parsing.store_recovery(claim, artifact, recovery)


def start_generation(guide_id: str, round_: int) -> None:
    """Begin writing after a manager has confirmed the matrix."""
    guide = LevelingGuide.objects.filter(pk=guide_id, round=round_).first()
    if guide is not None:
        generating.begin_generation(guide)


def write_examples(guide_id: str, round_: int, chunk: int) -> None:
    """Write the examples of one chunk of cells."""
    with working_on(guide_id, Stage.GENERATE, round_, chunk) as claim:
        if claim is not None:
            writing.write_chunk(claim, writing.begin_chunk(claim))


def research_company(guide_id: str, round_: int, chunk: int = 0) -> None:
    """Read the company's website, unless a recent brief is there. Never fails a guide."""
    with working_on(guide_id, Stage.RESEARCH, round_, chunk) as claim:
        guide = company.begin_visit(claim) if claim else None
        if claim is None or guide is None:
            return
        brief = website.research(
            guide.company.website_url,
            known=company_facts.known_pages(guide.company),
            allow_test_host=settings.RESEARCH_TEST_HOST,
        )
        company.keep_visit(claim, brief)
        company.close_visit(claim, brief, company_model.find_facts(guide, brief))


def resume_guides() -> int:
    """Pick up work whose worker died; scheduled every minute."""
    return resuming.resume_guides()


def sweep_files() -> int:
    """Delete stored files that nothing points at; scheduled daily."""
    return files.sweep_files()


def close_cancelled(guide_id: str) -> None:
    """Tidy up after a person stopped a guide."""
    resuming.close_cancelled(guide_id)
