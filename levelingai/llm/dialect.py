"""What a compatible server understands: found out by asking once, then remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from levelingai.llm.types import ClientSettings

Mode = Literal["json_schema", "json_object", "prompt"]

_WEAKER: Mapping[Mode, Mode] = {"json_schema": "json_object", "json_object": "prompt"}
_ABOUT_FORMAT = ("response_format", "json_schema", "json_object", "structured output", "schema")
_ABOUT_LENGTH = ("max_completion_tokens", "max_tokens")

_ABOUT_STREAM = re.compile(r"\bstream(?:s|ing)?\b")
_ABOUT_EFFORT = ("reasoning", "thinking", "think value")

MAX_ADAPTATIONS = 10
"""The mode twice; once each the name of the token limit, the temperature, the effort, the usage of
streams and streams; the room for the answer three times."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server wants to be asked. `is_fixed` modes were set by hand and are kept."""

    mode: Mode = "json_schema"
    is_fixed: bool = False
    length_name: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    has_temperature: bool = True
    has_effort: bool = True
    is_streamed: bool = True
    has_usage: bool = True
    """Whether a stream is asked to tell at its end what it used."""
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
        if settings.reasoning_effort and self.has_effort:
            arguments["reasoning_effort"] = settings.reasoning_effort
        if self.is_streamed:
            arguments["stream"] = True
            if self.has_usage:
                arguments["stream_options"] = {"include_usage": True}
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
        if self.is_streamed and "stream_options" in complaint and self.has_usage:
            return replace(self, has_usage=False)
        if self.has_effort and "reasoning_effort" in complaint:
            return replace(self, has_effort=False)
        if any(name in complaint for name in _ABOUT_LENGTH):
            known = self.length_name == "max_tokens"
            return None if known else replace(self, length_name="max_tokens")
        if "temperature" in complaint:
            return replace(self, has_temperature=False) if self.has_temperature else None
        return self._plainer(complaint)

    def _plainer(self, complaint: str) -> Dialect | None:
        """Asking for less of what a compatible server may leave out."""
        is_asked = any(name in complaint for name in _ABOUT_FORMAT)
        if self.is_streamed and not is_asked and _ABOUT_STREAM.search(complaint):
            return replace(self, is_streamed=False)
        if self.has_effort and any(name in complaint for name in _ABOUT_EFFORT):
            return replace(self, has_effort=False)
        return self._weaker(is_asked=is_asked)

    def _weaker(self, *, is_asked: bool) -> Dialect | None:
        """The next weaker JSON mode. `is_asked`: the complaint was about the mode."""
        if self.mode == "prompt" or self.is_fixed or (self.is_proven and not is_asked):
            return None
        return replace(self, mode=_WEAKER[self.mode], is_proven=False)
