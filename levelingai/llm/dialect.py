"""What a compatible server understands: found out by asking once, then remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from levelingai.llm.types import ClientSettings

Mode = Literal["json_schema", "json_object", "prompt"]

_WEAKER: Mapping[Mode, Mode] = {"json_schema": "json_object", "json_object": "prompt"}
_ABOUT_FORMAT = ("response_format", "json_schema", "json_object", "structured output", "schema")
_ABOUT_LENGTH = ("max_completion_tokens", "max_tokens")

MAX_ADAPTATIONS = 4
"""The mode twice, the name of the token limit once, the temperature once."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server wants to be asked. `is_fixed` modes were set by hand and are kept."""

    mode: Mode = "json_schema"
    is_fixed: bool = False
    length_name: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    has_temperature: bool = True
    is_proven: bool = False
    """Whether a request in this dialect was answered: a 400 is then about something else."""

    @classmethod
    def first(cls, settings: ClientSettings) -> Dialect:
        if settings.json_mode == "auto":
            return cls()
        return cls(mode=settings.json_mode, is_fixed=True)

    def arguments(
        self, settings: ClientSettings, schema: Mapping[str, Any], name: str, max_tokens: int
    ) -> dict[str, Any]:
        """The arguments of a request beside its model and messages."""
        arguments: dict[str, Any] = {self.length_name: max_tokens}
        if settings.temperature is not None and self.has_temperature:
            arguments["temperature"] = settings.temperature
        if self.mode == "json_schema":
            arguments["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": name, "schema": dict(schema), "strict": True},
            }
        elif self.mode == "json_object":
            arguments["response_format"] = {"type": "json_object"}
        return arguments

    def adapted(self, complaint: str) -> Dialect | None:
        """The dialect to try after a 400 or 422 with this text; None when nothing is left to try.

        A complaint that names no parameter is put down to the JSON mode until one was proven.
        """
        complaint = complaint.lower()
        if any(name in complaint for name in _ABOUT_LENGTH):
            known = self.length_name == "max_tokens"
            return None if known else replace(self, length_name="max_tokens")
        if "temperature" in complaint:
            return replace(self, has_temperature=False) if self.has_temperature else None
        return self._weaker(is_asked=any(name in complaint for name in _ABOUT_FORMAT))

    def _weaker(self, *, is_asked: bool) -> Dialect | None:
        """The next weaker JSON mode. `is_asked`: the complaint was about the mode."""
        if self.mode == "prompt" or self.is_fixed or (self.is_proven and not is_asked):
            return None
        return replace(self, mode=_WEAKER[self.mode], is_proven=False)
