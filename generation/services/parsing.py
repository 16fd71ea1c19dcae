"""The stage that recovers the matrix: attempts, the chosen one, and whether to go on alone."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from generation.core.competing import with_attempt
from generation.core.document import Document
from generation.core.errors import CoreError, NoMatrix
from generation.core.matrix import Attempt, Matrix, Recovery
from generation.core.recover import recover_matrix
from generation.core.stored import matrix_from_stored, matrix_to_stored
from generation.enums import ParseStatus
from generation.models import ParseRun
from guides.enums import ArtifactType, GuideStatus
from guides.models import GuideArtifact, LevelingGuide

from . import claims, generating, model
from .claims import Claim
from .matrix_store import Stored, store_matrix
from .pointing import point_at_matrix
from .reading import store_artifact

logger = logging.getLogger(__name__)


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
    is_sure = recovery and recovery.chosen.confidence >= settings.PARSE_CONFIDENCE_THRESHOLD
    if not is_sure and _may_ask(guide):
        with model.calls_for(guide) if guide else nullcontext():
            pointed = point_at_matrix(document)
        recovery = with_attempt(document, recovery, pointed)
    if recovery is None:
        raise nothing or NoMatrix("No levels and competencies were found.")
    return recovery


def _may_ask(guide: LevelingGuide | None) -> bool:
    if not model.has_model():
        return False
    return guide is None or not model.is_spend_cap_reached(guide.workspace_id)


def store_recovery(claim: Claim, source: GuideArtifact, recovery: Recovery) -> None:
    """Store the matrix with its parse runs; go on to writing unless a person must look first."""
    with claims.writing(claim) as guide:
        artifact = store_artifact(
            guide,
            ArtifactType.MATRIX,
            {"guides": [matrix_to_stored(matrix) for matrix in recovery.matrices]},
        )
        stored = store_matrix(
            guide, _matrix_for(guide, recovery), artifact, version=guide.version + 1
        )
        reasons = _reasons_to_look(guide, recovery, stored)
        _store_runs(claim, source, artifact, recovery, [*reasons, *stored.questions])
        claims.advance(
            claim,
            GuideStatus.MATRIX_PARSED,
            review_required=bool(reasons),
            title=_matrix_for(guide, recovery).title[:200],
        )
        claims.finish(claim)
        if not reasons:
            guide.refresh_from_db()
            generating.begin_generation(guide)


def store_failure(claim: Claim, source: GuideArtifact, error: CoreError) -> None:
    """No matrix was found: the text stays, and the manager may enter the matrix by hand."""
    with claims.writing(claim) as guide:
        ParseRun.objects.update_or_create(
            guide=guide,
            stage_run_id=claim.run_id,
            strategy="all",
            defaults={
                "status": ParseStatus.NOTHING,
                "input_artifact": source,
                "error_message": error.message,
            },
        )
        claims.advance(
            claim,
            GuideStatus.FAILED_PARSE,
            error_code=error.code,
            error_message=error.message,
        )
        claims.finish(claim, error_code=error.code)


def guides_found(guide: LevelingGuide) -> int:
    """How many guides the latest parse found in the PDF."""
    artifact = guide.artifacts.filter(type=ArtifactType.MATRIX).order_by("-updated_at").first()
    return len((artifact.content_json or {})["guides"]) if artifact else 0


@transaction.atomic
def choose_guides(guide: LevelingGuide, indices: list[int], person) -> list[LevelingGuide]:
    """Of several guides in one PDF: the first chosen goes on in this one, each further one
    becomes a guide of its own on the same PDF. Returns the further ones."""
    artifact = guide.artifacts.filter(type=ArtifactType.MATRIX).latest("updated_at")
    matrices = [matrix_from_stored(data) for data in (artifact.content_json or {})["guides"]]
    first, *rest = [index for index in dict.fromkeys(indices) if 0 <= index < len(matrices)]
    locked = LevelingGuide.objects.select_for_update().get(pk=guide.pk)
    if locked.status != GuideStatus.MATRIX_PARSED or locked.guide_index is not None:
        return []
    version = LevelingGuide.objects.touch(guide.pk)
    locked.levels.all().delete()
    locked.competencies.all().delete()
    _take_matrix(locked, matrices[first], artifact, first, version)
    return [_further_guide(locked, matrices[index], artifact, index, person) for index in rest]


def _take_matrix(
    guide: LevelingGuide, matrix: Matrix, artifact: GuideArtifact, index: int, version: int
) -> None:
    store_matrix(guide, matrix, artifact, version=version)
    LevelingGuide.objects.filter(pk=guide.pk).update(
        guide_index=index, title=matrix.title[:200], version=version
    )


def _further_guide(
    guide: LevelingGuide, matrix: Matrix, artifact: GuideArtifact, index: int, person
) -> LevelingGuide:
    further = LevelingGuide.objects.create(
        workspace=guide.workspace,
        company=guide.company,
        owner=person,
        role_title=matrix.title[:160] or f"{guide.role_title} ({index + 1})",
        context=guide.context,
        pdf=guide.pdf.name,
        original_filename=guide.original_filename,
        size=guide.size,
        sha256=guide.sha256,
        page_count=guide.page_count,
        status=GuideStatus.MATRIX_PARSED,
        review_required=True,
    )
    for kept in guide.artifacts.all():
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


def _matrix_for(guide: LevelingGuide, recovery: Recovery) -> Matrix:
    index = guide.guide_index or 0
    return recovery.matrices[index if index < len(recovery.matrices) else 0]


def _reasons_to_look(guide: LevelingGuide, recovery: Recovery, stored: Stored) -> list[str]:
    """Why a manager must see the matrix before examples are written; empty: go on alone."""
    reasons = []
    if len(recovery.matrices) > 1 and guide.guide_index is None:
        reasons.append(
            f"This PDF holds {len(recovery.matrices)} guides. Choose which ones you want."
        )
    if recovery.chosen.confidence < settings.PARSE_CONFIDENCE_THRESHOLD:
        reasons.append("We are not sure that every definition stands in its place.")
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
            stage_run_id=claim.run_id,
            strategy=attempt.strategy,
            defaults={
                "guide_id": claim.guide_id,
                "status": _status(attempt),
                "confidence": min(1.0, max(0.0, attempt.confidence)),
                "chosen": is_chosen,
                "input_artifact": source,
                "output_artifact": artifact if is_chosen else None,
                "model": attempt.model[:120],
                "prompt_version": attempt.prompt_version,
                "reasons": [*(remarks if is_chosen else ()), *attempt.reasons],
                "error_message": attempt.error,
                "duration": timedelta(seconds=attempt.seconds),
            },
        )


def _status(attempt: Attempt) -> ParseStatus:
    if attempt.error:
        return ParseStatus.FAILED
    return ParseStatus.OK if attempt.matrices else ParseStatus.NOTHING
