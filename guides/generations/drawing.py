"""Who writes which rows while a workspace runs an experiment: drawn by row, once and for all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from guides.enums import Arm
from guides.generations.writers import UnknownWriter, Writer, choose_writer
from guides.models import CellGeneration, GuideCell, LevelingGuide, PromptExperiment


@dataclass(frozen=True, slots=True)
class Drawn:
    """The writer of one cell, and of which experiment's draw that is part."""

    writer: Writer
    experiment: PromptExperiment | None = None
    arm: str = ""


def draw(guide: LevelingGuide, cells: Sequence[GuideCell], usual: Writer) -> list[Drawn]:
    """Who writes each of these cells, for which nobody named a writer.

    That is `usual`, unless the workspace runs an experiment that compares with it.
    """
    experiment = _running(guide.workspace_id, usual)
    other = other_writer(experiment) if experiment else None
    if experiment is None or other is None:
        return [Drawn(usual)] * len(cells)
    hands = {
        True: Drawn(other, experiment, Arm.OTHER),
        False: Drawn(usual, experiment, Arm.USUAL),
    }
    return [hands[is_other(experiment, guide.pk, cell.competency_id)] for cell in cells]


def last_revisions(cells: Sequence[GuideCell], hands: Sequence[Drawn]) -> dict[UUID, int]:
    """The newest revision by cell of the prompt that writes it now."""
    by_prompt: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for cell, hand in zip(cells, hands, strict=True):
        by_prompt[hand.writer.prompt_name, hand.writer.prompt_version].append(cell.pk)
    revisions: dict[UUID, int] = {}
    for prompt, cell_ids in by_prompt.items():
        revisions |= CellGeneration.objects.last_revisions(cell_ids, *prompt)
    return revisions


def is_other(experiment: PromptExperiment, guide_id: UUID, competency_id: UUID) -> bool:
    """Whether a row is drawn for the other writer: the same answer however often it is written."""
    name = f"{experiment.pk}:{guide_id}:{competency_id}"
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return number % 100 < experiment.share


def is_compared(experiment: PromptExperiment, usual: Writer) -> bool:
    """Whether these are the usual writer still that the experiment began with, and the other."""
    pinned = (experiment.usual_version, experiment.usual_model)
    return (usual.prompt_version, usual.model) == pinned and other_writer(experiment) is not None


def other_writer(experiment: PromptExperiment) -> Writer | None:
    """None where its version or model is not known here any more."""
    try:
        writer = choose_writer(experiment.workspace_id, experiment.prompt_version, experiment.model)
    except UnknownWriter:
        return None
    return writer if writer.model else None


def _running(workspace_id: UUID, usual: Writer) -> PromptExperiment | None:
    """The workspace's experiment, if it is one with this usual writer."""
    if not usual.model:
        return None
    running = PromptExperiment.objects.running().filter(workspace=workspace_id).first()
    return running if running and is_compared(running, usual) else None
