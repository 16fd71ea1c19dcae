"""A pick put into words: blanks filled, in the words of the role, at the reach of the level."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generation.core.writing.examples import Example
from generation.core.writing.lexicon.scope import ORGANISATION
from generation.core.writing.scenarios.frames import Frame
from generation.core.writing.scenarios.german import contract
from generation.core.writing.scenarios.phrases import Phrase
from generation.core.writing.scenarios.roles import Role
from levelingai.grounding.fold import count_words

LENGTHS = {"headline": (1, 8), "text": (12, 35), "evidence": (1, 20)}
"""Fewest and most words, as the rubric's R6 asks."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One example to be written: a phrase of the definition, a situation, and what fills it."""

    phrase: Phrase
    frame: Frame
    work: str
    piece: str
    users: str


def compose(pick: Pick, role: Role, scope: int) -> Example:
    """Put a pick into words."""
    blanks = {
        "work": pick.work,
        "piece": pick.piece,
        "users": pick.users,
        "topic": pick.phrase.topic,
        "clause": pick.phrase.clause.text if pick.phrase.clause else "",
        "act": pick.phrase.act.sentence_start if pick.phrase.act else "",
    }
    if pick.frame.family.startswith("german"):
        return Example(
            pick.frame.headline,
            contract(pick.frame.text.format(**blanks)),
            pick.frame.evidence,
            pick.phrase.quote,
        )
    headline, text, evidence = (
        _in_scope(_in_role(_own_object(part, pick).format(**blanks), role), role, scope)
        for part in (pick.frame.headline, pick.frame.text, pick.frame.evidence)
    )
    return Example(headline, text, evidence, pick.phrase.quote)


_WORK_AFTER_ACT = re.compile(r"(?<=\{act\}) (?:for|in|on|around) \{work\}")


def _own_object(part: str, pick: Pick) -> str:
    """Leave the role's work out where the definition's own object says enough: "Reviews code"
    needs it, "Reviews design documents" does not."""
    act = pick.phrase.act
    return _WORK_AFTER_ACT.sub("", part) if act and act.is_specific else part


_TICKET_WORD = {
    "care": "record",
    "finance": "file",
    "people": "file",
    "sales": "account notes",
    "marketing": "task",
    "operations": "request",
    "general": "request",
}


_CARE_WORDS = (
    ("in the morning channel", "at the morning handover"),
    ("channel thread", "entry in the handover book"),
    ("in the channel", "in the handover book"),
    ("the channel", "the handover book"),
    ("the requester", "the person asking"),
    ("team leads", "ward leads"),
)


def _in_role(text: str, role: Role) -> str:
    """Words that only some roles use, replaced by what this one says."""
    if role.name == "care":
        for word, own in _CARE_WORDS:
            text = text.replace(word, own)
    ticket = _TICKET_WORD.get(role.name, "ticket")
    tickets = ticket if ticket.endswith("s") else f"{ticket}s"
    return re.sub(r"\btickets\b", tickets, re.sub(r"\bticket\b", ticket, text))


_TEAMS = re.compile(r"\b(several|other|neighbouring) teams\b")


def _in_scope(text: str, role: Role, scope: int) -> str:
    """At the widest scope teams become departments; on wards they are wards at any scope."""
    if role.name == "care":
        return _TEAMS.sub(r"\1 wards", text)
    return _TEAMS.sub(r"\1 departments", text) if scope == ORGANISATION else text


def has_right_length(example: Example) -> bool:
    """Whether every part has as many words as the rubric allows."""
    return all(
        low <= count_words(getattr(example, part)) <= high for part, (low, high) in LENGTHS.items()
    )
