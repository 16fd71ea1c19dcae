"""Mending a row: what a blind sort put elsewhere, written once more, all of it in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.examples import Example, read_mended
from generation.core.writing.prompts import Messages, mend_v1
from generation.core.writing.prompts.parts import level_name

MEND_SCHEMA: Final = mend_v1.SCHEMA
MEND_SCHEMA_NAME: Final = mend_v1.SCHEMA_NAME


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An example that landed elsewhere: its cell, its place among the cell's examples."""

    brief: CellBrief
    index: int
    example: Example


@dataclass(frozen=True, slots=True)
class Mending:
    """What is to be written again in a row, and the texts that stay there."""

    misplaced: tuple[Misplaced, ...]
    standing: tuple[str, ...]

    @property
    def by_id(self) -> dict[str, Misplaced]:
        return {f"e{number}": one for number, one in enumerate(self.misplaced, start=1)}

    def messages(self, delimiter: str) -> Messages:
        briefs = list({one.brief.level: one.brief for one in self.misplaced}.values())
        asked = [{"id": name, **_described(one)} for name, one in self.by_id.items()]
        return mend_v1.build_messages(briefs, asked, self.standing, delimiter)

    @property
    def max_tokens(self) -> int:
        """Room for the answer, in tokens."""
        return mend_v1.max_tokens(len(self.misplaced))

    def read(self, reply: str) -> dict[int, dict[int, Example]]:
        """New examples by level and place. Raises `GenerationError` where there is none."""
        by_id = self.by_id
        found = read_mended(reply, briefs={name: one.brief for name, one in by_id.items()})
        mended: dict[int, dict[int, Example]] = {}
        for name, example in found.items():
            one = by_id[name]
            mended.setdefault(one.brief.level, {})[one.index] = example
        return mended


def _described(one: Misplaced) -> Mapping[str, str]:
    brief, example = one.brief, one.example
    landing = brief.landings.get(example.text)
    return {
        "level": level_name(brief.matrix.levels[brief.level], brief.level),
        "illustrates": example.illustrates,
        "text": example.text,
        "a reader put it at": landing.cell if landing and landing.cell else "none of the cells",
    }


def mending_of(cells: Sequence[tuple[CellBrief, Sequence[Example]]]) -> Mending:
    """What of these cells, all of one row, landed elsewhere."""
    misplaced, standing = [], []
    for brief, examples in cells:
        for index, example in enumerate(examples):
            landing = brief.landings.get(example.text)
            if landing is not None and not landing.is_own:
                misplaced.append(Misplaced(brief, index, example))
            else:
                standing.append(example.text)
    return Mending(tuple(misplaced), tuple(standing))
