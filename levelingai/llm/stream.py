"""Reading an answer that comes in server-sent events, without trusting any of it.

`Reader` is pure: bytes in, an `Answer` out, and after each bit of bytes how much it was worth. A
body that is no stream of events is read as a whole: servers that do not stream ignore that they
were asked to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from levelingai.llm.failures import complaint_in
from levelingai.llm.reply import (
    Answer,
    content_of,
    finish_of,
    first_choice,
    model_of,
    read_body,
    thought_of,
    with_message,
    with_usage,
)
from levelingai.llm.types import Reason

Heard = Literal["nothing", "sign", "piece"]
"""What bytes were worth: nothing yet, a sign of life, or a piece of the answer."""

MAX_WAITING = 2_000_000
"""Bytes of one line, or of a body that comes whole."""
_WHOLE = b"{[<"
_DONE = b"[DONE]"
_OTHER_PIECES = ("refusal", "tool_calls", "reasoning_details")


class Reader:
    """One answer, read as it comes.

    `has_begun`: some text or thought has come. `is_finished`: the model has said that its answer
    is complete, so that a connection which ends now, or stays silent, has lost nothing. `is_done`:
    the rest of the body says nothing more. `max_text` are the characters that the text may have.
    """

    def __init__(self, max_text: int) -> None:
        self._max_text = max_text
        self.is_done = False
        self.has_begun = False
        self._kind: Literal["", "whole", "events"] = ""
        self._waiting = bytearray()
        self._name = ""
        self._data: list[bytes] = []
        self._answer = Answer()
        self._has_events = False
        self._texts: list[str] = []
        self._chars = self._thoughts = 0
        self._is_refused = False
        self._finish = ""

    @property
    def is_finished(self) -> bool:
        return bool(self._finish) or self.is_done

    def feed(self, data: bytes) -> Heard:
        """Read on; the best that the bytes held."""
        self._waiting += data
        if not self._kind:
            start = bytes(self._waiting).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
            self._kind = ("whole" if start in _WHOLE else "events") if start else ""
        if not self._kind:
            return "nothing"
        heard: Heard = "piece" if self._kind == "whole" else self._lines()
        if len(self._waiting) > MAX_WAITING:
            self._fail("too_large")
        return heard

    def answer(self) -> Answer:
        """What was said, once the body has ended."""
        if self._answer.reason:
            return self._answer
        if self._kind != "events":
            return read_body(bytes(self._waiting))
        if not self.is_done:
            self._line(bytes(self._waiting))
            self._event(is_last=True)
        if not self._has_events:
            return Answer(reason="unreadable")
        return self.broken("connection")

    def broken(self, reason: Reason) -> Answer:
        """What was said by an answer whose connection ended for this reason, before its body."""
        if self._answer.reason:
            return self._answer
        said = self._said()
        return said if self.is_finished else replace(said, reason=reason)

    def _said(self) -> Answer:
        return with_message(
            self._answer,
            text="".join(self._texts),
            thoughts=self._thoughts,
            is_refused=self._is_refused,
            finish=self._finish,
        )

    def _lines(self) -> Heard:
        *lines, self._waiting = self._waiting.split(b"\n")
        heard: set[Heard] = set()
        for line in lines:
            if not self.is_done:
                heard.add(self._line(bytes(line)))
        return "piece" if "piece" in heard else "sign" if "sign" in heard else "nothing"

    def _line(self, line: bytes) -> Heard:
        line = line.rstrip(b"\r")
        if not line:
            return self._event()
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            self._data.append(value)
        elif field == b"error":  # no field of the standard, but of some servers
            self._name, self._data = "error", [value]
        elif field == b"event":
            self._name = value.decode("utf-8", "replace")
        return "sign" if not field else "nothing"

    def _event(self, *, is_last: bool = False) -> Heard:
        data, name = b"\n".join(self._data).strip(), self._name
        self._data, self._name = [], ""
        if not data:
            return "nothing"
        self._has_events = True
        if data == _DONE:
            self.is_done = True
            return "sign"
        try:
            chunk = json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError):
            chunk = None
        if not isinstance(chunk, dict):
            if not is_last:  # the last one is cut off where a connection ended in its middle
                self._fail("unreadable")
            return "nothing"
        if name == "error" and "error" not in chunk:
            chunk = {"error": chunk}
        return self._chunk(chunk)

    def _chunk(self, chunk: Mapping[str, Any]) -> Heard:
        complaint = complaint_in(chunk)
        if complaint is not None:
            self._fail(complaint.reason)
            self._answer = replace(self._answer, complaint=complaint)
            return "nothing"
        self._answer = with_usage(self._answer, chunk.get("usage"))
        if not self._answer.model:
            self._answer = replace(self._answer, model=model_of(chunk))
        choice = first_choice(chunk)
        return self._choice(choice) if choice else "sign"

    def _choice(self, choice: Mapping[str, Any]) -> Heard:
        delta = choice.get("delta") or choice.get("message")
        if not isinstance(delta, dict):
            delta = {}
        text, thought = content_of(delta), thought_of(delta)
        self._chars += len(text)
        if self._chars > self._max_text:
            self._fail("too_large")
            return "piece"
        self._texts.append(text)
        self._thoughts += len(thought)
        self.has_begun = self.has_begun or bool(text or thought)
        self._is_refused = self._is_refused or bool(delta.get("refusal"))
        finish = finish_of(choice)
        self._finish = self._finish or finish
        is_piece = text or thought or finish or any(delta.get(name) for name in _OTHER_PIECES)
        return "piece" if is_piece else "sign"

    def _fail(self, reason: Reason) -> None:
        """End here: what was read cannot be trusted, and the rest would not help."""
        chars = self._chars + self._thoughts
        self._answer = replace(self._answer, reason=reason, chars=chars)
        self.is_done = True
