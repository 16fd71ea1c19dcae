"""Beginning and ending an experiment. What it drew stays as it was written."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Workspace
from guides.generations.writers import choose_writer
from guides.models import PromptExperiment
from levelingai.audit.record import record

EXPERIMENT = "experiment"
STARTED, ENDED = "experiment.started", "experiment.ended"


class NotStarted(Exception):
    """Why an experiment cannot begin; the message is a sentence for the manager."""


ALREADY_RUNNING = "An experiment is running already. Stop it first: one at a time can be read."
NOTHING_TO_COMPARE = (
    "This is what writes as usual. Choose another version or another model to compare it with."
)
NO_MODEL = "No language model is set up here, so there is nothing to compare."


def start(  # noqa: PLR0913 - what a person chose, named at the call
    workspace: Workspace,
    person: Any,
    *,
    name: str,
    share: int,
    prompt_version: str = "",
    model: str = "",
    address: str | None = None,
) -> PromptExperiment:
    """Have a share of the workspace's rows written by another version or model from now on.

    Raises `NotStarted`, or `UnknownWriter` for a version or model that is not known here.
    """
    usual = choose_writer(workspace.pk)
    other = choose_writer(workspace.pk, prompt_version, model)
    if not usual.model:
        raise NotStarted(NO_MODEL)
    if other == usual:
        raise NotStarted(NOTHING_TO_COMPARE)
    if workspace.experiments.running().exists():
        raise NotStarted(ALREADY_RUNNING)
    try:
        with transaction.atomic():
            experiment = PromptExperiment.objects.create(
                workspace=workspace,
                name=name,
                usual_version=usual.prompt_version,
                usual_model=usual.model,
                prompt_version=other.prompt_version,
                model=other.model if other.model != usual.model else "",
                share=share,
                started_by=person,
            )
            _note(STARTED, experiment, person, address)
    except IntegrityError as error:
        # Somebody else was faster.
        if workspace.experiments.running().exists():
            raise NotStarted(ALREADY_RUNNING) from error
        raise
    return experiment


@transaction.atomic
def stop(experiment: PromptExperiment, person: Any, *, address: str | None = None) -> bool:
    """End an experiment; false if it had ended. What waits to be written keeps its writer."""
    now = timezone.now()
    running = PromptExperiment.objects.running().filter(pk=experiment.pk)
    if not running.update(ended_at=now, updated_at=now):
        return False
    _note(ENDED, experiment, person, address)
    return True


def _note(action: str, experiment: PromptExperiment, person: Any, address: str | None) -> None:
    record(
        action,
        workspace_id=experiment.workspace_id,
        actor_id=person.pk,
        object_kind=EXPERIMENT,
        object_id=experiment.pk,
        address=address,
    )
