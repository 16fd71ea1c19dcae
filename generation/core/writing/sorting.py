"""The sort: whether a reader who sees a row's examples without their places puts them back.

It decides relevance (R11) of what a model wrote. The shuffled examples of a row stand among some of
its neighbours', beside the definitions of all of them; whoever sorts says a cell for each, or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from generation.core.recovery import Matrix
from generation.core.writing.cell_brief import Landing
from generation.core.writing.prompts import Messages, sort_v1
from generation.core.writing.prompts.parts import level_name, line
from generation.core.writing.replies import bad_output, shaped
from levelingai.grounding.fold import fold

Place = tuple[int, int]
"""Level and competency, as indices."""

MOST_DECOYS: Final = 8
"""Examples of other rows among a row's own: enough that "all are of this row" is no safe guess."""
NEIGHBOURS: Final = 2
"""Competencies beside the row whose cells can be chosen too."""
MAX_REPLY_CHARS: Final = 16_000
SORT_SCHEMA: Final = sort_v1.SCHEMA
SORT_SCHEMA_NAME: Final = sort_v1.SCHEMA_NAME


@dataclass(frozen=True, slots=True)
class Sorting:
    """One question to sort: texts with the places they belong to, and the places on offer.

    Items and cells are known to the reader by their numbers, from 1.
    """

    items: tuple[tuple[str, Place], ...]
    cells: tuple[Place, ...]
    matrix: Matrix

    def offered(self) -> list[dict[str, str]]:
        """The cells as the reader sees them."""
        texts = _definitions(self.matrix)
        return [
            {
                "id": f"c{number}",
                "level": level_name(self.matrix.levels[level], level),
                "competency": line(self.matrix.competencies[row].name),
                "definition": texts[level, row],
            }
            for number, (level, row) in enumerate(self.cells, start=1)
        ]

    def shuffled(self) -> list[dict[str, str]]:
        """The items as the reader sees them."""
        return [
            {"id": f"e{number}", "text": text} for number, (text, _) in enumerate(self.items, 1)
        ]


def sort_messages(sorting: Sorting, delimiter: str) -> Messages:
    """The messages that put the question."""
    return sort_v1.build_messages(sorting.offered(), sorting.shuffled(), delimiter)


def sort_tokens(sorting: Sorting) -> int:
    """Room for the answer, in tokens."""
    return sort_v1.max_tokens(len(sorting.items))


def sorting_of(
    written: Mapping[Place, Sequence[str]], others: Mapping[Place, Sequence[str]], matrix: Matrix
) -> Sorting:
    """The question for the texts of `written`, which stand in one row.

    `others` are texts of other cells, of the same row and of others: some come along as decoys.
    The order depends on the texts alone, so the same question is put again after an interruption.
    """
    row = next(iter(written))[1]
    rows = _rows_beside(row, matrix)
    own = [(text, place) for place, texts in sorted(written.items()) for text in texts]
    decoys = [
        (texts[0], place)
        for place, texts in sorted(others.items(), key=lambda one: (one[0][1] != row, one[0]))
        if texts and place not in written and place[1] in rows
    ]
    items = sorted({*own, *decoys[:MOST_DECOYS]}, key=lambda item: _digest(item[0]))
    cells = [place for place in sorted(_definitions(matrix)) if place[1] in rows]
    return Sorting(tuple(items), tuple(sorted(cells, key=lambda one: _digest(str(one)))), matrix)


def _rows_beside(row: int, matrix: Matrix) -> set[int]:
    """The row and those nearest to it, as the guide has them."""
    nearest = sorted(range(len(matrix.competencies)), key=lambda one: (abs(one - row), one))
    return set(nearest[: 1 + NEIGHBOURS])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _ReplyItem(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str
    cell: str


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    sorted: list[_ReplyItem]


def read_sorting(reply: str, sorting: Sorting) -> dict[str, Landing]:
    """Where each text landed. An item that the reply leaves out landed nowhere.

    A cell of the same words counts as the text's own: nothing tells the two apart. Raises
    `GenerationError("llm_bad_output")`, not permanent, where the reply sorts nothing.
    """
    said = {item.id.strip(): item.cell.strip() for item in _first_reply(reply).sorted}
    numbers = {f"e{number}" for number in range(1, len(sorting.items) + 1)}
    if not numbers & said.keys():
        raise bad_output("The model's reply sorted none of the examples.")
    return {
        text: _landing(said.get(f"e{number}", ""), place, sorting)
        for number, (text, place) in enumerate(sorting.items, start=1)
    }


def _landing(said: str, own: Place, sorting: Sorting) -> Landing:
    at = {f"c{number}": place for number, place in enumerate(sorting.cells, start=1)}
    place = at.get(said)
    if place is None:
        return Landing(is_own=False)
    texts = _definitions(sorting.matrix)
    if place == own or fold(texts[place]) == fold(texts[own]):
        return Landing(is_own=True)
    return Landing(is_own=False, cell=place_name(place, sorting.matrix))


def place_name(place: Place, matrix: Matrix) -> str:
    """ "Delivery at L3 Senior"."""
    level, row = place
    return f"{line(matrix.competencies[row].name)} at {level_name(matrix.levels[level], level)}"


def _first_reply(reply: str) -> _Reply:
    for parsed in shaped(reply[:MAX_REPLY_CHARS], _Reply, items="sorted"):
        return parsed
    raise bad_output("The model's reply held no readable sorting.")


def _definitions(matrix: Matrix) -> dict[Place, str]:
    cells: Iterable[Any] = matrix.cells
    return {(cell.level, cell.competency): cell.definition for cell in cells}
