"""The stage that recovers the matrix: attempts, the chosen one, and whether to go on alone."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import timedelta

from django.conf import settings

from generation.core.errors import CoreError, NoMatrix
from generation.core.reading import Document
from generation.core.recovery import (
    Attempt,
    Matrix,
    Recovery,
    matrix_to_stored,
    recover_matrix,
    with_attempt,
)
from generation.stages.parse_with_model import point_at_matrix
from guides import work
from guides.enums import ArtifactType, GuideStatus, ParseStatus
from guides.generations.planning import begin_generation
from guides.matrix.doubts import doubts_about, doubts_to_stored, keep_doubts
from guides.matrix.store import Stored, store_matrix
from guides.models import GuideArtifact, LevelingGuide, ParseRun
from guides.source.artifacts import latest_document, store_artifact
from levelingai.jobs import claims
from levelingai.jobs.kinds import Claim
from levelingai.jobs.models import Job
from levelingai.llm.accounts import calls_for
from levelingai.llm.budget import is_spend_cap_reached
from levelingai.llm.setup import has_model

logger = logging.getLogger(__name__)


def parse(claim: Claim) -> None:
    """Recover the matrix from the stored document."""
    guide = work.begin_stage(claim, GuideStatus.PARSING_MATRIX)
    artifact, document = latest_document(guide)
    try:
        recovery = recover(document, guide)
    except NoMatrix as error:
        store_failure(claim, artifact, error)
    else:
        store_recovery(claim, artifact, recovery)


def give_up(job: Job) -> None:
    """Parsing was interrupted too often: the guide says so, and can be parsed again."""
    work.lose_guide(job, GuideStatus.FAILED_PARSE)


def recover(document: Document, guide: LevelingGuide | None = None) -> Recovery:
    """Recover the matrix as this installation is set up. Raises `NoMatrix`.

    Where the text alone leaves doubts, and a model is set up, it is asked too, on the account of
    `guide`; without a guide nothing is recorded, and no database is needed.
    """
    nothing: NoMatrix | None = None
    recovery: Recovery | None = None
    try:
        recovery = recover_matrix(document)
    except NoMatrix as error:
        nothing = error
    is_sure = recovery and recovery.confidence >= settings.PARSE_CONFIDENCE_THRESHOLD
    if not is_sure and _may_ask(guide):
        with calls_for(work.account_of(guide)) if guide else nullcontext():
            pointed = point_at_matrix(document, guide.workspace_id if guide else None)
        recovery = with_attempt(document, recovery, pointed)
    if recovery is None:
        raise nothing or NoMatrix("No levels and competencies were found.")
    return recovery


def _may_ask(guide: LevelingGuide | None) -> bool:
    if not has_model(guide.workspace_id if guide else None):
        return False
    return guide is None or not is_spend_cap_reached(guide.workspace_id)


def store_recovery(claim: Claim, source: GuideArtifact, recovery: Recovery) -> None:
    """Store the matrix with its parse runs; go on to writing unless a person must look first."""
    with work.writing(claim) as guide:
        artifact = store_artifact(
            guide,
            ArtifactType.MATRIX,
            {
                "guides": [matrix_to_stored(matrix) for matrix in recovery.matrices],
                "doubts": (doubts := doubts_to_stored(recovery.chosen.doubts)),
            },
        )
        matrix, index = _matrix_for(guide, recovery)
        stored = store_matrix(guide, matrix, artifact, version=guide.version + 1)
        keep_doubts(guide, matrix, index, doubts)
        reasons = _reasons_to_look(guide, recovery, stored)
        _store_runs(claim, source, artifact, recovery, [*reasons, *stored.questions])
        work.advance(
            claim,
            GuideStatus.MATRIX_PARSED,
            review_required=bool(reasons),
            title=matrix.title[:200],
        )
        claims.finish(claim)
        if not reasons:
            guide.refresh_from_db()
            begin_generation(guide)


def store_failure(claim: Claim, source: GuideArtifact, error: CoreError) -> None:
    """No matrix was found: the text stays, and the manager may enter the matrix by hand."""
    with work.writing(claim) as guide:
        ParseRun.objects.update_or_create(
            guide=guide,
            job_id=claim.job_id,
            strategy="all",
            defaults={
                "status": ParseStatus.NOTHING,
                "input_artifact": source,
                "error_message": error.message,
            },
        )
        work.advance(
            claim,
            GuideStatus.FAILED_PARSE,
            error_code=error.code,
            error_message=error.message,
        )
        claims.finish(claim, error_code=error.code)


def _matrix_for(guide: LevelingGuide, recovery: Recovery) -> tuple[Matrix, int]:
    """The matrix of this guide among those of the file, and its number."""
    index = guide.guide_index or 0
    index = index if index < len(recovery.matrices) else 0
    return recovery.matrices[index], index


def _reasons_to_look(guide: LevelingGuide, recovery: Recovery, stored: Stored) -> list[str]:
    """Why a manager must see the matrix before examples are written; empty: go on alone."""
    reasons = []
    if len(recovery.matrices) > 1 and guide.guide_index is None:
        reasons.append(
            f"This PDF holds {len(recovery.matrices)} guides. Choose which ones you want."
        )
    if recovery.chosen.confidence < settings.PARSE_CONFIDENCE_THRESHOLD:
        reasons.append("We are not sure that every definition stands in its place.")
    if any(doubt.is_grave for doubt in doubts_about(guide)):
        reasons.append("Some places must be looked at first; they are marked in the matrix.")
    if stored.questions:
        reasons.append("Some of your corrections could not be matched with the new reading.")
    return reasons


def _store_runs(
    claim: Claim,
    source: GuideArtifact,
    artifact: GuideArtifact,
    recovery: Recovery,
    remarks: list[str],
) -> None:
    for attempt in recovery.attempts or (recovery.chosen,):
        is_chosen = attempt is recovery.chosen or attempt.strategy == recovery.chosen.strategy
        ParseRun.objects.update_or_create(
            job_id=claim.job_id,
            strategy=attempt.strategy,
            defaults={
                "guide_id": claim.subject_id,
                "status": _status(attempt),
                "confidence": min(1.0, max(0.0, attempt.confidence)),
                "chosen": is_chosen,
                "input_artifact": source,
                "output_artifact": artifact if is_chosen else None,
                "model": attempt.model[:120],
                "prompt_version": attempt.prompt_version,
                "reasons": [*(remarks if is_chosen else ()), *attempt.reasons],
                "figures": {name: round(value, 3) for name, value in attempt.figures.items()},
                "error_message": attempt.error,
                "duration": timedelta(seconds=attempt.seconds),
            },
        )


def _status(attempt: Attempt) -> ParseStatus:
    if attempt.error:
        return ParseStatus.FAILED
    return ParseStatus.OK if attempt.matrices else ParseStatus.NOTHING
