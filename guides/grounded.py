"""Writes texts that show their sources: the one way in which a model's words reach a person.

A text is gathered, asked for, read, verified by code, and asked for once more where nothing of it
stands. What then stands is shown; where nothing does, nothing of the model's is kept.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import transaction

from generation.core.writing import make_delimiter
from guides.enums import Engine, ErrorCode, WrittenStatus
from guides.models import Written
from guides.querysets.written import WrittenQuerySet
from levelingai.grounding.passages import Block, Passage
from levelingai.grounding.reply import BLOCKS_SCHEMA, BLOCKS_SCHEMA_NAME, read_blocks
from levelingai.grounding.verify import Verified, verify
from levelingai.llm.accounts import Account, calls_for
from levelingai.llm.budget import OVER_BUDGET, is_spend_cap_reached
from levelingai.llm.types import CallFailed, Message

if TYPE_CHECKING:
    from levelingai.llm.client import ChatClient

logger = logging.getLogger(__name__)

UNREADABLE = "The language model's reply could not be read."
_AGAIN = (
    "{problem} Write the whole text again as JSON of the schema: every quote is copied exactly "
    "from the passage whose number it names, and numbers and names stand in the quotes."
)
_NOTHING_STANDS = "None of these sentences stands on its quotes."


@dataclass(frozen=True, slots=True)
class GroundedPrompt:
    """One frozen wording. `build_messages` gets the input, the passages and a secret delimiter.

    Its messages must spell out `BLOCKS_SCHEMA`: not every server takes a schema beside them.
    `purpose` names the calls in their accounts.
    """

    name: str
    version: str
    purpose: str
    build_messages: Callable[[dict[str, Any], Sequence[Passage], str], Sequence[Message]]


def write_grounded(  # noqa: PLR0913 - what may differ is named at the call
    written: Written,
    passages: Sequence[Passage],
    prompt: GroundedPrompt,
    client: ChatClient,
    *,
    known: Sequence[str] = (),
    key: str = "",
) -> Written:
    """Write a text from passages and return it as it then is, whatever became of it.

    READY with what stands, NEEDS_REVIEW without a text where nothing does after one repair,
    FAILED with the model's error. A text that was cancelled meanwhile, or ended by someone else,
    is left alone; one with the key of a ready one takes that one's text without a call (`key`,
    else made of all that goes in). `known` are texts whose names and numbers hold for every
    sentence. Only one worker may be at it: the job that calls this sees to it. Raises
    RuntimeError inside a transaction.
    """
    fresh: dict[str, Any] = {"content": {}, "checks": {}, "error_code": "", "error_message": ""}
    fresh["cache_key"] = key or cache_key(written, passages, prompt, client.settings.model)
    if not _move(written, WrittenStatus.READING, **fresh):
        return written
    before = _rows_beside(written).ready_like(written)
    if before is not None:
        _take_over(written, before)
    elif is_spend_cap_reached(written.workspace_id):
        _fail(written, ErrorCode.LLM_QUOTA, OVER_BUDGET)
    elif not passages:
        _move(written, WrittenStatus.NEEDS_REVIEW, content={}, checks={"passages": 0})
    else:
        _write(written, _Draft(written, passages, prompt, client, known))
    return written


def cache_key(
    written: Written, passages: Sequence[Passage], prompt: GroundedPrompt, model: str
) -> str:
    """The same for the same input, passages, wording and model, and for nothing else."""
    parts = [
        prompt.name,
        prompt.version,
        model,
        written.input,
        [[passage.kind, passage.id, passage.text] for passage in passages],
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class _Draft:
    """The calls about one text."""

    def __init__(
        self,
        written: Written,
        passages: Sequence[Passage],
        prompt: GroundedPrompt,
        client: ChatClient,
        known: Sequence[str],
    ) -> None:
        self.passages = passages
        self.prompt = prompt
        self.client = client
        self.known = known
        self.calls = 0
        delimiter = make_delimiter(str(written.pk), settings.SECRET_KEY)
        self.messages = tuple(prompt.build_messages(written.input, passages, delimiter))

    def ask(self) -> Verified:
        """What stands of the model's text, at the second try where nothing does at the first.

        Raises `CallFailed`, and ValueError where neither reply could be read.
        """
        text, verified = self._ask(self.messages)
        if verified is not None and verified.blocks:
            return verified
        problem = UNREADABLE if verified is None else _NOTHING_STANDS
        _, verified = self._ask(
            (
                *self.messages,
                Message(role="assistant", content=text),
                Message(role="user", content=_AGAIN.format(problem=problem)),
            )
        )
        if verified is None:
            raise ValueError(UNREADABLE)
        return verified

    def _ask(self, messages: Sequence[Message]) -> tuple[str, Verified | None]:
        self.calls += 1
        reply = self.client.complete(
            messages,
            schema=BLOCKS_SCHEMA,
            schema_name=BLOCKS_SCHEMA_NAME,
            purpose=self.prompt.purpose,
        )
        try:
            blocks = read_blocks(reply.text, self.passages)
        except ValueError:
            return reply.text, None
        return reply.text, verify(blocks, self.passages, known=self.known)


def _write(written: Written, draft: _Draft) -> None:
    """Ask, and keep what came of it. The calls are accounted for however they end."""
    author = {
        "engine": Engine.OPENAI,
        "model": draft.client.settings.model,
        "prompt_name": draft.prompt.name,
        "prompt_version": draft.prompt.version,
    }
    if not _move(written, WrittenStatus.WRITING, **author):
        return
    account = Account(written.workspace_id, written._meta.model_name or "", written.pk)
    try:
        with calls_for(account):
            verified = draft.ask()
    except CallFailed as error:
        _fail(written, ErrorCode(error.code), error.message)
    except ValueError:
        _fail(written, ErrorCode.LLM_BAD_OUTPUT, UNREADABLE)
    else:
        _keep(written, verified, draft)


def _keep(written: Written, verified: Verified, draft: _Draft) -> None:
    """What stands is kept; of what does not, only how much there was."""
    checks = {
        "passages": len(draft.passages),
        "calls": draft.calls,
        "kept": len(verified.blocks),
        "lost_refs": verified.lost_refs,
        "dropped": dict(Counter(one.fault for one in verified.dropped)),
    }
    status = WrittenStatus.READY if verified.blocks else WrittenStatus.NEEDS_REVIEW
    _move(written, status, content=content_of(verified.blocks), checks=checks)


def content_of(blocks: Sequence[Block]) -> dict[str, Any]:
    """Blocks as a written text stores them."""
    return {"blocks": [block.to_json() for block in blocks]} if blocks else {}


def _take_over(written: Written, before: Written) -> None:
    names = ("engine", "model", "prompt_name", "prompt_version", "content", "checks")
    _move(written, WrittenStatus.READY, **{name: getattr(before, name) for name in names})


def _fail(written: Written, code: ErrorCode, message: str) -> None:
    logger.warning("%s %s was not written: %s", written._meta.model_name, written.pk, code)
    failed = {"error_code": code, "error_message": message, "content": {}, "checks": {}}
    _move(written, WrittenStatus.FAILED, **failed)


def _rows_beside(written: Written) -> WrittenQuerySet:
    """All texts of the same kind."""
    return cast(WrittenQuerySet, type(written)._default_manager.all())


def _move(written: Written, to: WrittenStatus, **fields: Any) -> bool:
    """Move the row on if its status still allows it, and bring the object in line with the row.

    `durable`: a caller's transaction would be held open through the calls to the model.
    """
    with transaction.atomic(durable=True):
        moved = _rows_beside(written).move(written.pk, to, **fields)
    written.refresh_from_db()
    return moved
