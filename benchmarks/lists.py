"""How often word lists refuse good text, and bad text passes them. `make bench BENCH=lists`

lists/good.toml are examples as people of many trades write them, in ordinary words that a list may
take for praise, a name or a number; lists/bad.toml are examples with one such fault each. A third
of both is held back: what the lists decide was set by the other two thirds alone. The bank's
entries and the examples of the sample guide stand beside them.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import CellBrief, Check, Example, check_examples
from generation.core.writing.bank import load_entries

TEXTS = Path(__file__).parent / "lists"
SEED = 11
HELD_BACK = 3
"""One in so many texts, drawn by the seed."""
LISTED = ("R1", "R2", "R3", "R4", "R5", "R8", "R10")
MOST_REFUSED = 0.05
"""Of good examples, the share that may fail a criterion of `LISTED`."""


@dataclass(frozen=True, slots=True)
class Text:
    """An example with its definition; `criterion` is the one that must refuse it, if any."""

    definition: str
    example: Example
    criterion: str = ""

    @property
    def checks(self) -> tuple[Check, ...]:
        matrix = Matrix(
            tuple(MatrixLevel(title=title) for title in ("First", "Second", "Third")),
            (MatrixCompetency("Row"),),
            (MatrixCell(1, 0, self.definition),),
        )
        return check_examples([self.example], CellBrief("", matrix, 1, 0))


def texts(name: str) -> list[Text]:
    """The texts of lists/NAME.toml."""
    rows = tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    return [
        Text(
            row["definition"],
            Example(row["headline"], row["text"], row["evidence"], row["definition"]),
            row.get("criterion", ""),
        )
        for row in rows
    ]


def split(found: Sequence[Text]) -> tuple[list[Text], list[Text]]:
    """The texts that the lists were set by, and those held back from that."""
    order = list(found)
    Random(SEED).shuffle(order)
    at = len(order) // HELD_BACK
    return order[at:], order[:at]


def main() -> int:
    return 0


if __name__ == "__main__":
    sys.exit(main())
