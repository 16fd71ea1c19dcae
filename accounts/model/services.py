"""What an owner does about the workspace's model: try one, stop that, use it, let it go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.model.trials import CONNECTION, TRY_MODEL, Trial, TrialState
from accounts.models import Workspace
from levelingai.audit.record import record
from levelingai.jobs import claims
from levelingai.jobs.models import Job, JobQuerySet, JobStatus
from levelingai.llm import connections
from levelingai.llm.connections import Connection, Wanted
from levelingai.llm.models import ModelConnection
from levelingai.llm.typed_address import AddressRefused, read_address

CONNECTED, DISCONNECTED = "model.connected", "model.disconnected"


@transaction.atomic
def begin_trial(workspace: Workspace, person: Any, wanted: Wanted | None, key: str = "") -> None:
    """Have one cell written with what is wanted; without it, with the installation's own model.

    A trial that is under way is stopped. What is in use stays so, whatever comes of this one.
    """
    row = _locked(workspace.pk)
    _close_jobs(row)
    if wanted is not None:
        connections.begin_trying(row, wanted, key)
    connection = connections.being_tried(row) if wanted else connections.environment()
    row.trial = _trial_of(connection).to_json() if connection else None
    row.trial_started_at = timezone.now()
    row.changed_by = person
    row.save()
    if connection is not None:
        claims.add_job(
            TRY_MODEL,
            workspace_id=workspace.pk,
            subject_kind=CONNECTION,
            subject_id=row.pk,
            chunk=claims.next_chunk(TRY_MODEL, CONNECTION, row.pk),
        )


@transaction.atomic
def stop_trial(workspace: Workspace) -> bool:
    """End the trial that is under way: its worker notices. False: none was."""
    row = _locked(workspace.pk)
    trial = Trial.from_json(row.trial or {})
    if not row.trial or not trial.is_running:
        return False
    _close_jobs(row)
    trial.state = TrialState.STOPPED
    row.trial = trial.to_json()
    row.save()
    return True


@transaction.atomic
def accept(workspace: Workspace, person: Any) -> bool:
    """Use from now on what was tried. False: nothing was, or the trial did not succeed."""
    row = _locked(workspace.pk)
    trial = Trial.from_json(row.trial or {})
    if not row.tried or trial.is_environment or trial.state != TrialState.DONE:
        return False
    connections.take_into_use(row)
    row.context_tokens = trial.context_tokens or row.context_tokens
    row.trial, row.trial_started_at = None, None
    row.accepted_at, row.changed_by = timezone.now(), person
    row.save()
    _note(CONNECTED, row, person)
    return True


@transaction.atomic
def disconnect(workspace: Workspace, person: Any) -> bool:
    """Forget the model and its key. False: there was none."""
    row = ModelConnection.objects.select_for_update().filter(workspace=workspace).first()
    if row is None:
        return False
    _close_jobs(row)
    _note(DISCONNECTED, row, person)
    row.delete()
    return True


def connection_row(workspace_id: UUID) -> ModelConnection | None:
    return ModelConnection.objects.filter(workspace=workspace_id).first()


def _locked(workspace_id: UUID) -> ModelConnection:
    """The workspace's row, made now where there is none."""
    row, _ = ModelConnection.objects.get_or_create(workspace_id=workspace_id)
    return ModelConnection.objects.select_for_update().get(pk=row.pk)


def _jobs(row: ModelConnection) -> JobQuerySet:
    return Job.objects.about(CONNECTION, row.pk).filter(name=TRY_MODEL)


def _close_jobs(row: ModelConnection) -> None:
    _jobs(row).open().close(JobStatus.CANCELLED)


def _trial_of(connection: Connection) -> Trial:
    """A trial that has not begun."""
    try:
        is_here = read_address(connection.base_url).is_here
    except AddressRefused:
        is_here = False
    return Trial(
        model=connection.model,
        host=connection.host,
        is_environment=connection.is_from_environment,
        is_local=connection.is_local,
        is_here=is_here,
        at_once=connection.at_once,
    )


def _note(act: str, row: ModelConnection, person: Any) -> None:
    record(
        act,
        workspace_id=row.workspace_id,
        actor_id=getattr(person, "pk", None),
        object_kind=CONNECTION,
        object_id=row.pk,
    )
