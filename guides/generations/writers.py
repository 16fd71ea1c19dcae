"""Who may write a generation: the engine, its prompt version and its model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from generation.core.writing import LATEST_PROMPT, PROMPTS
from guides.enums import Engine, PromptName
from levelingai.llm import setup

OFFLINE_VERSION = "v2"
"""v1 filled frames with words; its generations stay told apart."""


class UnknownWriter(ValueError):
    """No such prompt version or model here; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a generation: the engine, its prompt, and the model where one is asked."""

    engine: Engine
    prompt_name: PromptName
    prompt_version: str
    model: str = ""


BUILT_IN = Writer(Engine.OFFLINE, PromptName.OFFLINE, OFFLINE_VERSION)
"""Writes what no model is asked for: guides where none is set up, and the samples."""


@dataclass(frozen=True, slots=True)
class WriterChoices:
    """The prompt versions and models that a person may choose from, the usual ones first."""

    versions: tuple[str, ...]
    models: tuple[str, ...] = ()


def writer_choices(workspace_id: UUID) -> WriterChoices:
    models = setup.known_models(workspace_id)
    if not models:
        return WriterChoices((OFFLINE_VERSION,))
    others = (version for version in reversed(list(PROMPTS)) if version != LATEST_PROMPT)
    return WriterChoices((LATEST_PROMPT, *others), models)


def choose_writer(workspace_id: UUID, prompt_version: str = "", model_name: str = "") -> Writer:
    """The workspace's writer, with another prompt version or model where one is named.

    Raises `UnknownWriter`.
    """
    choices = writer_choices(workspace_id)
    if prompt_version and prompt_version not in choices.versions:
        known = ", ".join(choices.versions)
        raise UnknownWriter(f"There is no such prompt version; known: {known}.")
    if model_name and model_name not in choices.models:
        known = ", ".join(choices.models) or "none"
        raise UnknownWriter(f"This model is not set up here; known: {known}.")
    version = prompt_version or choices.versions[0]
    if not choices.models:
        return BUILT_IN
    writer = Writer(Engine.OPENAI, PromptName.GENERATE_EXAMPLES, version)
    return replace(writer, model=model_name or choices.models[0])
