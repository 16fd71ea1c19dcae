"""What a grounded text stands on, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, get_args

PassageKind = Literal[
    "definition", "example", "fact", "page", "document", "note", "job", "profile", "typed"
]
"""What a passage is: a cell's definition or example, an approved fact of the company or a page of
its website, a part of an uploaded document, and, from the person, a note, a job description, a
profile, or what was typed just now."""

OWN_KINDS: frozenset[PassageKind] = frozenset({"note", "job", "profile", "typed"})
"""What the person who asks brought along."""

Mark = Literal["quoted", "derived", "said_by_you", "inferred"]
"""How a sentence stands to its sources: in their words, following from them, told by the person
who asks, or a conclusion that no source says."""

MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that may be quoted. `kind` and `id` name it; `place` tells a person where it is."""

    kind: PassageKind
    id: str
    text: str
    place: str = ""

    @property
    def key(self) -> tuple[PassageKind, str]:
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Words of a passage that a sentence stands on.

    `start` and `end` are where they stand in the passage's text; both are 0 until verified.
    """

    kind: PassageKind
    id: str
    quote: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence with what it stands on."""

    sentence: str
    refs: tuple[SourceRef, ...] = ()
    mark: Mark = "derived"

    def to_json(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "refs": [asdict(ref) for ref in self.refs],
            "mark": self.mark,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; raises KeyError or TypeError for anything else."""
        refs = tuple(SourceRef(**ref) for ref in data["refs"])
        return cls(sentence=data["sentence"], refs=refs, mark=data["mark"])
