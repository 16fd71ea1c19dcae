"""How often word lists refuse good text, and bad text passes them. `make bench BENCH=lists`

lists/good.toml are examples as people of many trades write them, in ordinary words that a list may
take for praise, a name or a number; lists/bad.toml are examples with one such fault each. A third
of both is held back: what the lists decide was set by the other two thirds. One hand wrote texts
and lists, so a third set (later_*.toml) was written once they stood: it says more of new texts.
When first read, 4 of its 30 good texts were refused (23 by the lists before), and all bad ones;
“effective” was mended after it.
Refused means that a criterion of word lists fails; a flag refuses nothing.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generation.core.company import CompanyContext, Fact
from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import CellBrief, Check, Example, check_examples
from generation.core.writing.bank import load_entries

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).parent / "lists"
SAMPLE = ROOT / "guides" / "upload" / "sample"
SEED = 11
HELD_BACK = 3
"""One in so many texts, drawn by the seed."""
LISTED = ("R1", "R2", "R3", "R4", "R5", "R8", "R10")
MOST_REFUSED = 0.05
"""Of good examples, the share that may fail a criterion of `LISTED`."""
CLAUSE = "does what a level of any guide may ask for"
"""What the bank's entries are checked beside: it lends them no word."""


@dataclass(frozen=True, slots=True)
class Text:
    """An example with its cell; `criterion` is the one that must refuse it, if any."""

    example: Example
    brief: CellBrief
    criterion: str = ""

    @property
    def checks(self) -> tuple[Check, ...]:
        checks = check_examples([self.example], self.brief)
        return tuple(check for check in checks if check.criterion in LISTED)

    @property
    def failed(self) -> set[str]:
        return {check.criterion for check in self.checks if check.passed is False}

    @property
    def flagged(self) -> set[str]:
        return {check.criterion for check in self.checks if check.flagged}


def texts(name: str) -> list[Text]:
    """The texts of lists/NAME.toml."""
    rows = tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    return [
        Text(
            Example(row["headline"], row["text"], row["evidence"], row["definition"]),
            _alone(row["definition"]),
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


def _alone(definition: str) -> CellBrief:
    """The cell of the middle level in a guide that says nothing else."""
    levels = tuple(MatrixLevel(title=title) for title in ("First", "Second", "Third"))
    matrix = Matrix(levels, (MatrixCompetency("Row"),), (MatrixCell(1, 0, definition),))
    return CellBrief("", matrix, 1, 0)


def _bank() -> Iterator[Text]:
    brief = _alone(CLAUSE)
    for entry in load_entries():
        yield Text(Example(entry.headline, entry.text, entry.evidence, CLAUSE), brief)


def _sample() -> Iterator[Text]:
    """The examples that come with the sample guide, in their cells and with their facts."""
    guide = json.loads((SAMPLE / "engineering.json").read_text(encoding="utf-8"))
    written = json.loads((SAMPLE / "engineering_examples.json").read_text(encoding="utf-8"))
    rows, codes = guide["competencies"], [level["code"] for level in guide["levels"]]
    names = [row["name"] for row in rows]
    matrix = Matrix(
        tuple(MatrixLevel(level["code"], level["title"]) for level in guide["levels"]),
        tuple(MatrixCompetency(row["name"], row["category"]) for row in rows),
        tuple(
            MatrixCell(level, at, definition)
            for at, row in enumerate(rows)
            for level, definition in enumerate(row["definitions"])
        ),
    )
    facts = tuple(
        Fact(f"f{number}", fact["statement"], fact["quote"])
        for number, fact in enumerate(guide["company"]["facts"], start=1)
    )
    company = CompanyContext(name=guide["company"]["name"], facts=facts)
    for cell in written["cells"]:
        level, row = codes.index(cell["level"]), names.index(cell["competency"])
        brief = CellBrief(guide["title"], matrix, level, row, company=company)
        for one in cell["examples"]:
            yield Text(Example(one["headline"], one["text"], one["evidence"], ""), brief)


def _good(name: str, found: Iterable[Text]) -> float:
    """Print a line of good texts; the share of them that is refused."""
    results = [(text.failed, text.flagged) for text in found]
    refused = [failed for failed, _ in results if failed]
    flagged = sum(bool(flags) for _, flags in results)
    by = " ".join(f"{c} {n}" for c in LISTED if (n := sum(c in failed for failed in refused)))
    share = len(refused) / len(results)
    print(f"  {name:<28}{len(results):>6}{len(refused):>9}{share:>7.1%}{flagged:>9}  {by}")
    return share


def _bad(name: str, found: Sequence[Text]) -> None:
    refused = [text.criterion for text in found if text.criterion in text.failed]
    by = " ".join(
        f"{c} {refused.count(c)} of {sum(text.criterion == c for text in found)}"
        for c in ("R5", "R8", "R10")
    )
    print(f"  {name:<28}{len(found):>6}{len(refused):>9}{len(refused) / len(found):>7.1%}  {by}")


def main() -> int:
    good, bad = split(texts("good")), split(texts("bad"))
    print(f"  {'good texts':<28}{'all':>6}{'refused':>9}{'':>7}{'flagged':>9}  refused by")
    _good("set by", good[0])
    held_back = _good("held back", good[1])
    _good("written later", texts("later_good"))
    _good("the bank", _bank())
    _good("the sample guide", _sample())
    print(f"  {'bad texts':<28}{'all':>6}{'refused':>9}{'':>7}  by the criterion for it")
    _bad("set by", bad[0])
    _bad("held back", bad[1])
    _bad("written later", texts("later_bad"))
    return int(held_back > MOST_REFUSED)


if __name__ == "__main__":
    sys.exit(main())
