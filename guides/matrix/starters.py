"""A starter as pages show it: what the guide asks for, and four prompts to complete in place.

Only those who edit a guide see one, and nowhere is it called an example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

PROMPTS: Mapping[str, int] = {"did": 200, "to": 200, "changed": 290, "seen": 400}
"""The prompts' names in their order, each with the most characters that an answer may have."""


@dataclass(frozen=True, slots=True)
class PromptView:
    """One prompt with what was answered so far, and what is wrong with that."""

    name: str
    label: str
    limit: int
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class StarterView:
    """`quote` and `new` are the definition's own words; `language` is the prompts'."""

    quote: str
    new: tuple[str, ...]
    language: str
    prompts: tuple[PromptView, ...]
    error: str = ""

    @property
    def is_refused(self) -> bool:
        return bool(self.error) or any(prompt.error for prompt in self.prompts)

    def answered(
        self, values: Mapping[str, str], errors: Mapping[str, str], error: str = ""
    ) -> StarterView:
        """The same with a person's answers and what keeps them from being saved."""
        prompts = tuple(
            replace(prompt, value=values.get(prompt.name, ""), error=errors.get(prompt.name, ""))
            for prompt in self.prompts
        )
        return replace(self, prompts=prompts, error=error)


def starter_view(data: Mapping[str, Any] | None) -> StarterView | None:
    """A stored starter; None where there is none."""
    if not data:
        return None
    labels = zip(PROMPTS.items(), data["prompts"], strict=True)
    return StarterView(
        quote=data["quote"],
        new=tuple(data["new"]),
        language=data["language"],
        prompts=tuple(PromptView(name, label, limit) for (name, limit), label in labels),
    )
